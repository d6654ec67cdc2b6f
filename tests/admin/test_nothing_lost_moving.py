"""Renaming and moving: old addresses lead to the pages, however many, in every language."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests import factories
from tests.growing import grow


@pytest.fixture
def rename(editor, django_capture_on_commit_callbacks):
    """Return `rename(page, slug)`: by the form of the page, as editors do."""

    def send(page, slug):
        page.refresh_from_db()
        data = {"title": page.title, "slug": slug, "comments": inline_formset([])}
        data |= {"body": streamfield([]), "go_live_at": "", "expire_at": "", "featured-count": "0"}
        if hasattr(page, "lesson_kind"):
            data |= {"lesson_kind": "pitfall", "evidence": inline_formset([])}
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        with django_capture_on_commit_callbacks(execute=True):
            answer = editor.post(address, nested_form_data(data) | {"action-publish": "1"})
        assert answer.status_code == 302
        page.refresh_from_db()

    return send


@pytest.fixture
def move(editor, django_capture_on_commit_callbacks):
    """Return `move(page, parent)`: by the door of the admin."""

    def send(page, parent):
        address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, parent.pk])
        with django_capture_on_commit_callbacks(execute=True):
            assert editor.post(address).status_code == 302
        page.refresh_from_db()

    return send


def leads_to(old, page):
    """Tell whether an old address leads to a page for good, and the page is there."""
    answer = Client().get(old)
    page = Page.objects.get(pk=page.pk)
    there = Client().get(page.url).status_code == 200
    return answer.status_code == 301 and answer["Location"] == page.url and there


def nest(**fields):
    """Make a page with a page below it and one below that."""
    top = factories.StandardPageFactory(**fields)
    middle = factories.StandardPageFactory(parent=top, slug="midden")
    return [top, middle, factories.StandardPageFactory(parent=middle, slug="onder")]


@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_new_slug_leads_on_with_all_below(site, translate, rename, code):
    pages = nest(slug="oud")
    versions = [translate(page, "en") for page in pages]
    pages, others = (pages, versions) if code == "nl" else (versions, pages)
    olds, kept = [page.url for page in pages], [page.url for page in others]
    rename(pages[0], "nieuw")
    assert all(leads_to(old, page) for old, page in zip(olds, pages, strict=True))
    assert all(leads_to(old.rstrip("/"), page) for old, page in zip(olds, pages, strict=True))
    assert [Client().get(url).status_code for url in kept] == [200] * 3
    assert all(old.startswith("/en/") == (code == "en") for old in olds)


def test_moving_leads_on_with_all_below(site, move):
    pages = nest(slug="oud")
    olds = [page.url for page in pages]
    move(pages[0], factories.StandardPageFactory(slug="doel"))
    assert pages[0].url == "/doel/oud/"
    assert all(leads_to(old, page) for old, page in zip(olds, pages, strict=True))


def test_every_old_address_leads_straight_to_the_last(site, rename, move):
    page = nest(slug="een")[1]
    top = page.get_parent().specific
    olds = [page.url]
    for slug in ("twee", "drie"):
        rename(top, slug)
        page.refresh_from_db()
        olds.append(page.url)
    move(top, factories.StandardPageFactory(slug="doel"))
    assert all(leads_to(old, page) for old in olds)


def test_back_and_forth_leaves_no_circle(site, rename):
    page = nest(slug="een")[0]
    first = page.url
    rename(page, "twee")
    second = page.url
    rename(page, "een")
    assert Client().get(first).status_code == 200
    assert leads_to(second, page)
    assert not Redirect.objects.filter(old_path=first.rstrip("/")).exists()
    page.unpublish()
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 404


def test_a_page_at_an_old_address_takes_it_over(site, rename):
    page = factories.StandardPageFactory(slug="plek")
    rename(page, "elders")
    fresh = factories.StandardPageFactory(slug="plek", live=False)
    assert leads_to("/plek/", page)
    fresh.save_revision().publish()
    assert Client().get("/plek/").status_code == 200
    Page.objects.get(pk=fresh.pk).unpublish()
    assert Client().get("/plek/").status_code == 404


def test_redirects_that_people_made_stay(site, rename):
    target = factories.StandardPageFactory(slug="doel")
    Redirect.add_redirect("/oud", target, site=site.site)
    Redirect.add_redirect("/nieuw", target)
    page = factories.StandardPageFactory(slug="oud")
    rename(page, "nieuw")
    assert Redirect.objects.filter(automatically_created=False).count() == 2
    assert leads_to("/oud/", target)
    assert Client().get("/nieuw/").status_code == 200


def test_addresses_below_a_page_lead_on_too(site, rename):
    section = factories.OrganisationIndexPageFactory()
    factories.OrganisationFactory(key="meerdorp")
    rename(section, "wie-doen-mee")
    answer = Client().get("/organisaties/meerdorp/")
    assert (answer.status_code, answer["Location"]) == (301, "/wie-doen-mee/meerdorp/")
    assert Client().get(answer["Location"]).status_code == 200
    assert leads_to("/organisaties/", section)


def test_what_was_never_public_leaves_no_redirect(site, rename):
    pages = nest(slug="oud")
    draft = factories.StandardPageFactory(parent=pages[0], slug="concept", live=False)
    rename(pages[0], "nieuw")
    assert not Redirect.objects.filter(redirect_page=draft).exists()
    assert Redirect.objects.count() == 3


def test_what_is_unpublished_leads_on_when_it_is_back(site, rename):
    pages = nest(slug="oud")
    for page in pages:
        page.save_revision().publish()
    old = pages[2].url
    pages[2].refresh_from_db()
    pages[2].unpublish()
    rename(pages[0], "nieuw")
    assert Client().get(old).status_code == 404
    pages[2].refresh_from_db()
    pages[2].save_revision().publish()
    assert leads_to(old, pages[2])


def test_the_slug_of_a_home_page_is_no_address(site, rename):
    page = factories.StandardPageFactory(slug="hier")
    rename(site.home, "nederlands")
    assert Client().get("/hier/").status_code == 200
    assert not Redirect.objects.exists()
    assert Page.objects.get(pk=page.pk).url == "/hier/"


def test_a_query_leads_on_too(site, rename):
    lesson = factories.LessonPageFactory(slug="les")
    old = lesson.url
    rename(lesson, "andere-les")
    for query in ("?t=3", "?b=2&a=1"):
        assert leads_to(f"{old}{query}", lesson)


def queries_of(act):
    """Count the queries of an act."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.parametrize("kind", ["rename", "move", "move back"])
