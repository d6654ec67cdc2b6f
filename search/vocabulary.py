"""The words of the index: how many sections hold a term, and which word a typing error meant."""

from functools import cached_property

from search.tables import IndexedSection, IndexedTerm, IndexState

LONG = 8
SHORTEST = 4


class Vocabulary:
    """Know the terms of one language on the side of the index that answers."""

    def __init__(self, locale):
        self.locale = locale
        self.side = IndexState.now().side
        self.rows = IndexedTerm.objects.filter(side=self.side, locale=locale, sections__gt=0)

    def counts(self, terms):
        """Return {term: number of sections} of terms; what stands nowhere is left out."""
        return dict(self.rows.filter(term__in=list(terms)).values_list("term", "sections"))

    @cached_property
    def words(self):
        """Return {word: number of sections} of every word as it is written."""
        rows = self.rows.filter(term__gte="=", term__lt=">").values_list("term", "sections")
        return {term[1:]: sections for term, sections in rows}

    def beginning(self, start, most):
        """Return the words that begin with letters, the most used first."""
        rows = self.rows.filter(term__gte=f"={start}", term__lt=f"={start}\U0010ffff")
        found = rows.order_by("-sections", "term").values_list("term", flat=True)[:most]
        return [term[1:] for term in found]

    def total(self):
        """Return the number of sections on this side."""
        first = IndexedSection.objects.filter(page__side=self.side, page__locale=self.locale)
        return first.count()

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
        known = self.words
        found = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=slips,
                                limit=20)  # fmt: skip
        return [
            near
            for near, distance, _at in sorted(
                found, key=lambda one: (one[1], one[0][0] != word[0], -known[one[0]])
            )
            if not near.isdigit()
        ]
