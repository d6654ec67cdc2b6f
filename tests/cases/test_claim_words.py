"""A claim in words: the source's word, the number, the moment and the source.

The Dutch and German words come from the catalogues of messages.
"""

from decimal import Decimal

import pytest
from django.utils import translation

from cases.claims import Claim
from cases.sources import Source

UNIT = {"nl": "inwoners", "en": "residents", "de": "Einwohner"}
SIGNALS = {"nl": "signalen", "en": "signals", "de": "Signale"}


def claim(source="VNG", **changes):
    value = changes.pop("value", 1000)
    top = changes.pop("value_max", None)
    named = Source(pk=1, publisher=source, title="Titel") if source else None
    return Claim(
        source=named,
        value=None if value is None else Decimal(str(value)),
        value_max=None if top is None else Decimal(str(top)),
        **{"qualifier": "stated", "unit": UNIT} | changes,
    )


YEAR = {"period_from": "2022", "period_until": "2022"}
CASES = [
    ({"qualifier": "more-than"} | YEAR, "more than 1,000 residents (2022, VNG)",
     "meer dan 1.000 inwoners (2022, VNG)", "mehr als 1.000 Einwohner (2022, VNG)"),
    ({"value": 3000, "value_max": 4000, "per": "month", "source": ""},
     "3,000 to 4,000 residents per month", "3.000 tot 4.000 inwoners per maand",
     "3.000 bis 4.000 Einwohner pro Monat"),
    ({"qualifier": "thousands-of", "value": None, "per": "month", "source": "", "unit": SIGNALS},
     "thousands of signals per month", "duizenden signalen per maand",
     "Tausende Signale pro Monat"),
    ({"qualifier": "hundreds-of", "value": None, "source": ""}, "hundreds of residents",
     "honderden inwoners", "Hunderte Einwohner"),
    ({"source": ""}, "1,000 residents", "1.000 inwoners", "1.000 Einwohner"),
    ({"value": "12.50"}, "12.5 residents (VNG)", "12,5 inwoners (VNG)", "12,5 Einwohner (VNG)"),
    ({"value": "100.0000", "unit": {}, "source": ""}, "100", "100", "100"),
    ({"qualifier": "about", "as_of": "2022-08-03"}, "about 1,000 residents (Aug. 3, 2022, VNG)",
     "ongeveer 1.000 inwoners (3 augustus 2022, VNG)",
     "etwa 1.000 Einwohner (3. August 2022, VNG)"),
    ({"qualifier": "at-least", "source": ""}, "at least 1,000 residents",
     "minstens 1.000 inwoners", "mindestens 1.000 Einwohner"),
    ({"qualifier": "at-most", "source": ""}, "at most 1,000 residents",
     "hoogstens 1.000 inwoners", "höchstens 1.000 Einwohner"),
    ({"period_from": "2019", "period_until": "2022-06"},
     "1,000 residents (2019 to June 2022, VNG)", "1.000 inwoners (2019 tot en met juni 2022, VNG)",
     "1.000 Einwohner (2019 bis Juni 2022, VNG)"),
    ({"period_from": "2019"}, "1,000 residents (since 2019, VNG)",
     "1.000 inwoners (sinds 2019, VNG)", "1.000 Einwohner (seit 2019, VNG)"),
    ({"period_until": "2019", "as_of": "2030"}, "1,000 residents (until 2019, VNG)",
     "1.000 inwoners (tot en met 2019, VNG)", "1.000 Einwohner (bis 2019, VNG)"),
]  # fmt: skip


@pytest.mark.parametrize("code", ["en", "nl", "de"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_a_claim_in_words(case, code):
    changes, english, dutch, german = case
    with translation.override(code):
        assert claim(**changes).words == {"en": english, "nl": dutch, "de": german}[code]


def test_a_unit_without_a_translation_stands_in_its_own_language():
    with translation.override("de"):
        word = claim(unit={"nl": "inwoners"}).unit_words
    assert (word.text, word.lang) == ("inwoners", "nl")


def test_a_source_without_a_publisher_is_cited_by_its_title():
    one = claim()
    one.source.publisher = ""
    assert one.words.endswith("(Titel)")


def test_what_is_not_filled_in_yet_has_words_too():
    assert str(Claim(qualifier="stated")) == ""
    assert "gisteren" in str(Claim(qualifier="stated", as_of="gisteren"))
