"""How a query was understood, and why a section ranks where it does; for editors and developers."""

from search.documents import LEVELS
from search.find import Moment, ask
from search.ranking import Ranking
from search.stores.database import DatabaseStore
from search.tables import IndexedSection, page_of
from search.vocabulary import Vocabulary

SHOWN = 10


class Explanation:
    """Ask a query as a visitor does, and keep what led to the answer."""

    def __init__(self, text, locale):
        moment = Moment()
        query = ask(text, [locale], moment=moment)
        self.reading = query.readings[0]
        self.plan = self.reading.plan
        store = DatabaseStore()
        self.ranked = store.ranked(query).pairs
        self.counts = Vocabulary(locale, moment).counts(self.plan.terms)
        held = store.holding(query, locale, self.reading.terms)
        self.ranking = Ranking(self.reading.concepts, held)

    def understood(self):
        """Yield lines that tell what the query was taken for."""
        for typed, meant in self.plan.corrected.items():
            yield f"{typed} stands nowhere: searched for {meant}"
        for phrase in self.plan.phrases:
            yield f"must stand there: “{' '.join(phrase.words)}”"
        for phrase in self.plan.excluded:
            yield f"must not stand there: {' '.join(phrase.words)}"
        if not self.plan.concepts:
            yield "nothing in it tells anything: only stop words, or nothing at all"
        weights = {concept.words: concept.weight for concept in self.reading.concepts}
        for concept in self.plan.concepts:
            yield f"{' '.join(concept.words)} (weighs {weights.get(concept.words, 0):.2f})"
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

    def first(self):
        """Yield lines with the first sections and their scores."""
        pages = {page_of(number) for number, _score in self.ranked}
        yield f"{len(self.ranked)} sections of {len(pages)} pages"
        yield from self.lines(enumerate(self.ranked[:SHOWN], 1))

    def page(self, page_id):
        """Yield lines on every section of a page: its rank and what each concept brings."""
        places = [
            (rank, pair) for rank, pair in enumerate(self.ranked, 1)
            if page_of(pair[0]) == page_id
        ]  # fmt: skip
        if not places:
            yield f"no section of page {page_id} is found, or visitors may not see it"
        for rank, pair in places:
            yield from self.lines([(rank, pair)])
            at = self.ranking.numbers.tolist().index(pair[0])
            for concept in self.reading.concepts:
                best = self.ranking.best(concept)[at]
                yield (
                    f"      {' '.join(concept.words)}: {best * LEVELS:.1f} of {LEVELS},"
                    f" brings {concept.weight * best:.2f}"
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
