"""The base of every page type: summary, picture, review date, and its original."""

from itertools import chain

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from koers import anchors, bundle, locales, panels, structured_data
from koers.freshness import Freshness
from koers.sections import Cutter
from koers.shown_documents import shown_documents
from koers.visibility import BasePageManager, restrictions_of
from koers.words import Word


class BasePage(Freshness, Page):
    """Share what every page of the site has.

    Words are a page's own; facts (dates, relations, rows, pictures, privacy) are always those of
    `source`, the page in the language it was first written in.
    """

    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One plain paragraph. Shown on cards, in search results and when shared."),
    )
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alternative text of the picture"),
        max_length=255,
        blank=True,
        help_text=_("What can be seen on it, for who cannot see it."),
    )
    review_on = models.DateField(
        _("review before"),
        null=True,
        blank=True,
        help_text=_("After this date the page is shown as possibly out of date."),
    )
    source_locale = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("original language"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = BasePageManager()

    # Related records that every view of the page needs.
    fetched_along = ("image",)
    known_public = False

    # Labels of the records whose every change alters what can be found in pages of this type.
    search_follows = ()

    bundle_type = ""
    bundle_fields = {
        "title": bundle.Text(word=True, max_length=255),
        "summary": bundle.Text(word=True),
        "image": bundle.FileRef(files="images"),
        "image_alt": bundle.Text(word=True, max_length=255),
        "review_on": bundle.Day(),
    }
    bundle_required = ("title",)

    override_translatable_fields = [
        *Freshness.override_translatable_fields,
        SynchronizedField("slug", overridable=True),
        SynchronizedField("image", overridable=False),
        SynchronizedField("review_on", overridable=False),
        SynchronizedField("source_locale", overridable=False),
    ]

    edit_handler = panels.editor()

    kind = ""
    schema_type = "WebPage"

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Remember at the first save in which language the page was written."""
        if self._state.adding:
            self.take_source_locale()
        return super().save(*args, **kwargs)

    def take_source_locale(self):
        """Take the language of the original; a page without one, such as a copy, is its own."""
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        if self.source_locale_id not in (None, self.locale_id):
            original = Page.objects.filter(
                translation_key=self.translation_key, locale_id=self.source_locale_id
            )
            if original.exists():
                return
        self.source_locale = self.locale

    @cached_property
    def source(self):
        """Return the page that holds the facts: the original, or this page itself."""
        if self.is_original:
            return self
        originals = type(self).objects.filter(
            translation_key=self.translation_key, locale_id=self.source_locale_id
        )
        return originals.first() or self

    @property
    def link_ids(self):
        """Return the ids of the pages that the texts of this page link to."""
        return set()

    @property
    def linked_records(self):
        """Return the ids of the records that the texts of this page link to, by kind."""
        return {}

    @property
    def is_original(self):
        """Tell whether this page was first written in its own language."""
        return self.source_locale_id in (None, self.locale_id)

    def word(self, name):
        """Return a text of this page, else its original's with its language, as a `Word`."""
        text = getattr(self, name)
        if text or self.is_original:
            return Word(text)
        return Word(getattr(self.source, name), self.facts_language)

    def rows_with_words(self, relation, name, *related):
        """Return rows of the original, each with one text as a `Word` in `<name>_words`.

        One query: the rows of this page, which hold its own words, come along.
        """
        manager = getattr(self.source, relation)
        if isinstance(manager.all(), QuerySet):
            pages = {self.pk, self.source.pk}
            found = list(manager.model.objects.filter(page__in=pages).select_related(*related))
        else:
            found = list(manager.all())
        rows = [row for row in found if row.page_id == self.source.pk]
        own = {row.translation_key: getattr(row, name) for row in found if row.page_id == self.pk}
        for row in rows:
            said = "" if self.is_original else own.get(row.translation_key)
            word = Word(said) if said else Word(getattr(row, name), self.facts_language)
            setattr(row, f"{name}_words", word)
        return rows

    @property
    def facts_language(self):
        """Return the language code of texts among the facts where it is not this page's."""
        return "" if self.is_original else locales.code_of(self.source.locale_id)

    @property
    def foreign(self):
        """Return the language code of this page where it is not the reader's."""
        return "" if self.locale_id == locales.active().pk else locales.code_of(self.locale_id)

    @property
    def is_overdue(self):
        """Tell whether the page should have been reviewed by now."""
        due = self.source.review_on
        return due is not None and due < timezone.localdate()

    def search_sections(self):
        """Return what can be found in this page as a list of `Section`, in its own language."""
        cutter = Cutter(anchors.Anchors())
        cutter.add(self.summary)
        self.cut(cutter)
        documents = (one.search_sections() for one in shown_documents(self))
        return [*cutter.sections(), *chain.from_iterable(documents)]

    def cut(self, cutter):
        """Hand the texts of this page to a cutter, in the order they are shown."""

    def search_facets(self):
        """Return what results are narrowed by: {name: [(value, words or nothing for a page)]}."""
        return {}

    def structured_data(self, chrome):
        """Describe the page by the terms of schema.org, as a list of maps."""
        kind = "Organization" if chrome.suffix else self.schema_type
        return [structured_data.work(self, chrome, kind)]

    def get_view_restrictions(self):
        """Return what restricts this page, a page above it, or its original; one query."""
        if self.known_public:
            return PageViewRestriction.objects.none()
        pages = [self, self.alias_of] if self.alias_of else [self]
        return restrictions_of(*pages).prefetch_related("groups")

    @property
    def is_published(self):
        """Tell whether the page, its original and what it repeats are live and not expired."""
        now = timezone.now()
        repeated = self.alias_of and self.alias_of.specific
        others = [repeated, repeated.source] if repeated else []
        return all(
            page.live and (page.expire_at is None or page.expire_at > now)
            for page in (self, self.source, *others)
        )

    def serve(self, request, *args, **kwargs):
        """Show the page; one that expired or whose original is gone is not there."""
        if not self.is_published:
            raise Http404
        return super().serve(request, *args, **kwargs)

    @property
    def picture_alt(self):
        """Return the alternative text of the picture in this page's language."""
        return str(self.word("image_alt"))

    @classmethod
    def for_cards(cls, pages):
        """Add to a query what the cards of this type show, in the order of the tree."""
        return pages.defer_streamfields().order_by("path")

    def addresses(self):
        """Return (path, moment of its last change) of every address of this page."""
        return [(self.url, self.last_published_at)]

    def get_context(self, request, *args, **kwargs):
        """Add what the chrome of every page needs."""
        from koers.chrome import Chrome
        from koers.richtext import Links

        context = super().get_context(request, *args, **kwargs)
        context["chrome"] = chrome = Chrome(request, self)
        context["links"] = Links(self.link_ids, chrome.pages, self.linked_records)
        context["anchors"] = anchors.Anchors()
        return context


def attach_sources(pages):
    """Fetch the originals of pages of one type in one query and hand each page its own."""
    strangers = [p for p in pages if not p.is_original and "source" not in p.__dict__]
    if strangers:
        keys = [page.translation_key for page in strangers]
        model = type(strangers[0])
        hand_over(strangers, model.for_cards(model.objects.filter(translation_key__in=keys)))
    return pages


def hand_over(pages, versions):
    """Give pages their originals from among versions of them."""
    by_key = {(version.translation_key, version.locale_id): version for version in versions}
    for page in pages:
        if not page.is_original:
            page.source = by_key.get((page.translation_key, page.source_locale_id), page)


def in_language(query, locale_id):
    """Return the pages of a query that are in a language, with their originals; one query."""
    wanted = Q(locale_id=locale_id) | Q(locale_id=F("source_locale_id"))
    versions = list(query.filter(wanted))
    pages = [page for page in versions if page.locale_id == locale_id]
    hand_over(pages, versions)
    return pages


def localize(pages, locale_id):
    """Replace pages of one type by what visitors may see of them in a language, in their order.

    `pages` is a query or a list. One query more. Where a page has no translation, the visible
    original stands in, in its own language.
    """
    if isinstance(pages, QuerySet):
        model, keys = pages.model, pages.values("translation_key")
    else:
        pages = [page for page in pages if page]
        if not pages:
            return []
        model, keys = type(pages[0]), {page.translation_key for page in pages}
    wanted = Q(locale_id=locale_id) | Q(locale_id=F("source_locale_id"))
    query = model.objects.visible().filter(wanted, translation_key__in=keys)
    versions = list(model.for_cards(query))
    found = {}
    for version in versions:
        if version.translation_key not in found or version.locale_id == locale_id:
            found[version.translation_key] = version
    hand_over(found.values(), versions)
    if isinstance(pages, QuerySet):
        return list(found.values())
    return [found[page.translation_key] for page in pages if page.translation_key in found]
