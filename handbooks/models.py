"""Models of handbooks."""

from handbooks.editions import Edition, EditionChapter, EditionFile
from handbooks.exports import Export
from handbooks.handbooks import ChapterPage, HandbookIndexPage, HandbookPage

__all__ = [
    "ChapterPage",
    "Edition",
    "EditionChapter",
    "EditionFile",
    "Export",
    "HandbookIndexPage",
    "HandbookPage",
]
