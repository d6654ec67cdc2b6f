"""How well sections answer weighed concepts, computed for all of them at once.

Per concept the best alternative counts, concepts add up by what they weigh, and covering more of
the query wins (dis_max and coverage). Elasticsearch is asked for the same in its own words.
"""

import numpy

from search.documents import LEVELS
from search.plan import COVERAGE
from search.stores.arrays import distinct


class Ranking:
    """Score the sections that hold any term of some concepts.

    `held` maps terms to (numbers of sections, levels), two arrays of one length.
    """

    def __init__(self, concepts, held):
        self.concepts = concepts
        self.held = held
        found = [numbers for numbers, _levels in held.values()]
        self.numbers = distinct(found)
        self.places = {
            term: numpy.searchsorted(self.numbers, numbers) for term, (numbers, _l) in held.items()
        }

    def scores(self):
        """Return the score of every section, in the order of `numbers`."""
        scores, covered = self.nothing(), self.nothing()
        for concept in self.concepts:
            best = self.best(concept)
            scores += concept.weight * best
            covered += concept.weight * (best > 0)
        if len(self.concepts) < 2:
            return scores
        whole = sum(concept.weight for concept in self.concepts)
        return scores * (1 - COVERAGE + COVERAGE * covered / whole)

    def best(self, concept):
        """Return how well the best alternative of a concept stands in each section, from 0 to 1."""
        best = self.nothing()
        for one in concept.alternatives:
            numpy.maximum(best, one.weight * self.share(one), out=best)
        return best

    def share(self, alternative):
        """Return how much of an alternative stands in each section, from 0 to 1."""
        if len(alternative.groups) == 1:
            return self.group(alternative.groups[0])
        value, present = self.nothing(), self.nothing()
        for group in alternative.groups:
            found = self.group(group)
            value += group.share * found
            present += group.share * (found > 0)
        return value * present

    def group(self, group):
        """Return the level of a group's best term in each section, from 0 to 1."""
        found = self.nothing()
        for term, factor in group.terms:
            if term not in self.held:
                continue
            places, levels = self.places[term], self.held[term][1]
            found[places] = numpy.maximum(found[places], factor / LEVELS * levels)
        return found

    def nothing(self):
        """Return a zero for each section."""
        return numpy.zeros(len(self.numbers))
