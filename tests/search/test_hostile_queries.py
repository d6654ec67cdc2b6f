"""Nothing that a reader types is an error, on any store."""

import os
import random

import pytest
from django.http import QueryDict
from django.test import Client

from search.find import find
from search.rebuild import rebuild
from search.results import Results

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NUMBER = 10_000 if os.environ.get("CI") else 1_000
WORDS = [
    "schuld", "de", "het", "jongeren", "valpreventie", "schuldhulpverlening", "1.200", "GGZ",
    "g.g.z.", "financiële", "AND", "OR", "NOT", "NEAR", "NEAR(", "title:", "terms:", "*", "^",
    "+zorg", "=zorg", "-", "--", "-zorg", '"', '""', '"de het"', "'", "''", "`", "(", ")", "))",
    "{", "}", "[", "]",
    "\\", "%", "%s", "%(x)s", "_", "$1", ";", "'; DROP TABLE search_indexedsection; --", "1=1",
    "<script>", "&amp;", "{{ x }}", "{% load %}", "\0", "\x01", "\x7f", "\t", "\n", "\r\n",
    "\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "🙂", "👩‍👩‍👧", "⑴", "½", "㎡", "ﬁ", "İ", "ß",
    "ªº", "漢字", "عربى", "𝕫", "\ud7ff", "e\u0301", "a" * 70, "é" * 300, "x-y-z", "1,5", "1.5.2026",
]  # fmt: skip


def hostile(dice):
    """Return a query that nobody means well."""
    kind = dice.random()
    if kind < 0.7:
        glue = dice.choice(["", " ", " ", '"', "-"])
        return glue.join(dice.choice(WORDS) for _ in range(dice.randint(0, 9)))
    if kind < 0.9:
        letters = (chr(dice.randrange(0x20, 0x2FFF)) for _ in range(dice.randint(1, 60)))
        return "".join(letters)
    if kind < 0.98:
        points = (dice.randrange(1, 0x10FFFF) for _ in range(20))
        return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)
    return dice.choice(WORDS) * 2000


@pytest.fixture
def library(write):
    """Write pages that many of the words stand on."""
    for number in range(6):
        words = " ".join(word for word in WORDS if "\0" not in word and "\x01" not in word)
        write(f"Schuld {number}", f"Over schulden en jongeren. {words.replace('<', '').lower()}")
    rebuild()


def test_hostile_queries_are_answered(library, store, send):
    send()
    dice = random.Random(7)
    for _ in range(NUMBER):
        query = hostile(dice)
        assert find(query, "nl", store).answer is not None
        params = QueryDict(mutable=True)
        params.update({"q": query, "sort": "newest", "theme": query, "p": query})
        results = Results(params, "nl")
        expected = store.answer(results.asked)
        assert expected.total >= len(expected.groups)


ADDRESSES = [
    {"q": "schuld", "p": str(10**9)}, {"q": "schuld", "p": "-1"}, {"q": "schuld", "p": "²"},
    {"q": "schuld", "theme": "\0"}, {"q": "schuld", "language": "xx"}, {"q": "x" * 10_000},
    {"q": "schuld", "year": "' OR 1=1 --"}, {"q": "schuld", "sort": "\u202e"}, {"q": "de het een"},
    {"q": "   "}, {"q": "\0"}, {"onbekend": "x"}, {"q": "schuld", "type": ["x"] * 500},
]  # fmt: skip


@pytest.mark.parametrize("params", ADDRESSES, ids=lambda params: str(params)[:40])
def test_odd_addresses_are_answered(library, params):
    answer = Client().get("/zoeken/", params)
    assert answer.status_code == 200
    if params.get("q") == "schuld" and "p" in params:
        assert "6 resultaten" in answer.text
        assert "Schuld 0" in answer.text


@pytest.mark.parametrize("mark", ["-{}", '"{}"', '-"{}"', '"{} de"'])
def test_many_phrases_cost_no_more_than_a_few(library, mark, django_assert_max_num_queries):
    stop_words = [
        "de", "het", "een", "en", "van", "in", "op",
        "te", "dat", "die", "is", "was", "voor", "met", "aan",
    ]  # fmt: skip
    client, few = Client(), [mark.format(word) for word in stop_words[:4]] + stop_words[4:]
    client.get("/zoeken/", {"q": " ".join(few)})
    with django_assert_max_num_queries(100) as asked:
        client.get("/zoeken/", {"q": " ".join(few)})
    many = " ".join(mark.format(word) for word in stop_words)
    with django_assert_max_num_queries(len(asked)):
        client.get("/zoeken/", {"q": many})


def test_words_that_fold_to_signs_are_found(write, titles):
    write("Stap ⑴", "Een ½ dag, à la carte.")
    rebuild()
    for query in ("stap ⑴", "½", "à la carte", "carte"):
        assert titles(query) == ["Stap ⑴"], query
