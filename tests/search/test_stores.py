"""What every store has to do, held against each of them: the same answers, in the same order."""

import random
from datetime import UTC, datetime

import pytest
from wagtail.models import Page, PageViewRestriction

from search.find import ask
from search.rebuild import rebuild
from search.stores.database import DatabaseStore
from tests import factories as make

pytestmark = pytest.mark.django_db
SUBJECTS = [
    "schulden", "jongeren", "wijkteam", "valpreventie", "huisarts", "mantelzorgers", "leefstijl",
    "werkloosheid", "armoede", "schuldhulpverlening", "verzekeraar",
]  # fmt: skip
QUERIES = [
    "schuld", "jongere schuld", "hulp bij schulden voor jongeren", "wijk", "welzijn", "val",
    "mantelzorger leefstijl armoede", '"schulden en jongeren"', "schuld -armoede", "nergens",
    '"hulp bij"', "schuldhulp zorg huisarts werk", "valpreventei", "welz",
]  # fmt: skip


@pytest.fixture
def library(site, store, send):
    """Make forty pages with several sections, and index them in the store."""
    dice = random.Random(4)
    pages = []
    for number in range(40):
        words = dice.sample(SUBJECTS, 3)
        html = (
            f"<h2>Kop</h2><p>Hulp bij {words[1]} en {words[2]}.</p><h3>Meer over {words[0]}</h3>"
            f"<p>Over {words[0]} en {words[1]} in de wijk, met welzijn {number}.</p>"
        )
        pages.append(
            make.StandardPageFactory(
                parent=site.home, title=f"Aanpak {number} van {words[0]}", body=[("text", html)],
                first_published_at=datetime(2026, 1, 1 + number % 28, tzinfo=UTC),
            )
        )  # fmt: skip
    for page in pages[8::9]:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    rebuild()
    send()
    return pages


def answers(store, text, **how):
    """Return what the database and a store answer to the same query."""
    query = ask(text, ["nl", "en"], **how)
    return DatabaseStore().answer(query), store.answer(query)


def test_a_store_ranks_as_the_database_does(library, store):
    for text in QUERIES:
        query = ask(text, ["nl"])
        expected, found = DatabaseStore().ranked(query), store.ranked(query)
        assert found.numbers.tolist() == expected.numbers.tolist(), text
        assert found.scores.tolist() == pytest.approx(expected.scores.tolist(), rel=1e-4), text
        assert len(found.numbers) or text == "nergens"


HOW = [
    {},
    {"start": 10, "size": 10},
    {"start": 10**9},
    {"newest": True},
    {"chosen": {"year": ("2026",), "language": ("nl",)}},
    {"chosen": {"type": ("project",)}},
    {"chosen": {"theme": ("onbekend", "'; DROP TABLE x; --")}},
]


def test_a_store_groups_and_counts_as_the_database_does(library, store):
    for how in HOW:
        for text in QUERIES:
            expected, found = answers(store, text, **how)
            assert found == expected, (text, how)


def test_a_store_answers_what_the_pages_say(library, store):
    _expected, found = answers(store, "leefstijl")
    titles = {page.pk for page in library if "leefstijl" in f"{page.title} {page.body}".lower()}
    private = {page.pk for page in library[8::9]}
    assert {group.page_id for group in store.answer(ask("leefstijl", ["nl"], size=99)).groups} == (
        titles - private
    )
    assert found.total == len(titles - private)


def test_what_is_closed_is_gone_at_once(library, store, site):
    before = store.answer(ask("welzijn", ["nl"], size=99))
    library[0].move(library[8], pos="last-child")
    type(library[1]).objects.filter(pk=library[1].pk).update(live=False)
    library[2].delete()
    after = store.answer(ask("welzijn", ["nl"], size=99))
    gone = {group.page_id for group in before.groups} - {group.page_id for group in after.groups}
    assert gone == {library[0].pk, library[1].pk, before_pk(library[2], before, after)}
    assert after.total == before.total - 3
    assert after.counts["type"]["page"] == before.counts["type"]["page"] - 3


def before_pk(page, before, after):
    """Return the id of a page that was deleted; Django forgot it."""
    ids = {group.page_id for group in before.groups} - {group.page_id for group in after.groups}
    return next(iter(ids - set(Page.objects.values_list("pk", flat=True))))


def test_a_change_is_followed(library, store, follow, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        library[3].title = "Een heel ander onderwerp: zwemmen"
        library[3].body = [("text", "<p>Over water.</p>")]
        library[3].save_revision().publish()
        library[4].unpublish()
    follow()
    assert [group.page_id for group in store.answer(ask("zwemmen", ["nl"])).groups] == [
        library[3].pk
    ]
    for text in QUERIES:
        expected, found = answers(store, text)
        assert found == expected
    assert len(store.ranked(ask("water", ["nl"])).numbers) == 1
