"""The index kept in the database: one page at a time, all of it or nothing."""

import json
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone, translation
from wagtail.models import Page, get_page_models

from koers.locales import code_of
from search.analysis import analyzer
from search.documents import document_of
from search.leases import BUILDER, keep
from search.stores.schema import forget_side
from search.tables import (
    POSITIONS,
    IndexedFacet,
    IndexedPage,
    IndexedSection,
    IndexedTerm,
    IndexState,
    IndexUnsent,
    key_of,
    new_name,
)

# One parameter, since reading a thousand placeholders takes longer than writing the rows.
COUNT = (
    "INSERT INTO search_indexedterm (side, locale, term, sections)"
    " SELECT %s, %s, value ->> 0, CAST(value ->> 1 AS integer) FROM {rows} AS counted WHERE true"
    " ON CONFLICT (side, locale, term) DO UPDATE"
    " SET sections = search_indexedterm.sections + excluded.sections"
)
ROWS = {"sqlite": "json_each(%s)", "postgresql": "json_array_elements(%s::json)"}
OVERVIEW, PLAIN = "overview", "page"


@dataclass
class Entry:
    """A page as it is indexed: its row, the rows of sections and facets, and its terms."""

    page: IndexedPage
    sections: list
    facets: list
    counts: Counter


def entry_of(page, side):
    """Analyse a page into rows of one side of the index."""
    locale = code_of(page.locale_id)
    with translation.override(locale):
        sections = page.search_sections()[:POSITIONS]
        facets = page.search_facets()
    facets |= {"type": [(kind_of(page), "")], "language": [(locale, "")]}
    documents = [document_of(section, page.title, analyzer(locale)) for section in sections]
    key = key_of(page.pk, side)
    row = IndexedPage(
        key=key, page_id=page.pk, translation_key=page.translation_key, side=side, locale=locale,
        title=page.title, moment=page.first_published_at,
    )  # fmt: skip
    rows = [
        IndexedSection(
            number=key * POSITIONS + position,
            page=row,
            title=document.section.title,
            heading=document.section.heading,
            text=document.section.text,
            place=document.section.place,
            path=document.section.path,
            terms=stored_terms(side, locale, document.levels),
            words=f" {' '.join(document.words)} ",
        )
        for position, document in enumerate(documents)
    ]
    facet_rows = [
        IndexedFacet(page=row, name=name, value=value, words=words)
        for name, pairs in facets.items()
        for value, words in dict(pairs).items()
    ]
    counts = Counter({"": len(rows)})
    for document in documents:
        counts.update(document.levels.keys())
        counts.update({f"={word}" for word in document.words})
    return Entry(row, rows, facet_rows, counts)


def kind_of(page):
    """Return the kind of a page that results are narrowed by; all lists are of one kind."""
    if page.bundle_type.endswith("-index"):
        return OVERVIEW
    return page.bundle_type if page.kind else PLAIN


def stored_terms(side, locale, levels):
    """Write the terms of a section as the words of a text."""
    return " ".join(f"{side}{locale}:{term}:{level}" for term, level in levels.items())


def counts_of(rows):
    """Count in how many stored sections each term stands, and each word as it is written."""
    found = Counter({"": len(rows)})
    for row in rows:
        found.update(term.split(":", 1)[1].rpartition(":")[0] for term in row.terms.split())
        found.update({f"={word}" for word in row.words.split()})
    return found


def refresh(translation_key):
    """Bring what the index holds of the versions of a page to what they are now; all or nothing."""
    with transaction.atomic():
        lock()
        pages = indexable().filter(translation_key=translation_key).specific()
        for side in live_sides():
            replace(side, translation_key, [entry_of(page, side) for page in pages])
        IndexState.objects.update(generation=new_name())
        if settings.ELASTICSEARCH_URL:
            note(IndexUnsent, [translation_key])


