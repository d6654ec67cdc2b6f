"""What is said before a page goes out of sight or elsewhere: the places that name it."""

import re
from html import unescape

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction, ReferenceIndex

from tests import factories


def seen(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


@pytest.fixture
def lesson(site):
    return factories.LessonPageFactory(title="Eerst doen")


@pytest.fixture
def namer(lesson):
    link = f'<p><a linktype="page" id="{lesson.pk}">lees</a></p>'
    page = factories.StandardPageFactory(
        title="Startgids", body=[("text", link), ("lesson", {"page": lesson})]
    )
    ReferenceIndex.create_or_update_for_object(page)
    return page


def test_unpublishing_names_the_places(editor, lesson, namer):
    text = seen(editor, reverse("wagtailadmin_pages:unpublish", args=[lesson.pk]))
    assert "“Eerst doen”, of een pagina eronder, wordt genoemd door" in text
    assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[namer.pk])}">Startgids</a>' in text
    lesson.refresh_from_db()
    assert lesson.live


def test_places_of_pages_below_count_too(editor, lesson, namer):
    index = lesson.get_parent()
    text = seen(editor, reverse("wagtailadmin_pages:unpublish", args=[index.pk]))
    assert "Startgids</a>" in text


def test_what_nobody_names_is_unpublished_without_a_warning(editor, lesson):
    text = seen(editor, reverse("wagtailadmin_pages:unpublish", args=[lesson.pk]))
    assert "wordt genoemd door" not in text


def test_several_at_once(editor, lesson, namer):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    text = seen(editor, f"{address}?id={lesson.pk}")
    assert "Startgids</a>" in text


def test_a_theme_with_pages_is_named_by_them(editor, site):
    theme = factories.ThemePageFactory(title="Zorg")
    page = factories.ProjectPageFactory(title="Samen")
    page.themes.set([theme])
    page.save()
    text = seen(editor, reverse("wagtailadmin_pages:unpublish", args=[theme.pk]))
    assert "Samen</a>" in text


def test_moving_tells_of_the_addresses(editor, site):
    parent = factories.StandardPageFactory(title="Oud")
    factories.StandardPageFactory(title="Kind", parent=parent)
    target = factories.StandardPageFactory(title="Nieuw")
    address = reverse("wagtailadmin_pages:move_confirm", args=[parent.pk, target.pk])
    text = seen(editor, address)
    assert "De adressen van 2 pagina's veranderen" in text
    assert "privé" not in text.partition("<main")[2].partition("veranderen")[2][:300]


def test_moving_out_of_sight_names_the_places(editor, site):
    page = factories.StandardPageFactory(title="Open")
    link = f'<p><a linktype="page" id="{page.pk}">lees</a></p>'
    namer = factories.StandardPageFactory(title="Startgids", body=[("text", link)])
    ReferenceIndex.create_or_update_for_object(namer)
    closed = factories.StandardPageFactory(title="Intern")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    text = seen(editor, reverse("wagtailadmin_pages:move_confirm", args=[page.pk, closed.pk]))
    assert "“Intern” is privé" in text
    assert "Startgids</a>" in text


@pytest.mark.parametrize("name", ["wagtailadmin_pages:unpublish", "wagtailadmin_pages:delete"])
def test_titles_are_shown_as_text(editor, site, name):
    page = factories.StandardPageFactory(title="<script>x</script>")
    link = f'<p><a linktype="page" id="{page.pk}">lees</a></p>'
    namer = factories.StandardPageFactory(title="<b>vet</b>", body=[("text", link)])
    ReferenceIndex.create_or_update_for_object(namer)
    html = editor.get(reverse(name, args=[page.pk]), follow=True).content.decode()
    assert "<script>x</script>" not in html
    assert "<b>vet</b>" not in html
