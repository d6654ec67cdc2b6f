"""Packs of a part of a site: closed, and at home on another site."""

# ruff: noqa: E501 - the lines of bundles are as long as they are

import shutil

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageViewRestriction

from home.bundles.exporter import export_bundle
from home.bundles.importer import import_bundle

pytestmark = pytest.mark.django_db
BASE = "http://localhost:8000"
HANDBOOK = {
    "nl/handboeken/zo/index.md": """\
---
type: handbook
title: Zo doe je dat
image: files/images/b.png
image_alt: Een punt
themes: [geld]
---
Zie [het eerste](eerst/deel.md), [over ons](../../over.md#wie-wij-zijn), [het net](https://example.org/a?b=1),
[stad](../../../organisations.yaml#stad), [een concept](../../concept.md) en [een document](../../../files/documents/d.txt).

::: figure result=cijfer claim=een
:::

::: figure result=cijfer
:::

::: lesson page=nl/lessen/begin
:::

::: quote person=anna source=blad
Gewoon doen.
:::
""",
    "nl/handboeken/zo/eerst/deel.md": "---\ntype: chapter\ntitle: Deel\nstatus: draft\n---\nTekst.\n",
    "nl/handboeken/zo/later.md": "---\ntype: chapter\ntitle: Later\norder: 1\naccess: login\n---\nTekst.\n",
    "nl/concept.md": "---\ntype: standard\ntitle: Concept\nstatus: draft\n---\n",
}


@pytest.fixture
def site(small, empty_site, tools):
    tools.put(small, HANDBOOK)
    import_bundle(small)
    return small


@pytest.fixture
def pack(site, tmp_path):
    left = export_bundle(tmp_path / "pack", "nl/handboeken/zo")
    return tmp_path / "pack", "\n".join(left.lines())


def test_a_pack_holds_what_it_names_and_nothing_else(pack, tools):
    assert set(tools.files_of(pack[0])) == {
        "files/files.yaml", "files/images/b.png", "files/images/a.svg", "files/documents/d.txt",
        "nl/zo/index.md", "nl/zo/eerst/index.md", "nl/zo/eerst/deel.md", "nl/zo/later.md",
        "organisations.yaml", "people.yaml", "sources.yaml",
    }  # fmt: skip
    assert "dorp" not in (pack[0] / "organisations.yaml").read_text()


def test_what_a_pack_names_outside_is_an_address_or_listed(pack):
    text = (pack[0] / "nl/zo/index.md").read_text()
    assert f"[over ons]({BASE}/over/)" in text
    assert "[het eerste](eerst/deel.md)" in text
    assert "[stad](../../organisations.yaml#stad)" in text
    assert "[een document](../../files/documents/d.txt)" in text
    assert "een concept" in text and "concept.md" not in text
    assert f"]({BASE}/resultaten/cijfer/)" in text and "1.200" in text and "1.400" in text
    assert f"[Begin klein]({BASE}/lessen/begin/)" in text
    assert ":::" in text and "figure" not in text and "lesson" not in text
    assert "themes: “nl/themas/geld”" in pack[1]
    assert "nl/concept" in pack[1]


def test_a_pack_goes_into_another_site_and_comes_out_the_same(pack, tools, tmp_path):
    export_bundle(tmp_path / "other")
    shutil.rmtree(tmp_path / "other/nl/handboeken/zo")
    tools.wipe()
    import_bundle(tmp_path / "other")
    first = tools.files_of(pack[0])
    import_bundle(pack[0], under="nl/handboeken")
    pages = Page.objects.filter(url_path__startswith="/nl/handboeken/zo/").order_by("path")
    assert [(page.slug, page.live) for page in pages] == [
        ("zo", True), ("later", True), ("eerst", True), ("deel", False),
    ]  # fmt: skip
    assert PageViewRestriction.objects.get().page.slug == "later"
    export_bundle(tmp_path / "again", "/nl/handboeken/zo/")
    assert tools.files_of(tmp_path / "again") == first


def test_a_translation_goes_as_its_own_original(site, tools, tmp_path):
    tools.put(site, {
        "en/handbooks/index.md": "---\ntype: handbook-index\ntranslates: nl/handboeken\ntitle: Handbooks\n---\n",
        "en/handbooks/so.md": "---\ntype: handbook\ntranslates: nl/handboeken/zo\ntitle: This is how\n---\nWords.\n",
    })  # fmt: skip
    import_bundle(site)
    export_bundle(tmp_path / "pack", "en/handbooks/so")
    text = (tmp_path / "pack/en/so.md").read_text()
    assert "translates" not in text and "image: files/images/b.png" in text
    assert "title: This is how" in text


def test_what_closes_pages_above_goes_along(site, tmp_path):
    index = Page.objects.get(url_path="/nl/handboeken/")
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    export_bundle(tmp_path / "pack", "nl/handboeken/zo")
    assert "\naccess: login\n" in (tmp_path / "pack/nl/zo/index.md").read_text()


@pytest.mark.parametrize("page", ["nl", "nl/nergens", "", "nl/handboeken/../over"])
def test_what_is_no_pack(site, tmp_path, page):
    with pytest.raises(CommandError):
        call_command("export_content", str(tmp_path / "pack"), page=page)
    assert not (tmp_path / "pack").exists()
