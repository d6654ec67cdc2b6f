"""The words of the index: how many sections hold a term, and which word a typing error meant."""

from functools import cached_property, lru_cache

from django.db import connection

from search.index import counts_of
from search.stores import arrays
from search.tables import IndexedSection, IndexedTerm

CLOSED = (
    "SELECT key, written FROM search_indexedpage"
    " WHERE side = %s AND locale = %s AND page_id IN {listed}"
)
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
    """Know the terms of one language on the side of the index that answers.

    Pages that visitors may not see count for nothing: otherwise an answer would tell whether a word
    stands on one of them.
    """

    def __init__(self, locale, moment):
        self.locale = locale
        self.side, self.generation = moment.side, moment.generation
        self.closed = moment.closed
        self.looked_up = {}
        self.rows = IndexedTerm.objects.filter(side=self.side, locale=locale, sections__gt=0)

    @cached_property
    def hidden(self):
        """Return {term: number of sections} of the pages that visitors may not see."""
        query = CLOSED.format(listed=arrays.listed())
        params = [self.side, self.locale, arrays.parameter(self.closed)]
        return counts_on(frozenset(arrays.rows(query, params))) if self.closed else {}

    def counts(self, terms):
        """Return {term: number of sections} of terms; what stands nowhere is left out."""
        terms = set(terms)
        if new := terms - self.looked_up.keys():
            self.looked_up.update(dict.fromkeys(new, 0))
            for term, sections in self.rows.filter(term__in=new).values_list("term", "sections"):
                self.looked_up[term] = sections - self.hidden.get(term, 0)
        return {term: self.looked_up[term] for term in terms if self.looked_up[term] > 0}

    def beginning(self, start, most):
        """Return the words that begin with letters, the most used first."""
        first, beyond = f"={start}", f"={start}\U0010ffff"
        rows = self.rows.filter(term__gte=first, term__lt=beyond).order_by("-sections", "term")
        most_hidden = sum(first <= term < beyond for term in self.hidden)
        found = rows.values_list("term", "sections")[: most + most_hidden]
        left = ((sections - self.hidden.get(term, 0), term) for term, sections in found)
        shown = sorted((-sections, term) for sections, term in left if sections > 0)
        return [term[1:] for _sections, term in shown[:most]]

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
                                score_cutoff=slips, limit=None)  # fmt: skip
        used = self.counts(f"={near}" for near, _distance, _at in found)
        ranked = sorted(
            (distance, near[0] != word[0], -used[f"={near}"], near)
            for near, distance, _at in found
            if f"={near}" in used and not near.isdigit()
        )
        return [near for *_rank, near in ranked][:MOST]

    def words_as_long(self, word, slips):
        """Return the words, as they are written, that are as long as a word, give or take."""
        lengths = (len(word) - slips + 1, len(word) + slips + 1)
        return words_between(self.generation, self.side, self.locale, *lengths)


@lru_cache(maxsize=8)
def counts_on(pages):
    """Count the terms on pages, given as (key, written): so a page that changed is read anew."""
    keys = [key for key, _written in pages]
    return counts_of(IndexedSection.objects.filter(page__in=keys).only("terms", "words"))


@lru_cache(maxsize=20)
def words_between(generation, side, locale, shortest, longest):
    """Return the words of the index in a state, by the lengths of their terms."""
    query = WORDS.format(terms=JOINED[connection.vendor])
    text = arrays.rows(query, [side, locale, shortest, longest])[0][0]
    return [term[1:] for term in (text or "").split(" ") if term]
