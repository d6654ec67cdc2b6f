"""What differs between languages: stemmer, stop words, and how compounds are glued."""

from dataclasses import dataclass
from pathlib import Path

from search.analysis.folding import fold


@dataclass(frozen=True)
class Language:
    """Name a language's stemmer (Snowball), the glue of its compounds, and its stop words.

    `short` are words of three letters that compounds are made of; others are chance.
    """

    code: str
    stemmer: str
    links: tuple = ()
    short: frozenset = frozenset()
    stop_words: frozenset = frozenset()
    # What looks like a part, and is a beginning or an ending: nach-barschaft, pfleg-ende.
    not_parts: frozenset = frozenset()


def stop_words(code):
    """Read the words of a language that say nothing by themselves."""
    text = Path(__file__).with_name(f"stop_words_{code}.txt").read_text(encoding="utf-8")
    return frozenset(fold(word) for word in text.split())


DUTCH_LINKS = ("s", "en", "e", "n", "er")
GERMAN_LINKS = ("s", "es", "en", "n", "e", "er")
SHORT_GERMAN = frozenset(["amt", "rat", "tag", "weg"])
SHORT_DUTCH = frozenset(["val", "wet", "dag", "bed", "oog", "oor", "weg"])

NO_GERMAN_PARTS = stop_words("de") | {"ende", "enden", "ender", "samt"}

LANGUAGES = {
    "nl": Language("nl", "dutch", DUTCH_LINKS, SHORT_DUTCH, stop_words("nl")),
    "en": Language("en", "english", stop_words=stop_words("en")),
    "de": Language("de", "german", GERMAN_LINKS, SHORT_GERMAN, stop_words("de"), NO_GERMAN_PARTS),
}
