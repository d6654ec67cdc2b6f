"""Before a page goes out of sight or elsewhere: which places name it, and what becomes of them."""

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import UnpublishBulkAction
from wagtail.models import Page, PageViewRestriction

from koers.named_pages import namers_of
from koers.site_settings import SiteSettings


def connect():
    """Tell on the pages that ask for a confirmation."""
    hooks.register("before_move_page", before_moving)
    hooks.register("register_bulk_action", UnpublishPages, order=100)


def links_to(things):
    """Return links to where pages and records are edited, with commas."""
    return format_html_join(", ", '<a href="{}">{}</a>', ((edit_url(one), one) for one in things))


def edit_url(thing):
    """Return where a page, record or menu is edited."""
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    if isinstance(thing, SiteSettings):
        return reverse("wagtailsettings:edit", args=["koers", "sitesettings", thing.site_id])
    viewset = thing.snippet_viewset
    return reverse(viewset.get_url_name("edit"), args=[quote(thing.pk)])


def place_warning(page):
    """Return which places would no longer show a page, or one below it; nothing where none do."""
    namers = namers_of(page)
    if not namers:
        return ""
    words = _("“{}”, or a page below it, is named by {}. There it is not shown any more; links to "
              "it become plain words.")  # fmt: skip
    return format_html(words, page.get_admin_display_title(), links_to(namers))


def warn(request, page):
    """Put the warning, if there is one, on the page that asks for a confirmation."""
    if warning := place_warning(page):
        messages.warning(request, warning)


def before_moving(request, page, destination):
    """Say before a move which addresses change, and warn where it would hide the page; a hook."""
    if request.method != "GET":
        return
    number = page.get_descendants(inclusive=True).filter(live=True).count()
    if number:
        text = ngettext(
            "The address of %(n)s page changes; its old address will lead to the new one.",
            "The addresses of %(n)s pages change; the old addresses will lead to the new ones.",
            number,
        )
        messages.info(request, text % {"n": number})
    if is_private(destination) and not is_private(page):
        messages.warning(request, _("“%(page)s” is private: what is moved there is so too.")
                         % {"page": destination.get_admin_display_title()})  # fmt: skip
        warn(request, page)


def is_private(page):
    """Tell whether a page or one above it is private."""
    above = page.get_ancestors(inclusive=True)
    return PageViewRestriction.objects.filter(page__in=above).exists()


class UnpublishPages(UnpublishBulkAction):
    """Warn the same where several pages are unpublished at once."""

    def get(self, request, *args, **kwargs):
        """Tell of each page before asking."""
        for page in self.get_actionable_objects()[0]:
            warn(request, page)
        return super().get(request, *args, **kwargs)
