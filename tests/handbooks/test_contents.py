"""The contents of a handbook: numbers by position, and the chapters beside one."""

import pytest
from django.core.exceptions import ValidationError

from handbooks.models import ChapterPage, HandbookPage
from tests import factories


@pytest.fixture
def handbook(site):
    book = factories.HandbookPageFactory(slug="boek")
    for title in ("Begin", "Midden", "Eind"):
        chapter = factories.ChapterPageFactory(parent=book, title=title, slug=title.lower())
        if title == "Midden":
            for part in ("Eén", "Twee"):
                factories.ChapterPageFactory(parent=chapter, title=part)
    return book


def chapter(title):
    return ChapterPage.objects.get(title=title, locale__language_code="nl")


def numbers(book):
    contents = HandbookPage.objects.get(pk=book.pk).contents
    return [(entry.number, entry.page.title) for entry in contents.flat]


def test_chapters_are_numbered_by_their_place(handbook):
    assert numbers(handbook) == [
        ("1", "Begin"), ("2", "Midden"), ("2.1", "Eén"), ("2.2", "Twee"), ("3", "Eind"),
    ]  # fmt: skip


def test_a_moved_chapter_gets_another_number(handbook):
    chapter("Eind").move(chapter("Begin"), pos="left")
    assert numbers(handbook)[:2] == [("1", "Eind"), ("2", "Begin")]


def test_a_hidden_chapter_takes_its_parts_and_its_number_with_it(handbook):
    chapter("Midden").unpublish()
    assert numbers(handbook) == [("1", "Begin"), ("2", "Eind")]


def test_a_private_part_has_no_number(handbook):
    chapter("Eén").view_restrictions.create(restriction_type="login")
    assert ("2.1", "Twee") in numbers(handbook)


def test_every_chapter_knows_its_neighbours(handbook):
    found = {}
    for page in ChapterPage.objects.all():
        before, after = page.contents.neighbours(page.pk)
        found[page.title] = (before and before.page.title, after and after.page.title)
    assert found == {
        "Begin": (None, "Midden"), "Midden": ("Begin", "Eén"), "Eén": ("Midden", "Twee"),
        "Twee": ("Eén", "Eind"), "Eind": ("Twee", None),
    }  # fmt: skip
    assert chapter("Twee").place.title == "2.2. Twee"


def test_what_is_not_in_the_contents_has_no_neighbours(handbook):
    hidden = chapter("Begin")
    hidden.unpublish()
    fresh = ChapterPage.objects.get(pk=hidden.pk)
    assert fresh.contents.neighbours(fresh.pk) == (None, None)
    assert fresh.place is None


def test_two_handbooks_do_not_mix(handbook):
    other = factories.HandbookPageFactory()
    factories.ChapterPageFactory(parent=other, title="Ander")
    assert numbers(other) == [("1", "Ander")]
    assert len(numbers(handbook)) == 5


def test_a_translation_numbers_the_chapters_that_it_has(handbook, translate):
    translate(chapter("Twee"), "en", title="Two")
    english = HandbookPage.objects.get(locale__language_code="en")
    assert numbers(english) == [("1", "Midden en"), ("1.1", "Two")]
    two = ChapterPage.objects.get(title="Two")
    assert two.handbook == english


def test_chapters_go_two_levels_deep(handbook):
    assert ChapterPage.can_create_at(handbook)
    assert ChapterPage.can_create_at(chapter("Begin"))
    assert not ChapterPage.can_create_at(chapter("Eén"))
    assert chapter("Begin").can_move_to(chapter("Eind"))
    assert not chapter("Begin").can_move_to(chapter("Eén"))
    assert not chapter("Midden").can_move_to(chapter("Begin"))


def test_chapters_of_one_handbook_have_different_slugs(handbook):
    with pytest.raises(ValidationError):
        factories.ChapterPageFactory(parent=handbook, slug="begin")


def test_the_pages_of_a_handbook_are_shown(handbook, client):
    for page in (handbook, chapter("Midden"), chapter("Twee")):
        answer = client.get(page.url)
        assert answer.status_code == 200
        assert "Twee" in answer.text
