"""Handbooks and their chapters."""

from dataclasses import replace

from django.core.cache import cache
from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail_localize.fields import SynchronizedField

from cases import facets
from cases.body import BodyPage
from cases.listings import IndexPage
from cases.themes import ThemedPage
from handbooks import reading_time
from handbooks.citation import TYPES, Citation
from handbooks.contents import Contents
from handbooks.edition_routes import WithEditions, citation_file
from handbooks.whole import Whole
from koers import bundle
from koers.anchors import Anchors
from koers.chrome import Chrome
from koers.panels import editor
from koers.site_settings import Licences


class HandbookIndexPage(IndexPage):
    """List the handbooks."""

    bundle_type = "handbook-index"
    subpage_types = ["handbooks.HandbookPage"]
    kind = _("Overview")

    class Meta:
        verbose_name = _("list of handbooks")

    @property
    def item_model(self):
        """Name the type of page that is listed."""
        return HandbookPage

    def facets(self):
        """Filter by theme."""
        return [facets.themes(HandbookPage)]


class HandbookPage(WithEditions, ThemedPage):
    """Introduce a handbook and hold its chapters."""

    audience = models.TextField(_("for whom"), blank=True)
    licence = models.CharField(_("licence"), max_length=30, choices=Licences.choices, blank=True)

    bundle_type = "handbook"
    bundle_fields = ThemedPage.bundle_fields | {
        "audience": bundle.Text(word=True),
        "licence": bundle.Choice(choices=Licences),
    }
    override_translatable_fields = [
        *ThemedPage.override_translatable_fields,
        SynchronizedField("licence", overridable=False),
    ]
    parent_page_types = ["handbooks.HandbookIndexPage"]
    subpage_types = ["handbooks.ChapterPage"]
    kind = _("Handbook")
    plural = _("Handbooks")
    schema_type = "Book"
    number_words = ngettext_lazy("%(n)s handbook", "%(n)s handbooks", "n")
    theme_order = 30
    card_template = "components/handbook_card.html"
    template = "handbooks/handbook_page.html"

    edit_handler = editor(
        FieldPanel("audience"),
        FieldPanel("licence"),
        FieldPanel("themes"),
        tabs=[(_("Text"), [FieldPanel("body")])],
    )

    class Meta:
        verbose_name = _("handbook")

    def cut(self, cutter):
        """Add for whom it is."""
        cutter.add(self.audience_word.own)
        super().cut(cutter)

    @classmethod
    def finish_cards(cls, pages, locale_id):
        """Count the chapters that cards tell of; one query."""
        chapters = ChapterPage.objects.visible().filter(locale_id=locale_id)
        paths = list(chapters.values_list("path", "depth"))
        for page in pages:
            page.chapter_count = sum(
                path.startswith(page.path) and depth == page.depth + 1 for path, depth in paths
            )
        return pages

    @cached_property
    def contents(self):
        """Return the visible chapters with their numbers."""
        return Contents.of(self, ChapterPage, self.known_public)

    @cached_property
    def contents_with_texts(self):
        """Return the same with the texts of the chapters."""
        return Contents.of(self, ChapterPage, self.known_public, bodies=True)

    @cached_property
    def changed_at(self):
        """Return when the handbook or a chapter was last published, or None."""
        pages = [self, *(entry.page for entry in self.contents.flat)]
        return max(
            (page.last_published_at for page in pages if page.last_published_at), default=None
        )

    @property
    def changed_on(self):
        """Return the day of the last change, or None."""
        return timezone.localdate(self.changed_at) if self.changed_at else None

    @property
    def minutes(self):
        """Return how long all chapters take to read; counted anew after each change."""
        moment = self.changed_at and self.changed_at.timestamp()
        key = f"handbook-minutes-{self.pk}-{len(self.contents.flat)}-{moment}"
        return cache.get_or_set(key, self.counted_minutes)

    def counted_minutes(self):
        """Return how long all chapters take to read, from their texts."""
        return sum(entry.page.minutes for entry in self.contents_with_texts.flat)

    def citation(self, chrome):
        """Return how this handbook is cited, as it stands now."""
        address = chrome.request.build_absolute_uri(self.url)
        author, language = chrome.settings.name, chrome.locale.language_code
        return Citation(self.slug, author, self.changed_on, self.title, address, language)

    def get_context(self, request, *args, **kwargs):
        """Add how it is cited."""
        context = super().get_context(request, *args, **kwargs)
        # What shows an edition needs none of the text of now.
        return context | {"citation": SimpleLazyObject(lambda: self.citation(context["chrome"]))}

    @path("cite/<slug:kind>/", name="cite")
    def cite(self, request, kind):
        """Give the citation as a file for programs that keep sources."""
        if kind not in TYPES:
            raise Http404
        return citation_file(self.citation(Chrome(request, self)), kind, self.slug)

    @path("print/", name="print")
    def whole(self, request):
        """Show all chapters below each other, to print or to search in."""
        # What else asks for the contents needs no query of its own.
        self.contents = self.contents_with_texts
        whole = Whole(self, self.contents)
        self.rich_texts = [*self.rich_texts, *whole.rich_texts]
        context = self.get_context(request) | {"references": whole.references}
        context |= {"chapters": whole.chapters(context), "contents": whole.entries}
        response = TemplateResponse(request, "handbooks/whole.html", context)
        # Search engines know the chapters.
        response["X-Robots-Tag"] = "noindex"
        return response

    @property
    def audience_word(self):
        """Return for whom the handbook is, in this page's language or its original's."""
        return self.word("audience")


