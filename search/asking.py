"""What a reader typed, read into words, exact phrases and exclusions; nothing is an error."""

import re
from dataclasses import dataclass
from unicodedata import category

LONGEST = 200
# Soft hyphens, zero-width letters and marks of direction stand inside words.
INVISIBLE = "Cf"
MOST_WORDS = 24
MOST_PHRASES = 4
QUOTES = '"“”„‟«»'
PHRASE = re.compile(rf"(-?)[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")
EXCLUDED = re.compile(r"(?<!\S)-(?=\w)(\S+)")


@dataclass(frozen=True)
class Asked:
    """Hold what was typed in tokens: to find, phrases that must stand there, and what must not."""

    tokens: tuple
    phrases: tuple
    excluded: tuple


def read(text, analyzer):
    """Read a query; what is too long for a question is cut."""
    seen = (letter for letter in str(text)[:LONGEST] if category(letter) != INVISIBLE)
    text = "".join(letter if letter.isprintable() else " " for letter in seen)
    rest, phrases, excluded = text, [], []

    def words(part):
        return tuple(analyzer.tokens(part))

    for minus, quoted in PHRASE.findall(text):
        (excluded if minus else phrases).append(words(quoted))
    rest = PHRASE.sub(lambda match: " " if match[1] else f" {match[2]} ", rest)
    excluded += [words(part) for part in EXCLUDED.findall(rest)]
    rest = EXCLUDED.sub(" ", rest)
    tokens = tuple(list(analyzer.tokens(rest))[:MOST_WORDS])
    return Asked(tokens, first_few(phrases), first_few(excluded))


def loosened(text):
    """Return what was typed without quotes and exclusions: each word may stand by itself."""
    text = PHRASE.sub(lambda match: " " if match[1] else f" {match[2]} ", text)
    return " ".join(EXCLUDED.sub(" ", text).split())


def first_few(phrases):
    """Return the first phrases that hold words, each once: some of them cost a long look."""
    found = {tuple(token.word for token in phrase): phrase for phrase in reversed(phrases)}
    return tuple(phrase for words, phrase in reversed(found.items()) if words)[:MOST_PHRASES]
