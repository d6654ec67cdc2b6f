"""Long lists of sections are kept in memory, and never longer than they are true."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from search.stores import lists

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _every_list_is_long(monkeypatch):
    monkeypatch.setattr(lists, "LONG", 1)
    monkeypatch.setattr(lists, "kept", {})


def test_a_list_is_fetched_once(write, follow, titles):
    write("Molens", "Over molens.")
    follow()
    numbers = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert titles("molens") == ["Molens"]
        numbers.append(len(asked))
    assert numbers[1] < numbers[0]


def test_what_changes_is_found_at_once(write, follow, titles):
    page = write("Molens", "Over sluizen.")
    hidden = write("Molenaars", "Over molens.")
    follow()
    assert sorted(titles("molens")) == ["Molenaars", "Molens"]
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert titles("molens") == ["Molens"]
    page.title = "Gemalen"
    page.save_revision().publish()
    write("Molenstenen", "Over molens.")
    follow()
    assert titles("molens") == ["Molenstenen"]
    assert titles("sluis") == ["Gemalen"]


def test_a_rebuild_is_asked_anew(write, indexed, titles):
    write("Molens", "Over sluizen.")
    for _ in range(3):
        indexed()
        assert titles("sluizen") == ["Molens"]


def test_memory_is_bounded(write, follow, titles, monkeypatch):
    monkeypatch.setattr(lists, "MOST", 3)
    write("Molens", "Over sluizen, dijken, kanalen en gemalen.")
    follow()
    for word in ("sluis", "dijk", "kanaal", "gemaal", "sluis"):
        assert titles(word) == ["Molens"]
        assert len(lists.kept) <= 3
