"""What the words of a plan weigh: by how rare they are (BM25's idf), from the words of the index.

The figures are those of the database, so that every store ranks alike.
"""

from dataclasses import dataclass

from search.plan import rarity


@dataclass(frozen=True)
class Group:
    """Hold terms as (term, factor), of which the best counts, and the share of all groups."""

    share: float
    terms: tuple


@dataclass(frozen=True)
class WeighedAlternative:
    """Hold an alternative: its weight and its groups."""

    weight: float
    groups: tuple


@dataclass(frozen=True)
class WeighedConcept:
    """Hold a concept: the words it was asked in, what it weighs, and its alternatives."""

    words: tuple
    weight: float
    alternatives: tuple

    @property
    def terms(self):
        """Return the terms of the index that stand for this concept, each once, in order."""
        groups = (group for one in self.alternatives for group in one.groups)
        return dict.fromkeys(term for group in groups for term, _factor in group.terms)


def weigh(plan, counts, total):
    """Return the concepts of a plan that stand anywhere, weighed.

    `counts` maps terms to numbers of sections, of `total`.
    """
    scale = Scale(counts, total)
    found = (scale.concept(concept) for concept in plan.concepts)
    return tuple(concept for concept in found if concept.weight)


class Scale:
    """Weigh by the numbers of sections that hold terms."""

    def __init__(self, counts, total):
        self.counts = counts
        self.total = total

    def concept(self, concept):
        """Weigh a concept by its own words, else by what stands for it."""
        own = [self.rarity(group) for group in concept.alternatives[0].groups if self.held(group)]
        if own:
            weight = sum(own) if len(concept.alternatives[0].groups) > 1 else own[0]
        else:
            groups = [group for one in concept.alternatives for group in one.groups]
            weight = max((self.rarity(group) for group in groups if self.held(group)), default=0.0)
        alternatives = tuple(map(self.alternative, concept.alternatives))
        return WeighedConcept(concept.words, weight, tuple(filter(None, alternatives)))

    def alternative(self, one):
        """Weigh the groups of an alternative by their share of it; None where it cannot stand."""
        if not any(map(self.held, one.groups)):
            return None
        rarities = [self.rarity(group) for group in one.groups]
        whole = sum(rarities) or 1.0
        groups = tuple(
            Group(rarity / whole if len(rarities) > 1 else 1.0, self.known(group))
            for rarity, group in zip(rarities, one.groups, strict=True)
        )
        return WeighedAlternative(one.weight, groups)

    def known(self, group):
        """Return the terms of a group that stand anywhere."""
        return tuple((term, factor) for term, factor in group if term in self.counts)

    def held(self, group):
        """Tell whether any term of a group stands in the index."""
        return any(term in self.counts for term, _factor in group)

    def rarity(self, group):
        """Return how rare a group is, by its most frequent whole term."""
        own = [self.counts.get(term, 0) for term, factor in group if factor == 1]
        most = max(own, default=0) or max((self.counts.get(t, 0) for t, _f in group), default=0)
        return rarity(most, self.total)
