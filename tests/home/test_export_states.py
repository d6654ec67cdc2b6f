"""What of a page or claim is exported, and what is left out and listed."""

import shutil
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from cases.models import Claim, LessonPage, ResultPage
from home.bundles.exporter import export_bundle
from home.bundles.importer import import_bundle
from home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(small, empty_site, tmp_path):
    """Return a way to export: `out()` gives a reader of files, and what was left out."""
    import_bundle(small)
    folder = tmp_path / "out"

    def run():
        left = "\n".join(export_bundle(folder).lines())
        return lambda name: (folder / name).read_text() if (folder / name).exists() else "", left

    return run


def page(path):
    return Page.objects.get(url_path=f"/{path}/").specific


def add(path, **values):
    parent = page(path)
    made = StandardPage(locale=parent.locale, **values)
    return parent.add_child(instance=made)


def words(text, kind="text"):
    return [{"type": kind, "value": text}]


def test_the_live_words_go_and_the_draft_is_listed(out):
    about = page("nl/over")
    about.title = "Nog niet"
    about.save_revision()
    read, left = out()
    assert "title: Over ons" in read("nl/over.md") and "Nog niet" not in read("nl/over.md")
    assert "nl/over" in left


def test_what_was_never_live_goes_as_its_latest_draft(out):
    made = add("nl", title="Eerst", slug="nieuw", live=False)
    made.title = "Later"
    made.save_revision()
    read, left = out()
    assert "title: Later" in read("nl/nieuw.md") and "status: draft" in read("nl/nieuw.md")
    assert "nl/nieuw" not in left


def test_what_was_taken_down_goes_as_a_draft(out):
    page("nl/over").unpublish()
    assert "status: draft" in out()[0]("nl/over.md")


def test_an_alias_stays_with_what_is_below_it(out):
    page("nl/over").create_alias(update_slug="kopie")
    page("nl/handboeken/zo").create_alias(update_slug="kopie", recursive=True)
    read, left = out()
    assert not read("nl/kopie.md") and not read("nl/handboeken/kopie/index.md")
    assert "nl/kopie" in left and "nl/handboeken/kopie/eerst/deel" in left


def test_expired_and_planned(out, tools, tmp_path):
    now = timezone.now()
    over = add("nl", title="Voorbij", slug="voorbij", expire_at=now - timedelta(days=1))
    StandardPage.objects.filter(pk=over.pk).update(live=False, expired=True)
    soon = add("nl", title="Straks", slug="straks", live=False, go_live_at=now + timedelta(days=9))
    soon.save_revision().publish()
    read, _left = out()
    for name, field in (("voorbij", "expire_at"), ("straks", "go_live_at")):
        assert f"\n{field}: " in read(f"nl/{name}.md") and "status" not in read(f"nl/{name}.md")
    tools.wipe()
    import_bundle(tmp_path / "out")
    assert page("nl/voorbij").expired and page("nl/straks").scheduled_revision
    assert not page("nl/voorbij").live and not page("nl/straks").live


def test_who_may_see_a_page(out, tools, tmp_path):
    group = Group.objects.create(name="Leden")
    for slug, kind in (("a", "login"), ("b", "password"), ("c", "groups"), ("d", "groups")):
        made = add("nl", title=slug, slug=slug)
        rule = PageViewRestriction.objects.create(
            page=made, restriction_type=kind, password="geheim"
        )
        if slug == "c":
            rule.groups.add(group)
    read, left = out()
    found = {slug: read(f"nl/{slug}.md").partition("access:")[2].strip("- \n") for slug in "abcd"}
    assert found == {"a": "login", "b": "password", "c": "groups:\n    - Leden", "d": "password"}
    assert "geheim" not in "".join(read(f"nl/{slug}.md") for slug in "abcd") + left
    assert "nl/b" in left
    tools.wipe()
    import_bundle(tmp_path / "out")
    assert PageViewRestriction.objects.count() == 4


