"""Editors' synonyms, ready to be looked up by what a query says."""

from functools import lru_cache

from search.analysis import analyzer
from search.synonyms import Directions, Synonym

LONGEST = 6


def stored():
    """Return {language: ((terms, direction), …)} of all synonyms; asked anew for every query."""
    found = {}
    rows = Synonym.objects.filter(archived=False).order_by("key")
    for synonym in rows.only("language", "terms", "direction"):
        terms = tuple(row["value"] for row in synonym.terms.raw_data)
        found.setdefault(synonym.language, []).append((terms, synonym.direction))
    return {language: tuple(rows) for language, rows in found.items()}


@lru_cache(maxsize=8)
def table_of(locale, rows):
    """Return {bases of the words of a term: terms that stand for it, as tuples of forms}."""
    analyse = analyzer(locale)
    table = {}
    for terms, direction in rows:
        said = [
            tuple(analyse.forms(token) for token in analyse.telling(analyse.tokens(term)))
            for term in terms
        ]
        said = [forms for forms in said if forms]
        for at, forms in enumerate(said):
            if at and direction == Directions.ONE_WAY:
                break
            others = [other for other in said if other != forms]
            for key in keys_of(forms):
                table.setdefault(key, []).extend(others)
    return table


def keys_of(forms):
    """Return the keys that words are looked up by: their stems, and themselves."""
    stems = tuple(form.bases[0] for form in forms)
    return {stems, tuple(form.word for form in forms)}


class Synonyms:
    """Find what editors said means the same."""

    def __init__(self, locale, rows=()):
        self.table = table_of(locale, rows)

    def at(self, forms):
        """Return (number of words, [terms as forms]) of the longest term that begins here."""
        for length in range(min(LONGEST, len(forms)), 0, -1):
            for key in keys_of(forms[:length]):
                if key in self.table:
                    return length, self.table[key]
        return 1, []
