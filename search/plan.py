"""What a query asks for: concepts, each with alternatives that weigh more or less."""

import math
from dataclasses import dataclass, field

from search.analysis import part

# What an alternative weighs beside the word itself (search/README.md has what each is worth).
WHOLE = 1.0
STEM = 0.8
PART = 0.7
SPLIT = 0.8
SYNONYM = 0.95
# Which of a word's bases is its lemma, where the lexicon has one.
LEMMA = 1
# What a section loses that covers nothing of a query's weight.
COVERAGE = 0.6


@dataclass(frozen=True)
class Alternative:
    """One way to say a concept: groups of terms, each term with a factor.

    Of several groups each counts for its share, and what has only some of them for less than that.
    """

    weight: float
    groups: tuple


@dataclass(frozen=True)
class Concept:
    """What one word or phrase of a query means, with the words it was asked in."""

    words: tuple
    alternatives: tuple

    @property
    def terms(self):
        """Return every term that stands for this concept."""
        return {term for one in self.alternatives for group in one.groups for term, _w in group}

    def stands(self, held):
        """Tell whether the words themselves stand among the terms held, or a whole synonym does."""
        whole = [one for one in self.alternatives if one.weight != SPLIT]
        return any(
            all(any(term in held for term, _factor in group) for group in one.groups)
            for one in whole
        )


@dataclass(frozen=True)
class Phrase:
    """Words that stand next to each other, and the terms of those that tell something."""

    words: tuple
    groups: tuple

    @property
    def text(self):
        """Return the words as they stand in the words of a section."""
        return f" {' '.join(self.words)} "


@dataclass(frozen=True)
class Plan:
    """All that a query asks: concepts, phrases that must stand there, words that must not."""

    concepts: tuple = ()
    phrases: tuple = ()
    excluded: tuple = ()
    corrected: dict = field(default_factory=dict)

    @property
    def terms(self):
        """Return every term of the plan that may be looked up."""
        return set().union(*(concept.terms for concept in self.concepts))


def rarity(count, total):
    """Return how much a term tells that stands in `count` of `total` sections (BM25's idf)."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def group_of(bases):
    """Return the group of terms of a word: its bases, and compounds it is part of.

    A lemma is surer than a stem, which takes gewoon for a form of woning.
    """
    sure = bases[LEMMA] if len(bases) > LEMMA else bases[0]
    weights = [(base, WHOLE if base == sure else STEM) for base in bases]
    return (*weights, *((part(base), PART * weight) for base, weight in weights))


def alternatives_of(forms):
    """Return the alternatives of a word: itself and, for a compound, its parts."""
    found = [Alternative(WHOLE, (group_of(forms.bases),))]
    if forms.parts:
        found.append(Alternative(SPLIT, tuple(group_of(bases) for bases in forms.parts)))
    return found
