"""Models of handbooks."""

from handbooks.handbooks import ChapterPage, HandbookIndexPage, HandbookPage

__all__ = ["ChapterPage", "HandbookIndexPage", "HandbookPage"]
