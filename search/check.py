"""Whether the index holds what the pages say, page by page."""

from dataclasses import dataclass, field

from search.index import entry_of, indexable, live_sides
from search.tables import IndexedFacet, IndexedPage, IndexedSection


@dataclass
class Differences:
    """Pages whose index differs, by their translation keys."""

    missing: set = field(default_factory=set)
    changed: set = field(default_factory=set)
    gone: set = field(default_factory=set)

    @property
    def keys(self):
        """Return all of them."""
        return self.missing | self.changed | self.gone


def differences():
    """Compare the index that answers with the pages."""
    side = live_sides()[0]
    held = dict(IndexedPage.objects.filter(side=side).values_list("page_id", "translation_key"))
    found = Differences()
    for page in indexable().order_by("path").specific().iterator(chunk_size=100):
        if held.pop(page.pk, None) is None:
            found.missing.add(page.translation_key)
        elif differs(page, side):
            found.changed.add(page.translation_key)
    found.gone.update(held.values())
    return found


def differs(page, side):
    """Tell whether the rows of a page are not those that indexing it now would write."""
    entry = entry_of(page, side)
    sections = IndexedSection.objects.filter(page=entry.page.pk).order_by("number")
    facets = IndexedFacet.objects.filter(page=entry.page.pk)
    columns = ("number", "title", "heading", "text", "place", "path", "terms")
    same = list(sections.values_list(*columns)) == [
        tuple(getattr(row, name) for name in columns) for row in entry.sections
    ] and set(facets.values_list("name", "value", "words")) == {
        (row.name, row.value, row.words) for row in entry.facets
    }
    return not same
