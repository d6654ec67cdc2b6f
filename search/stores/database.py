"""The store in the site's own database: FTS5 on SQLite, an inverted index on PostgreSQL."""

from django.db import connection

from search.documents import LEVELS

AT_ONCE = 200
LEAVES = {
    "sqlite": "SELECT {at}, rowid FROM search_fts WHERE search_fts MATCH %s",
    "postgresql": (
        "SELECT {at}, number FROM search_indexedsection"
        " WHERE string_to_array(terms, ' ') @> ARRAY[%s]"
    ),
}


class DatabaseStore:
    """Answer from the tables of the index."""

    def holding(self, side, locale, terms):
        """Return {term: [(number of a section, level)]} of the terms that stand anywhere."""
        wanted = [(term, level) for term in terms for level in range(1, LEVELS + 1)]
        found = {term: [] for term in terms}
        for start in range(0, len(wanted), AT_ONCE):
            self.fetch(side, locale, wanted[start : start + AT_ONCE], found)
        return found

    def fetch(self, side, locale, wanted, found):
        """Add the sections that hold terms at levels."""
        leaf = LEAVES[connection.vendor]
        query = " UNION ALL ".join(leaf.format(at=at) for at in range(len(wanted)))
        quote = '"{}"'.format if connection.vendor == "sqlite" else str
        params = [quote(f"{side}{locale}:{term}:{level}") for term, level in wanted]
        with connection.cursor() as cursor:
            cursor.execute(query, params)
            for at, number in cursor.fetchall():
                term, level = wanted[at]
                found[term].append((number, level))
