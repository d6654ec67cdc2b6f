"""Packs go in below a page, are closed, and leave alone what is there."""

# ruff: noqa: E501 - the lines of bundles are as long as they are

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from home.bundles.importer import import_bundle
from home.bundles.problems import BundleErrors

pytestmark = pytest.mark.django_db
PACK = Path(__file__).parents[1] / "regions/packs/leitfaden"
UNDER = "de/leitfaeden"


@pytest.fixture
def region(small, empty_site, tools):
    """Return a Dutch site with a German list of handbooks."""
    tools.put(small, {
        "de/index.md": "---\ntype: home\ntranslates: nl\ntitle: Probe\n---\n",
        "de/leitfaeden/index.md":
            "---\ntype: handbook-index\ntranslates: nl/handboeken\ntitle: Leitfäden\n---\n",
    })  # fmt: skip
    import_bundle(small)
    return small


@pytest.fixture
def pack(tmp_path, tools):
    """Return a copy of the pack that can be changed."""
    files = {str(path.relative_to(PACK)): path.read_bytes() for path in PACK.rglob("*")
             if path.is_file()}  # fmt: skip
    return tools.put(tmp_path / "pack", files)


def test_a_pack_goes_in_and_twice_changes_nothing(region, tools):
    report = import_bundle(PACK, under=UNDER)
    assert report.made["page"] == 4
    chapter = Page.objects.get(url_path="/de/leitfaeden/gut-zuhoeren/nachfragen/").specific
    assert chapter.live and chapter.is_original and chapter.locale.language_code == "de"
    before = tools.dump()
    assert not import_bundle(PACK, under=UNDER).made
    assert tools.dump() == before
    assert not import_bundle(region).changed
    assert tools.dump() == before


@pytest.mark.parametrize(
    ("directory", "under"),
    [("pack", None), ("pack", "de/nergens"), ("pack", "nl/handboeken"), ("pack", "de"),
     ("pack", "../de/leitfaeden"), ("region", UNDER)],
)  # fmt: skip
def test_wrong_places(region, pack, tools, directory, under):
    before = tools.dump()
    with pytest.raises(CommandError):
        call_command(
            "import_content", str({"pack": pack, "region": region}[directory]), under=under
        )
    assert tools.dump() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("de/gut-zuhoeren/index.md", "audience:", "themes: [geld]\naudience:", 7),
        ("de/gut-zuhoeren/index.md", "https://offenes-fenster.example.org/leitfaeden", "../index.md", 10),
        ("de/gut-zuhoeren/nachfragen.md", "::: callout", "::: figure result=cijfer\n:::\n\n::: callout", 11),
        ("de/gut-zuhoeren/ankommen/index.md", "merkblatt-zuhoeren", "krant", 11),
    ],
)  # fmt: skip
def test_a_pack_is_closed(region, pack, tools, file, old, new, line):
    text = (PACK / file).read_text().replace(old, new)
    tools.put(pack, {file: text})
    with pytest.raises(BundleErrors) as caught:
        import_bundle(pack, under=UNDER)
    assert (file, line) in {(p.path, p.line) for p in caught.value.problems}, str(caught.value)


def test_a_pack_leaves_alone_what_is_there(region, pack, tools):
    from handbooks.models import HandbookPage

    source = (PACK / "sources.yaml").read_text()
    tools.put(pack, {"sources.yaml": source + "- {key: krant, title: Anders, language: nl}\n"})
    with pytest.raises(BundleErrors, match="krant"):
        import_bundle(pack, under=UNDER, overwrite=True)
    equal = "- {key: blad, title: Het blad, language: nl}\n"
    tools.put(pack, {"sources.yaml": source + equal})
    index = Page.objects.get(url_path="/de/leitfaeden/").specific
    mine = HandbookPage(title="Meins", slug="gut-zuhoeren", locale=index.locale)
    index.add_child(instance=mine)
    before = tools.dump()
    with pytest.raises(BundleErrors, match="gut-zuhoeren"):
        import_bundle(pack, under=UNDER, overwrite=True)
    assert tools.dump() == before
    mine.delete()
    import_bundle(pack, under=UNDER)
