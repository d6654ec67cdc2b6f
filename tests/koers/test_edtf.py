"""Dates that are known to the day, the month or the year."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from koers import edtf


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("2022-08", date(2022, 8, 1), date(2022, 8, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28)),
        ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
        ("2022-08-03", date(2022, 8, 3), date(2022, 8, 3)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_date_has_bounds(value, first, last):
    assert edtf.bounds(value) == (first, last)
    edtf.validate(value)


@pytest.mark.parametrize(
    "value",
    [
        "22", "202", "20222", "0000", "2022-", "2022-8", "2022-00", "2022-13", "2022-08-",
        "2022-08-3", "2022-08-00", "2022-08-32", "2022-02-30", "2023-02-29", "2022/08", "2022 08",
        " 2022", "2022 ", "2022\n", "2022-08-03\n", "2022-08-03T10:00", "2022~", "2022?", "2022-21",
        "201X", "-2022", "+2022", "2021/2022", "٢٠٢٢", "²022", "2022-０8", "aug 2022", "onbekend",
        "null", "None", "2022-08-03-04",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(value):
    with pytest.raises(ValidationError):
        edtf.validate(value)
    assert edtf.words(value) == value


@pytest.mark.parametrize(
    ("value", "dutch", "english", "german"),
    [
        ("", "", "", ""),
        ("2022", "2022", "2022", "2022"),
        ("2022-08", "augustus 2022", "August 2022", "August 2022"),
        ("2022-03", "maart 2022", "March 2022", "März 2022"),
        ("2022-08-03", "3 augustus 2022", "Aug. 3, 2022", "3. August 2022"),
    ],
)
def test_a_date_is_written_in_the_readers_language(value, dutch, english, german):
    for code, words in (("nl", dutch), ("de", german), ("en", english)):
        with translation.override(code):
            assert edtf.words(value) == words


@pytest.mark.parametrize(
    ("start", "end"),
    [("2022", "2022"), ("2022-08", "2022"), ("2022", "2022-01"), ("", "2020"), ("2022", ""),
     ("2022-13", "2021"), ("2022", "ooit")],
)  # fmt: skip
def test_an_end_that_may_be_later_is_fine(start, end):
    edtf.check_order(start, end, "until")


@pytest.mark.parametrize(("start", "end"), [("2022", "2021"), ("2022-08", "2022-07-31")])
def test_an_end_before_the_beginning_is_refused(start, end):
    with pytest.raises(ValidationError) as refusal:
        edtf.check_order(start, end, "until")
    assert "until" in refusal.value.message_dict
