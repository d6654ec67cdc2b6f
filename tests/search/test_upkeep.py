"""The index follows the pages, forgets nothing, and can be compared with them."""

import pytest
from django.core.management import call_command

from search import upkeep
from search.index import refresh
from search.tables import IndexedPage, IndexedTerm, IndexPending
from tests import factories as make
from tests.search.agreement import agrees

pytestmark = pytest.mark.django_db


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
