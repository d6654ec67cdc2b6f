"""Who may do what: five roles as groups, kept complete after every migration and import.

What a role lacks is added; what an administrator gave it besides stays.
"""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cases.practices import PracticeIndexPage
from home.pages import HomePage
from home.review import setup_workflow

RECORDS = ("cases.organisation", "cases.person", "cases.source", "cases.claim", "media.recording")
WRITE = ("add", "change")
ISSUE = ("publish", "lock", "unlock")
MANAGED = (
    "auth.user", "auth.group", "wagtailcore.locale", "wagtailcore.collection", "wagtailcore.site",
    "wagtailcore.workflow", "wagtailcore.task", "wagtailcore.groupapprovaltask",
    "koers.sitesettings", "wagtailredirects.redirect", "search.synonym",
)  # fmt: skip
UPLOADS = ("add_image", "change_image", "choose_image", "add_document", "change_document",
           "choose_document", "add_media", "change_media")  # fmt: skip
ALL_UPLOADS = (*UPLOADS, "delete_image", "delete_document", "delete_media")
ALL_OF_PAGES = (*WRITE, *ISSUE, "bulk_delete")
TRANSLATE = "wagtail_localize.submit_translation"


class RoleGroup(models.Model):
    """Say which group holds a role, so that the group may be renamed."""

    role = models.CharField(max_length=30, unique=True)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="koers_role")

    def __str__(self):
        return self.role


@dataclass(frozen=True)
class Role:
    """Hold the name of a role and what it may do.

    `sections` maps where (see `pages_of`) to actions on pages, `rights` names permissions of
    models, `uploads` those on files.
    """

    name: str
    sections: dict
    rights: tuple = ()
    uploads: tuple = ()


def rights(labels, actions):
    """Return the names of permissions: every action on every model."""
    return tuple(
        f"{app}.{action}_{model}"
        for app, model in (label.split(".") for label in labels)
        for action in actions
    )


EDITOR = (*rights(RECORDS, WRITE), TRANSLATE)
CHIEF = (*EDITOR, *rights(RECORDS, ("delete",)), *rights(("cases.claim",), ISSUE),
         *rights(("search.synonym", "wagtailredirects.redirect"), (*WRITE, "delete")))  # fmt: skip
ROLES = {
    "editor": Role(gettext_noop("Editor"), {"site": WRITE}, EDITOR, UPLOADS),
    "chief-editor": Role(
        gettext_noop("Chief editor"),
        {"site": ALL_OF_PAGES},
        CHIEF,
        ALL_UPLOADS,
    ),
    "practice-editor": Role(gettext_noop("Practice editor"), {"practices": WRITE}),
    "translator": Role(
        gettext_noop("Translator"), {"translations": ("change",)},
        (*rights(("cases.claim",), ("change",)), TRANSLATE),
    ),
    "administrator": Role(
        gettext_noop("Administrator"),
        {"root": ALL_OF_PAGES},
        (
            *CHIEF,
            *rights(MANAGED, ("add", "change", "delete", "view")),
            *rights(("handbooks.edition",), ("withdraw",)),
        ),
        ALL_UPLOADS,
    ),
}  # fmt: skip


def pages_of(section):
    """Return the pages at the top of a section, in every language."""
    homes = HomePage.objects.filter(alias_of=None)
    return {
        "root": lambda: Page.objects.filter(depth=1),
        "site": homes.all,
        "translations": lambda: homes.exclude(locale__language_code=settings.LANGUAGE_CODE),
        "practices": lambda: PracticeIndexPage.objects.filter(alias_of=None),
    }[section]()


@transaction.atomic
def setup_roles():
    """Give every role its group, its rights on models, files and the pages that there are now."""
    for app in apps.get_app_configs():
        create_permissions(app, verbosity=0)
    first_time = not RoleGroup.objects.exists()
    for key, role in ROLES.items():
        group = group_of(key)
        give_rights(group, ("wagtailadmin.access_admin", *role.rights))
        give_uploads(group, role.uploads)
    give_sections()
    setup_workflow(group_of("chief-editor"), group_of("administrator"))
    if first_time:
        drop_unused_groups()


def group_of(key):
    """Return the group of a role; make it, named in the first language, where it is missing."""
    held = RoleGroup.objects.filter(role=key).select_related("group").first()
    if held:
        return held.group
    with override(settings.LANGUAGE_CODE):
        group, _made = Group.objects.get_or_create(name=_(ROLES[key].name))
    RoleGroup.objects.create(role=key, group=group)
    return group


def give_rights(group, names):
    """Add the permissions of a list of names (`app.codename`) that a group lacks."""
    wanted = models.Q()
    for name in names:
        app, codename = name.split(".")
        wanted |= models.Q(content_type__app_label=app, codename=codename)
    missing = Permission.objects.filter(wanted).exclude(group=group)
    group.permissions.add(*missing)


def give_uploads(group, codenames):
    """Add what a group may do with files of every collection."""
    root = Collection.get_first_root_node()
    apps_of_files = ("media", "wagtailmedia")
    wanted = Permission.objects.filter(
        codename__in=codenames, content_type__app_label__in=apps_of_files
    )
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def give_sections():
    """Give every role its rights on the pages at the top of its sections."""
    of_pages = {
        permission.codename.removesuffix("_page"): permission
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", content_type__model="page"
        )
    }
    for key, role in ROLES.items():
        group = group_of(key)
        for section, actions in role.sections.items():
            for page in pages_of(section):
                for action in actions:
                    GroupPagePermission.objects.get_or_create(
                        group=group, page_id=page.pk, permission=of_pages[action]
                    )


def drop_unused_groups():
    """Remove the groups that Wagtail begins with, unless somebody uses them."""
    unused = Group.objects.filter(
        name__in=("Editors", "Moderators"), user=None, pageviewrestriction=None
    )
    unused.delete()
