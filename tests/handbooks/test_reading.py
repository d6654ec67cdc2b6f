"""A handbook is read on one page, cited, and found again by its headings."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handbooks import reading_time
from handbooks.models import HandbookPage
from tests import factories

TEXT = (
    '<h2>Samen</h2><p>Zie <a linktype="page" id="{pk}" fragment="samen">verderop</a> en '
    '<a href="#samen">hier</a>.</p><h3>Klein</h3><p>Begin.</p>'
)


@pytest.fixture
def book(site):
    """Publish a handbook with two chapters, one with a part, that link to each other."""
    book = factories.HandbookPageFactory(title="Het boek", slug="boek", licence="CC-BY-4.0")
    last = factories.ChapterPageFactory(parent=book, title="Eind", slug="eind", body=[
        ("text", "<h2>Samen</h2><p>Klaar.</p>"),
        ("accordion", [{"title": "Meer", "text": "<p>Verborgen tekst.</p>"}]),
        ("callout", {"kind": "checklist", "title": "Neem mee",
                     "text": "<ul><li>een pen</li><li>tijd</li></ul>"}),
    ])  # fmt: skip
    first = factories.ChapterPageFactory(parent=book, title="Begin", slug="begin",
                                         body=[("text", TEXT.format(pk=last.pk))])  # fmt: skip
    first.move(last, pos="left")
    factories.ChapterPageFactory(
        parent=type(first).objects.get(pk=first.pk), title="Onderdeel", slug="onderdeel",
        body=[("text", "<h2>Deel</h2>")],
    )  # fmt: skip
    for page in (book, first, last):
        page.refresh_from_db()
        page.save_revision().publish()
    return HandbookPage.objects.get(pk=book.pk)


def main(client, address):
    """Return the main part of a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_the_whole_handbook_stands_on_one_page(client, book):
    soup = main(client, f"{book.url}print/")
    headings = [(tag.name, tag["id"], tag.get_text().strip()) for tag in soup.main.select("[id]")
                if tag.name in ("h2", "h3", "h4")]  # fmt: skip
    assert headings == [
        ("h2", "k-inhoudsopgave", "Inhoud"),
        ("h2", "k1", "1. Begin"), ("h3", "k1-samen", "Samen"), ("h4", "k1-klein", "Klein"),
        ("h3", "k1-1", "1.1. Onderdeel"), ("h4", "k1-1-deel", "Deel"),
        ("h2", "k2", "2. Eind"), ("h3", "k2-samen", "Samen"),
    ]  # fmt: skip
    links = {link.text: link["href"] for link in soup.main.select(".tk-prose a")}
    assert links == {"verderop": "#k2-samen", "hier": "#k1-samen"}
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert soup.select_one("details#k2-meer").has_attr("open")
    assert soup.select_one("link[rel=canonical]")["href"].endswith(book.url)
    assert "noindex" in client.get(f"{book.url}print/")["X-Robots-Tag"]


def test_a_closed_chapter_is_not_on_that_page(client, book):
    part = book.get_children().first().get_children().get()
    part.view_restrictions.create(restriction_type="login")
    assert "Onderdeel" not in main(client, f"{book.url}print/").text
    book.view_restrictions.create(restriction_type="login")
    for address in ("print/", "cite/csl/", "cite/bibtex/"):
        assert client.get(f"{book.url}{address}").status_code in (302, 404)


@pytest.mark.parametrize("chapters", [0, 1, 40])
def test_a_handbook_of_any_length_goes_on_one_page(client, site, chapters):
    book = factories.HandbookPageFactory(slug="lang")
    result = factories.ResultPageFactory()
    for _ in range(chapters):
        factories.ChapterPageFactory(
            parent=book,
            body=[("figure", {"result": result, "claim": None}), ("text", "<h2>Kop</h2>")],
        )
    client.get(f"{book.url}print/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{book.url}print/").status_code == 200
    assert len(queries) < 25


def test_a_handbook_is_cited_in_three_ways(client, book):
    day = book.changed_on
    said = main(client, book.url).find("summary", string="Citeer dit").parent
    assert f"De Proefse Koers ({day.day} " in said.text
    assert "Het boek. http://testserver" in said.text
    addresses = [link["href"] for link in said.select("a")]
    entry = json.loads(client.get(addresses[1]).content)[0]
    assert (entry["title"], entry["author"]) == ("Het boek", [{"literal": "De Proefse Koers"}])
    assert entry["issued"]["date-parts"] == [[day.year, day.month, day.day]]
    bibtex = client.get(addresses[0])
    assert bibtex["Content-Disposition"] == 'attachment; filename="boek.bib"'
    text = bibtex.content.decode()
    assert text.startswith("@book{boek,")
    assert "{De Proefse Koers}" in text
    assert client.get(f"{book.url}cite/word/").status_code == 404


def test_a_chapter_is_cited_with_its_number_and_its_book(client, book):
    chapter = book.get_children().last()
    said = main(client, chapter.url).find("summary", string="Citeer dit").parent
    assert f"2. Eind. In: Het boek. http://testserver{chapter.url}" in said.text


def test_odd_titles_do_not_break_a_citation(client, book):
    book.title = r'{Geld} & 100% "zorg" \o/ 🐙'
    book.save_revision().publish()
    assert json.loads(client.get(f"{book.url}cite/csl/").content)[0]["title"] == book.title
    assert client.get(f"{book.url}cite/bibtex/").content.decode().count("@book") == 1


def test_every_heading_of_a_chapter_leads_to_itself(client, book):
    chapter = book.get_children().first()
    soup = main(client, chapter.url)
    for heading in soup.select(".tk-prose :is(h2, h3)"):
        assert heading.a["href"] == f"#{heading['id']}"
        assert heading.a.text == heading.text


def test_a_checklist_can_be_ticked_on_paper(client, book):
    chapter = book.get_children().last()
    block = main(client, chapter.url).select_one(".tk-checklist")
    assert [item.text for item in block.select("li")] == ["een pen", "tijd"]


def test_a_handbook_says_how_long_it_takes_to_read_also_after_a_change(client, book):
    def said():
        facts = main(client, book.url).select_one(".tk-facts")
        return facts.find("dt", string="Leestijd").parent.dd.text

    assert said() == "3 minuten"
    chapter = book.get_children().last().specific
    chapter.body = [("text", "<p>" + "woord " * 2380 + "</p>")]
    chapter.save_revision().publish()
    assert said() == "12 minuten"


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (238, 1), (360, 2), (2380, 10)])
def test_reading_time_counts_words(words, minutes):
    text = "<p>" + "<b>woord</b> " * words + "</p>"
    assert reading_time.minutes([{"type": "text", "value": text}]) == minutes
