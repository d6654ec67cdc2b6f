"""Export: what comes out is what is there, and the same bytes again from an empty site."""

from datetime import datetime
from pathlib import Path

import pytest

from home.bundles.exporter import export_bundle
from home.bundles.importer import import_bundle, read_bundle
from home.bundles.plan import entries_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
# Said in another way without saying something else: the order of what is named, drawings in their
# clean form, names of files, and what is not the case.
OTHERWISE = {"file digest", "people_shown", "image_alt", "video", "described", "poster", "audio",
             "captions", "transcript", "audio_description"}  # fmt: skip


def said(folder):
    """Return what a bundle says, without what can be said in several ways."""
    found = {}
    for entry in entries_of(read_bundle(folder)):
        values = {name: value for name, value in entry.said.items() if name not in OTHERWISE}
        found[entry.kind, entry.name] = {name: plain(name, v) for name, v in values.items()}
    return found


def plain(name, value):
    """Return a value in one way: lists in any order, moments in any zone."""
    if name in ("go_live_at", "expire_at"):
        return datetime.fromisoformat(value).timestamp()
    return sorted(map(repr, value)) if isinstance(value, list) and name != "body" else value


@pytest.mark.slow
def test_the_demo_comes_out_as_it_went_in(empty_site, tmp_path, there_and_back):
    import_bundle(ROOT / "home/demo")
    left = export_bundle(tmp_path / "demo")
    assert len(list(left.lines())) == 1
    assert said(tmp_path / "demo") == said(ROOT / "home/demo")
    there_and_back()


@pytest.mark.slow
def test_the_invented_region_comes_out_as_it_went_in(german_first, tmp_path, there_and_back):
    import_bundle(ROOT / "tests/regions/seeland")
    export_bundle(tmp_path / "seeland")
    assert said(tmp_path / "seeland") == said(ROOT / "tests/regions/seeland")
    there_and_back()


def test_a_small_site_comes_out_as_it_went_in(small, empty_site, tmp_path, there_and_back):
    import_bundle(small)
    export_bundle(tmp_path / "small")
    assert said(tmp_path / "small") == said(small)
    there_and_back(times=2)
