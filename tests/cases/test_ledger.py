"""The rules of the ledger: what holds now, what is a series, where sources disagree."""

from decimal import Decimal

import pytest

from cases.claims import Claim
from cases.ledger import Ledger, interval, meet, overlap
from tests.factories import ClaimFactory, ResultPageFactory, SourceFactory


def claim(pk=None, **changes):
    values = {"measure": "leden", "qualifier": "stated", "value": Decimal(1000), "source_id": 1}
    return Claim(pk=pk, **values | changes)


def ledger(*claims):
    for number, one in enumerate(claims, start=1):
        one.pk = one.pk or number
    return Ledger(None, claims)


def keys(claims):
    return [one.key for one in claims]


# What holds now


def test_the_only_claim_holds():
    one = claim()
    assert ledger(one).current is one


def test_two_claims_stand_side_by_side():
    found = ledger(claim(key="a"), claim(key="b"))
    assert found.current is None
    assert keys(found.shown) == ["a", "b"]


def test_the_marked_claim_holds():
    found = ledger(claim(key="a"), claim(key="b", current=True), claim(key="c"))
    assert keys(found.shown) == ["b"]


def test_a_chain_leaves_its_last_claim():
    found = ledger(
        claim(1, key="a"), claim(2, key="b", supersedes_id=1), claim(3, key="c", supersedes_id=2)
    )
    assert keys(found.standing) == ["c"]
    assert found.current.key == "c"


def test_a_marked_claim_that_was_replaced_holds_no_more():
    found = ledger(claim(1, key="a", current=True), claim(2, key="b", supersedes_id=1))
    assert found.current.key == "b"


def test_a_retracted_claim_neither_holds_nor_replaces():
    found = ledger(
        claim(1, key="a"), claim(2, key="b", supersedes_id=1, retracted_on="2023", current=True)
    )
    assert keys(found.standing) == ["a"]
    assert found.current.key == "a"


def test_a_retraction_in_the_middle_of_a_chain_brings_the_first_back():
    found = ledger(
        claim(1, key="a"),
        claim(2, key="b", supersedes_id=1, retracted_on="2023"),
        claim(3, key="c", supersedes_id=2),
    )
    assert keys(found.standing) == ["a", "c"]
    assert found.current is None


def test_nothing_holds_where_all_was_retracted():
    found = ledger(claim(retracted_on="2023"))
    assert (found.current, found.shown) == (None, [])


def test_an_empty_ledger_shows_nothing():
    assert (ledger().current, ledger().series, ledger().disagreements) == (None, [], [])


def test_a_draft_neither_counts_nor_replaces(site):
    result = ResultPageFactory()
    first = ClaimFactory(result=result)
    draft = ClaimFactory(result=result, live=False, supersedes=first)
    assert result.ledger.current == first
    draft.get_latest_revision().publish()
    fresh = ResultPageFactory._meta.model.objects.get(pk=result.pk)
    assert fresh.ledger.current == draft
    draft.refresh_from_db()
    draft.unpublish()
    fresh = ResultPageFactory._meta.model.objects.get(pk=result.pk)
    assert fresh.ledger.current == first


def test_changes_in_a_draft_of_a_live_claim_do_not_count(site):
    one = ClaimFactory()
    one.value = 5
    one.save_revision()
    assert one.result.ledger.current.value == 1000


def test_a_translation_reads_the_ledger_of_its_original(site, translate):
    one = ClaimFactory()
    assert translate(one.result, "en").ledger.current == one


# Intervals and disagreement


def of(qualifier, value=None, value_max=None):
    as_decimal = [None if v is None else Decimal(str(v)) for v in (value, value_max)]
    return claim(qualifier=qualifier, value=as_decimal[0], value_max=as_decimal[1])


