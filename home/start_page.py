"""The admin's start page: what waits for whoever opens it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from home import to_do
from koers.link_care import edit_url

SHOWN = 8
PER_PAGE = 50


class ToDoPanel(Component):
    """List what waits, each with a link to where it is done."""

    template_name = "home/admin/to_do_panel.html"
    order = 150

    def __init__(self, name, heading, find, note=None):
        self.name = name
        self.heading = heading
        self.find = find
        self.note = note

    def get_context_data(self, parent_context):
        """Return the first rows and how many there are in all."""
        found = self.find(parent_context["request"].user)
        total = len(found) if isinstance(found, list) else found.count()
        shown = in_order(found[:SHOWN]) if isinstance(found, list) else found[:SHOWN]
        rows = [(one, edit_url(one), self.note(one) if self.note else "") for one in shown]
        return {"name": self.name, "heading": self.heading, "rows": rows, "more": total - len(rows)}


class UntranslatedPanel(Component):
    """Say how many pages wait for a translation, with links to their lists."""

    template_name = "home/admin/untranslated_panel.html"
    order = 190

    def get_context_data(self, parent_context):
        """Return (name of the language, number, address of the list) where there are any."""
        user = parent_context["request"].user
        rows = []
        if user.has_perm("wagtail_localize.submit_translation"):
            for code in settings.LANGUAGE_CODES[1:]:
                number = to_do.untranslated(code).count()
                if number:
                    rows.append((name_of(code), number, reverse("home_untranslated", args=[code])))
        return {"rows": rows}


def name_of(code):
    """Return the name of a language in the language of the reader."""
    return get_language_info(code)["name_translated"]


def in_order(pks):
    """Return the pages of a list of ids, each as its own type, in the order of the list."""
    pages = {page.pk: page for page in Page.objects.filter(pk__in=pks).specific()}
    return [pages[pk] for pk in pks]


def due_words(page):
    """Say until when a page was to be reviewed."""
    date = date_format(page.review_on, "DATE_FORMAT")
    if page.is_overdue:
        return gettext("should have been reviewed before %(date)s") % {"date": date}
    return gettext("review before %(date)s") % {"date": date}


def add_panels(request, panels):
    """Put what waits on the start page; a hook."""
    panels += [
        ToDoPanel("drafts", _("Your drafts"), to_do.drafts),
        ToDoPanel("claims", _("Your claims in draft"), to_do.claim_drafts),
        ToDoPanel("review", _("To review"), to_do.to_review, due_words),
        ToDoPanel("ready", _("Translations to publish"), to_do.ready_translations),
        ToDoPanel("stale", _("Translations whose original changed"), to_do.stale_translations),
        ToDoPanel("started", _("Translations that were begun"), to_do.started_translations),
        UntranslatedPanel(),
    ]


def untranslated(request, code):
    """List the pages that are not in a language yet, each with a way to begin."""
    if not request.user.has_perm("wagtail_localize.submit_translation"):
        raise PermissionDenied
    if code not in settings.LANGUAGE_CODES[1:]:
        raise Http404
    pages = Paginator(to_do.untranslated(code), PER_PAGE).get_page(request.GET.get("p"))
    title = gettext("Not in %(language)s yet") % {"language": name_of(code)}
    context = {"pages": pages, "code": code, "page_title": title,
               "header_icon": "wagtail-localize-language"}  # fmt: skip
    return TemplateResponse(request, "home/admin/untranslated.html", context)
