"""Models of search."""

from search.synonyms import Synonym
from search.tables import (
    IndexedFacet,
    IndexedPage,
    IndexedSection,
    IndexedTerm,
    IndexPending,
    IndexState,
)

__all__ = [
    "IndexPending",
    "IndexState",
    "IndexedFacet",
    "IndexedPage",
    "IndexedSection",
    "IndexedTerm",
    "Synonym",
]
