"""Chief editors issue editions with a preview; others may not; mistakes can be undone."""

import pytest
from bs4 import BeautifulSoup

from handbooks.issuing import withdraw
from handbooks.models import Edition
from home.roles import group_of, setup_roles
from tests import factories
from tests.handbooks.issued import chapter, issued, write


@pytest.fixture
def sign_in(client, django_user_model, site):
    """Return a function that signs somebody with a role in."""
    setup_roles()

    def enter(role):
        user = django_user_model.objects.create_user(role, email=f"{role}@example.org")
        user.groups.add(group_of(role))
        client.force_login(user)
        return user

    return enter


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def hidden(soup):
    return {one["name"]: one.get("value", "") for one in soup.select("form.koers-issue input")}


def test_a_chief_editor_issues_what_was_previewed(client, book, sign_in):
    sign_in("chief-editor")
    soup = page_of(client.get(f"/admin/pages/{book.pk}/edit/"))
    assert soup.find("a", href=f"/admin/handbooks/{book.pk}/editions/")
    soup = page_of(client.get(f"/admin/handbooks/{book.pk}/issue/"))
    assert "1.1. Onderdeel" in soup.get_text()
    answer = client.post(f"/admin/handbooks/{book.pk}/issue/",
                         hidden(soup) | {"note": "De eerste."}, follow=True)  # fmt: skip
    assert "Uitgave 1 is uitgegeven." in answer.content.decode()
    edition = Edition.objects.get()
    assert (edition.number, edition.note, edition.issued_by.username) == (
        1,
        "De eerste.",
        "chief-editor",
    )
    assert client.get(edition.url).status_code == 200
    answer = client.get(f"/admin/pages/{book.pk}/history/")
    assert "Uitgave 1 uitgegeven" in answer.content.decode()


def test_the_second_preview_shows_what_changed(client, book, sign_in):
    issued(book)
    write(chapter("Eind"), "<h2>Samen</h2><p>Echt klaar.</p>")
    sign_in("chief-editor")
    soup = page_of(client.get(f"/admin/handbooks/{book.pk}/issue/"))
    assert "Echt klaar." in soup.find("ins").get_text()


def test_a_note_is_asked_for_and_nothing_typed_is_lost(client, book, sign_in):
    sign_in("chief-editor")
    address = f"/admin/handbooks/{book.pk}/issue/"
    given = hidden(page_of(client.get(address)))
    answer = client.post(address, given | {"note": " "})
    assert "verplicht" in answer.content.decode()
    write(chapter("Eind"), "<h2>Samen</h2><p>Anders.</p>")
    answer = client.post(address, given | {"note": "Mijn uitleg."})
    assert "De tekst is veranderd sinds u ernaar keek." in answer.content.decode()
    assert "Mijn uitleg." in page_of(answer).find("textarea").get_text()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("given", [{}, {"expected": "x", "seen": ""}, {"expected": "0"}])
def test_a_form_without_what_it_showed_issues_nothing(client, book, sign_in, given):
    sign_in("chief-editor")
    answer = client.post(f"/admin/handbooks/{book.pk}/issue/", given | {"note": "Toch."})
    assert answer.status_code == 200
    assert not Edition.objects.exists()


def test_what_blocks_is_named_with_its_place(client, book, sign_in):
    end = chapter("Eind")
    begin = chapter("Begin")
    end.unpublish()
    begin.body = [
        ("text", f'<p><a linktype="page" id="{end.pk}">daar</a> <a href="#nergens">hier</a></p>'),
        ("image", {"image": factories.ImageFactory(), "alt": "", "caption": ""}),
    ]
    begin.save_revision().publish()
    sign_in("chief-editor")
    soup = page_of(client.get(f"/admin/handbooks/{book.pk}/issue/"))
    rows = soup.select_one(".help-critical").get_text(" ")
    assert "“Eind” is niet gepubliceerd." in rows
    assert "leidt de link “daar” naar iets dat lezers niet kunnen zien" in rows
    assert "leidt de link “hier” naar een kop die er niet is" in rows
    assert "blok 2 geen alternatieve tekst" in rows
    addresses = {link["href"] for link in soup.select(".help-critical a")}
    assert addresses == {f"/admin/pages/{pk}/edit/" for pk in (end.pk, begin.pk)}
    assert not soup.select("form.koers-issue")


