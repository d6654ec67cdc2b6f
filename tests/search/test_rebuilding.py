"""The index is made anew while it answers, by one process at a time, and nothing is lost."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search import leases, upkeep
from search import rebuild as building
from search.tables import IndexedPage, IndexPending, IndexState
from tests.search.agreement import agrees

pytestmark = pytest.mark.django_db


def test_a_rebuild_gives_the_same_and_is_found_by_check(write, follow, titles):
    write("Eerst", "Over watermolens.")
    write("Later", "Over windmolens.")
    follow()
    before = titles("molen")
    call_command("rebuild_search")
    assert sorted(titles("molen")) == sorted(before)
    assert agrees()
    assert not IndexPending.objects.exists()


def test_two_rebuilds_do_not_meet(write, monkeypatch):
    write("Een", "Tekst.")

    def second(side, builder, progress):
        with pytest.raises(CommandError, match="Another process"):
            call_command("rebuild_search")
        return fill(side, builder, progress)

    fill = building.fill
    monkeypatch.setattr(building, "fill", second)
    call_command("rebuild_search")
    assert agrees()


def test_a_rebuild_waits_until_another_has_emptied_the_old_side(write, titles, monkeypatch):
    write("Een", "Over watermolens.")
    call_command("rebuild_search")
    remove_side, sides = building.remove_side, []

    def second(side, builder):
        sides.append(side)
        if len(sides) == 2:
            with pytest.raises(CommandError, match="Another process"):
                call_command("rebuild_search")
        remove_side(side, builder)

    monkeypatch.setattr(building, "remove_side", second)
    call_command("rebuild_search")
    assert sides[0] != sides[1]
    assert titles("watermolen") == ["Een"]
    assert agrees()


def test_a_rebuild_that_was_overtaken_empties_nothing_any_more(write, titles, monkeypatch):
    write("Een", "Over watermolens.")
    call_command("rebuild_search")
    remove_side, calls = building.remove_side, []

    def overtaken(side, builder):
        calls.append(side)
        if len(calls) == 2:
            IndexState.objects.update(builder="een ander")
        remove_side(side, builder)

    monkeypatch.setattr(building, "remove_side", overtaken)
    with pytest.raises(CommandError, match="Another process"):
        call_command("rebuild_search")
    assert titles("watermolen") == ["Een"]
    assert IndexedPage.objects.filter(side=calls[1]).exists()


def test_what_was_noted_before_a_rebuild_and_committed_during_it_is_indexed(
    write, titles, follow, monkeypatch
):
    page = write("Een", "Over kastelen.")
    call_command("rebuild_search")
    noted, fill = timezone.now(), building.fill

    def meanwhile(side, builder, progress):
        total = fill(side, builder, progress)
        page.body = [("text", "<p>Over sluizen.</p>")]
        page.save_revision().publish()
        IndexPending.objects.update(since=noted)
        return total

    monkeypatch.setattr(building, "fill", meanwhile)
    call_command("rebuild_search")
    follow()
    assert (titles("kasteel"), titles("sluis")) == ([], ["Een"])


def test_a_rebuild_that_died_is_begun_anew(write, titles):
    write("Een", "Over watermolens.")
    call_command("rebuild_search")
    long_ago = timezone.now() - 2 * leases.SILENCE
    IndexState.objects.update(builder="dood", builder_seen=long_ago)
    assert titles("watermolen") == ["Een"]
    call_command("rebuild_search")
    assert titles("watermolen") == ["Een"]
    assert agrees()


def test_a_rebuild_that_is_interrupted_leaves_the_old_index(write, titles, monkeypatch):
    write("Een", "Over watermolens.")
    call_command("rebuild_search")

    def stop(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "fill", stop)
    with pytest.raises(KeyboardInterrupt):
        call_command("rebuild_search")
    assert titles("watermolen") == ["Een"]
    assert not IndexState.now().builder


def test_what_is_published_during_a_rebuild_is_in_the_new_index(write, titles, monkeypatch):
    page = write("Een", "Over kastelen.")
    call_command("rebuild_search")
    fill = building.fill

    def meanwhile(side, builder, progress):
        total = fill(side, builder, progress)
        page.body = [("text", "<p>Over sluizen.</p>")]
        page.save_revision().publish()
        upkeep.index_noted.call()
        return total

    monkeypatch.setattr(building, "fill", meanwhile)
    call_command("rebuild_search")
    assert (titles("kasteel"), titles("sluis")) == ([], ["Een"])
    assert agrees()
