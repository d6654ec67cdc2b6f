"""The admin's views of translations: ours in place of some of wagtail-localize's, and two more."""

from difflib import SequenceMatcher

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.compare import diff_text
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import (
    UpdateTranslationsForm,
    UpdateTranslationsView,
)

from koers.freshness import words_of
from koers.translations import ReadyTranslation, State, of_page, submit, unmark


class SubmitView(SubmitPageTranslationView):
    """Submit the original of a page for translation, with real pages above it."""

    def get_object(self):
        """Translate originals only, and live ones: what nobody may read yet can still change."""
        page = super().get_object()
        return getattr(page, "source", page)

    def post(self, request, **kwargs):
        """Ask for the original to be published first."""
        if not self.object.live:
            messages.error(request, _("Publish the original first; then it can be translated."))
            return redirect("wagtailadmin_pages:edit", self.object.pk)
        return super().post(request, **kwargs)

    def form_valid(self, form):
        """Make the drafts and go to the first of them."""
        locales = form.cleaned_data["locales"]
        submit(self.object, locales, self.request.user, form.cleaned_data["include_subtree"])
        names = ", ".join(locale.get_display_name() for locale in locales)
        messages.success(self.request, self.get_success_message(names))
        only = self.object.get_translation(locales[0]) if len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(only))


class SyncForm(UpdateTranslationsForm):
    """Take new words over, without the door that puts them live untranslated."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["publish_translations"].widget = forms.HiddenInput()

    def clean_publish_translations(self):
        """Leave what is live as it is."""
        return False


class SyncView(UpdateTranslationsView):
    """Offer the words of an original to its translators."""

    def form_valid(self, form):
        """Take the mark off translations that lack words now."""
        answer = super().form_valid(form)
        unmark(self.object)
        return answer

    def get_form(self):
        """Return the form without “publish immediately”."""
        return SyncForm(self.request.POST if self.request.method == "POST" else None)


def refuse_alias(request, page_id):
    """Keep translations: made into an alias, a page would show its original's language."""
    messages.error(request, _("A translation stays a page of its own; unpublish or delete it."))
    return redirect("wagtailadmin_pages:edit", page_id)


def refuse_stop(request, translation_id):
    """Keep a translation in its editor, where nothing goes live before all of it is translated."""
    page = get_object_or_404(Translation, pk=translation_id).get_target_instance()
    return refuse_alias(request, page.pk)


class PublishPages(PublishBulkAction):
    """Refuse to publish half translations where several pages are published at once."""

    def dispatch(self, request, *args, **kwargs):
        """Look at the chosen pages, and at those below them where they go along."""
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        chosen = self.get_actionable_objects()[0]
        if request.POST.get("include_descendants"):
            chosen = [one for page in chosen for one in page.get_descendants(inclusive=True)]
        missing = sum(State(found).missing for page in chosen if (found := of_page(page)))
        if missing:
            messages.error(request, missing_words(missing))
            return redirect("wagtailadmin_explore", chosen[0].get_parent().pk)
        return super().dispatch(request, *args, **kwargs)


@require_POST
def mark_ready(request, translation_id):
    """Mark a translation as ready for publishing, or take the mark away."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    page = translation.get_target_instance()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    missing = State(translation).missing
    if "undo" in request.POST:
        ReadyTranslation.objects.filter(translation=translation).delete()
        messages.success(request, _("The translation is no longer marked as ready."))
    elif missing:
        messages.error(request, missing_words(missing))
    else:
        ReadyTranslation.objects.get_or_create(
            translation=translation, defaults={"marked_by": request.user}
        )
        messages.success(request, _("The translation waits for a chief editor to publish it."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def missing_words(number):
    """Say that texts are missing."""
    return _("%(number)s texts are not translated yet; the page would show them in the language "
             "of its original.") % {"number": number}  # fmt: skip


def guard_editing(request, page):
    """Stand before wagtail-localize's editor: tell of news, refuse to publish half translations.

    A hook on opening and saving a page.
    """
    page = page.specific
    if {"localize-restart-translation", "localize-convert-to-alias"} & set(request.POST):
        return refuse_alias(request, page.pk)
    translation = of_page(page) if page.alias_of_id is None else None
    if translation is None:
        return None
    if request.method == "POST" and request.POST.get("action") == "publish":
        missing = State(translation).missing
        if missing:
            messages.error(request, missing_words(missing))
            return redirect(request.path)
    elif request.method == "GET" and getattr(page, "is_stale", False):
        button = messages.button(reverse("koers_changes", args=[page.pk]), _("See what changed"))
        words = _("The original changed since this page was translated.")
        messages.warning(request, words, buttons=[button])
    return None


def changes(request, page_id):
    """Show which texts of the original changed since a page was translated."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if not getattr(page, "is_stale", False):
        raise Http404
    before = page.words_revision.as_object() if page.words_revision else None
    context = {
        "page": page,
        "page_title": _("What changed in %(title)s") % {"title": page.source.title},
        "header_icon": "history",
        "original": page.source,
        "known": before is not None,
        "rows": list(compare(before, page.source)) if before else [],
    }
    return TemplateResponse(request, "koers/admin/changes.html", context)


def compare(before, after):
    """Yield (name of the field, its text then and now with what differs marked)."""
    old, new = words_of(before), words_of(after)
    texts = [[text for _path, text in words] for words in (old, new)]
    for kind, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for i in range(max(b - a, d - c)):
            was = old[a + i] if a + i < b else ("", "")
            now = new[c + i] if c + i < d else ("", "")
            yield field_name(after, now[0] or was[0]), diff_text(was[1], now[1]).to_html()


def field_name(page, path):
    """Return the words for the field that a path begins with."""
    field = page._meta.get_field(path.partition(".")[0])
    related = getattr(field, "related_model", None)
    named = field if hasattr(field, "verbose_name") else related._meta
    return capfirst(named.verbose_name)
