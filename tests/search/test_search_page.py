"""The search page: hits, facets with counts, chips, ways back, and an answer to everything."""

import re
from functools import partial

import pytest
from bs4 import BeautifulSoup

from search import rebuild
from search.index import drop
from search.stores import answering
from search.tables import IndexedFacet, IndexedPage, IndexState, new_name
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """Return `ask(**parameters)`: the page as a soup."""

    def get(address="/zoeken/", **params):
        answer = client.get(address, params)
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    return get


@pytest.fixture
def library(site, write, indexed):
    """Index pages of several kinds, themes, municipalities and years."""
    debts = make.ThemePageFactory(title="Schulden", slug="schulden")
    care = make.ThemePageFactory(title="Zorg", slug="zorg")
    borne = make.OrganisationFactory(name="Borne", key="borne")
    for number in range(12):
        project = write(
            f"Project {number}", "Molenaars malen.", factory=make.ProjectPageFactory, parent=None
        )  # fmt: skip
        project.themes.set([debts if number % 2 else care])
        make.ProjectPhaseFactory(page=project, date="2021" if number % 3 else "2022-05")
        if number == 1:
            make.ParticipationFactory(page=project, organisation=borne)
        project.save()
    write("Een les", "De molenaar leert.", factory=make.LessonPageFactory, parent=None,
          lesson_kind="pitfall")  # fmt: skip
    indexed()


def hits(soup):
    return [hit.get_text(strip=True) for hit in soup.select(".tk-hits h3")]


def counts(soup, name):
    found = {}
    for box in soup.select(f"input[type=checkbox][name={name}]"):
        badge = box.parent.select_one(".nl-data-badge")
        words = box.parent.get_text(" ", strip=True).split(badge.get_text(" ", strip=True))[0]
        found[words.strip()] = int(re.match(r"\d+", badge.get_text(strip=True))[0])
    return found


def test_without_a_query_there_is_a_field(ask):
    soup = ask()
    assert soup.select_one("main input[name=q]")
    assert not soup.select(".tk-hits")


def test_hits_lead_to_the_heading_and_show_the_word(library, ask):
    soup = ask(q="molenaar", type="lesson")
    assert hits(soup) == ["Een les"]
    assert soup.select_one(".tk-hits mark").get_text() == "molenaar"
    link = soup.select_one(".tk-deep a")
    assert link["href"].endswith("#kop")
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"


def test_facets_count_the_whole_result_and_not_their_own_filter(library, ask):
    soup = ask(q="molenaar")
    assert counts(soup, "type") == {"Les": 1, "Project": 12}
    assert counts(soup, "theme") == {"Schulden": 6, "Zorg": 6}
    assert counts(soup, "year") == {"2022": 4, "2021": 8}
    soup = ask(q="molenaar", theme="schulden")
    assert counts(soup, "theme") == {"Schulden": 6, "Zorg": 6}
    assert counts(soup, "year") == {"2022": 2, "2021": 4}
    assert soup.select_one("#k-n").get_text() == "6 resultaten"
    soup = ask(q="molenaar", municipality="borne")
    assert hits(soup) == ["Project 1"]


def test_a_chip_takes_its_filter_away(library, ask, client):
    soup = ask(q="molenaar", theme="schulden", year="2021")
    chips = {chip.get_text(strip=True): chip["href"] for chip in soup.select(".tk-chips a")}
    (address,) = [href for words, href in chips.items() if words.endswith("Schulden")]
    assert "theme" not in address
    assert "year=2021" in address
    assert client.get(address).status_code == 200


def test_the_language_of_the_reader_is_no_filter_to_take_away(library, ask):
    soup = ask(q="molenaar", theme="schulden", language="nl")
    assert [chip.get_text(strip=True) for chip in soup.select(".tk-chips a")] == [
        "Verwijder filterSchulden"
    ]
    assert len(ask(q="molenaar", language=["nl", "en"]).select(".tk-chips a")) >= 1


