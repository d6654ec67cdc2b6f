"""Sections grouped by the page, or the part of a page, that readers are led to."""

from functools import cached_property

import numpy

from search.queries import SECTIONS, Group
from search.tables import POSITIONS, IndexedPage, IndexedSection, page_of


class Groups:
    """Group the numbers of sections, which are in their order."""

    def __init__(self, numbers, query):
        self.numbers = numbers
        self.query = query

    @cached_property
    def paths(self):
        """Return {number: path beneath its page} of the sections that have one; one query."""
        rows = IndexedSection.objects.exclude(path="").filter(page__side=self.query.side)
        return dict(rows.values_list("number", "path"))

    @cached_property
    def codes(self):
        """Return the code of each section's group: its page's key, or one below zero for a path."""
        codes = self.numbers // POSITIONS
        with_path = numpy.isin(self.numbers, numpy.fromiter(self.paths, dtype=numpy.int64))
        by_path = {}
        for at in numpy.flatnonzero(with_path).tolist():
            number = int(self.numbers[at])
            where = (number // POSITIONS, self.paths[number])
            codes[at] = by_path.setdefault(where, -1 - len(by_path))
        return codes

    @cached_property
    def order(self):
        """Return the code of each group once, in the order that was asked for."""
        _codes, first = numpy.unique(self.codes, return_index=True)
        first.sort()
        if self.query.newest:
            first = first[numpy.argsort(self.ages(self.numbers[first]), kind="stable")]
        return self.codes[first]

    def ages(self, numbers):
        """Return how old the pages of sections are, as ranks among all moments; none comes last."""
        dated = IndexedPage.objects.filter(side=self.query.side, moment__isnull=False)
        moments = dict(dated.values_list("key", "moment"))
        newest = sorted(set(moments.values()), reverse=True)
        rank = {moment: at for at, moment in enumerate(newest)}
        keys = (numbers // POSITIONS).tolist()
        ages = [rank[moments[key]] if key in moments else len(rank) for key in keys]
        return numpy.array(ages, dtype=numpy.int64)

    def only(self, kept):
        """Return the groups of some of the sections, given as a mask."""
        found = Groups(self.numbers[kept], self.query)
        found.paths, found.codes = self.paths, self.codes[kept]
        return found

    def number_by(self, places):
        """Return how many groups each page has, by the places of the sections' pages."""
        if not self.paths:
            return numpy.ones(places.max(initial=-1) + 1, dtype=numpy.int64)
        _codes, first = numpy.unique(self.codes, return_index=True)
        return numpy.bincount(places[first])

    @property
    def total(self):
        """Return the number of groups."""
        return len(self.order)

    def slice(self):
        """Return the groups that were asked for."""
        start = self.query.start
        return tuple(map(self.group, self.order[start : start + self.query.size]))

    def group(self, code):
        """Return a group by its code."""
        numbers = tuple(map(int, self.numbers[self.codes == code][:SECTIONS]))
        return Group(page_of(numbers[0]), self.paths.get(numbers[0], ""), numbers)
