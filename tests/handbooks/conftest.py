"""A handbook to issue editions of."""

import pytest

from handbooks.models import HandbookPage
from tests import factories

TEXT = (
    '<h2>Samen</h2><p>Zie <a linktype="page" id="{pk}" fragment="samen">verderop</a>. '
    "Begin klein. Vraag wie er al bezig is.</p>"
)


@pytest.fixture
def book(site):
    """Publish a handbook with two chapters, the first with a part, that link to each other."""
    book = factories.HandbookPageFactory(title="Het boek", slug="boek", licence="CC-BY-4.0",
                                         summary="Zo begin je.")  # fmt: skip
    last = factories.ChapterPageFactory(
        parent=book, title="Eind", slug="eind", body=[("text", "<h2>Samen</h2><p>Klaar.</p>")]
    )
    first = factories.ChapterPageFactory(parent=book, title="Begin", slug="begin",
                                         body=[("text", TEXT.format(pk=last.pk))])  # fmt: skip
    first.move(last, pos="left")
    first.refresh_from_db()
    factories.ChapterPageFactory(
        parent=first, title="Onderdeel", slug="onderdeel", body=[("text", "<p>Een deel.</p>")]
    )
    for page in (book, first, last):
        page.refresh_from_db()
        page.save_revision().publish()
    return HandbookPage.objects.get(pk=book.pk)