def test_results_are_turned(library, ask):
    first, second = ask(q="molenaar"), ask(q="molenaar", p=2)
    assert len(hits(first)) == 10
    assert len(hits(second)) == 3
    assert not set(hits(first)) & set(hits(second))
    assert hits(ask(q="molenaar", p=10**9)) == hits(second)
    assert hits(ask(q="molenaar", p="x")) == hits(first)


def test_a_mended_word_can_be_taken_back(library, ask):
    soup = ask(q="molenaaar")
    assert "molenaar" in soup.select_one("main header p").get_text()
    assert hits(soup)
    link = soup.select_one("main header p a")
    soup = ask(link["href"])
    assert not hits(soup)


def test_no_hit_says_what_to_do_and_what_other_languages_have(library, ask, translate):
    from search.rebuild import rebuild

    page = make.StandardPageFactory(title="Zee", summary="Over de zee.")
    translate(page, "en", title="Ocean", summary="About the lighthouse.")
    rebuild()
    soup = ask(q="lighthouse")
    assert not hits(soup)
    assert "minder woorden" in soup.select_one("main").get_text()
    (link,) = [a for a in soup.select("main a") if "English" in a.get_text()]
    soup = ask(link["href"])
    assert hits(soup) == ["Ocean"]
    assert soup.select_one(".tk-hits li")["lang"] == "en"


def test_no_hit_for_a_phrase_offers_its_words(library, ask):
    soup = ask(q='"malen molenaars" -fiets')
    assert not hits(soup)
    (link,) = [a for a in soup.select("main a") if "malen molenaars" in a.get_text()]
    soup = ask(link["href"])
    assert soup.select_one("#k-q")["value"] == "malen molenaars"
    assert hits(soup)


def test_each_count_is_what_choosing_it_gives(library, ask, indexed):
    make.OrganisationIndexPageFactory(title="Wie molenaars zijn").save_revision().publish()
    for name in ("Molenaars Noord", "Molenaars Zuid", "Molenaars West"):
        make.OrganisationFactory(name=name)
    indexed()
    soup = ask(q="molenaars")
    total = int(re.match(r"\d+", soup.select_one("#k-n").get_text())[0])
    found = 0
    for box in soup.select("input[type=checkbox][name=type]"):
        number = int(re.match(r"\d+", box.parent.select_one(".nl-data-badge").get_text())[0])
        narrowed = ask(q="molenaars", type=box["value"]).select_one("#k-n").get_text()
        assert narrowed.split()[0] == str(number)
        found += number
    assert found == total >= 4


def test_a_word_that_stands_nowhere_is_told_of(library, ask):
    soup = ask(q="watermolenaar")
    assert hits(soup)
    assert (
        "Op geen enkele pagina staat watermolenaar" in soup.select_one("header.tk-head").get_text()
    )
    assert "Op geen enkele" not in ask(q="molenaars").get_text()


def test_part_of_a_synonym_does_not_stand_for_the_word(library, ask):
    make.SynonymFactory(terms=[("term", "wieken"), ("term", "zingende molenaars")])
    soup = ask(q="wieken")
    assert hits(soup)
    assert "Op geen enkele pagina staat wieken" in soup.get_text()


def test_words_that_stand_everywhere_are_named_as_the_reason(library, ask):
    assert "staan overal" in ask(q="de het een").select_one("main").get_text()


def test_what_was_refused_can_be_had_again(library, ask):
    soup = ask(q="molennaar", literal="1")
    if not hits(soup):
        (back,) = [a for a in soup.select("main a") if "misschien" in a.get_text()]
        assert hits(ask(back["href"]))


def test_text_of_editors_and_readers_is_never_markup(write, indexed, client):
    write("<script>alert(1)</script>", "&lt;b&gt;vet&lt;/b&gt; en molenaars")
    indexed()
    for query in ("molenaars", "<script>alert(1)</script>", '"><img src=x>'):
        text = client.get("/zoeken/", {"q": query}).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x>" not in text
        assert "<b>vet" not in text


@pytest.mark.parametrize(
    "params",
    [
        {"theme": "niets"}, {"type": "x" * 999}, {"year": "-1"}, {"language": "xx"},
        {"sort": "?"}, {"p": "-1"}, {"p": "9" * 5000}, {"literal": "x"}, {"onbekend": "1"},
        {"municipality": ["a", "b", "\x01"]}, {"theme": "'; --"},
    ],
)  # fmt: skip
def test_odd_parameters_get_a_page(library, ask, params):
    assert ask(q="molenaar", **params).select_one("h1")


