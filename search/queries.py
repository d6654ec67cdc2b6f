"""What a store is asked, and what it answers: the same words for every store."""

from dataclasses import dataclass, field

import numpy

# So many sections of a group are shown.
SECTIONS = 4
FACETS = ("type", "theme", "municipality", "year", "language")


@dataclass(frozen=True)
class Reading:
    """What a query means in one language: its plan, and the concepts with what they weigh."""

    locale: str
    plan: object
    concepts: tuple

    @property
    def terms(self):
        """Return the terms of the index that may answer, each once, in order."""
        return dict.fromkeys(term for concept in self.concepts for term in concept.terms)

    @property
    def missing(self):
        """Return the words that stand nowhere, though parts of them may."""
        held = self.terms
        return [
            " ".join(concept.words) for concept in self.plan.concepts if not concept.stands(held)
        ]


@dataclass(frozen=True)
class Query:
    """All that decides an answer.

    `side` and `index` name what answers in the database and on a server, `generation` the state it
    is in. `closed` are ids of pages that must not show; `chosen` maps names of facets to values, of
    which a page needs one each.
    """

    side: int
    index: str
    generation: str
    readings: tuple
    closed: frozenset
    chosen: dict = field(default_factory=dict)
    newest: bool = False
    start: int = 0
    size: int = 10


@dataclass(frozen=True)
class Group:
    """A page, or a part of one with an address of its own, with its best sections, best first."""

    page_id: int
    path: str
    numbers: tuple


@dataclass(frozen=True)
class Answer:
    """Some groups of `total`, best first, and {facet: {value: number of groups}}.

    Each facet is counted without its own choice.
    """

    total: int
    groups: tuple
    counts: dict


@dataclass(frozen=True)
class Ranked:
    """Numbers of sections with their scores, as arrays, the best first."""

    numbers: numpy.ndarray
    scores: numpy.ndarray

    @property
    def pairs(self):
        """Return (number, score) of each."""
        return list(zip(self.numbers.tolist(), self.scores.tolist(), strict=True))
