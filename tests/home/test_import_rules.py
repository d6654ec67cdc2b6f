"""Import: what comes in, what a second import does, and what it refuses to undo."""

import json
import shutil
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from wagtail.models import Page, PageViewRestriction, Revision, Site

from home.bundles.importer import import_bundle
from home.bundles.problems import BundleErrors

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def page(path):
    return Page.objects.get(url_path=f"/{path}/").specific


def stored_files():
    root = Path(default_storage.location)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


@pytest.fixture
def seeland(german_first):
    return import_bundle(ROOT / "tests/regions/seeland")


def test_the_demo_comes_in_whole_and_twice_changes_nothing(empty_site, tools):
    import_bundle(ROOT / "home/demo")
    for file in (ROOT / "home/demo").glob("*/**/*.md"):
        path = str(file.relative_to(ROOT / "home/demo").with_suffix("")).removesuffix("/index")
        assert page(path).live, path
    before, files = tools.dump(), stored_files()
    report = import_bundle(ROOT / "home/demo")
    assert not report.made and not report.changed
    assert tools.dump() == before
    assert stored_files() == files
    assert Site.objects.get().root_page.specific == page("nl")


def test_the_invented_region_comes_in_whole_and_twice_changes_nothing(seeland, tools):
    folder = ROOT / "tests/regions/seeland"
    for file in folder.glob("*/**/*.md"):
        assert page(str(file.relative_to(folder).with_suffix("")).removesuffix("/index"))
    before, files = tools.dump(), stored_files()
    import_bundle(folder)
    assert tools.dump() == before
    assert stored_files() == files


def test_states_of_pages(seeland):
    expired, planned = page("de/abgelaufen"), page("de/geplant")
    assert not expired.live and expired.expired
    assert not planned.live and not planned.expired and planned.scheduled_revision
    assert page("de/presse").get_view_restrictions().get().restriction_type == "password"
    members = PageViewRestriction.objects.get(page=page("de/mitglieder"))
    assert [group.name for group in members.groups.all()] == ["Redaktion"]


def test_a_password_set_on_the_site_stays(seeland, tools):
    restriction = PageViewRestriction.objects.get(page=page("de/presse"))
    restriction.password = "zelf gekozen"
    restriction.save()
    import_bundle(ROOT / "tests/regions/seeland")
    restriction.refresh_from_db()
    assert restriction.password == "zelf gekozen"


def test_a_scheduled_page_that_went_live_is_no_change_on_the_site(seeland):
    planned = page("de/geplant")
    type(planned).objects.filter(pk=planned.pk).update(live=True)
    planned.revisions.update(approved_go_live_at=None)
    report = import_bundle(ROOT / "tests/regions/seeland")
    assert not report.changed


def test_words_of_a_translation_and_facts_of_the_original(small, empty_site):
    import_bundle(small)
    dutch, english = page("nl/projecten/brug"), page("en/projects/bridge")
    assert english.translation_key == dutch.translation_key
    assert english.source == dutch
    assert english.source_locale == dutch.locale
    assert [row.note_words.text for row in english.course] == [
        "At the kitchen table.",
        "Began small.",
    ]
    assert [row.date for row in english.course] == ["", "2021-03"]
    assert not english.themes.exists() and not english.leads.exists()
    assert 'keep="1"' in english.body.raw_data[0]["value"]
    claim = page("nl/resultaten/cijfer").claims.get(key="een")
    assert claim.unit == {"nl": "inwoners", "en": "residents"}


def test_claims(small, empty_site):
    import_bundle(small)
    claims = {claim.key: claim for claim in page("nl/resultaten/cijfer").claims.all()}
    assert not claims["drie"].live and claims["drie"].latest_revision
    assert claims["twee"].supersedes == claims["een"]
    assert claims["vier"].retraction_reason["en"] == "Counted wrongly."
    assert all(claim.revisions.count() == 1 for claim in claims.values())