@pytest.mark.parametrize("address", ["/zoeken/", "/en/search/", "/de/suche/"])
def test_every_language_has_its_own_address(site, ask, address):
    assert ask(address).select_one("main form")["action"] == address


def test_the_query_goes_along_to_another_language(site, ask):
    links = {a["hreflang"]: a["href"] for a in ask(q="zorg & zo").select(".tk-lang a")}
    assert links == {"en": "/en/search/?q=zorg+%26+zo", "de": "/de/suche/?q=zorg+%26+zo"}


def test_a_post_is_refused(client, site):
    assert client.post("/zoeken/", {"q": "x"}).status_code == 405


def test_queries_do_not_grow_with_hits(write, indexed, client, django_assert_max_num_queries):
    write("Molen 0", "Molenaars malen.")
    indexed()
    client.get("/zoeken/", {"q": "molenaar"})
    with django_assert_max_num_queries(45) as few:
        client.get("/zoeken/", {"q": "molenaar"})
    number_of_queries = len(few)
    for number in range(1, 9):
        write(f"Molen {number}", "Molenaars malen.")
    indexed()
    client.get("/zoeken/", {"q": "molenaar"})
    with django_assert_max_num_queries(number_of_queries):
        client.get("/zoeken/", {"q": "molenaar"})


def test_a_reader_does_not_notice_that_the_index_is_swapped(client, write, indexed, monkeypatch):
    write("Watermolen", "Over watermolens.")
    indexed()
    asked = answering.answer

    def after_a_rebuild(query):
        monkeypatch.setattr(answering, "answer", asked)
        indexed()
        return asked(query)

    monkeypatch.setattr(answering, "answer", after_a_rebuild)
    assert "Watermolen" in client.get("/zoeken/?q=watermolens").text


def remove_one(side, builder):
    """Get no further than one page."""
    drop(IndexedPage.objects.filter(side=side, title="Molens 1"))


@pytest.mark.parametrize("address", ["/zoeken/?q=watermolens", "/_suggest/?q=molens"])
def test_a_reader_gets_all_hits_while_the_old_index_is_emptied(
    client, write, indexed, monkeypatch, address
):
    for number in range(3):
        write(f"Molens {number}", "Over watermolens.")
    indexed()
    whole = client.get(address).text
    monkeypatch.setattr(rebuild, "remove_side", remove_one)
    real = {name: getattr(answering, name) for name in ("answer", "ranked")}

    def half_way(name, query):
        found = real[name](query)
        for other in real:
            monkeypatch.setattr(answering, other, real[other])
        indexed()
        return found

    for name in real:
        monkeypatch.setattr(answering, name, partial(half_way, name))
    assert "Molens 2" in whole
    assert client.get(address).text == whole


def test_more_values_than_a_query_can_name_are_offered(write, indexed, client):
    page = write("Molens", "Over molens.")
    indexed()
    row = IndexedPage.objects.get(page_id=page.pk)
    IndexedFacet.objects.bulk_create(
        IndexedFacet(page=row, name="municipality", value=f"m{number}", words=f"Meer {number}")
        for number in range(1200)
    )
    IndexState.objects.update(generation=new_name())
    assert "Meer 1199" in client.get("/zoeken/?q=molens").text


def test_what_a_page_does_not_say_any_more_is_not_shown(write, indexed, ask, client):
    page = write("Molens", "Molens van de familie Geheim.", heading="Geheime molens")
    indexed()
    assert "Geheim" in str(ask(q="molens").select_one(".tk-hits"))
    page.body = [("text", "<h2>Open</h2><p>Over molens.</p>")]
    page.save_revision().publish()
    assert "Geheim" not in str(ask(q="molens").select_one(".tk-hits"))
    assert "Geheim" not in client.get("/_suggest/?q=molens").text
    assert hits(ask(q="molens")) == ["Molens"]
