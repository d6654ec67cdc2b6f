"""The report of queries: who may see it, what it lists, and where its rows lead."""

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from search.asked import AskedQuery
from search.synonyms import Synonym

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(site):
    """Return `kept(query, …)`: it was asked so often, so many days ago."""

    def add(query, asked=5, without_hit=0, ago=0, language="nl"):
        day = timezone.localdate() - timedelta(days=ago)
        return AskedQuery.objects.create(
            digest=f"{query}{ago}{language}", day=day, language=language, query=query,
            asked=asked, without_hit=without_hit, until=day + timedelta(days=358),
        )  # fmt: skip

    return add


@pytest.fixture
def read(client, account):
    """Return `read(role, **params)`: the report as a soup, in Dutch."""

    people = {}

    def get(role="chief-editor", **params):
        client.force_login(people.get(role) or people.setdefault(role, account(role)))
        answer = client.get(reverse("search_asked"), params, HTTP_ACCEPT_LANGUAGE="nl")
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    return get


def rows(soup):
    """Return the words of the cells of each row."""
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in soup.select("table.listing tbody tr")
    ]


def words(soup):
    return soup.select_one("#listing-results").get_text(" ", strip=True)


def test_days_are_added_up_and_the_most_asked_comes_first(kept, read):
    kept("zelden", 5)
    kept("vaak", 5, 2, ago=3)
    kept("vaak", 4, 1)
    found = rows(read())
    assert [row[:4] for row in found] == [
        ["vaak", "Nederlands", "9", "3"],
        ["zelden", "Nederlands", "5", "0"],
    ]
    assert str(timezone.localdate().year) in found[0][4]


def test_the_report_says_what_is_kept(read):
    text = read().get_text(" ", strip=True)
    for part in ("vijf keer", "aantallen per dag", "niets over wie", "Na een jaar"):
        assert part in text


def test_an_empty_report_says_why(read, kept):
    assert "Nog geen zoekvraag" in words(read())


def test_filters_that_nothing_passes_say_so(read, kept):
    kept("molen")
    assert "past bij deze filters" in words(read(language="de"))


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, ["vorig jaar", "twee maanden", "veertien", "vandaag"]),
        ({"period": "90"}, ["twee maanden", "veertien", "vandaag"]),
        ({"period": "30"}, ["veertien", "vandaag"]),
        ({"period": "7"}, ["vandaag"]),
        ({"hits": "without-hit"}, ["veertien"]),
        ({"language": "en"}, ["vandaag"]),
        ({"language": "xx"}, ["vorig jaar", "twee maanden", "veertien", "vandaag"]),
        ({"period": "x", "ordering": "x", "p": "x"}, None),
        ({"ordering": "times"}, ["vandaag", "veertien", "twee maanden", "vorig jaar"]),
        ({"ordering": "query"}, ["twee maanden", "vandaag", "veertien", "vorig jaar"]),
    ],
)
def test_filters_and_orders(kept, read, params, found):
    kept("vandaag", 5, language="en")
    kept("veertien", 6, 1, ago=14)
    kept("twee maanden", 7, ago=60)
    kept("vorig jaar", 8, ago=300)
    shown = [row[0] for row in rows(read(**params))]
    assert found is None or shown == found


def test_numbers_are_those_of_the_period(kept, read):
    kept("molen", 5, 5, ago=20)
    kept("molen", 6, 0)
    assert rows(read(period="7"))[0][2:4] == ["6", "0"]
    assert rows(read(period="7", hits="without-hit")) == []


def test_a_query_leads_to_its_results_which_is_not_asking(kept, read, client):
    kept("windmolen & co", language="en")
    link = read().select_one("table.listing td.title a")["href"]
    assert link == "/en/search/?q=windmolen+%26+co&p=1"
    before = list(AskedQuery.objects.values_list("query", "asked"))
    assert client.get(link).status_code == 200
    assert list(AskedQuery.objects.values_list("query", "asked")) == before


def test_a_language_that_is_no_longer_there_does_no_harm(kept, read):
    kept("moulin", language="fr")
    kept("xx", language="qqq")
    soup = read()
    assert {row[0] for row in rows(soup)} == {"moulin", "xx"}
    assert not soup.select("table.listing td.title a")


def test_a_synonym_begins_with_the_query(kept, read, client):
    kept('een "molen"', language="de")
    (link,) = read().select("table.listing a.button")
    assert 'een "molen"' in link.get_text()
    soup = BeautifulSoup(client.get(link["href"]).content, "html.parser")
    assert soup.select_one("#id_language option[selected]")["value"] == "de"
    assert 'een \\"molen\\"' in str(soup) or "een &quot;molen&quot;" in str(soup)
    data = {
        "key": "molen", "language": "de", "direction": "both", "terms-count": "2",
        "terms-0-type": "term", "terms-0-value": "molen", "terms-0-order": "0",
        "terms-0-deleted": "", "terms-0-id": "", "terms-1-type": "term",
        "terms-1-value": "mühle", "terms-1-order": "1", "terms-1-deleted": "", "terms-1-id": "",
    }  # fmt: skip
    client.post(link["href"], data)
    assert str(Synonym.objects.get()) == "molen, mühle"


def test_a_new_synonym_is_empty_where_nothing_is_asked(client, account):
    client.force_login(account("chief-editor"))
    answer = client.get(reverse(Synonym.snippet_viewset.get_url_name("add")))
    soup = BeautifulSoup(answer.content, "html.parser")
    assert not soup.select_one("#id_language").get("value")


@pytest.mark.parametrize("role", ["editor", "translator"])
def test_who_may_not_add_synonyms_is_not_offered_to(kept, read, role):
    kept("molen")
    soup = read(role)
    assert rows(soup)[0][0] == "molen"
    assert not soup.select("table.listing a.button")


def test_the_menu_leads_to_the_report(client, account):
    client.force_login(account("editor"))
    assert reverse("search_asked") in client.get("/admin/").text


@pytest.mark.parametrize("name", ["search_asked", "search_asked_results"])
@pytest.mark.parametrize("params", [{}, {"export": "csv"}, {"export": "xlsx"}])
def test_others_may_not_see_it(kept, client, django_user_model, name, params):
    kept("molen")
    address = reverse(name)
    answer = client.get(address, params)
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    user = django_user_model.objects.create_user("gast", "gast@example.org", "geheim")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    answer = client.get(address, params)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert address not in client.get("/admin/").text


def test_a_spreadsheet_has_what_the_filters_leave(kept, client, account):
    kept("=1+1", 6, 1)
    kept("molen", 5, language="de")
    client.force_login(account("chief-editor"))
    answer = client.get(reverse("search_asked"), {"export": "xlsx", "hits": "without-hit"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    (row,) = [[cell.value for cell in row] for row in list(sheet.rows)[1:]]
    assert row[:4] == ["=1+1", "nl", 6, 1]
    assert sheet["A2"].data_type != "f"


def test_many_rows_take_as_many_queries(kept, client, account, django_assert_max_num_queries):
    client.force_login(account("chief-editor"))
    kept("eerste")
    address = reverse("search_asked")
    client.get(address)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    for number in range(60):
        kept(f"vraag {number:02}")
    with django_assert_max_num_queries(len(few)):
        assert len(rows(BeautifulSoup(client.get(address).content, "html.parser"))) == 50
    shown = rows(BeautifulSoup(client.get(address, {"p": 2}).content, "html.parser"))
    assert len(shown) == 11
