"""Whether the index, its counts and the database's own lists say the same."""

from collections import Counter

from django.db import connection

from search.check import differences
from search.index import counts_of
from search.tables import IndexedPage, IndexedSection, IndexedTerm, IndexState


def agrees():
    """Tell whether index and pages agree, and every term is counted as often as it stands."""
    side = IndexState.now().side
    rows = IndexedTerm.objects.filter(side=side, sections__gt=0)
    counted = {(row.locale, row.term): row.sections for row in rows}
    found = Counter()
    for page in IndexedPage.objects.filter(side=side):
        for term, times in counts_of(page.sections.all()).items():
            found[page.locale, term] += times
    return not differences().keys and counted == found and lists_agree()


def lists_agree():
    """Tell whether the database finds each term in those sections that have it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # It raises where an index and its content differ.
            check = "INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)"
            return bool(cursor.execute(check))
        cursor.execute("SELECT term, unnest(numbers) FROM search_postings")
        held = Counter(cursor.fetchall())
    rows = IndexedSection.objects.values_list("terms", "number")
    return held == Counter((term, number) for terms, number in rows for term in terms.split())
