"""Copying, translating, unpublishing and deleting: what was there stays as it was."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cases.models import Claim, ProjectPage
from tests import factories


@pytest.fixture
def project(site, translate):
    """Return a project with rows and facts."""
    page = factories.ProjectPageFactory(title="Project", slug="project")
    factories.ProjectPhaseFactory(page=page, phase="pilot", note="Nu")
    factories.ParticipationFactory(page=page, note="Mee")
    page = ProjectPage.objects.get(pk=page.pk)
    page.themes.add(factories.ThemePageFactory())
    page.leads.add(factories.PersonFactory())
    page.save_revision().publish()
    return ProjectPage.objects.get(pk=page.pk)


def facts(page):
    """Return what a page holds beside its words."""
    page = Page.objects.get(pk=page.pk).specific
    return {
        "phases": [(row.phase, row.date, row.note) for row in page.phases.all()],
        "joined": [(row.organisation_id, row.note) for row in page.participations.all()],
        "themes": [one.pk for one in page.themes.all()],
        "leads": [one.pk for one in page.leads.all()],
    }


def copy(client, page, **changes):
    """Copy a page by the door of the admin, and return the copy."""
    parent = page.get_parent()
    data = {
        "new_title": "Kopie", "new_slug": "kopie", "new_parent_page": parent.pk,
        "publish_copies": "on",
    }  # fmt: skip
    answer = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data | changes)
    assert answer.status_code == 302
    return Page.objects.get(slug="kopie", path__startswith=parent.path).specific


def test_a_copy_has_its_own_rows_and_takes_none(editor, project, translate):
    english = translate(project, "en")
    before = facts(project), facts(english)
    twin = copy(editor, project)
    assert facts(twin) == before[0]
    assert (facts(project), facts(english)) == before
    assert twin.is_original
    assert twin.translation_key != project.translation_key
    keys = {row.translation_key for row in twin.phases.all()}
    assert not keys & {row.translation_key for row in project.phases.all()}
    assert Client().get(twin.url).status_code == 200


def test_a_copy_of_a_translation_is_its_own_original(editor, project, translate):
    english = translate(project, "en", slug="project-en")
    twin = copy(editor, english)
    assert twin.is_original
    assert twin.source_locale == english.locale
    assert not twin.get_translations().exists()
    project.unpublish()
    assert Client().get(twin.url).status_code == 200
    assert Client().get(english.url).status_code == 404


def test_claims_stay_with_the_result_that_was_copied(editor, site):
    claim = factories.ClaimFactory()
    before = list(Claim.objects.values())
    twin = copy(editor, claim.result)
    assert list(Claim.objects.values()) == before
    assert not twin.claims.exists()


def test_a_copy_with_its_pages_below_keeps_them_all(editor, site):
    book = factories.HandbookPageFactory(slug="boek")
    chapter = factories.ChapterPageFactory(parent=book, slug="een")
    factories.ChapterPageFactory(parent=chapter, slug="deel")
    book.refresh_from_db()
    twin = copy(editor, book, copy_subpages="on")
    assert [page.slug for page in twin.get_descendants()] == ["een", "deel"]
    assert [page.slug for page in book.get_descendants()] == ["een", "deel"]


def test_translating_leaves_the_original_as_it_was(editor, project):
    before = facts(project), project.title, project.revisions.count()
    english = project.locale.__class__.objects.get(language_code="en")
    address = reverse("wagtail_localize:submit_page_translation", args=[project.pk])
    answer = editor.post(address, {"locales": [english.pk], "include_subtree": ""})
    assert answer.status_code == 302
    project.refresh_from_db()
    assert (facts(project), project.title, project.revisions.count()) == before
    assert project.live
    other = project.get_translation(english).specific
    assert {row.translation_key for row in other.phases.all()} == {
        row.translation_key for row in project.phases.all()
    }


@pytest.mark.parametrize("times", [1, 2])
def test_unpublishing_takes_nothing_away(editor, project, translate, times):
    english = translate(project, "en")
    before = facts(project), facts(english)
    for _ in range(times):
        address = reverse("wagtailadmin_pages:unpublish", args=[project.pk])
        assert editor.post(address).status_code == 302
        assert Client().get(english.url).status_code == 404
        page = Page.objects.get(pk=project.pk).specific
        assert not page.live
        page.get_latest_revision().publish()
    assert (facts(project), facts(english)) == before
    assert Client().get(english.url).status_code == 200


def delete(client, page):
    """Delete a page by the door of the admin, after its question."""
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    asked = client.get(address)
    assert asked.status_code in (200, 302)
    return client.post(address, {"wagtail_site_name": "Koers"})


def by_project(named):
    return [factories.ResultPageFactory, factories.LessonPageFactory], "projects"


def by_theme(named):
    return [factories.ProjectPageFactory, factories.HandbookPageFactory], "themes"


NAMED = {
    "project": (factories.ProjectPageFactory, by_project),
    "theme": (factories.ThemePageFactory, by_theme),
}


@pytest.mark.parametrize("above", [False, True], ids=["page", "list"])
@pytest.mark.parametrize("kind", NAMED)
def test_a_page_that_others_chose_is_kept(editor, site, kind, above):
    factory, namers = NAMED[kind]
    named = factory()
    makers, field = namers(named)
    naming = [make() for make in makers]
    for page in naming:
        getattr(page, field).add(named)
        page.save_revision().publish()
    number = Page.objects.count()
    answer = delete(editor, named.get_parent() if above else named)
    assert answer.status_code == 302
    text = editor.get(answer["Location"]).text
    assert all(page.title in text for page in naming)
    assert Page.objects.count() == number
    for page in naming:
        getattr(page, field).clear()
        page.save_revision().publish()
        type(page).objects.get(pk=page.pk).save()
    assert delete(editor, named).status_code == 302
    assert Page.objects.count() == number - 1


@pytest.mark.parametrize("kind", ["lesson", "result", "link", "menu"])
def test_a_page_that_a_text_or_a_menu_names_is_kept(editor, site, region, kind):
    make = factories.ResultPageFactory if kind == "result" else factories.LessonPageFactory
    named = make()
    if kind == "menu":
        region.main_menu = [("page", named)]
        region.save()
    else:
        value = {"lesson": {"page": named}, "result": {"result": named}}.get(kind)
        link = f'<p><a linktype="page" id="{named.pk}">daar</a></p>'
        row = ("text", link) if kind == "link" else (
            "lesson" if kind == "lesson" else "figure", value
        )  # fmt: skip
        page = factories.StandardPageFactory(body=[row])
    answer = delete(editor, named.get_parent())
    name = region.name if kind == "menu" else page.title
    assert name in editor.get(answer["Location"]).text
    assert Page.objects.filter(pk=named.pk).exists()


def test_what_stands_below_names_nobody(editor, site):
    """Pages that go together do not hold each other."""
    top = factories.StandardPageFactory()
    below = factories.StandardPageFactory(parent=top)
    link = f'<p><a linktype="page" id="{below.pk}">daar</a></p>'
    factories.StandardPageFactory(parent=top, body=[("text", link)])
    delete(editor, top)
    assert not Page.objects.filter(pk__in=[top.pk, below.pk]).exists()


def test_blocks_that_named_a_deleted_page_stay_readable(editor, site):
    lesson, result = factories.LessonPageFactory(), factories.ResultPageFactory()
    link = f'<p><a linktype="page" id="{lesson.pk}">zie daar</a></p>'
    rows = [("lesson", {"page": lesson}), ("figure", {"result": result}), ("text", link)]
    page = factories.StandardPageFactory(body=rows)
    for named in (lesson, result):
        named.delete()
    answer = Client().get(page.url)
    assert answer.status_code == 200
    assert "zie daar" in answer.text
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_deleting_above_a_result_with_claims_takes_nothing(editor, site):
    claim = factories.ClaimFactory()
    section = claim.result.get_parent()
    free = factories.ResultPageFactory()
    number = Page.objects.count()
    for page in (section, site.home):
        answer = delete(editor, page)
        assert answer.status_code == 302
        assert claim.result.title in editor.get(answer["Location"]).text
    assert Page.objects.count() == number
    assert Page.objects.filter(pk=free.pk).exists()
