"""Which sections answer a plan best.

Per concept the best alternative counts, concepts add up by how rare they are, and covering more of
the query wins (dis_max and coverage). The levels of terms stand in the stores; counts of terms are
those of the database, so every store ranks alike.
"""

from search.documents import LEVELS
from search.plan import COVERAGE, rarity


def rank(plan, held, counts, total):
    """Return {number of a section: score} of every section that says something about a plan.

    `held` maps terms to [(number, level)], `counts` terms to numbers of sections, of `total`.
    """
    scores, covered, whole = {}, {}, 0.0
    for concept in plan.concepts:
        weight = weight_of(concept, counts, total)
        whole += weight
        for number, best in best_of(concept, held, counts, total).items():
            scores[number] = scores.get(number, 0.0) + weight * best
            covered[number] = covered.get(number, 0.0) + weight
    if len(plan.concepts) < 2:
        return scores
    return {
        number: score * (covered[number] / whole) ** COVERAGE for number, score in scores.items()
    }


def weight_of(concept, counts, total):
    """Return how rare a concept is: by its own words, else by what stands for it."""
    groups = [group for one in concept.alternatives for group in one.groups]
    own = concept.alternatives[0]
    known = [rarity_of(group, counts, total) for group in own.groups if is_held(group, counts)]
    if not known:
        known = [rarity_of(group, counts, total) for group in groups if is_held(group, counts)]
        return max(known, default=0.0)
    return sum(known) if len(own.groups) > 1 else known[0]


def is_held(group, counts):
    """Tell whether any term of a group stands in the index."""
    return any(term in counts for term, _factor in group)


def rarity_of(group, counts, total):
    """Return how rare a group is, by its most frequent whole term."""
    own = [counts.get(term, 0) for term, factor in group if factor == 1]
    most = max(own, default=0) or max((counts.get(term, 0) for term, _f in group), default=0)
    return rarity(most, total)


def best_of(concept, held, counts, total):
    """Return {number: how well its best alternative says a concept, from 0 to 1}."""
    best = {}
    for one in concept.alternatives:
        for number, share in shares(one, held, counts, total).items():
            value = one.weight * share
            if value > best.get(number, 0.0):
                best[number] = value
    return best


def shares(alternative, held, counts, total):
    """Return {number: how much of an alternative stands there, from 0 to 1}."""
    levels = [levels_of(group, held) for group in alternative.groups]
    if len(levels) == 1:
        return levels[0]
    rarities = [rarity_of(group, counts, total) for group in alternative.groups]
    whole = sum(rarities) or 1.0
    sums, present = {}, {}
    for found, weight in zip(levels, rarities, strict=True):
        for number, value in found.items():
            sums[number] = sums.get(number, 0.0) + weight * value
            present[number] = present.get(number, 0.0) + weight
    if alternative.some:
        return {number: value / whole * (present[number] / whole) for number, value in sums.items()}
    everywhere = set.intersection(*(set(found) for found in levels))
    return {number: sums[number] / whole for number in everywhere}


def levels_of(group, held):
    """Return {number: the best level of a group's terms there, from 0 to 1}."""
    found = {}
    for term, factor in group:
        for number, level in held.get(term, ()):
            value = factor * level / LEVELS
            if value > found.get(number, 0.0):
                found[number] = value
    return found
