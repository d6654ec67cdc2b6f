"""Queries asked: counts per day from five asks in a week, nothing of anyone, gone after a year."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from search.asked import AskedQuery

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture
def on(monkeypatch):
    """Return `on(day)`: it is noon of that day from then on."""

    def move(day):
        noon = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
        monkeypatch.setattr(timezone, "now", lambda: noon)

    move(MONDAY)
    return move


@pytest.fixture
def mill(site, write, indexed, on):
    """Index a page that a query finds."""
    write("Molens", "De molenaar maalt.")
    indexed()


@pytest.fixture
def ask(client, mill):
    """Return `ask(query, times)`: a visitor searches."""

    def get(query, times=1, address="/zoeken/", **params):
        client.logout()
        for _ in range(times):
            assert client.get(address, {"q": query, **params}).status_code == 200

    return get


@pytest.fixture
def report(client, account):
    """Return `report(**filters)`: the rows that an editor reads, as {query: numbers}."""
    editor = account("chief-editor")

    def read(**filters):
        client.force_login(editor)
        answer = client.get(reverse("search_asked"), {"export": "csv", **filters})
        assert answer.status_code == 200
        text = b"".join(answer.streaming_content).decode()
        rows = list(csv.reader(io.StringIO(text)))[1:]
        return {row[0]: (int(row[2]), int(row[3])) for row in rows}

    return read


def dumped():
    """Return all that the database holds, as one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found).casefold()


def test_four_asks_in_a_week_are_not_shown_and_five_are(ask, report):
    ask("molenaar", 4)
    assert report() == {}
    ask("molenaar")
    assert report() == {"molenaar": (5, 0)}
    ask("molenaar", 2)
    assert report() == {"molenaar": (7, 0)}


def test_the_words_of_a_rare_query_are_nowhere(ask):
    ask("Geheimzinnig Kasteel", 4)
    text = dumped()
    assert "geheimzinnig" not in text
    assert "kasteel" not in text
    ask("Geheimzinnig Kasteel")
    assert "geheimzinnig kasteel" in dumped()