def test_two_thousand_pages_ask_for_little_more_than_two(site, rename, move, kind):
    """Queries grow by the chunk: a few for two thousand pages, not a few for each."""
    found = []
    for number in (2, 2000):
        page = factories.StandardPageFactory(slug=f"oud-{number}")
        home, target = site.home, factories.StandardPageFactory(slug=f"doel-{number}")
        grow(page, number)
        last = f"{page.url}kind-{number - 1}/"
        if kind == "move back":
            move(page, target)
        act = {
            "rename": lambda page=page, number=number: rename(page, f"nieuw-{number}"),
            "move": lambda page=page, target=target: move(page, target),
            "move back": lambda page=page, home=home: move(page, home),
        }[kind]
        found.append(queries_of(act))
        page.refresh_from_db()
        assert Page.objects.get(slug=f"kind-{number - 1}", path__startswith=page.path).url == (
            f"{page.url}kind-{number - 1}/"
        )
        if kind != "move back":
            assert leads_to(last, Page.objects.get(url_path=f"{page.url_path}kind-{number - 1}/"))
    assert found[1] - found[0] < 60


def test_no_address_of_an_old_page_is_cut(site, rename):
    page = factories.StandardPageFactory(slug="a" * 200)
    child = factories.StandardPageFactory(parent=page, slug="b" * 100)
    rename(page, "kort")
    assert leads_to(f"/{'a' * 200}/", page)
    assert not re.search("b", "".join(Redirect.objects.values_list("old_path", flat=True)))
    assert Client().get(Page.objects.get(pk=child.pk).url).status_code == 200
