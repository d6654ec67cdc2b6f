"""Who is let in to a private handbook sees its chapters, but nothing that is closed further."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(site, translate):
    """Return a handbook for accounts, with a chapter of every state, in two languages."""
    book = make.HandbookPageFactory(title="Boek")
    chapters = {}
    for name in ("open", "dicht", "weg", "verlopen"):
        page = make.ChapterPageFactory(parent=book, title=f"hst-{name}")
        chapters[name] = page, translate(page, "en", title=f"ch-{name}")
    PageViewRestriction.objects.create(page=book, restriction_type="login")
    closed = PageViewRestriction.objects.create(
        page=chapters["dicht"][0], restriction_type="groups"
    )
    closed.groups.add(Group.objects.create(name="Kring"))
    chapters["weg"][0].unpublish()
    Page.objects.filter(pk=chapters["verlopen"][0].pk).update(expire_at=timezone.now())
    return book, book.get_translations().get().specific, chapters


@pytest.fixture
def reader(client, site, django_user_model):
    client.force_login(django_user_model.objects.create_user("lid", "lid@example.org", "geheim"))
    return client


def test_a_reader_sees_what_the_handbook_opens(reader, book):
    """The translations of chapters that are closed or gone are neither of them named."""
    handbook, english, chapters = book
    for page, prefix in ((handbook, "hst"), (english, "ch")):
        places = [page.url, chapters["open"][prefix == "ch"].url]
        for text in (reader.get(address).text for address in places):
            assert f"{prefix}-open" in text
            assert not [n for n in ("dicht", "weg", "verlopen") if f"{prefix}-{n}" in text]


def test_a_chapter_that_is_left_does_not_name_its_handbook(client, site):
    handbook = make.HandbookPageFactory(title="Verdwenen boek", slug="boek")
    chapter = make.ChapterPageFactory(parent=handbook)
    assert "Verdwenen boek" in client.get(chapter.url).text
    handbook.unpublish()
    answer = client.get(chapter.url)
    assert answer.status_code == 200
    assert "Verdwenen boek" not in answer.text


def test_a_handbook_with_a_closed_translation_stays_as_it_was(client, book):
    """Only a language of it is closed: visitors read the other, with what is visible in it."""
    handbook, english, _chapters = book
    handbook.view_restrictions.all().delete()
    PageViewRestriction.objects.create(page=english, restriction_type="login")
    text = client.get(handbook.url).text
    assert "hst-open" in text
    assert "hst-dicht" not in text
    assert client.get(english.url).status_code == 302


@pytest.mark.parametrize("state", ["unpublished", "expired", "login"])
def test_an_alias_of_a_translation_goes_with_the_original(client, site, translate, state):
    page = make.LessonPageFactory(title="Bron")
    english = translate(page, "en", title="Geheim")
    alias = english.create_alias(parent=site.homes["en"], update_slug="alias")
    assert "Geheim" in client.get(alias.url).text
    if state == "login":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif state == "expired":
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    else:
        page.unpublish()
    answer = client.get(alias.url)
    assert answer.status_code == (302 if state == "login" else 404)
    assert "Geheim" not in answer.text
