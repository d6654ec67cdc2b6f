"""Words of a text, brought to one form: case, accents, ligatures, apostrophes, hyphens, numbers."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# What is longer is no word; its beginning stands for it.
LONGEST = 64
SOFT = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
APOSTROPHES = "'’‘ʼ`´"
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
DROPPED = str.maketrans(dict.fromkeys(SOFT + APOSTROPHES))
# A number with its separators, an abbreviation with points, or a word, perhaps with hyphens in it.
TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*(?![^\W_])"
    rf"|(?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?"
    rf"|[^\W_](?:[^\W_]|[{SOFT}]|[{APOSTROPHES}](?=\w)|[-‐‑](?=[^\W\d_]))*"
)
GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
HYPHENS = re.compile(r"[-‐‑]")


class Token(NamedTuple):
    """A word of a text: as it was written, in one form, the parts between hyphens, and where."""

    written: str
    word: str
    pieces: tuple
    start: int
    end: int


def fold(word):
    """Return the letters and digits of a word: small, without accents, ligatures or hyphens.

    What a letter is taken apart into may be no letter: ⑴ is (1). Terms have none but letters and
    digits.
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(DROPPED).casefold().translate(LETTERS))
    return "".join(letter for letter in plain.casefold() if letter.isalnum())


def number(text):
    """Return a number in one form: 1.200 and 1,200 are 1200, and 1.5 is 1,5."""
    if GROUPED.fullmatch(text):
        return text.replace(".", "").replace(",", "")
    return text.replace(".", ",")


def tokens(text):
    """Yield the words of a text as `Token`; `start` and `end` are places in the text."""
    for match in TOKEN.finditer(text):
        written, word, pieces = read(match[0])
        if word:
            yield Token(written, word, pieces, match.start(), match.end())


@lru_cache(maxsize=50_000)
def read(found):
    """Return (as it was written, in one form, parts between hyphens) of a token."""
    if found[0].isdigit() and not any(letter.isalpha() for letter in found):
        return found[:LONGEST], number(found)[:LONGEST], ()
    whole = found.replace(".", "")[: 2 * LONGEST]
    pieces = tuple(fold(piece) for piece in HYPHENS.split(whole))
    return found[:LONGEST], "".join(pieces)[:LONGEST], pieces if len(pieces) > 1 else ()