def test_a_translation_more_private_than_its_original_does_not_become_public(out):
    PageViewRestriction.objects.create(page=page("en/projects/bridge"), restriction_type="login")
    read, left = out()
    assert "status: draft" in read("en/projects/bridge.md") and "en/projects/bridge" in left
    assert "access" not in read("en/projects/bridge.md")


def test_claims_and_their_drafts(out, tools, tmp_path):
    result, source = ResultPage.objects.get(slug="cijfer"), Claim.objects.first().source
    first = Claim.objects.get(key="een")
    first.value = 999
    first.save_revision()
    common = {"result": result, "measure": "tel", "source": source, "live": False}
    Claim.objects.create(key="vijf", current=True, value=3, **common).save_revision()
    Claim.objects.create(key="zes", **common).save_revision(clean=False)
    mark = Claim.objects.get(key="twee")
    replacing = Claim.objects.create(key="zeven", value=4, supersedes=mark, **common)
    replacing.save_revision()
    Claim.objects.filter(key="een").update(unit={"nl": "inwoners", "de": "Einwohner"})
    read, left = out()
    text = read("nl/resultaten/cijfer.md")
    assert "value: 1200" in text and "999" not in text
    assert "key: vijf" in text and text.count("current: true") == 1
    assert "key: zes" not in text and "supersedes: twee" in text
    for part in ("cijfer#een: ", "cijfer#vijf: ", "cijfer#zes: "):
        assert part in left
    assert "Einwohner" not in text and "unit" in left
    tools.wipe()
    import_bundle(tmp_path / "out")
    assert Claim.objects.get(key="twee").current and not Claim.objects.get(key="zeven").live


def test_archived_records_go_along(out):
    Claim.objects.first().source.__class__.objects.filter(key="blad").update(archived=True)
    assert "archived: true" in out()[0]("sources.yaml")


def test_pages_that_no_bundle_can_hold_are_listed(out):
    from wagtail.models import Site

    root = Page.get_first_root_node()
    root.add_child(instance=Page(title="Welkom", slug="welkom"))
    german = Locale.objects.get(language_code="de")
    root.add_child(instance=HomePage(title="Eerst", slug="de", locale=german))
    root.add_child(instance=HomePage(title="Nog een", slug="de-2", locale=german))
    lesson = LessonPage(title="Zonder soort", slug="leeg", live=False, lesson_kind="pitfall")
    page("nl/lessen").add_child(instance=lesson)
    assert Site.objects.count() == 1
    read, left = out()
    assert read("de/index.md") and "de-2" in left and "welkom" in left
    assert "status: draft" in read("nl/lessen/leeg.md")


def test_odd_slugs_and_a_page_called_index(out):
    add("nl", title="Index", slug="index")
    add("nl", title="Groot", slug="Groot_En_klein")
    add("nl", title="Klein", slug="groot-en-klein")
    read, left = out()
    assert "title: Index" in read("nl/index/index.md")
    assert "title: Groot" in read("nl/groot-en-klein.md")
    assert "title: Klein" in read("nl/groot-en-klein-2.md")
    assert "nl/Groot_En_klein" in left


def test_the_fewest_pages_get_a_number(out):
    parent = add("nl", title="Reeks", slug="reeks")
    for slug in ("c", "a", "b", "d"):
        add("nl/reeks", title=slug, slug=slug)
    assert parent
    read, _left = out()
    numbered = {slug: "order: 1" in read(f"nl/reeks/{slug}.md") for slug in "abcd"}
    assert numbered == {"a": False, "b": False, "c": True, "d": False}


