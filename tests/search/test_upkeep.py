"""The index follows the pages, forgets nothing, and can be made anew while it answers."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from search import leases, upkeep
from search import rebuild as building
from search.check import differences
from search.index import counts_of, refresh
from search.tables import IndexedPage, IndexedSection, IndexedTerm, IndexPending, IndexState
from tests import factories as make

pytestmark = pytest.mark.django_db


def agrees():
    """Tell whether index and pages agree, and every term is counted as often as it stands."""
    side = IndexState.now().side
    rows = IndexedTerm.objects.filter(side=side, sections__gt=0)
    counted = {(row.locale, row.term): row.sections for row in rows}
    found = Counter()
    for page in IndexedPage.objects.filter(side=side):
        for term, times in counts_of(page.sections.all()).items():
            found[page.locale, term] += times
    return not differences().keys and counted == found and lists_agree()


def lists_agree():
    """Tell whether the database finds each term in those sections that have it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # It raises where an index and its content differ.
            check = "INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)"
            return bool(cursor.execute(check))
        cursor.execute("SELECT term, unnest(numbers) FROM search_postings")
        held = Counter(cursor.fetchall())
    rows = IndexedSection.objects.values_list("terms", "number")
    return held == Counter((term, number) for terms, number in rows for term in terms.split())


def test_what_is_published_is_found(write, follow, titles):
    page = write("Nieuw", "Over kastelen.")
    assert titles("kasteel") == []
    follow()
    assert titles("kasteel") == ["Nieuw"]
    page.body = [("text", "<p>Over sluizen.</p>")]
    page.save_revision().publish()
    follow()
    assert (titles("kasteel"), titles("sluis")) == ([], ["Nieuw"])
    assert not IndexPending.objects.exists()


@pytest.mark.parametrize("kept", [[0], [2, 1, 0], [1, 2], [0, 1, 2, 0], []])
def test_sections_that_move_come_or_go_are_found_as_they_are(write, follow, titles, kept):
    texts = ["Over watermolens.", "Over sluizen.", "Over watermolens en sluizen in kastelen."]
    blocks = [("text", f"<h2>Kop {at}</h2><p>{text}</p>") for at, text in enumerate(texts)]
    page = write("Schuivend", "")
    page.body = blocks
    page.save_revision().publish()
    follow()
    page.body = [blocks[at] for at in kept]
    page.save_revision().publish()
    follow()
    assert agrees()
    assert bool(titles("kasteel")) == (2 in kept)


def test_a_draft_changes_nothing(write, follow, titles):
    page = write("Oud", "Over watermolens.")
    page.title = "Anders"
    page.save_revision()
    follow()
    assert titles("watermolen") == ["Oud"]


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_what_leaves_is_forgotten(write, follow, leave):
    page = write("Weg", "Over watermolens.")
    follow()
    getattr(page, leave)()
    follow()
    assert not IndexedPage.objects.filter(title="Weg").exists()
    assert agrees()


def test_a_claim_is_found_as_it_is_now(follow, titles, site):
    claim = make.ClaimFactory(result__title="Geholpen", value=1200)
    claim.result.save_revision().publish()
    follow()
    assert titles("1.200 inwoners") == ["Geholpen"]
    claim.value = 1300
    claim.save_revision().publish()
    follow()
    assert titles("1300") == ["Geholpen"]


def test_a_renamed_organisation_is_found_by_its_new_name(follow, titles, site):
    row = make.ParticipationFactory(organisation__name="Oudenhorn", page__title="De brug")
    row.page.save_revision().publish()
    follow()
    assert titles("Oudenhorn")[0] == "De brug"
    row.organisation.name = "Nieuwenhoorn"
    row.organisation.save()
    follow()
    assert "De brug" in titles("Nieuwenhoorn")
    assert titles('"Oudenhorn"') == []


def test_a_deleted_organisation_is_forgotten(follow, titles, site):
    index = make.OrganisationIndexPageFactory(parent=site.home)
    index.save_revision().publish()
    gone = make.OrganisationFactory(name="Oudenhorn")
    follow()
    assert titles("Oudenhorn") == [index.title]
    gone.delete()
    follow()
    assert titles("Oudenhorn") == []
    assert agrees()


def test_what_fails_stays_noted_and_holds_up_nothing(write, follow, titles, monkeypatch):
    bad, good = write("Slecht", "Over sloten."), write("Goed", "Over sluizen.")

    def fail(key):
        if key == bad.translation_key:
            raise RuntimeError("kaput")
        refresh(key)

    monkeypatch.setattr(upkeep.index, "refresh", fail)
    follow()
    assert titles("sluizen") == ["Goed"]
    assert [row.pk for row in IndexPending.objects.all()] == [bad.translation_key]
    monkeypatch.undo()
    follow()
    assert titles("sloten") == ["Slecht"]
    assert good and not IndexPending.objects.exists()


def test_a_change_during_indexing_is_noted_again(write, follow, monkeypatch):
    page = write("Druk", "Over drukte.")

    def meanwhile(key):
        refresh(key)
        upkeep.note([key])

    monkeypatch.setattr(upkeep.index, "refresh", meanwhile)
    follow()
    assert IndexPending.objects.filter(pk=page.translation_key).exists()


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


DAMAGES = {
    "text": (lambda row: row.get().sections.update(text="Iets anders"), "changed: 1"),
    "words": (lambda row: row.get().sections.update(words=" iets anders "), "changed: 1"),
    "title": (lambda row: row.update(title="Iets anders"), "changed: 1"),
    "moment": (lambda row: row.update(moment=None), "changed: 1"),
    "page": (lambda row: row.get().delete(), "missing: 1"),
    "counts": (
        lambda row: IndexedTerm.objects.filter(term="=windmolens").update(sections=7),
        "terms counted wrongly: 1",
    ),
}


@pytest.mark.parametrize(("damage", "told"), DAMAGES.values(), ids=DAMAGES)
def test_check_tells_and_repairs(write, capsys, damage, told):
    write("Een", "Over watermolens.")
    gone = write("Twee", "Over windmolens.")
    call_command("rebuild_search")
    damage(IndexedPage.objects.filter(page_id=gone.pk))
    call_command("check_search", "--only-look")
    assert told in capsys.readouterr().out
    call_command("check_search")
    assert "Repaired" in capsys.readouterr().out
    call_command("check_search")
    assert "agrees" in capsys.readouterr().out
    assert agrees()
