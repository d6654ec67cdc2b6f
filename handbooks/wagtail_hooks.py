"""Wagtail's hooks of the handbooks."""

from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from handbooks import edition_admin
from handbooks.editions import Edition
from koers.named_pages import keep

hooks.register("register_page_header_buttons", edition_admin.header_buttons)


@hooks.register("register_admin_urls")
def register_views():
    """Add the pages of editions to the admin."""
    views = edition_admin
    return [
        path("handbooks/<int:pk>/editions/", views.editions, name="koers_editions"),
        path("handbooks/<int:pk>/issue/", views.IssueView.as_view(), name="koers_issue"),
        path("editions/<int:pk>/take-back/", views.take_edition_back, name="koers_take_back"),
        path("exports/<int:pk>/again/", views.export_again, name="koers_export_again"),
        path("editions/<int:pk>/withdraw/", views.withdraw_edition, name="koers_withdraw"),
    ]


@hooks.register("before_delete_page")
def keep_handbooks(request, page):
    """Explain, in place of failing, that a handbook with editions stays."""
    if not Edition.objects.filter(handbook__path__startswith=page.path).exists():
        return None
    words = _(
        "“%(page)s” cannot be deleted: there are editions of it, which others may have cited. "
        "Unpublish it instead."
    )
    return keep(request, page, words % {"page": page.get_admin_display_title()})


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Name what becomes of editions in Wagtail's audit log."""

    def register(name, title, words):
        @actions.register_action(name)
        class Formatter(LogFormatter):
            label = title

            def format_message(self, log_entry):
                return words % log_entry.data

    register(
        "handbooks.issue",
        gettext_lazy("Issue an edition"),
        gettext_lazy("Issued edition %(number)s"),
    )
    register(
        "handbooks.take_back",
        gettext_lazy("Take an edition back"),
        gettext_lazy("Took edition %(number)s back"),
    )
    register(
        "handbooks.withdraw",
        gettext_lazy("Withdraw an edition"),
        gettext_lazy("Withdrew edition %(number)s: %(reason)s"),
    )
