"""The admin's form of groups, which notes what it changes: it adds rights without any signal."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Use our views of groups in Wagtail's users."""

    group_viewset = "koers.group_views.GroupViewSet"
