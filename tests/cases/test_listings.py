"""Listings: filters, counts and pages of results."""

import pytest

from cases.listings import Listing
from cases.models import ProjectIndexPage, ProjectPage
from tests import factories


@pytest.fixture
def projects(site):
    debt, care = factories.ThemePageFactory(slug="geld"), factories.ThemePageFactory(slug="zorg")
    rows = [
        ("a", [debt], "pilot"), ("b", [debt], "idea"), ("c", [care], "pilot"),
        ("d", [debt, care], "pilot"), ("e", [], ""),
    ]  # fmt: skip
    for title, themes, phase in rows:
        page = factories.ProjectPageFactory(title=title)
        page.themes.set(themes)
        page.save()
        if phase:
            factories.ProjectPhaseFactory(page=page, phase=phase)
    return ProjectIndexPage.objects.get()


def listing(index, **params):
    return Listing(index, ProjectPage, index.facets(), params)


def titles(found):
    return [item.title for item in found.page.items]


def counts(found, name):
    facet = next(facet for facet in found.facets if facet.name == name)
    return {option[0]: option[2] for option in facet.options}


def test_without_filters_all_are_listed(projects):
    found = listing(projects)
    assert titles(found) == list("abcde")
    assert counts(found, "theme") == {"geld": 3, "zorg": 2}
    assert counts(found, "phase") == {"idea": 1, "pilot": 3}


def test_a_filter_counts_as_if_it_were_not_chosen(projects):
    found = listing(projects, theme="zorg")
    assert titles(found) == ["c", "d"]
    assert counts(found, "theme") == {"geld": 3, "zorg": 2}
    assert counts(found, "phase") == {"pilot": 2}


def test_filters_narrow_each_other(projects):
    found = listing(projects, theme="geld", phase="pilot")
    assert titles(found) == ["a", "d"]
    assert counts(found, "theme") == {"geld": 2, "zorg": 2}
    assert counts(found, "phase") == {"idea": 1, "pilot": 2}
    assert len(found.chips) == 2


@pytest.mark.parametrize("params", [{"theme": "bestaat-niet"}, {"phase": "' OR 1=1"}, {"x": "y"}])
def test_an_unknown_value_is_ignored(projects, params):
    found = listing(projects, **params)
    assert titles(found) == list("abcde")
    assert found.chips == []


def test_drafts_and_private_pages_are_neither_listed_nor_counted(projects):
    ProjectPage.objects.get(title="a").unpublish()
    ProjectPage.objects.get(title="d").view_restrictions.create(restriction_type="login")
    found = listing(projects)
    assert titles(found) == ["b", "c", "e"]
    assert counts(found, "theme") == {"geld": 1, "zorg": 1}


def test_a_list_in_another_language_filters_by_the_facts_of_the_originals(projects, translate):
    for title in "ac":
        translate(ProjectPage.objects.get(title=title), "en")
    english = ProjectIndexPage.objects.get(locale__language_code="en")
    assert titles(listing(english, theme="zorg")) == ["c en"]
    assert titles(listing(english, phase="pilot")) == ["a en", "c en"]


def test_a_municipality_that_left_is_no_filter(projects):
    page = ProjectPage.objects.get(title="a")
    here = factories.OrganisationFactory(name="Hier", key="hier")
    gone = factories.OrganisationFactory(name="Weg", key="weg")
    factories.ParticipationFactory(page=page, organisation=here)
    factories.ParticipationFactory(page=page, organisation=gone, left="2019")
    assert counts(listing(projects), "municipality") == {"hier": 1}


@pytest.mark.parametrize(
    ("asked", "number"),
    [("1", 1), ("2", 2), ("3", 2), ("9999999999999999999999", 2), ("0", 2), ("-1", 2),
     ("x", 1), ("", 1), (None, 1), ("1.5", 1), ("²", 1), ("٢", 2), ("\x00", 1)],
)  # fmt: skip
def test_any_page_number_gives_a_page(projects, client, asked, number):
    for i in range(10):
        factories.ProjectPageFactory(title=f"p{i}")
    assert listing(projects, page=asked).page.number == number
    params = {} if asked is None else {"page": asked}
    assert client.get(projects.url, params).status_code == 200
