"""What visitors may see, by itself and in translation, and what `localize` leaves of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cases.models import ProjectPage
from koers.pages import localize
from koers.visibility import visible_pages
from tests import factories


def unpublish(page):
    page.unpublish()


def expire(page):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()


def restrict(kind, **extra):
    def make_private(page):
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, **extra)
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.add(Group.objects.create(name="Leden"))

    make_private.__name__ = f"restrict_{kind}"
    return make_private


def restrict_parent(page):
    restrict("login")(page.get_parent())


HIDERS = pytest.mark.parametrize(
    "hide",
    [unpublish, expire, restrict("login"), restrict("password", password="geheim"),
     restrict("groups"), restrict_parent],
    ids=lambda hide: hide.__name__,
)  # fmt: skip


def seen(*pages):
    """Return which of the pages visitors may know of; all questions must agree."""
    pks = [page.pk for page in pages]
    untyped = set(visible_pages().filter(pk__in=pks).values_list("pk", flat=True))
    typed = set(type(pages[0]).objects.visible().filter(pk__in=pks).values_list("pk", flat=True))
    assert untyped == typed
    return [page.pk in typed for page in pages]


def shown(page, locale):
    return [one.pk for one in localize([page], locale.pk)]


@pytest.fixture
def pair(site, translate):
    page = factories.ProjectPageFactory(title="Project", slug="project")
    return page, translate(page, "en", slug="project-en")


def test_a_page_and_its_translation_are_seen(site, pair):
    page, english = pair
    assert seen(page, english) == [True, True]
    assert shown(page, site.locales["nl"]) == [page.pk]
    assert shown(page, site.locales["en"]) == [english.pk]
    assert shown(english, site.locales["nl"]) == [page.pk]
    assert shown(page, site.locales["de"]) == [page.pk]


@HIDERS
def test_what_is_hidden_takes_its_translation_with_it(site, pair, hide, client):
    page, english = pair
    hide(page)
    assert seen(page, english) == [False, False]
    for code in ("nl", "en", "de"):
        assert shown(page, site.locales[code]) == []
    for one in (page, english):
        answer = client.get(one.url or one.get_url())
        assert answer.status_code != 200 or "geheim" not in answer.text
        assert one.title not in answer.text or answer.status_code != 200


@HIDERS
def test_a_hidden_translation_leaves_the_original(site, pair, hide):
    page, english = pair
    hide(english)
    assert seen(page, english) == [True, False]
    assert shown(page, site.locales["en"]) == [page.pk]


def test_a_page_that_was_never_published_is_not_seen(site):
    page = factories.ProjectPageFactory(live=False)
    assert seen(page) == [False]


def test_a_scheduled_page_is_not_seen_yet(site):
    page = factories.ProjectPageFactory(live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    page.refresh_from_db()
    assert seen(page) == [False]


def test_a_page_that_expires_later_is_seen(site):
    page = factories.ProjectPageFactory(expire_at=timezone.now() + timedelta(days=1))
    assert seen(page) == [True]


def test_an_alias_is_not_seen(site, pair):
    page, english = pair
    parent = english.get_parent().copy_for_translation(site.locales["de"], alias=True)
    alias = page.copy_for_translation(site.locales["de"], alias=True)
    assert seen(page, english, alias) == [True, True, False]
    assert seen(parent.specific) == [False]
    assert shown(page, site.locales["de"]) == [page.pk]


def test_a_page_moved_under_a_private_parent_is_hidden(site, pair):
    page, english = pair
    vault = factories.ProjectIndexPageFactory(parent=site.home, slug="kluis")
    restrict("login")(vault)
    page.move(vault, pos="last-child")
    page.refresh_from_db()
    assert seen(page, english) == [False, False]


def test_a_private_neighbour_hides_nobody_else(site):
    pages = [factories.ProjectPageFactory() for _i in range(3)]
    restrict("login")(pages[1])
    assert seen(*pages) == [True, False, True]


def test_localize_keeps_the_order_of_a_list_and_the_tree_order_of_a_query(site):
    one, two, three = (factories.ProjectPageFactory() for _i in range(3))
    nl = site.locales["nl"].pk
    assert localize([three, None, one], nl) == [three, one]
    assert localize(ProjectPage.objects.order_by("-pk"), nl) == [one, two, three]
    assert localize([], nl) == []


def test_an_english_original_is_seen_without_a_dutch_page(site, translate):
    factories.ProjectPageFactory.default_parent()
    index = factories.ProjectIndexPageFactory._meta.model.objects.get()
    page = factories.ProjectPageFactory(parent=translate(index, "en"))
    assert page.is_original
    assert seen(page) == [True]
    assert shown(page, site.locales["nl"]) == [page.pk]


def test_a_page_made_without_a_language_takes_that_of_its_parent(site):
    page = factories.StandardPageFactory._meta.model(title="Page", slug="page")
    site.homes["en"].add_child(instance=page)
    assert page.locale == page.source_locale == site.locales["en"]
    assert seen(page) == [True]
