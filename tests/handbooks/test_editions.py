"""An edition stays as it was issued, whatever becomes of the handbook."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handbooks.freezing import digest, freeze
from handbooks.issuing import NotIssuedError, issue, next_number, take_back, withdraw
from handbooks.models import ChapterPage, Edition, HandbookPage
from tests import factories
from tests.handbooks.issued import chapter, issued, write

# Another chapter links to it.
HEADING = ("text", "<h2>Samen</h2>")


def main(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return BeautifulSoup(answer.content, "html.parser")


def text(soup):
    return " ".join(soup.main.get_text(" ").split())


def test_an_edition_can_be_read_at_its_address(client, book):
    issued(book, "Nieuw is alles.")
    soup = main(client, "/handboeken/boek/uitgave-1/")
    assert soup.h1.get_text().replace("\u00ad", "") == "Het boek"
    assert "Nieuw is alles." in text(soup)
    links = [link["href"] for link in soup.main.select(".tk-list a")]
    assert links == ["begin/", "begin/onderdeel/", "eind/"]
    soup = main(client, "/handboeken/boek/uitgave-1/begin/onderdeel/")
    assert "Een deel." in text(soup)
    assert soup.select_one("a[rel=prev]")["href"] == "/handboeken/boek/uitgave-1/begin/"
    assert soup.select_one("a[rel=next]")["href"] == "/handboeken/boek/uitgave-1/eind/"


def test_an_edition_keeps_its_text_when_chapters_change_move_or_go(client, book):
    issued(book)
    write(chapter("Begin"), "<p>Heel anders.</p>")
    end = chapter("Eind")
    end.title, end.slug = "Slot", "slot"
    end.save_revision().publish()
    chapter("Onderdeel").delete()
    begin = main(client, "/handboeken/boek/uitgave-1/begin/")
    assert "Begin klein." in text(begin)
    assert "Heel anders" not in text(begin)
    assert "Een deel." in text(main(client, "/handboeken/boek/uitgave-1/begin/onderdeel/"))
    assert text(main(client, "/handboeken/boek/uitgave-1/eind/")).count("Klaar.") == 1


def test_links_between_chapters_stay_in_the_edition(
    client, book, django_capture_on_commit_callbacks
):
    issued(book)
    book.slug = "ander-boek"
    with django_capture_on_commit_callbacks(execute=True):
        book.save_revision().publish()
    soup = main(client, "/handboeken/ander-boek/uitgave-1/begin/")
    link = next(a for a in soup.main.select(".tk-prose a") if a.get_text() == "verderop")
    assert link["href"] == "../eind/#samen"
    assert main(client, "/handboeken/ander-boek/uitgave-1/eind/").find(id="samen")
    old = client.get("/handboeken/boek/uitgave-1/begin/")
    assert old.status_code == 301
    assert old["Location"].endswith("/handboeken/ander-boek/uitgave-1/begin/")


def test_an_edition_tells_what_replaced_it_and_where_the_live_chapter_is(client, book):
    issued(book)
    write(chapter("Begin"), "<p>Heel anders.</p>")
    issued(book, "Begin is anders.")
    soup = main(client, "/handboeken/boek/uitgave-1/begin/")
    notice = soup.select_one("[role=note]")
    assert "Dit is uitgave 1" in text(soup)
    addresses = [a["href"] for a in notice.select("a")]
    assert addresses == [
        "/handboeken/boek/uitgave-2/", "/handboeken/boek/uitgave-2/differences/1/",
        "/handboeken/boek/begin/",
    ]  # fmt: skip
    canonical = soup.select_one("link[rel=canonical]")["href"]
    assert canonical.endswith("/handboeken/boek/begin/")
    chapter("Begin").delete()
    soup = main(client, "/handboeken/boek/uitgave-1/begin/")
    assert soup.select_one("link[rel=canonical]")["href"].endswith("/uitgave-1/begin/")


def test_an_edition_is_in_no_search_engine_and_no_site_map(client, book):
    issued(book)
    answer = client.get("/handboeken/boek/uitgave-1/begin/")
    assert answer["X-Robots-Tag"] == "noindex"
    assert b"uitgave-1" not in client.get("/sitemap.xml").content


@pytest.mark.parametrize(
    "address",
    ["uitgave-2/", "uitgave-0/", "ausgabe-1/", "uitgave-1/nergens/", "uitgave-1/differences/1/",
     "uitgave-1/differences/7/", "uitgave-1/cite/xml/", "uitgave-99999999999999999999/"],
)  # fmt: skip
def test_what_never_was_is_not_found(client, book, address):
    issued(book)
    assert client.get(f"/handboeken/boek/{address}").status_code == 404


def test_the_privacy_of_the_handbook_holds(client, book):
    issued(book)
    book.view_restrictions.create(restriction_type="login")
    assert client.get("/handboeken/boek/uitgave-1/begin/").status_code == 302
    assert client.get("/handboeken/boek/uitgave-1/differences/now/").status_code == 302
    book.unpublish()
    assert client.get("/handboeken/boek/uitgave-1/begin/").status_code == 404


def test_a_private_handbook_has_editions_whose_links_lead_on(client, book, django_user_model):
    book.view_restrictions.create(restriction_type="login")
    issued(book)
    client.force_login(django_user_model.objects.create_user("lid"))
    soup = main(client, "/handboeken/boek/uitgave-1/begin/")
    link = next(a for a in soup.main.select(".tk-prose a") if a.get_text() == "verderop")
    assert link["href"] == "../eind/#samen"


def test_a_withdrawn_edition_is_gone_and_tells_why(client, book):
    edition = issued(book)
    issued(book)
    withdraw(edition, "De cijfers klopten niet.", None)
    for address in ("uitgave-1/", "uitgave-1/begin/"):
        soup = main(client, f"/handboeken/boek/{address}", 410)
        assert "De cijfers klopten niet." in text(soup)
        assert "Begin klein." not in text(soup)
    assert client.get("/handboeken/boek/uitgave-1/cite/csl/").status_code == 404
    assert client.get("/handboeken/boek/uitgave-2/differences/1/").status_code == 404
    assert "ingetrokken" in text(main(client, "/handboeken/boek/"))


def test_the_number_goes_on_after_a_withdrawal(book):
    withdraw(issued(book), "Fout.", None)
    assert issued(book).number == 2


def test_an_edition_is_cited_with_its_number_and_day(client, book):
    edition = issued(book)
    found = client.get("/handboeken/boek/uitgave-1/cite/csl/").json()[0]
    assert found["edition"] == "1"
    assert found["URL"] == "http://testserver/handboeken/boek/uitgave-1/"
    day = edition.issued_on
    assert found["issued"]["date-parts"] == [[day.year, day.month, day.day]]
    bibtex = client.get("/handboeken/boek/uitgave-1/cite/bibtex/").content.decode()
    assert "edition = {1}" in bibtex
    sentence = text(main(client, "/handboeken/boek/uitgave-1/begin/"))
    assert "1. Begin. In: Het boek (uitgave 1)." in sentence


def test_pictures_and_documents_of_an_edition_are_its_own(client, book):
    image, document = factories.ImageFactory(), factories.DocumentFactory()
    page = chapter("Eind")
    page.body = [
        HEADING,
        ("image", {"image": image, "alt": "Een brug", "decorative": False, "caption": ""}),
        ("documents", [{"document": document, "title": "Lees mij"}]),
    ]
    page.save_revision().publish()
    edition = issued(book)
    soup = main(client, "/handboeken/boek/uitgave-1/eind/")
    picture = soup.select_one(".tk-prose img")
    paper = soup.select_one(".tk-files a")["href"]
    addresses = [picture["src"], paper, *(one["srcset"].split()[0] for one in soup("source"))]
    write(chapter("Eind"), HEADING[1])
    document.delete()
    image.delete()
    for address in addresses:
        assert address.startswith("/files/editions/"), address
        assert client.get(address).status_code == 200, address
    assert b"".join(client.get(paper).streaming_content) == b"tekst"
    book.view_restrictions.create(restriction_type="login")
    assert client.get(paper).status_code == 404
    book.view_restrictions.all().delete()
    withdraw(edition, "Fout.", None)
    assert client.get(paper).status_code == 404


def test_files_of_a_closed_collection_are_not_copied(client, book):
    document = factories.DocumentFactory()
    document.collection = document.collection.add_child(name="Besloten")
    document.collection.view_restrictions.create(restriction_type="login")
    document.save()
    page = chapter("Eind")
    page.body = [HEADING, ("documents", [{"document": document, "title": "Geheim"}])]
    page.save_revision().publish()
    assert not issued(book).files.exists()
    soup = main(client, "/handboeken/boek/uitgave-1/eind/")
    assert soup.select_one(".tk-files a")["href"].startswith("/documents/")


def test_taking_an_edition_back_leaves_nothing(client, book, django_capture_on_commit_callbacks):
    page = chapter("Eind")
    page.body = [
        HEADING,
        ("documents", [{"document": factories.DocumentFactory(), "title": "Lees mij"}]),
    ]
    page.save_revision().publish()
    first, second = issued(book), issued(book)
    copy = first.files.get().file.name
    for edition, left in ((first, True), (second, False)):
        with django_capture_on_commit_callbacks(execute=True):
            assert take_back(edition, None)
        assert default_storage.exists(copy) is left
    assert client.get("/handboeken/boek/uitgave-1/").status_code == 404
    assert issued(book).number == 1


def test_an_old_edition_is_not_taken_back(book):
    edition = issued(book)
    Edition.objects.update(issued_at="2020-01-01T00:00Z")
    edition.refresh_from_db()
    assert not take_back(edition, None)
    assert Edition.objects.count() == 1


def test_who_comes_second_is_told(book, django_user_model):
    seen = digest(freeze(HandbookPage.objects.get(pk=book.pk)))
    anna = django_user_model.objects.create_user("anna")
    issue(book, 1, seen, "Van Anna.", anna)
    with pytest.raises(NotIssuedError, match="anna"):
        issue(book, 1, seen, "Van Bart.", None)
    assert Edition.objects.get().note == "Van Anna."


def test_another_text_than_was_seen_is_not_issued(book):
    seen = digest(freeze(HandbookPage.objects.get(pk=book.pk)))
    write(chapter("Eind"), "<p>Snel nog iets.</p>")
    with pytest.raises(NotIssuedError, match="veranderd"):
        issue(book, 1, seen, "Nieuw.", None)
    assert not Edition.objects.exists()


def test_an_edition_is_whole_or_not_there(book, monkeypatch):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("handbooks.issuing.EditionFile.objects.bulk_create", killed)
    with pytest.raises(KeyboardInterrupt):
        issued(book)
    assert not Edition.objects.exists()
    monkeypatch.undo()
    assert issued(book).number == 1


def test_each_language_has_editions_tied_to_each_other(client, book, site):
    issued(book)
    parent = book.get_parent().specific.copy_for_translation(site.locales["de"])
    parent.save_revision().publish()
    german = book.copy_for_translation(site.locales["de"])
    german.slug, german.title = "buch", "Das Buch"
    german.save_revision().publish()
    for title in ("Begin", "Eind"):
        page = chapter(title).copy_for_translation(site.locales["de"])
        page.slug = f"{page.slug}-de"
        page.save_revision().publish()
    edition = issued(german, "Übersetzt.")
    assert edition.original == book.editions.get()
    soup = main(client, "/handboeken/boek/uitgave-1/begin/")
    german_link = soup.select_one(".tk-header a[hreflang=de]")["href"]
    assert german_link.endswith("/ausgabe-1/begin-de/")
    back = main(client, german_link).select_one(".tk-header a[hreflang=nl]")["href"]
    assert back == "/handboeken/boek/uitgave-1/begin/"


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_chapter_of_an_edition_costs_no_more_than_a_live_one(client, book):
    issued(book)
    live = queries(client, "/handboeken/boek/begin/")
    kept = queries(client, "/handboeken/boek/uitgave-1/begin/")
    assert kept <= live
    for number in range(12):
        factories.ChapterPageFactory(parent=book, title=f"Meer {number}",
                                     body=[("text", "<p>Meer.</p>")])  # fmt: skip
    issued(book)
    issued(book)
    assert queries(client, "/handboeken/boek/uitgave-2/begin/") == kept
    assert queries(client, "/handboeken/boek/uitgave-1/begin/") == kept


def test_a_handbook_with_editions_is_not_deleted(admin_client, book):
    issued(book)
    answer = admin_client.post(f"/admin/pages/{book.pk}/delete/", follow=True)
    assert "uitgaven" in answer.content.decode()
    assert HandbookPage.objects.filter(pk=book.pk).exists()
    assert ChapterPage.objects.exists()
    assert next_number(book) == 2
