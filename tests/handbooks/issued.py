"""Issue editions in tests the way the admin does."""

from handbooks.freezing import digest, freeze
from handbooks.issuing import issue, next_number
from handbooks.models import ChapterPage, HandbookPage


def issued(book, note="Eerste uitgave."):
    """Issue the next edition of a handbook."""
    book = HandbookPage.objects.get(pk=book.pk)
    return issue(book, next_number(book), digest(freeze(book)), note, None)


def chapter(title):
    """Return the Dutch chapter with a title."""
    return ChapterPage.objects.get(title=title, locale__language_code="nl")


def write(page, *texts):
    """Publish other texts in a chapter."""
    page.body = [("text", text) for text in texts]
    page.save_revision().publish()
