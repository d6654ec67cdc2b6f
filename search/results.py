"""What a reader of the search page sees: hits by page, facets, chips, and ways back."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from wagtail.models import Page

from koers.paging import turns
from koers.visibility import visible_pages
from search.analysis import analyzer
from search.asking import LONGEST
from search.facets import NAMES, Facets, themes
from search.find import Finder
from search.snippets import snippet
from search.tables import IndexedSection, page_of

PER_PAGE = 10
DEEP = 3
NEWEST = "newest"


@dataclass
class Hit:
    """A page that answers: its best section as a snippet, others as links into it."""

    page: object
    address: str
    title: str
    kind: str
    above: str
    text: str
    language: str
    deep: list = field(default_factory=list)


class Results:
    """Answer one request of the search page."""

    def __init__(self, params, locale):
        self.params = params
        self.locale = locale
        self.query = params.get("q", "").replace("\0", "").strip()[:LONGEST]
        self.sort = params.get("sort", "")
        self.literal = bool(params.get("literal"))

    @cached_property
    def found(self):
        """Return what was found by language; the reader's own language first."""
        codes = [self.locale, *(code for code in settings.LANGUAGE_CODES if code != self.locale)]
        return {code: Finder(code).find(self.query, mend=not self.literal) for code in codes}

    @cached_property
    def themes(self):
        """Return what visitors may see of the themes in the reader's language; one query."""
        return themes(self.locale)

    @cached_property
    def chosen(self):
        """Return {facet: values}; what is not known is left out."""
        chosen = {name: tuple(dict.fromkeys(self.params.getlist(name))) for name in NAMES}
        by_slug = {slug: key for key, _title, slug in self.themes}
        chosen["theme"] = tuple(by_slug[slug] for slug in chosen["theme"] if slug in by_slug)
        codes = tuple(code for code in chosen["language"] if code in settings.LANGUAGE_CODES)
        chosen["language"] = codes or (self.locale,)
        return chosen

    @cached_property
    def facet_table(self):
        """Return the values of all pages that were found, in any language."""
        ids = [page for found in self.found.values() for page in found.page_ids]
        return Facets(self.found[self.locale].side, ids, self.chosen, self.themes)

    @cached_property
    def facets(self):
        """Return the facets to offer."""
        return self.facet_table.all()

    @cached_property
    def groups(self):
        """Return {(page, path beneath it): [(number, score)]} of what passes, in their order."""
        passing = set(self.facet_table.passing())
        ranked = [pair for found in self.found.values() for pair in found.ranked
                  if page_of(pair[0]) in passing]  # fmt: skip
        ranked.sort(key=lambda pair: (-pair[1], pair[0]))
        paths = dict(
            IndexedSection.objects.filter(number__in=[number for number, _score in ranked])
            .exclude(path="")
            .values_list("number", "path")
        )
        groups = {}
        for number, score in ranked:
            key = (page_of(number), paths.get(number, ""))
            groups.setdefault(key, []).append((number, score))
        if self.sort != NEWEST:
            return groups
        moments = self.facet_table.moments
        dated = sorted(groups, key=lambda key: str(moments[key[0]] or ""), reverse=True)
        return {key: groups[key] for key in dated}

    @cached_property
    def page(self):
        """Return the page of groups that was asked for, or the nearest there is."""
        return Paginator(list(self.groups), PER_PAGE).get_page(self.params.get("p"))

    @property
    def total_words(self):
        """Return how many results there are."""
        count = len(self.groups)
        return ngettext("%(n)s result", "%(n)s results", count) % {"n": count}

    @cached_property
    def hits(self):
        """Return the hits of this page; a few queries however many there are."""
        keys = list(self.page)
        numbers = [number for key in keys for number, _score in self.groups[key][: DEEP + 1]]
        sections = IndexedSection.objects.select_related("page").in_bulk(numbers)
        pages = Page.objects.specific().in_bulk([page for page, _path in keys])
        above = self.parents(pages.values())
        return [
            self.hit(pages[pk], above, path,
                     [sections[n] for n, _s in self.groups[pk, path][: DEEP + 1] if n in sections])
            for pk, path in keys
            if pk in pages
        ]  # fmt: skip

    def parents(self, pages):
        """Return the visible pages above some pages by their paths; one query."""
        paths = {page.path[: -Page.steplen] for page in pages}
        return {
            page.path: page.specific_deferred for page in visible_pages().filter(path__in=paths)
        }

    def hit(self, page, above, path, sections):
        """Make the hit of a page from its best sections."""
        first = sections[0]
        found = self.found[first.page.locale]
        parent = above.get(page.path[: -Page.steplen])
        shown = parent and parent.depth > 2 and not parent.bundle_type.endswith("-index")
        address = f"{page.url}{path}"
        return Hit(
            page=page,
            address=address,
            title=first.title or page.title,
            kind=page.title if first.title else page.kind or gettext("Page"),
            above=parent.title if shown else "",
            text=snippet(
                first.text or first.heading, found.plan.terms, analyzer(first.page.locale)
            ),
            language="" if first.page.locale == self.locale else first.page.locale,
            deep=[(row.heading, address + row.place) for row in sections if row.place][:DEEP],
        )

    def address(self, **changes):
        """Return the address of this search with parameters changed; None leaves one out."""
        pairs = [("q", self.query)]
        for name in NAMES:
            pairs += [(name, value) for value in changes.get(name, self.params.getlist(name))]
        rest = {"sort": self.sort, "literal": "1" if self.literal else ""} | changes
        pairs += [(name, value) for name, value in rest.items() if name not in NAMES and value]
        return f"{reverse('search')}?{urlencode(pairs)}"

    @cached_property
    def chips(self):
        """Return (words, address without it) of every filter that is on."""
        found = []
        for facet in self.facets:
            asked = self.params.getlist(facet.name)
            for value, words, _count, chosen in facet.options:
                if chosen and value in asked:
                    rest = [other for other in asked if other != value]
                    found.append((words, self.address(**{facet.name: rest})))
        return found

    @property
    def turns(self):
        """Return (number, address) of every page of results; None for a gap."""
        return turns(self.page, lambda number: self.address(p=number))

    @property
    def next_address(self):
        """Return the address of the next page of results."""
        return self.address(p=self.page.next_page_number())

    @property
    def corrections(self):
        """Return (what was typed, what was searched instead)."""
        return list(self.found[self.locale].plan.corrected.items())

    @property
    def literal_address(self):
        """Return the address that searches for what was typed."""
        return self.address(literal="1")

    @property
    def sort_addresses(self):
        """Return (words are chosen, address) of sorting by relevance and by date."""
        return [(self.sort != NEWEST, self.address(sort="")),
                (self.sort == NEWEST, self.address(sort=NEWEST))]  # fmt: skip

    @property
    def elsewhere(self):
        """Return (name, results, address) of the languages that have what this one lacks."""
        return [
            (name, len(self.found[code].page_ids), self.address(language=[code]))
            for code, name in settings.LANGUAGES
            if code not in self.chosen["language"] and self.found[code].page_ids
        ]
