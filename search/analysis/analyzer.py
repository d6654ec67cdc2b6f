"""The forms of a word that find each other: itself, its bases, and those of its parts."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from search.analysis.compounds import split
from search.analysis.folding import tokens
from search.analysis.languages import LANGUAGES, Language
from search.analysis.lexicon import lexicon

REMEMBERED = 50_000


@dataclass(frozen=True)
class Forms:
    """A word in one form, its bases (stem and lemma), and the bases of its parts by part."""

    word: str
    bases: tuple
    parts: tuple = ()

    @cached_property
    def terms(self):
        """Return the terms a word is found by: its bases, and those of its parts."""
        inner = (part(base) for bases in self.parts for base in bases)
        return tuple(dict.fromkeys((*self.bases, *inner)))


def part(base):
    """Return the term of a base that is part of a compound."""
    return f"+{base}"


class Analyzer:
    """Analyse texts and queries of one language."""

    def __init__(self, code):
        import Stemmer

        self.language = LANGUAGES.get(code) or Language(code, "porter")
        self.stemmer = Stemmer.Stemmer(self.language.stemmer)
        self.lexicon = lexicon(code) if code in LANGUAGES else None
        # By the word alone: where it stands makes no difference.
        self.analysed = lru_cache(maxsize=REMEMBERED)(self.analysed)

    def tokens(self, text):
        """Yield the tokens of a text, stop words too."""
        return tokens(text)

    def is_stop_word(self, word):
        """Tell whether a word says nothing by itself."""
        return word in self.language.stop_words

    def telling(self, tokens):
        """Return the tokens that are no stop words."""
        return [token for token in tokens if not self.is_stop_word(token.word)]

    def bases(self, word, written=""):
        """Return stem and lemma of a word, and the lemma's stem; without doubles."""
        lemma = self.lexicon.lemma(written or word) if self.lexicon else ""
        stem = self.stemmer.stemWord
        found = (stem(word), lemma, stem(lemma)) if lemma else (stem(word),)
        return tuple(dict.fromkeys(found))

    def forms(self, token):
        """Return the forms of a token."""
        return self.analysed(token.word, token.written, token.pieces)

    def analysed(self, word, written, pieces):
        """Return the forms of a word as it was written, in the pieces between its hyphens."""
        inner = tuple(self.bases(part) for part in pieces or self.parts(word))
        return Forms(word, self.bases(word, written), inner)

    def is_real(self, word):
        """Tell whether a word is in the dictionary, or is made of words that are."""
        if self.lexicon is None:
            return False
        return self.lexicon.knows(word) or bool(self.parts(word))

    def parts(self, word):
        """Return the parts of a compound, or nothing."""
        if self.lexicon is None or not self.language.links:
            return ()
        return split(word, self.beginnings, self.language.links, self.language.short)

    def beginnings(self, text):
        """Return the words that a text begins with and that compounds are made of."""
        found = self.lexicon.beginnings(text)
        return [word for word in found if word not in self.language.not_parts]


@cache
def analyzer(code):
    """Return the analyzer of a language; one for the whole process."""
    return Analyzer(code)
