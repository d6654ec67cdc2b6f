"""Models of search."""

from search.synonyms import Synonym

__all__ = ["Synonym"]
