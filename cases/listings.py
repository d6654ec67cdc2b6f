"""Index pages: the list of their pages with filters, counts and pagination."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from cases.body import BodyPage
from koers.pages import attach_sources
from koers.paging import turns

PER_PAGE = 12


@dataclass
class Facet:
    """One filter of a listing.

    `values(model)` yields (translation key of a page, value, words of the value); a facet of a
    field of the page has a `column` instead, so that all of these are read together;
    `order(words)` gives the words of all values in their order, as a map.
    """

    name: str
    label: str
    every: str
    values: callable
    order: callable
    column: str = ""
    chosen: str = ""
    by_page: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    options: list = field(default_factory=list)

    def load(self, triples, keys, locale_id):
        """Note which pages have which values."""
        words = {}
        for key, value, text in triples:
            if key in keys and value not in (None, ""):
                self.by_page.setdefault(key, set()).add(str(value))
                words[str(value)] = text
        self.words = self.order(words, locale_id) if words else {}

    def keeps(self, key):
        """Tell whether a page passes the chosen value."""
        return not self.chosen or self.chosen in self.by_page.get(key, ())

    def words_of(self, key):
        """Return the words of a page's values in the reader's language."""
        values = self.by_page.get(key, ())
        pairs = self.words.items()
        return [text for value, text in pairs if value in values and not getattr(text, "lang", "")]


class Listing:
    """The pages of one type in one language, as a visitor filtered them."""

    def __init__(self, index, model, facets, params):
        self.index = index
        self.model = model
        self.params = params
        rows = model.objects.visible().filter(locale_id=index.locale_id)
        self.keys = dict(rows.order_by("path").values_list("translation_key", "pk"))
        self.facets = facets
        for facet in facets:
            self.prepare(facet)
        for facet in facets:
            self.count(facet)

    @cached_property
    def fields(self):
        """Return (translation key, values by name) of fields that are filtered by; one query."""
        columns = [facet.column for facet in self.facets if facet.column]
        rows = self.model.objects.originals().values("translation_key", *columns)
        return [(row["translation_key"], row) for row in rows]

    def prepare(self, facet):
        """Load a facet and take over the choice if it exists."""
        if facet.column:
            triples = ((row[0], row[1][facet.column], row[1][facet.column]) for row in self.fields)
        else:
            triples = facet.values(self.model)
        facet.load(triples, self.keys, self.index.locale_id)
        asked = self.params.get(facet.name, "")
        facet.chosen = asked if asked in facet.words else ""

    def count(self, facet):
        """Count a facet's values over the pages that pass all other facets."""
        others = [other for other in self.facets if other is not facet]
        counts = Counter(
            value
            for key, values in facet.by_page.items()
            if all(other.keeps(key) for other in others)
            for value in values
        )
        facet.options = [
            (value, text, counts[value])
            for value, text in facet.words.items()
            if counts[value] or value == facet.chosen
        ]

    @cached_property
    def ids(self):
        """Return the ids of the pages that pass every facet, in the order of the tree."""
        return [pk for key, pk in self.keys.items() if all(f.keeps(key) for f in self.facets)]

    @property
    def number_words(self):
        """Return how many pages pass, in words: “8 projects”."""
        return self.model.number_words % {"n": len(self.ids)}

    @property
    def shown_facets(self):
        """Return the facets that have something to choose."""
        return [facet for facet in self.facets if facet.options]

    @property
    def chips(self):
        """Return (words, address without it) of every filter that is on."""
        return [(f.words[f.chosen], self.address(**{f.name: ""})) for f in self.facets if f.chosen]

    def address(self, **changes):
        """Return the query string of this listing with some filters changed."""
        chosen = {facet.name: facet.chosen for facet in self.facets} | changes
        query = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{query}" if query else self.index.url

    @cached_property
    def page(self):
        """Return the asked page of results; any nonsense gives the first or the last."""
        page = Paginator(self.ids, PER_PAGE).get_page(self.params.get("page"))
        found = self.model.for_cards(self.model.objects.filter(pk__in=page.object_list))
        found = attach_sources(list(found))
        place = {pk: i for i, pk in enumerate(page.object_list)}
        found.sort(key=lambda item: place[item.pk])
        page.items = self.model.finish_listed(found, self)
        for item in page.items:
            item.theme_words = self.words_of("theme", item)
        return page

    def facet(self, name):
        """Return the facet of a name, or None."""
        return next((facet for facet in self.facets if facet.name == name), None)

    def values_of(self, name, item):
        """Return a listed page's values in one facet."""
        return self.facet(name).by_page.get(item.translation_key, set())

    def words_of(self, name, item):
        """Return the words of a listed page's values in one facet."""
        facet = self.facet(name)
        return facet.words_of(item.translation_key) if facet else []

    @property
    def turns(self):
        """Return (number, address) of every page of results; None for a gap."""
        return turns(self.page, self.turn_address)

    def turn_address(self, number):
        """Return the address of one page of results."""
        return self.address(page=number if number > 1 else "")

    @property
    def next_address(self):
        """Return the address of the next page of results."""
        return self.turn_address(self.page.number + 1)


class IndexPage(BodyPage):
    """List the pages of one type below it, with filters."""

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    schema_type = "CollectionPage"

    class Meta:
        abstract = True

    @property
    def item_model(self):
        """Name the type of page that is listed."""
        raise NotImplementedError

    def facets(self):
        """Return the filters of the listing."""
        return []

    def get_template(self, request, *args, **kwargs):
        """Share one template among the lists; Wagtail would name one for each type."""
        return "cases/index_page.html"

    def get_context(self, request, *args, **kwargs):
        """Add the listing."""
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = Listing(self, self.item_model, self.facets(), request.GET)
        return context
