"""What a reader of the search page sees: hits by page, facets, chips, and ways back."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from wagtail.models import Page

from koers.bundle import page_types
from koers.locales import code_of
from koers.paging import turns
from koers.sections import place_in
from search.analysis import analyzer
from search.asking import LONGEST, loosened
from search.facets import NAMES, Facets
from search.find import Moment, ask
from search.snippets import snippet
from search.stores import answering
from search.tables import IndexedSection, IndexPending

PER_PAGE = 10
DEEP = 3
# No database counts further.
FURTHEST = 10**9
DIGITS = 12
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
    def moment(self):
        """Return what holds while this request is answered."""
        return Moment()

    @cached_property
    def asked(self):
        """Return what is asked of the store, in every language; the reader's own comes first."""
        codes = [self.locale, *(code for code in settings.LANGUAGE_CODES if code != self.locale)]
        return ask(
            self.query, codes, mend=not self.literal, moment=self.moment, chosen=self.chosen,
            newest=self.sort == NEWEST, start=(self.number - 1) * PER_PAGE, size=PER_PAGE,
        )  # fmt: skip

    @cached_property
    def answer(self):
        """Return what the store answers; the last page where one beyond it is asked for."""
        answer = answering.answer(self.asked)
        if answer.total and not answer.groups:
            last = (answer.total - 1) // PER_PAGE
            answer = answering.answer(replace(self.asked, start=last * PER_PAGE))
        return answer

    @cached_property
    def number(self):
        """Return the number of the page of results that is asked for, from 1."""
        asked = self.params.get("p", "")
        return min(max(int(asked[:DIGITS]), 1), FURTHEST) if asked.isdecimal() else 1

    @cached_property
    def readings(self):
        """Return {language: how the query was read in it}."""
        return {reading.locale: reading for reading in self.asked.readings}

    @cached_property
    def themes(self):
        """Return what visitors may see of the themes in the reader's language; one query."""
        pages = Page.objects.filter(locale__language_code=self.locale).type(page_types()["theme"])
        return [
            (str(page.translation_key), page.title, page.slug)
            for page in pages
            if page.pk not in self.moment.closed
        ]

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
    def facets(self):
        """Return the facets to offer."""
        return Facets(self.answer.counts, self.chosen, self.themes).all()

    @cached_property
    def page(self):
        """Return the page of results that was asked for, or the nearest there is."""
        pages = Paginator(range(self.answer.total), PER_PAGE)
        return pages.get_page(self.number)

    @property
    def total_words(self):
        """Return how many results there are."""
        count = self.answer.total
        return ngettext("%(n)s result", "%(n)s results", count) % {"n": count}

    @cached_property
    def hits(self):
        """Return the hits of this page; a few queries however many there are."""
        groups = self.answer.groups
        numbers = [number for group in groups for number in group.numbers]
        rows = IndexedSection.objects.filter(number__in=numbers)
        sections = {
            row.number: row
            for row in rows.values_list("number", "title", "heading", "text", "place", named=True)
        }
        # Without the columns of their types: what a page says is in its sections.
        pages = Page.objects.in_bulk([group.page_id for group in groups])
        pages = {pk: page.specific_deferred for pk, page in pages.items()}
        above = self.parents(pages.values())
        changed = IndexPending.among(pages.values())
        found = []
        for group in groups:
            rows = [sections[number] for number in group.numbers if number in sections]
            if rows and group.page_id in pages:
                hit = self.hit(pages[group.page_id], above, group.path, rows)
                # The page may not say any more what the index has of it.
                found.append(replace(hit, text="", deep=[]) if hit.page.pk in changed else hit)
        return found

    def parents(self, pages):
        """Return the visible pages above some pages by their paths; one query."""
        paths = {page.path[: -Page.steplen] for page in pages}
        return {
            page.path: page.specific_deferred
            for page in Page.objects.filter(path__in=paths)
            if page.pk not in self.moment.closed
        }

    def hit(self, page, above, path, sections):
        """Make the hit of a page from its best sections."""
        first = sections[0]
        code = code_of(page.locale_id)
        terms = self.readings[code].plan.terms
        parent = above.get(page.path[: -Page.steplen])
        shown = parent and parent.depth > 2 and not parent.bundle_type.endswith("-index")
        address = f"{page.url}{path}"
        return Hit(
            page=page,
            address=address,
            title=first.title or page.title,
            kind=page.title if first.title else page.kind or gettext("Page"),
            above=parent.title if shown else "",
            text=snippet(first.text or first.heading, terms, analyzer(code)),
            language="" if code == self.locale else code,
            deep=[(row.heading, place_in(address, row.place)) for row in sections if row.place][
                :DEEP
            ],
        )

    def address(self, **changes):
        """Return the address of this search with parameters changed; None leaves one out."""
        pairs = [("q", changes.pop("q", self.query))]
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
                own = facet.name == "language" and asked == [self.locale]
                if chosen and value in asked and not own:
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
        return list(self.readings[self.locale].plan.corrected.items())

    @property
    def missing(self):
        """Return the words that no page has, where others are shown."""
        return self.readings[self.locale].missing if self.hits else []

    @property
    def says_nothing(self):
        """Tell whether only words were typed that stand everywhere, or none."""
        plan = self.readings[self.locale].plan
        return not (plan.concepts or plan.phrases)

    @property
    def mended_address(self):
        """Return the address that searches for what may have been meant, where that was refused."""
        return self.address(literal="") if self.literal else ""

    @property
    def literal_address(self):
        """Return the address that searches for what was typed."""
        return self.address(literal="1")

    @property
    def loosened(self):
        """Return (words, address) of the same search without quotes and minus, or nothing."""
        words = loosened(self.query)
        return (words, self.address(q=words)) if words not in {"", self.query} else None

    @property
    def sort_addresses(self):
        """Return (words are chosen, address) of sorting by relevance and by date."""
        return [(self.sort != NEWEST, self.address(sort="")),
                (self.sort == NEWEST, self.address(sort=NEWEST))]  # fmt: skip

    @property
    def elsewhere(self):
        """Return (name, results, address) of the languages that have what this one lacks."""
        counts = self.answer.counts.get("language", {})
        return [
            (name, counts[code], self.address(language=[code]))
            for code, name in settings.LANGUAGES
            if code not in self.chosen["language"] and counts.get(code)
        ]