def test_blocks_that_are_not_complete_or_name_what_is_gone(out):
    gone = '<p><a linktype="page" id="99999">weg</a> <a href="ftp://x/y">oud</a></p>'
    gone += '<p><a href="/nl/over/">hier</a> <a href="#nergens">anker</a></p><hr/><h5>kop</h5>'
    rows = [
        *words(gone), *words("<p>nog een</p>"),
        *words({"image": 99999, "alt": "x"}, "image"), *words({"text": ""}, "quote"),
        *words({"result": 99999, "claim": None}, "figure"), *words({"page": None}, "lesson"),
        *words([], "documents"), *words([{"title": "", "text": ""}], "accordion"),
        *words({"caption": "", "table": {"columns": [], "rows": []}}, "table"),
        *words({"text": "", "kind": "tip"}, "callout"), *words(None, "local"),
        *words("x", "onbekend"),
    ]  # fmt: skip
    made = add("nl", title="Kapot", slug="kapot")
    StandardPage.objects.filter(pk=made.pk).update(body=rows)
    read, left = out()
    text = read("nl/kapot.md")
    assert text.endswith("---\nweg oud\n\n[hier](http://localhost:8000/nl/over/) anker\n\n"
                         "kop\n\nnog een\n")  # fmt: skip
    for kind in ("image", "quote", "figure", "lesson", "table", "callout", "local", "accordion"):
        assert kind in left
    assert "ftp" in left and "hr" in left and "#nergens" in left


def test_links_lead_where_they_led(out, tools, tmp_path):
    over, bridge = page("nl/over").pk, page("nl/projecten/brug").pk
    html = (f'<p><a linktype="page" id="{bridge}">a</a> '
            f'<a linktype="page" id="{bridge}" keep="1">b</a> '
            f'<a linktype="page" id="{over}" fragment="wie-wij-zijn">c</a> '
            f'<a linktype="page" id="{over}" fragment="weg">d</a> <a href="#kop">e</a></p>'
            "<h2>Kop</h2>")  # fmt: skip
    english = page("en")
    made = english.add_child(instance=StandardPage(title="L", slug="l", locale=english.locale))
    StandardPage.objects.filter(pk=made.pk).update(body=words(html))
    read, left = out()
    links = ("[a](projects/bridge.md)", "[b](../nl/projecten/brug.md)",
             "[c](../nl/over.md#wie-wij-zijn)", "[d](../nl/over.md)", "[e](#kop)")  # fmt: skip
    assert " ".join(links) in read("en/l.md")
    assert "#weg" in left


def test_titles_and_texts_of_any_kind(out, tools, tmp_path):
    odd = ["- [a]: 'b' | c # d", "  voorop", "null", "2022", "Ja: nee", '"', "🐙 “x” \\", "a" * 255,
           "---", "@x", "%y", "*z", "&a", "!b", "{c}", "tab\there", "één\u2028twee"]  # fmt: skip
    for number, title in enumerate(odd):
        add("nl", title=title, slug=f"t{number:02}", summary=f"{title}\r\n\r\n  {title}\n")
    read, _left = out()
    assert read("nl/t00.md")
    tools.wipe()
    import_bundle(tmp_path / "out")
    for number, title in enumerate(odd):
        found = page(f"nl/t{number:02}")
        assert found.title == title
        assert found.summary == f"{title}\n\n  {title}"


def test_a_translation_that_is_behind_stays_so(out, tools, tmp_path):
    about = page("nl/over")
    english = about.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title, english.slug = "About us", "about"
    english.save_revision().publish()
    assert "follows" not in out()[0]("en/about.md")
    shutil.rmtree(tmp_path / "out")
    about.title = "Over ons allen"
    about.save_revision().publish()
    read, _left = out()
    assert f'\nfollows: "{timezone.localdate().isoformat()}"\n' in read("en/about.md")
    first = tools.files_of(tmp_path / "out")
    tools.wipe()
    import_bundle(tmp_path / "out")
    behind = page("en/about")
    assert behind.is_stale and timezone.localdate(behind.words_on) == timezone.localdate()
    export_bundle(tmp_path / "again")
    assert tools.files_of(tmp_path / "again") == first