class ChapterPage(BodyPage):
    """Hold one chapter, or a part of a chapter."""

    bundle_type = "chapter"
    parent_page_types = ["handbooks.HandbookPage", "handbooks.ChapterPage"]
    subpage_types = ["handbooks.ChapterPage"]
    kind = _("Chapter")
    schema_type = "Chapter"
    template = "handbooks/chapter_page.html"

    class Meta:
        verbose_name = _("chapter")

    @classmethod
    def can_create_at(cls, parent):
        """Allow two levels of chapters."""
        return super().can_create_at(parent) and not cls.is_deep(parent)

    def can_move_to(self, parent):
        """Keep to two levels of chapters, with the parts that move along."""
        deep = isinstance(parent.specific, ChapterPage)
        if deep and (self.is_deep(parent) or self.get_children().exists()):
            return False
        return super().can_move_to(parent)

    @staticmethod
    def is_deep(parent):
        """Tell whether a page is already a part of a chapter."""
        above = parent.get_parent()
        return isinstance(parent.specific, ChapterPage) and isinstance(above.specific, ChapterPage)

    @cached_property
    def handbook(self):
        """Return the handbook that this chapter belongs to."""
        return (
            HandbookPage.objects.ancestor_of(self)
            .order_by("-depth")
            .select_related("locale")
            .first()
        )

    @cached_property
    def contents(self):
        """Return the visible chapters of the handbook with their numbers."""
        self.handbook.known_public = self.known_public
        return self.handbook.contents

    @property
    def minutes(self):
        """Return how long this chapter takes to read."""
        return reading_time.minutes(self.body.raw_data)

    def get_context(self, request, *args, **kwargs):
        """Add the handbook where it may show: a chapter may be left of one that is gone."""
        context = super().get_context(request, *args, **kwargs)
        above = reversed(context["chrome"].crumbs)
        context["book"] = next((p for p in above if p.specific_class is HandbookPage), None)
        # Whoever refers to a passage finds its address at the heading.
        context["anchors"] = Anchors(linked=True)
        if context["book"] and self.place:
            cited = self.handbook.citation(context["chrome"])
            here = request.build_absolute_uri(self.url)
            context["citation"] = replace(cited, part=self.place.title, part_address=here)
        return context

    def search_facets(self):
        """Have the themes of the handbook."""
        return self.handbook.search_facets() if self.handbook else {}

    @cached_property
    def place(self):
        """Return this chapter among the contents."""
        return self.contents.find(self.pk)

    @property
    def before(self):
        """Return the chapter before this one in the contents, or None."""
        return self.contents.neighbours(self.pk)[0]

    @property
    def after(self):
        """Return the chapter after this one in the contents, or None."""
        return self.contents.neighbours(self.pk)[1]
