"""Whether the index holds what the pages say, page by page."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from search.index import count_all, counts_of, entry_of, indexable, live_sides, lock
from search.tables import IndexedFacet, IndexedPage, IndexedSection, IndexedTerm

PAGE = ("translation_key", "locale", "title", "moment")
SECTION = ("number", "title", "heading", "text", "place", "path", "terms", "words")
FACET = ("name", "value", "words")


@dataclass
class Differences:
    """Pages whose index differs, by their translation keys, and terms that are counted wrongly."""

    missing: set = field(default_factory=set)
    changed: set = field(default_factory=set)
    gone: set = field(default_factory=set)
    miscounted: set = field(default_factory=set)

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
    found.miscounted = miscounted(side)
    return found


def differs(page, side):
    """Tell whether the rows of a page are not those that indexing it now would write."""
    entry = entry_of(page, side)
    sections = IndexedSection.objects.filter(page=entry.page.pk).order_by("number")
    facets = IndexedFacet.objects.filter(page=entry.page.pk)
    return (
        rows_of(IndexedPage.objects.filter(pk=entry.page.pk), PAGE) != values([entry.page], PAGE)
        or rows_of(sections, SECTION) != values(entry.sections, SECTION)
        or set(rows_of(facets, FACET)) != set(values(entry.facets, FACET))
    )


def rows_of(rows, columns):
    """Return the values of columns that are stored."""
    return list(rows.values_list(*columns))


def values(rows, columns):
    """Return the values of columns that should be stored."""
    return [tuple(getattr(row, name) for name in columns) for row in rows]


def miscounted(side):
    """Return (locale, term) of terms that are not counted as often as they stand on a side."""
    stored = IndexedTerm.objects.filter(side=side).exclude(sections=0)
    found = {
        (locale, term): times
        for (_side, locale), counts in standing(side).items()
        for term, times in counts.items()
    }
    counted = {(row.locale, row.term): row.sections for row in stored}
    return {where for where, _times in found.items() ^ counted.items()}


def standing(side):
    """Count the terms of all sections of a side, as {(side, locale): Counter}."""
    counts = {}
    rows = IndexedSection.objects.filter(page__side=side).select_related("page")
    for row in rows.only("terms", "words", "page__locale").iterator():
        counts.setdefault((side, row.page.locale), Counter()).update(counts_of([row]))
    return counts


def recount():
    """Count the terms of the side that answers anew; nobody writes meanwhile."""
    with transaction.atomic():
        lock()
        side = live_sides()[0]
        IndexedTerm.objects.filter(side=side).delete()
        count_all(standing(side))