def test_nothing_is_kept_but_day_and_counts(ask, client):
    client.get("/zoeken/", {"q": "molen"}, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Vreemd/1")
    ask("molenaar", 5)
    text = dumped()
    assert "203.0.113.77" not in text
    assert "vreemd/1" not in text
    names = {field.name for field in AskedQuery._meta.fields}
    assert names == {
        "id", "digest", "day", "language", "query", "asked", "without_hit", "until"
    }  # fmt: skip
    assert not client.cookies


def test_a_digest_depends_on_key_week_and_language(ask, on, settings):
    ask("xyzzy")
    ask("xyzzy", address="/en/search/")
    on(MONDAY + timedelta(days=7))
    ask("xyzzy")
    settings.SECRET_KEY = "another"
    ask("xyzzy")
    rows = AskedQuery.objects.all()
    assert len({row.digest for row in rows}) == len(rows) == 2  # those of last week are gone


def test_counts_are_per_day_of_the_week(ask, report, on):
    ask("molenaar", 2)
    on(MONDAY + timedelta(days=6))
    ask("molenaar", 3)
    rows = AskedQuery.objects.order_by("day").values_list("query", "day", "asked")
    assert list(rows) == [
        ("molenaar", MONDAY, 2),
        ("molenaar", MONDAY + timedelta(days=6), 3),
    ]
    assert report() == {"molenaar": (5, 0)}


def test_asks_of_two_weeks_are_not_added_up(ask, report, on):
    on(MONDAY - timedelta(days=1))
    ask("molenaar", 4)
    on(MONDAY)
    ask("molenaar", 4)
    assert report() == {}


def test_a_week_with_enough_says_nothing_of_the_next(ask, report, on):
    ask("molenaar", 5)
    on(MONDAY + timedelta(days=7))
    ask("molenaar", 4)
    assert report() == {"molenaar": (5, 0)}
    ask("molenaar")
    assert report() == {"molenaar": (10, 0)}


def test_digests_go_when_their_week_is_over(ask, on):
    ask("xyzzy", 4)
    ask("molenaar", 5)
    on(MONDAY + timedelta(days=6))
    ask("iets anders")
    assert AskedQuery.objects.count() == 3
    on(MONDAY + timedelta(days=7))
    ask("iets anders")
    assert list(AskedQuery.objects.values_list("query", flat=True).order_by("query")) == [
        "", "molenaar"
    ]  # fmt: skip


def test_what_is_a_year_old_goes(ask, report, on):
    ask("molenaar", 5)
    on(MONDAY + timedelta(days=363))
    ask("xyzzy")
    assert report() == {"molenaar": (5, 0)}
    on(MONDAY + timedelta(days=365))
    assert report() == {}  # nobody asked anything since
    ask("xyzzy")
    assert "molenaar" not in set(AskedQuery.objects.values_list("query", flat=True))


def test_what_found_nothing_is_counted(ask, report, write, indexed):
    ask("watertoren", 4)
    write("Toren", "Een watertoren.")
    indexed()
    ask("watertoren", 2)
    ask("molenaar", 6)
    assert report() == {"watertoren": (6, 4), "molenaar": (6, 0)}
    assert report(hits="without-hit") == {"watertoren": (6, 4)}


def test_what_only_another_language_has_is_no_hit(ask, report, mill):
    ask("molenaar", 5, address="/en/search/")
    assert report() == {"molenaar": (5, 5)}


@pytest.mark.parametrize(
    "same",
    [
        "MOLENAAR'S KOË", "  molenaar's \t  koë ", "molenaar’s koë", "molenaar's\u00a0koë",
        "\u202bmolenaar's koë\u202c", "mole\u00adnaar's koë", "molenaar's\nkoë", "molenaar's\0 koë",
        "molenaar's koe\u0308",
    ],
)  # fmt: skip
def test_capitals_quotes_and_spaces_make_no_other_query(ask, report, same):
    ask("molenaar's koë", 3)
    ask(same, 2)
    assert list(report()) == ["molenaar's koë"]


def test_languages_are_counted_apart(ask, report):
    ask("molenaar", 4)
    ask("molenaar", 1, address="/en/search/")
    assert report() == {}
    ask("molenaar", 4, address="/en/search/")
    assert report(language="en") == {"molenaar": (5, 5)}
    assert report(language="nl") == {}


@pytest.mark.parametrize(
    "params",
    [
        {"p": "2"}, {"p": "1"}, {"type": "lesson"}, {"theme": "x"}, {"municipality": "x"},
        {"year": "2020"}, {"language": "en"}, {"sort": "newest"}, {"literal": "1"},
    ],
)  # fmt: skip
def test_turning_pages_and_narrowing_is_not_asking_again(ask, params):
    ask("molenaar", **params)
    assert not AskedQuery.objects.exists()


def test_parameters_that_say_nothing_make_no_difference(ask):
    ask("molenaar", sort="", theme="", onbekend="x")
    assert AskedQuery.objects.get().asked == 1


def test_a_head_request_is_not_asking(client, mill):
    assert client.head("/zoeken/", {"q": "molenaar"}).status_code == 200
    assert not AskedQuery.objects.exists()


@pytest.mark.parametrize("query", ["", "   ", "\0", "\u200f\u202e", "\t\r\n", "x" * 10_000])
def test_what_is_no_question_is_not_counted(ask, query):
    ask(query)
    assert not AskedQuery.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "\0molen", "'", "🦔🦔", "\u202enelom", "<script>alert(1)</script>", "'; DROP TABLE x; --",
        "%s %d", "ﷺ" * 200, "x" * 200, "\ud800molen".encode("utf-8", "surrogatepass"), "İstanbul",
        "=1+1", "\\", "a\nb", '"molen', "-molen",
    ],
)  # fmt: skip
def test_odd_queries_are_counted_and_shown(ask, report, client, query):
    ask(query, 5)
    assert list(report().values()) in ([(5, 0)], [(5, 5)])
    page = client.get(reverse("search_asked"))
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_a_spreadsheet_calculates_nothing(ask, report):
    ask("=hyperlink(a1)", 5)
    ask("-molen", 5)
    assert set(report()) == {"'=hyperlink(a1)", "'-molen"}


def test_a_database_that_is_busy_or_broken_costs_the_reader_nothing(ask, client, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_askedquery RENAME TO search_gone")
    ask("geheim woord")
    assert "geheim" not in caplog.text
    assert "OperationalError" in caplog.text or "ProgrammingError" in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_gone RENAME TO search_askedquery")
    ask("geheim woord")
    assert AskedQuery.objects.get().asked == 1


def test_few_queries_count_a_query(ask, client, django_assert_max_num_queries):
    ask("molenaar", 5)
    with django_assert_max_num_queries(100) as counted:
        client.get("/zoeken/", {"q": "molenaar"})
    own = [query["sql"] for query in counted if "askedquery" in query["sql"]]
    assert len(own) == 3