@pytest.mark.parametrize(
    ("one", "low", "high"),
    [
        (of("stated", 1000), 1000, 1000),
        (of("stated", 3000, 4000), 3000, 4000),
        (of("about", 1000), 900, 1100),
        (of("about", 1000, 2000), 900, 2200),
        (of("more-than", 1000), 1000, Decimal("Infinity")),
        (of("at-least", 1000), 1000, Decimal("Infinity")),
        (of("at-most", 1000), Decimal("-Infinity"), 1000),
        (of("hundreds-of"), 200, 999),
        (of("thousands-of"), 2000, 9999),
    ],
)
def test_a_value_stands_for_an_interval(one, low, high):
    assert interval(one) == (low, high)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (of("stated", 1000), of("stated", 1000), True),
        (of("stated", 1000), of("stated", 1001), False),
        (of("stated", 1100), of("about", 1000), True),
        (of("stated", 1101), of("about", 1000), False),
        (of("stated", "2.7"), of("about", 3), True),
        (of("stated", "3.3"), of("about", 3), True),
        (of("stated", 1000), of("more-than", 1000), False),
        (of("stated", 1001), of("more-than", 1000), True),
        (of("at-most", 1000), of("more-than", 1000), False),
        (of("more-than", 1000), of("more-than", 5000), True),
        (of("more-than", 1000), of("more-than", 1000), True),
        (of("stated", 1000), of("at-least", 1000), True),
        (of("stated", 999), of("at-least", 1000), False),
        (of("stated", 1000), of("at-most", 1000), True),
        (of("at-least", 5), of("at-most", 4), False),
        (of("hundreds-of"), of("stated", 999), True),
        (of("hundreds-of"), of("stated", 1000), False),
        (of("hundreds-of"), of("thousands-of"), False),
        (of("hundreds-of"), of("more-than", 999), False),
        (of("thousands-of"), of("stated", 3000, 4000), True),
        (of("stated", 3000, 4000), of("stated", 4000, 5000), True),
        (of("stated", 3000, 4000), of("stated", 4001, 5000), False),
    ],
)
def test_two_sources_agree_where_their_intervals_meet(one, other, agree):
    assert meet(one, other) is agree
    assert meet(other, one) is agree
    assert bool(ledger(one, other).disagreements) is not agree
    one.pk = other.pk = None


@pytest.mark.parametrize(
    ("one", "other", "same_time"),
    [
        ({"period_from": "2022", "period_until": "2022"}, {"as_of": "2022-06"}, True),
        ({"period_from": "2022", "period_until": "2022"}, {"as_of": "2023"}, False),
        ({"period_from": "2022"}, {"as_of": "2030"}, True),
        ({"period_from": "2022"}, {"as_of": "2021-12-31"}, False),
        ({"period_until": "2022"}, {"as_of": "1900"}, True),
        ({"as_of": "2022-01-01"}, {"as_of": "2022"}, True),
        ({}, {"as_of": "2022"}, True),
        ({}, {}, True),
        (
            {"period_from": "2021", "period_until": "2021", "as_of": "2023"},
            {"as_of": "2023"},
            False,
        ),
    ],
)
def test_sources_disagree_only_about_one_time(one, other, same_time):
    first, second = claim(value=Decimal(1), **one), claim(value=Decimal(2), **other)
    assert overlap(first, second) is overlap(second, first) is same_time
    assert bool(ledger(first, second).disagreements) is same_time


@pytest.mark.parametrize(
    "changes",
    [{"measure": "anders"}, {"per": "month"}, {"retracted_on": "2023"}, {"supersedes_id": 1}],
)
def test_what_counts_something_else_or_stands_no_more_is_no_disagreement(changes):
    assert not ledger(claim(1), claim(2, value=Decimal(2), **changes)).disagreements


# Series


def yearly(*years, **changes):
    return [claim(period_from=year, period_until=year, **changes) for year in years]


def test_three_periods_make_a_series_in_order():
    found = ledger(*yearly("2022", "2020", "2021")).series
    assert [[one.period_from for one in claims] for claims in found] == [["2020", "2021", "2022"]]


@pytest.mark.parametrize(
    "claims",
    [
        yearly("2020", "2021"),
        yearly("2020", "2021", "2021"),
        [*yearly("2020", "2021"), *yearly("2022", source_id=2)],
        [*yearly("2020", "2021"), *yearly("2022", measure="anders")],
        [*yearly("2020", "2021"), *yearly("2022", per="month")],
        [*yearly("2020", "2021"), claim()],
        [*yearly("2020", "2021"), *yearly("2022", retracted_on="2023")],
        [*yearly("2020", "2021"), claim(period_from="2021-06", period_until="2022")],
    ],
)
def test_what_is_no_series(claims):
    assert ledger(*claims).series == []


def test_dates_of_counting_make_a_series_too():
    assert len(ledger(*(claim(as_of=day) for day in ("2020-01-01", "2021", "2022-05"))).series) == 1


def test_ledgers_of_many_results_take_one_query(site, django_assert_num_queries):
    from django.db.models import Q

    source = SourceFactory()
    results = [ClaimFactory(source=source).result for _i in range(3)]
    with django_assert_num_queries(1):
        found = Ledger.of_results(Q(result__in=results))
        assert [one.current.words for one in found]
    assert len(found) == 3
