"""Sections as stores keep them: terms, each with how much it says about the section.

How often a term stands in title, heading and text is brought to one of eight levels, by BM25's
saturation with fixed lengths. So a section's levels depend on that section alone, no store has to
compute a score, and all of them agree.
"""

import math
from collections import Counter
from dataclasses import dataclass

TITLE, HEADING, TEXT = 3.0, 2.0, 1.0
SATURATION = 1.2
# Texts count for less the longer they are than this many words; a half of it by length.
USUAL_LENGTH = 60
BY_LENGTH = 0.5
LEVELS = 8


@dataclass(frozen=True)
class Document:
    """Hold what a store keeps of one section: {term: level from 1 to 8}, and its words."""

    section: object
    levels: dict
    words: tuple


def document_of(section, title, analyzer):
    """Analyse a section of a page with a title."""
    weights, words = Counter(), []
    fields = ((section.title or title, TITLE), (section.heading, HEADING), (section.text, TEXT))
    for text, weight in fields:
        found = list(analyzer.tokens(text))
        words += [token.word for token in found]
        telling = analyzer.telling(found)
        if weight == TEXT:
            weight /= 1 - BY_LENGTH + BY_LENGTH * len(telling) / USUAL_LENGTH
        for token in telling:
            for term in analyzer.forms(token).terms:
                weights[term] += weight
    return Document(section, {term: level(weight) for term, weight in weights.items()},
                    tuple(words))  # fmt: skip


def level(weight):
    """Return how much a term says, from 1 to 8, by the weight of its places."""
    return math.ceil(LEVELS * weight / (weight + SATURATION))