@pytest.mark.parametrize(
    ("file", "old", "new", "made"),
    [
        ("nl/over.md", "Gewoon doen.", "Nooit doen.", 1),
        ("nl/projecten/brug.md", "Klein begonnen.", "Groot begonnen.", 1),
        ("nl/projecten/brug.md", "[geld, zorg]", "[geld]", 1),
        ("nl/projecten/brug.md", "[geld, zorg]", "[zorg, geld]", 1),
        ("nl/resultaten/cijfer.md", "value: 1400", "value: 1500", 1),
        ("en/results/figure.md", "unit: residents", "unit: people", 1),
        ("en/projects/bridge.md", "Began small.", "Began big.", 1),
        ("nl/over.md", "order: 3\n", "", 0),
        ("organisations.yaml", "name: Dorp", "name: Het dorp", 0),
        ("files/documents/d.txt", "Een tekst.", "Een andere tekst.", 0),
        ("files/images/a.svg", "M0 0h9v9z", "M0 0h8v8z", 0),
        ("synonyms.yaml", "rood staan", "in het rood", 0),
        ("site.yaml", "name: De Proef", "name: De Nieuwe Proef", 0),
    ],
)
def test_a_changed_file_makes_one_revision_of_one_thing(
    small, empty_site, tools, file, old, new, made
):
    import_bundle(small)
    before = Revision.objects.count()
    tools.put(small, {file: tools.files[file].replace(old, new, 1)})
    import_bundle(small)
    assert Revision.objects.count() == before + made
    settled = tools.dump()
    import_bundle(small)
    assert tools.dump() == settled


def test_blocks_and_rows_keep_their_ids(small, empty_site, tools):
    import_bundle(small)
    body = [(row["type"], row["id"]) for row in page("nl/over").body.raw_data]
    rows = [(row.pk, row.translation_key) for row in page("nl/projecten/brug").phases.all()]
    over = tools.files["nl/over.md"].replace(
        "::: local", "::: callout kind=info\nNieuw.\n:::\n\n::: local"
    )
    brug = tools.files["nl/projecten/brug.md"].replace("Klein begonnen.", "Groots.")
    tools.put(small, {"nl/over.md": over, "nl/projecten/brug.md": brug})
    import_bundle(small)
    after = [(row["type"], row["id"]) for row in page("nl/over").body.raw_data]
    assert [pair for pair in after if pair in body] == body
    assert len(after) == len(body) + 1
    assert [(r.pk, r.translation_key) for r in page("nl/projecten/brug").phases.all()] == rows


def test_order_of_siblings(small, empty_site, tools):
    tools.put(small, {"nl/aap.md": "---\ntype: standard\ntitle: Aap\norder: 9\n---\n"})
    import_bundle(small)
    slugs = [child.slug for child in page("nl").get_children()]
    assert slugs[:3] == ["over", "aap", "handboeken"]
    tools.put(small, {"nl/aap.md": "---\ntype: standard\ntitle: Aap\norder: 1\n---\n"})
    import_bundle(small)
    assert [child.slug for child in page("nl").get_children()][:3] == ["aap", "over", "handboeken"]
    new = "---\ntype: standard\ntitle: Beer\norder: 2\n---\n"
    tools.put(small, {"nl/beer.md": new})
    import_bundle(small)
    assert [child.slug for child in page("nl").get_children()][:3] == ["aap", "beer", "over"]


def edit(thing):
    thing.title = "Zelf veranderd"
    thing.save_revision().publish()


def draft(thing):
    thing.title = "Een concept"
    thing.save_revision()


def rename(thing):
    thing.slug = "elders"
    thing.save_revision().publish()


def move(thing):
    thing.move(page("nl"), pos="last-child")


def close(thing):
    PageViewRestriction.objects.create(page=thing, restriction_type="login")


