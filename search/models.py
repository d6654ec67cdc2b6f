"""Models of search."""

from search.asked import AskedQuery
from search.synonyms import Synonym
from search.tables import (
    IndexedFacet,
    IndexedPage,
    IndexedSection,
    IndexedTerm,
    IndexPending,
    IndexState,
    IndexUnsent,
)

__all__ = [
    "AskedQuery",
    "IndexPending",
    "IndexState",
    "IndexUnsent",
    "IndexedFacet",
    "IndexedPage",
    "IndexedSection",
    "IndexedTerm",
    "Synonym",
]
