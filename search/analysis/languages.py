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


def stop_words(code):
    """Read the words of a language that say nothing by themselves."""
    text = Path(__file__).with_name(f"stop_words_{code}.txt").read_text(encoding="utf-8")
    return frozenset(fold(word) for word in text.split())


DUTCH_LINKS = ("s", "en", "e", "n", "er")
GERMAN_LINKS = ("s", "es", "en", "n", "e", "er")
SHORT_DUTCH = frozenset(["val", "wet", "dag", "bed", "oog", "oor", "weg"])

LANGUAGES = {
    "nl": Language("nl", "dutch", DUTCH_LINKS, SHORT_DUTCH, stop_words("nl")),
    "en": Language("en", "english", stop_words=stop_words("en")),
    "de": Language("de", "german", GERMAN_LINKS, stop_words=stop_words("de")),
}
