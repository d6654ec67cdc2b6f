"""What changed between two states of a handbook can be read, by eye and by ear."""

import pytest
from bs4 import BeautifulSoup

from handbooks.differences import Differences
from handbooks.freezing import freeze
from handbooks.models import Edition, EditionChapter, HandbookPage
from handbooks.text_blocks import blocks
from tests import factories
from tests.handbooks.issued import chapter, issued, write

KEYS = [f"00000000-0000-0000-0000-00000000000{n}" for n in range(9)]


def book_of(*chapters, **front):
    """Make a state of a handbook of (key, number, title, HTML)."""
    edition = Edition(title="Boek", **front)
    edition.texts = [
        EditionChapter(edition=edition, position=at, key=KEYS[key], number=number, title=title,
                       path=str(key), html=html)
        for at, (key, number, title, html) in enumerate(chapters)
    ]  # fmt: skip
    return edition


def between(old, new):
    """Return the pieces of the first chapter whose texts are given, as (sign, text)."""
    found = Differences(book_of((1, "1", "Een", old)), book_of((1, "1", "Een", new)))
    return [(piece.sign, piece.text) for line in found.chapters[0].lines for piece in
            ([one for cell in line.cells for one in cell] or line.pieces)]  # fmt: skip


def signs(old, new):
    return [(one.chapter.title, one.sign, one.moved) for one in Differences(old, new).chapters]


def test_chapters_are_added_removed_renamed_and_moved():
    old = book_of((1, "1", "Een", "<p>a</p>"), (2, "2", "Twee", ""), (3, "3", "Drie", ""),
                  (4, "4", "Vier", ""))  # fmt: skip
    new = book_of((4, "1", "Vier", ""), (1, "2", "Eerst", "<p>a</p>"), (5, "3", "Nieuw", ""),
                  (3, "4", "Drie", ""))  # fmt: skip
    found = signs(old, new)
    assert found == [
        ("Vier", "changed", True), ("Eerst", "changed", False), ("Twee", "removed", False),
        ("Nieuw", "added", False), ("Drie", "same", False),
    ]  # fmt: skip
    assert Differences(old, new).chapters[1].was_renamed


def test_a_part_that_goes_to_another_chapter_moved():
    old = book_of((1, "1", "Een", ""), (2, "1.1", "Deel", ""), (3, "2", "Twee", ""))
    new = book_of((1, "1", "Een", ""), (3, "2", "Twee", ""), (2, "2.1", "Deel", ""))
    assert [one for one in signs(old, new) if one[2]] == [("Deel", "changed", True)]


def test_sentences_are_compared_inside_a_paragraph():
    found = between(
        "<p>Begin klein. Vraag rond. Deel het.</p>", "<p>Begin klein. Vraag iedereen. Deel het.</p>"
    )
    assert found == [
        ("same", "Begin klein."), ("removed", "Vraag rond."), ("added", "Vraag iedereen."),
        ("same", "Deel het."),
    ]  # fmt: skip


def test_a_paragraph_between_others_is_added_whole():
    found = between("<p>Een.</p><p>Twee.</p>", "<p>Een.</p><p>Iets heel nieuws.</p><p>Twee.</p>")
    assert found == [("same", "Een."), ("added", "Iets heel nieuws."), ("same", "Twee.")]


def test_a_table_shows_the_cells_that_changed():
    table = "<table><tr><th>Jaar</th><th>Aantal</th></tr><tr><td>2022</td><td>{}</td></tr></table>"
    assert between(table.format("30"), table.format("45")) == [
        ("same", "Jaar"), ("same", "Aantal"), ("same", "2022"), ("removed", "30"), ("added", "45"),
    ]  # fmt: skip


def test_a_table_with_another_column_is_replaced_row_by_row():
    old = "<table><tr><td>2022</td><td>30</td></tr></table>"
    new = "<table><tr><td>2022</td><td>30</td><td>ja</td></tr></table>"
    assert [sign for sign, _text in between(old, new)] == ["removed"] * 2 + ["added"] * 3


def test_a_figure_is_one_thing_with_its_source():
    figure = (
        '<figure class="tk-number"><p>{}</p><p>gezinnen</p>'
        "<figcaption>2022, bron: X</figcaption></figure>"
    )
    found = between(figure.format("3.000"), figure.format("4.000"))
    assert found == [
        ("removed", "3.000 gezinnen 2022, bron: X"), ("added", "4.000 gezinnen 2022, bron: X"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<ul><li>Een<ul><li>Twee</li></ul></li></ul>", ["Een", "Twee"]),
        (
            "<details><summary>Vraag</summary><div><p>Antwoord.</p></div></details>",
            ["Vraag", "Antwoord."],
        ),
        ('<p>Zie <img src="x" alt="een brug"> daar</p>', ["Zie [Beeld: een brug] daar"]),
        ("<p>ge\u00adzond\u00adheid</p>", ["gezondheid"]),
        ("<p>أهلا بكم 👋🏽</p>", ["أهلا بكم 👋🏽"]),
        ("<!-- x --><p></p><svg><title>nee</title></svg>", []),
    ],
)
def test_every_text_is_read_once(html, texts):
    assert [block.text for block in blocks(html)] == texts


def test_a_text_that_was_written_anew_is_not_compared_for_ever():
    old = "".join(f"<p>oud {n} {n * 7} x</p>" for n in range(3000))
    new = "".join(f"<p>nieuw {n * 3} en {n}</p>" for n in range(3000))
    assert len(between(old, new)) == 6000


def soup_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_visitors_compare_two_editions(client, book):
    issued(book)
    write(chapter("Begin"), "<h2>Samen</h2><p>Begin klein. Vraag iedereen.</p>")
    chapter("Onderdeel").delete()
    factories.ChapterPageFactory(parent=HandbookPage.objects.get(pk=book.pk), title="Extra",
                                 body=[("text", "<p>Meer.</p>")])  # fmt: skip
    issued(book, "Korter.")
    soup = soup_of(client, "/handboeken/boek/uitgave-2/differences/1/")
    overview = " ".join(soup.select_one("#k-overzicht").parent.get_text(" ").split())
    assert "1. Begin : tekst veranderd" in overview
    assert "1.1. Onderdeel : verwijderd" in overview
    assert "3. Extra : nieuw hoofdstuk" in overview
    assert "1 hoofdstuk is hetzelfde" in overview
    added = soup.select_one("ins")
    assert added.get_text(" ", strip=True).startswith("Toegevoegd:")
    assert "Vraag iedereen." in added.get_text()
    removed = " ".join(one.get_text() for one in soup("del"))
    assert "Vraag wie er al bezig is." in removed
    assert "Begin klein." not in removed
    assert "Meer." in soup.main.get_text()


def test_visitors_see_what_changed_since_an_edition(client, book):
    issued(book)
    assert (
        "Er veranderde niets."
        in soup_of(client, "/handboeken/boek/uitgave-1/differences/now/").main.get_text()
    )
    page = chapter("Eind")
    page.title = "Slot"
    page.save_revision().publish()
    soup = soup_of(client, "/handboeken/boek/uitgave-1/differences/now/")
    assert "heette “Eind”" in soup.main.get_text()


def test_pictures_that_were_copied_are_no_difference(book):
    page = chapter("Eind")
    picture = {"image": factories.ImageFactory(), "alt": "Een brug", "caption": ""}
    page.body = [("text", "<h2>Samen</h2>"), ("image", picture)]
    page.save_revision().publish()
    edition = issued(book)
    now = freeze(HandbookPage.objects.get(pk=book.pk))
    assert Differences(Edition.objects.get(pk=edition.pk), now).is_empty
