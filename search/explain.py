"""How a query was understood, and why a section ranks where it does; for editors and developers."""

from search.documents import LEVELS
from search.find import Finder
from search.ranking import best_of, weight_of
from search.tables import IndexedSection, page_of

SHOWN = 10


class Explanation:
    """Ask a query as a visitor does, and keep what led to the answer."""

    def __init__(self, text, locale):
        self.finder = Finder(locale)
        self.found = self.finder.find(text)
        self.plan = self.found.plan
        vocabulary = self.finder.vocabulary
        self.total = vocabulary.total()
        self.counts = vocabulary.counts(self.plan.terms)
        self.held = self.finder.store.holding(vocabulary.side, locale, self.counts)

    def understood(self):
        """Yield lines that tell what the query was taken for."""
        for typed, meant in self.plan.corrected.items():
            yield f"{typed} stands nowhere: searched for {meant}"
        for words in self.plan.phrases:
            yield f"must stand there: “{' '.join(words)}”"
        for words in self.plan.excluded:
            yield f"must not stand there: {' '.join(words)}"
        if not self.plan.concepts:
            yield "nothing in it tells anything: only stop words, or nothing at all"
        for concept in self.plan.concepts:
            weight = weight_of(concept, self.counts, self.total)
            yield f"{' '.join(concept.words)} (weighs {weight:.2f})"
            for one in concept.alternatives:
                yield f"  {one.weight:.2f} {' and '.join(map(self.group, one.groups))}"

    def group(self, group):
        """Write a group of terms, each with the number of sections that hold it."""
        known = [
            f"{term} ×{factor:g} in {self.counts[term]}"
            for term, factor in group
            if term in self.counts
        ]
        return f"({' or '.join(known)})" if known else f"({group[0][0]} stands nowhere)"

    def ranking(self):
        """Yield lines with the first sections and their scores."""
        shown = self.found.ranked[:SHOWN]
        yield f"{len(self.found.ranked)} sections of {len(self.found.page_ids)} pages"
        yield from self.lines(enumerate(shown, 1))

    def page(self, page_id):
        """Yield lines on every section of a page: its rank and what each concept brings."""
        places = [
            (rank, pair) for rank, pair in enumerate(self.found.ranked, 1)
            if page_of(pair[0]) == page_id
        ]  # fmt: skip
        if not places:
            yield f"no section of page {page_id} is found, or visitors may not see it"
        for rank, pair in places:
            yield from self.lines([(rank, pair)])
            for concept in self.plan.concepts:
                best = best_of(concept, self.held, self.counts, self.total).get(pair[0], 0.0)
                weight = weight_of(concept, self.counts, self.total)
                yield (
                    f"      {' '.join(concept.words)}: {best * LEVELS:.1f} of {LEVELS},"
                    f" brings {weight * best:.2f}"
                )

    def lines(self, places):
        """Yield a line for each (rank, (number, score))."""
        places = list(places)
        numbers = [number for _rank, (number, _score) in places]
        rows = IndexedSection.objects.select_related("page").in_bulk(numbers)
        for rank, (number, score) in places:
            row = rows[number]
            where = row.heading or row.title
            yield f"{rank:4}. {score:6.2f}  {row.page.title}{f' › {where}' if where else ''}"
