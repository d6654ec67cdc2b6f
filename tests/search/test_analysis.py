"""Forms of a word that find each other, in Dutch, English and German."""

import pytest

from search.analysis import analyzer
from search.analysis.folding import fold, tokens
from search.plan import group_of


def words(text):
    return [token.word for token in tokens(text)]


def finds(code, asked, said):
    """Tell whether a word that is asked for finds one that a text says."""
    analyse = analyzer(code)
    (one,), (other,) = (
        [analyse.forms(token) for token in analyse.tokens(word)] for word in (asked, said)
    )
    wanted = {term for term, _factor in group_of(one.bases)}
    held = {*other.bases, *(f"+{base}" for bases in other.parts for base in bases)}
    return bool(wanted & held)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Eugène's café", ["eugenes", "cafe"]),
        ("de auto’s", ["de", "autos"]),
        ("1.200 en 1,200 en 1200", ["1200", "en", "1200", "en", "1200"]),
        ("1.234.567 inwoners", ["1234567", "inwoners"]),
        ("3,5 procent", ["3,5", "procent"]),
        ("ﬁnan\u00adciën", ["financien"]),
        ("Straße in Ærø", ["strasse", "in", "aero"]),
        ("P.O.H. en b.v.", ["poh", "en", "bv"]),
        ("2022-2027 en 24/7", ["2022", "2027", "en", "24", "7"]),
        ("e-health", ["ehealth"]),
        ("zorg- en welzijn", ["zorg", "en", "welzijn"]),
        ("H2O, 4e", ["h2o", "4e"]),
        ("65plus, 10km, 65-plus", ["65plus", "10km", "65", "plus"]),
        ("", []),
        ("😀 … — !", []),
        ("עברית", ["עברית"]),
    ],
)
def test_words_are_brought_to_one_form(text, found):
    assert words(text) == found


def test_a_word_knows_where_it_stands():
    text = "De auto’s van 1.200 mensen"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "De", "auto’s", "van", "1.200", "mensen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "asked", "said"),
    [
        ("nl", "schuld", "schulden"),
        ("nl", "schulden", "schuld"),
        ("nl", "wijk", "wijken"),
        ("nl", "lopen", "gelopen"),
        ("nl", "liep", "lopen"),
        ("nl", "gezond", "gezonder"),
        ("nl", "coordinator", "coördinator"),
        ("nl", "hulp", "schuldhulpverlening"),
        ("nl", "schuld", "schuldhulpverlening"),
        ("nl", "zorg", "ouderenzorg"),
        ("nl", "gegevens", "persoonsgegevens"),
        ("nl", "health", "e-health"),
        ("en", "municipality", "municipalities"),
        ("en", "took", "take"),
        ("de", "haus", "Häuser"),
        ("de", "Pflege", "Krankenpflege"),
    ],
)
def test_forms_find_each_other(code, asked, said):
    assert finds(code, asked, said)


@pytest.mark.parametrize(
    ("code", "asked", "said"),
    [("nl", "val", "interval"), ("nl", "recht", "terecht"), ("nl", "wijk", "wijken" * 9)],
)
def test_what_only_looks_alike_does_not(code, asked, said):
    assert not finds(code, asked, said)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("schuldhulpverlening", ("schuld", "hulp", "verlening")),
        ("persoonsgegevens", ("persoon", "gegevens")),
        ("valpreventie", ("val", "preventie")),
        ("gezondheidszorg", ("gezondheid", "zorg")),
        ("huis", ()),
        ("xqzwvkjt", ()),
        ("a" * 5000, ()),
    ],
)
def test_compounds_are_split(word, parts):
    assert analyzer("nl").parts(word) == parts


def test_stop_words_are_known_with_and_without_accents():
    assert analyzer("de").is_stop_word(fold("für"))
    assert analyzer("nl").is_stop_word("de")
    assert not analyzer("nl").is_stop_word("zorg")


def test_a_language_without_a_lexicon_is_analysed_all_the_same():
    assert analyzer("xx").forms(next(tokens("Woorden"))).bases


def test_the_same_text_gives_the_same_terms():
    first, again = (
        [analyzer("nl").forms(token) for token in tokens("Vroege signalen van schulden")]
        for _time in range(2)
    )
    assert first == again


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("pflegende", ()),
        ("gesundheitsamt", ("gesundheit", "amt")),
        ("jugendhilfe", ("jugend", "hilfe")),
    ],
)
def test_german_endings_are_no_parts(word, parts):
    assert analyzer("de").parts(word) == parts