def note(kind, keys):
    """Note versions of pages, by their translation keys, as waiting since now."""
    # In one order, so that two writers never wait for each other.
    rows = [kind(translation_key=key, since=timezone.now()) for key in sorted(keys)]
    kind.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["translation_key"], update_fields=["since"]
    )


def indexable():
    """Return the pages that the index holds: live ones with words of their own.

    Whether visitors may see them is asked anew at every query.
    """
    kinds = [model for model in get_page_models() if hasattr(model, "search_sections")]
    return Page.objects.live().filter(alias_of=None).type(*kinds)


def lock():
    """Let one process at a time write; SQLite does so by itself."""
    IndexState.objects.select_for_update().get(pk=IndexState.now().pk)


def live_sides():
    """Return the side that answers, and the other one while it is being built."""
    state = IndexState.now()
    return (state.side, 1 - state.side) if state.builder else (state.side,)


def replace(side, translation_key, entries):
    """Bring what a side holds of the versions of a page to some entries."""
    kept = [entry.page.key for entry in entries]
    of_the_page = Q(side=side, translation_key=translation_key)
    held = dict(
        IndexedPage.objects.filter(of_the_page | Q(key__in=kept)).values_list("key", "locale")
    )
    counts = add_counts({}, entries)
    old = IndexedSection.objects.filter(page__in=held).only("terms", "words", "page_id")
    for row in old:
        counts.setdefault((side, held[row.page_id]), Counter()).subtract(counts_of([row]))
    # Sections that stay are written over: so the store changes the lists of few terms.
    numbers = [row.number for entry in entries for row in entry.sections]
    old.exclude(number__in=numbers)._raw_delete(using="default")
    IndexedFacet.objects.filter(page__in=held)._raw_delete(using="default")
    IndexedPage.objects.filter(key__in=held.keys() - set(kept))._raw_delete(using="default")
    put_rows(entries)
    count_all(counts)


def remove_side(side, builder):
    """Empty a side that does not answer, some pages at a time, for who builds."""
    keep(BUILDER, builder)
    forget_side(connection, side)
    while keys := list(IndexedPage.objects.filter(side=side).values_list("key", flat=True)[:500]):
        with transaction.atomic():
            keep(BUILDER, builder)
            drop(IndexedPage.objects.filter(key__in=keys))
    IndexedTerm.objects.filter(side=side).delete()


def drop(pages):
    """Delete rows of pages with all that belongs to them."""
    IndexedSection.objects.filter(page__in=pages)._raw_delete(using="default")
    IndexedFacet.objects.filter(page__in=pages)._raw_delete(using="default")
    pages._raw_delete(using="default")


def put(entries):
    """Write analysed pages that the index does not hold yet, and count their terms."""
    put_rows(entries)
    count_all(add_counts({}, entries))


def put_rows(entries):
    """Write the rows of analysed pages, over those with the same keys."""
    upsert(IndexedPage, [entry.page for entry in entries])
    upsert(IndexedSection, [row for entry in entries for row in entry.sections])
    IndexedFacet.objects.bulk_create([row for entry in entries for row in entry.facets])


def upsert(model, rows):
    """Write rows, over those with the same primary keys."""
    key, *others = (field.name for field in model._meta.concrete_fields)
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=[key], update_fields=others
    )


def add_counts(counts, entries):
    """Add in how many sections each term stands to {(side, locale): Counter}, and return it."""
    for entry in entries:
        where = (entry.page.side, entry.page.locale)
        counts.setdefault(where, Counter()).update(entry.counts)
    return counts


def count_all(counts):
    """Add to the numbers of sections that hold terms, given as {(side, locale): Counter}."""
    for (side, locale), found in counts.items():
        count(side, locale, found)


def count(side, locale, changes):
    """Add to the numbers of sections that hold terms."""
    # In one order, so that two writers never wait for each other.
    rows = sorted((term, times) for term, times in changes.items() if times)
    with connection.cursor() as cursor:
        statement = COUNT.format(rows=ROWS[connection.vendor])
        cursor.execute(statement, [side, locale, json.dumps(rows)])
