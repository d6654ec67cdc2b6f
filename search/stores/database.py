"""The store in the site's own database: FTS5 on SQLite, lists of numbers on PostgreSQL."""

import numpy
from django.db import connection

from search.documents import LEVELS
from search.queries import Answer, Ranked
from search.ranking import Ranking
from search.stores import arrays, lists
from search.stores.grouping import Groups
from search.stores.narrowing import Narrowing
from search.tables import POSITIONS, SIDES

AT_ONCE = 200
FIRST = 100
FTS5 = "SELECT {at}, group_concat(rowid) FROM search_fts WHERE search_fts MATCH %s"
LISTS = "SELECT term, array_send(numbers) FROM search_postings WHERE term = ANY (%s)"
WITH_WORDS = "SELECT {number} FROM search_indexedsection WHERE number IN {listed} AND {contains}"
ANYWHERE = (
    "SELECT {number} FROM search_indexedsection s INNER JOIN search_indexedpage p"
    " ON p.key = s.page_id WHERE p.side = %s AND p.locale = %s AND {contains}"
)


class DatabaseStore:
    """Answer from the tables of the index."""

    def ranked(self, query):
        """Return every section that answers, as `Ranked`."""
        closed = numpy.fromiter(query.closed, dtype=numpy.int64)
        found = [self.scored(reading, query, closed) for reading in query.readings]
        numbers = numpy.concatenate([numbers for numbers, _scores in found])
        scores = numpy.concatenate([scores for _numbers, scores in found])
        order = numpy.lexsort((numbers, -numpy.round(scores, 6)))
        return Ranked(numbers[order], scores[order])

    def answer(self, query):
        """Return the groups and counts of a query as an `Answer`."""
        ranked = self.ranked(query)
        found = Groups(ranked.numbers, query)
        narrowing = Narrowing(ranked.numbers // POSITIONS, query)
        groups = found.only(narrowing.passing()[narrowing.places])
        weights = found.number_by(narrowing.places)
        return Answer(groups.total, groups.slice(), narrowing.counts(weights))

    def scored(self, reading, query, closed):
        """Return (numbers, scores) of what answers a reading and is on no closed page."""
        held = self.holding(query, reading.locale, reading.terms)
        ranking = Ranking(reading.concepts, held)
        numbers, scores = ranking.numbers, ranking.scores()
        kept = (scores > 0) & ~numpy.isin(numbers // POSITIONS // SIDES, closed)
        for phrase in reading.plan.phrases:
            kept &= numpy.isin(numbers, self.containing(query, reading.locale, phrase))
        return numbers[kept], scores[kept]

    def holding(self, moment, locale, terms):
        """Return {term: (numbers of sections, levels)} of the terms that stand anywhere."""
        found = lists.remembered(moment, locale, terms)
        new = self.looked_up(moment.side, locale, [term for term in terms if term not in found])
        lists.remember(moment, locale, new)
        return found | new

    def looked_up(self, side, locale, terms):
        """Ask the database for what `holding` returns."""
        wanted = [(term, level) for term in terms for level in range(1, LEVELS + 1)]
        found = {}
        for start in range(0, len(wanted), AT_ONCE):
            for (term, level), numbers in self.fetch(side, locale, wanted[start : start + AT_ONCE]):
                found.setdefault(term, []).append((numbers, numpy.full(len(numbers), level)))
        return {
            term: tuple(map(numpy.concatenate, zip(*parts, strict=True)))
            for term, parts in found.items()
        }

    def fetch(self, side, locale, wanted):
        """Yield ((term, level), numbers of sections) of those that stand anywhere."""
        stored = [f"{side}{locale}:{term}:{level}" for term, level in wanted]
        if connection.vendor == "postgresql":
            found = {}
            for term, chunk in arrays.rows(LISTS, [stored]):
                found.setdefault(term, []).append(bytes(chunk[arrays.HEADER :]))
            for term, whole in zip(stored, wanted, strict=True):
                if term in found:
                    yield whole, arrays.sent_numbers(b"".join(found[term]))
            return
        query = " UNION ALL ".join(FTS5.format(at=at) for at in range(len(stored)))
        for at, text in arrays.rows(query, [f'"{term}"' for term in stored]):
            if text:
                yield wanted[at], arrays.numbers_of(text)

    def containing(self, moment, locale, phrase):
        """Return the numbers of the sections that have the words of a phrase in their order."""
        number = arrays.joined("number")
        if phrase.groups:
            found = self.among(self.with_all(moment, locale, phrase.groups), phrase, number)
        else:
            query = ANYWHERE.format(number=number, contains=arrays.contains("words"))
            found = arrays.rows(query, [moment.side, locale, phrase.text])
        return arrays.numbers_of(found[0][0])

    def first_with(self, moment, locale, phrase, closed):
        """Return the number of a section with a phrase on a page that is not closed, or None."""
        numbers = self.with_all(moment, locale, phrase.groups)
        numbers = numbers[~numpy.isin(numbers // POSITIONS // SIDES, list(closed))]
        # Most often one of the first ones has it: so a few are asked for, then all.
        for some in (numbers[:FIRST], numbers[FIRST:]):
            if len(some) and (found := self.among(some, phrase, "number", " LIMIT 1")):
                return found[0][0]
        return None

    def among(self, numbers, phrase, number, limit=""):
        """Return the rows of the sections with a phrase that are among some."""
        query = WITH_WORDS.format(
            number=number, listed=arrays.listed(), contains=arrays.contains("words")
        )
        return arrays.rows(query + limit, [arrays.parameter(numbers), phrase.text])

    def with_all(self, moment, locale, groups):
        """Return the numbers of the sections that hold a term of each of some groups."""
        held = self.holding(moment, locale, {term for group in groups for term in group})
        found = None
        for group in groups:
            some = [held[term][0] for term in group if term in held]
            numbers = arrays.distinct(some)
            found = numbers if found is None else numpy.intersect1d(found, numbers)
        return arrays.EMPTY if found is None else found