def test_a_handbook_without_chapters_is_not_issued(client, site, sign_in):
    empty = factories.HandbookPageFactory(title="Leeg")
    sign_in("chief-editor")
    soup = page_of(client.get(f"/admin/handbooks/{empty.pk}/issue/"))
    assert "geen gepubliceerd hoofdstuk" in soup.select_one(".help-critical").get_text()


def test_warnings_do_not_block(client, book, site, sign_in):
    end = chapter("Eind")
    end.title = "Slot"
    end.save_revision()
    parent = book.get_parent().specific.copy_for_translation(site.locales["de"])
    parent.save_revision().publish()
    german = book.copy_for_translation(site.locales["de"])
    german.save_revision().publish()
    sign_in("chief-editor")
    soup = page_of(client.get(f"/admin/handbooks/{book.pk}/issue/"))
    rows = soup.select_one(".help-warning").get_text(" ")
    assert "wijzigingen die niet gepubliceerd zijn" in rows
    assert "niet vertaald: Begin, Onderdeel, Eind" in rows
    assert soup.select("form.koers-issue")


@pytest.mark.parametrize("role", ["editor", "translator", "practice-editor"])
def test_others_may_not_issue(client, book, sign_in, role):
    edition = issued(book)
    sign_in(role)
    for address in (
        f"handbooks/{book.pk}/issue/", f"handbooks/{book.pk}/editions/",
        f"editions/{edition.pk}/take-back/", f"editions/{edition.pk}/withdraw/",
    ):  # fmt: skip
        answer = client.post(f"/admin/{address}", {"withdrawn_because": "x", "note": "x"})
        assert answer.status_code in (302, 403, 405), address
    edition.refresh_from_db()
    assert edition.withdrawn_at is None
    assert Edition.objects.count() == 1


def test_a_mistake_is_taken_back_within_a_day(client, book, sign_in):
    edition = issued(book)
    sign_in("chief-editor")
    soup = page_of(client.get(f"/admin/handbooks/{book.pk}/editions/"))
    assert soup.find("form", action=f"/admin/editions/{edition.pk}/take-back/")
    Edition.objects.update(issued_at="2020-01-01T00:00Z")
    answer = client.post(f"/admin/editions/{edition.pk}/take-back/", follow=True)
    assert "kan niet meer worden teruggenomen" in answer.content.decode()
    Edition.objects.all().delete()
    edition = issued(book)
    answer = client.post(f"/admin/editions/{edition.pk}/take-back/", follow=True)
    assert "Uitgave 1 is teruggenomen." in answer.content.decode()
    assert not Edition.objects.exists()


def test_only_an_administrator_withdraws(client, book, sign_in):
    edition = issued(book)
    sign_in("chief-editor")
    address = f"/admin/editions/{edition.pk}/withdraw/"
    assert client.post(address, {"withdrawn_because": "Fout."}).status_code == 302
    edition.refresh_from_db()
    assert edition.withdrawn_at is None
    sign_in("administrator")
    assert "verplicht" in client.post(address, {"withdrawn_because": ""}).content.decode()
    answer = client.post(address, {"withdrawn_because": "Fout."}, follow=True)
    assert "Uitgave 1 is ingetrokken." in answer.content.decode()
    assert client.get("/handboeken/boek/uitgave-1/").status_code == 410
    answer = client.post(address, {"withdrawn_because": "Nog eens."}, follow=True)
    assert "was al ingetrokken" in answer.content.decode()


def test_a_withdrawn_edition_is_not_taken_back(client, book, sign_in):
    edition = issued(book)
    withdraw(edition, "Fout.", None)
    sign_in("chief-editor")
    client.post(f"/admin/editions/{edition.pk}/take-back/")
    assert Edition.objects.exists()
