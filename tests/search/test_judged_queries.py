"""How well the pages of the demo answer queries that were judged by reading; floors per store."""

from pathlib import Path

import pytest
import yaml
from wagtail.models import Page

from home.bundles.importer import import_bundle
from search import first_terms
from search.evaluation import Measures
from search.find import find
from search.rebuild import rebuild
from search.tables import IndexedSection, IndexState

JUDGED = yaml.safe_load(Path(__file__).with_name("judged.yaml").read_text(encoding="utf-8"))
DEMO = Path(__file__).parents[2] / "home" / "demo"
CATEGORIES = {"exact", "inflection", "compound", "synonym", "abbreviation", "several words",
              "question", "typo", "diacritics"}  # fmt: skip
ALL = "…"
FLOORS = {"recall": 0.68, "mrr": 0.9, "gain": 0.76}
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def grades_of(judged, addresses):
    """Return {address: grade}; a judgement of a whole page holds where none is more precise."""
    found = {}
    for grade in (1, 2, 3):
        for said in judged.get(grade, []):
            named = said.removesuffix(ALL)
            whole = [one for one in addresses if one.startswith(named) and said.endswith(ALL)]
            assert whole or named in addresses, f"{said} is not in the demo"
            found.update(dict.fromkeys(whole or [named], grade))
    return found


def addresses_of_sections():
    """Return {number of a section: its address} of the Dutch pages."""
    paths = {page.pk: page.url_path.removeprefix("/nl/") for page in Page.objects.all()}
    rows = IndexedSection.objects.filter(page__locale="nl", page__side=IndexState.now().side)
    return {
        row.number: f"{paths[row.page.page_id]}{row.path}{row.place}"
        for row in rows.select_related("page")
    }


@pytest.fixture
def demo(empty_site, store, send):
    """Index the demo and return {number of a section: its address}."""
    import_bundle(DEMO)
    first_terms.add()
    rebuild()
    send()
    return addresses_of_sections()


def test_the_set_has_every_kind_of_query():
    assert len(JUDGED) >= 40
    assert {one["category"] for one in JUDGED} == CATEGORIES


def test_queries_are_answered_well(demo, store, capsys):
    addresses, measures = set(demo.values()), Measures()
    for judged in JUDGED:
        ranked = list(dict.fromkeys(demo[n] for n, _s in find(judged["query"], "nl", store).ranked))
        measures.add(judged["category"], ranked, grades_of(judged, addresses))
    for name, number, recall, mrr, gain, empty in measures.means():
        print(f"{name:14}{number:4}{recall:8.3f}{mrr:8.3f}{gain:8.3f}{empty:4}")
        if name == "all":
            assert recall >= FLOORS["recall"]
            assert mrr >= FLOORS["mrr"]
            assert gain >= FLOORS["gain"]
            assert empty == 0