@pytest.mark.parametrize(
    "change",
    [
        edit,
        draft,
        rename,
        move,
        close,
        lambda thing: thing.unpublish(),
        lambda thing: thing.delete(),
    ],
)
def test_what_changed_on_the_site_is_not_overwritten_unasked(small, empty_site, tools, change):
    import_bundle(small)
    settled = page("nl/lessen/begin").title
    change(page("nl/lessen/begin"))
    before = tools.dump()
    with pytest.raises(BundleErrors) as caught:
        import_bundle(small)
    assert "nl/lessen/begin.md" in {problem.path for problem in caught.value.problems}
    assert tools.dump() == before
    report = import_bundle(small, overwrite=True)
    assert report.overwritten
    found = page("nl/lessen/begin")
    assert (found.title, found.live) == (settled, True)
    assert not PageViewRestriction.objects.filter(page=found).exists()
    card = next(row for row in page("nl/over").body.raw_data if row["type"] == "lesson")
    assert card["value"]["page"] == found.pk
    assert not import_bundle(small).changed


def test_changed_records_and_settings_are_conflicts(small, empty_site):
    from cases.models import Claim, Organisation
    from koers.models import SiteSettings

    import_bundle(small)
    Organisation.objects.filter(key="stad").update(name="Anders")
    SiteSettings.objects.update(name="Anders")
    claim = Claim.objects.get(key="een")
    claim.value = 7
    claim.save_revision().publish()
    with pytest.raises(BundleErrors) as caught:
        import_bundle(small)
    paths = {problem.path for problem in caught.value.problems}
    assert paths == {"organisations.yaml", "site.yaml", "nl/resultaten/cijfer.md"}
    import_bundle(small, overwrite=True)
    assert Organisation.objects.get(key="stad").name == "Stad"
    assert SiteSettings.objects.get().name == "De Proef"
    assert Claim.objects.get(key="een").value == 1200


def test_a_page_made_on_the_site_is_in_the_way(small, empty_site, tools):
    from home.models import StandardPage

    import_bundle(small)
    mine = StandardPage(title="Van mij", slug="nieuw", locale=page("nl").locale)
    page("nl").add_child(instance=mine)
    tools.put(small, {"nl/nieuw.md": "---\ntype: standard\ntitle: Nieuw\n---\n"})
    with pytest.raises(BundleErrors):
        import_bundle(small)
    import_bundle(small, overwrite=True)
    assert page("nl/nieuw").pk == mine.pk
    assert page("nl/nieuw").title == "Nieuw"


def test_nothing_is_deleted_and_what_is_gone_is_listed(small, empty_site, tools):
    import_bundle(small)
    tools.put(small, {"nl/praktijk/prijs.md": None})
    assert import_bundle(small).gone == ["page nl/praktijk/prijs"]
    assert page("nl/praktijk/prijs").live


def test_a_live_claim_that_is_gone_is_an_error(small, empty_site, tools):
    import_bundle(small)
    text = tools.files["nl/resultaten/cijfer.md"]
    tools.put(small, {"nl/resultaten/cijfer.md": text[: text.index("  - key: vier")] + "---\n",
                      "en/results/figure.md": None})  # fmt: skip
    with pytest.raises(BundleErrors, match="vier"):
        import_bundle(small)
    shutil.rmtree(small / "en/results")
    tools.put(small, {"nl/resultaten/cijfer.md": None})


def test_a_failure_while_writing_leaves_nothing(small, empty_site, tools, monkeypatch):
    from home.bundles import apply

    before, files = tools.dump(), stored_files()

    def fail(self, entry):
        raise RuntimeError("halfway")

    monkeypatch.setattr(apply.Import, "save_settings", fail)
    with pytest.raises(RuntimeError):
        import_bundle(small)
    assert tools.dump() == before
    assert stored_files() == files


def test_byte_order_mark_and_crlf_are_taken(small, empty_site):
    for path in [*small.rglob("*.md"), *small.rglob("*.yaml")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    import_bundle(small)
    assert "\r" not in json.dumps(list(page("nl/over").body.raw_data))


def test_two_organisations_change_places(small, empty_site, tools):
    from cases.models import Organisation

    import_bundle(small)
    text = tools.files["organisations.yaml"]
    text = text.replace("[1, 1]", "[9, 9]").replace("[2, 1]", "[1, 1]").replace("[9, 9]", "[2, 1]")
    tools.put(small, {"organisations.yaml": text})
    import_bundle(small)
    assert Organisation.objects.get(key="stad").tile == (2, 1)
