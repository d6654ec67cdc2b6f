"""The words of the index: how many sections hold a term, and which word a typing error meant."""

from functools import lru_cache

from django.db import connection

from search.stores import arrays
from search.tables import IndexedTerm

LONG = 8
SHORTEST = 4
MOST = 20
# One text instead of ten thousand rows.
JOINED = {"sqlite": "group_concat(term, ' ')", "postgresql": "string_agg(term, ' ')"}
WORDS = (
    "SELECT {terms} FROM search_indexedterm WHERE side = %s AND locale = %s"
    " AND term >= '=' AND term < '>' AND sections > 0 AND length(term) BETWEEN %s AND %s"
)


class Vocabulary:
    """Know the terms of one language on the side of the index that answers."""

    def __init__(self, locale, moment):
        self.locale = locale
        self.side, self.generation = moment.side, moment.generation
        self.looked_up = {}
        self.rows = IndexedTerm.objects.filter(side=self.side, locale=locale, sections__gt=0)

    def counts(self, terms):
        """Return {term: number of sections} of terms; what stands nowhere is left out."""
        terms = set(terms)
        if new := terms - self.looked_up.keys():
            self.looked_up.update(dict.fromkeys(new, 0))
            self.looked_up.update(self.rows.filter(term__in=new).values_list("term", "sections"))
        return {term: self.looked_up[term] for term in terms if self.looked_up[term]}

    def beginning(self, start, most):
        """Return the words that begin with letters, the most used first."""
        rows = self.rows.filter(term__gte=f"={start}", term__lt=f"={start}\U0010ffff")
        found = rows.order_by("-sections", "term").values_list("term", flat=True)[:most]
        return [term[1:] for term in found]

    def near(self, word):
        """Return words of the index that differ by a slip or two, the likeliest first.

        Two letters that changed places count as one slip (optimal string alignment); a long word
        may have two. Among equally near ones the most used comes first.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(word) < SHORTEST or word.isdigit():
            return []
        slips = 2 if len(word) >= LONG else 1
        found = process.extract(word, self.words_as_long(word, slips), scorer=OSA.distance,
                                score_cutoff=slips, limit=MOST)  # fmt: skip
        used = self.counts(f"={near}" for near, _distance, _at in found)
        return [
            near
            for near, distance, _at in sorted(
                found, key=lambda one: (one[1], one[0][0] != word[0], -used[f"={one[0]}"])
            )
            if not near.isdigit()
        ]

    def words_as_long(self, word, slips):
        """Return the words, as they are written, that are as long as a word, give or take."""
        lengths = (len(word) - slips + 1, len(word) + slips + 1)
        return words_between(self.generation, self.side, self.locale, *lengths)


@lru_cache(maxsize=20)
def words_between(generation, side, locale, shortest, longest):
    """Return the words of the index in a state, by the lengths of their terms."""
    query = WORDS.format(terms=JOINED[connection.vendor])
    text = arrays.rows(query, [side, locale, shortest, longest])[0][0]
    return [term[1:] for term in (text or "").split(" ") if term]
