"""The words of a language with their lemmas, from simplemma, loaded when first asked for.

simplemma keeps a dictionary as a trie on disk, which takes 1 % of the memory and of the time of
reading it anew: 370,000 forms of Dutch are there in 10 ms and 3 MB.
"""

import os
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from search.analysis import folding
from search.analysis.folding import fold


class Lexicon:
    """Answer what a word's lemma is and whether a word is known."""

    def __init__(self, code):
        self.code = code

    @cached_property
    def entries(self):
        """Return the dictionary of a language: {form: lemma}."""
        return dictionary(self.code)

    def lemma(self, written):
        """Return the lemma of a word in one form, or nothing where it is unknown."""
        for form in (written.lower(), written.capitalize(), fold(written)):
            if found := self.entries.get(form):
                return fold(found)
        return ""

    @cached_property
    def words(self):
        """Return the trie of every form in one form, which answers what a text begins with."""
        return words_of(self)

    def knows(self, word):
        """Tell whether a word in one form is in the dictionary."""
        return word in self.words

    def beginnings(self, text):
        """Return the words that a text in one form begins with, in one look."""
        return self.words.prefixes(text)


@cache
def lexicon(code):
    """Return the lexicon of a language; one for the whole process."""
    return Lexicon(code)


def dictionary(code):
    """Return the dictionary of a language: {form: lemma}."""
    from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieDictionaryFactory

    def make(aside):
        TrieDictionaryFactory(disk_cache_dir=str(aside.parent)).get_dictionary(code)

    if kept := kept_file(f"{code}.dic", make):
        return TrieDictionaryFactory(disk_cache_dir=str(kept.parent)).get_dictionary(code)
    return TrieDictionaryFactory(use_disk_cache=False).get_dictionary(code)


def words_of(lexicon):
    """Return the trie of the forms of a dictionary."""
    from marisa_trie import Trie

    def made():
        return Trie({fold(form) for form in lexicon.entries})

    # Of the way that words are folded: another one needs another file.
    way = crc32(Path(folding.__file__).read_bytes())
    name = f"{lexicon.code}-{way:x}.words"
    if kept := kept_file(name, lambda aside: made().save(str(aside))):
        return Trie().mmap(str(kept))
    return made()


def kept_file(name, make):
    """Return a file of this user's cache, made the first time; None where none can be written.

    It is made aside and renamed, so that no other process ever reads half of it.
    """
    from platformdirs import user_cache_path
    from simplemma import __version__

    folder = user_cache_path("koers") / f"simplemma-{__version__}"
    try:
        if not (folder / name).exists():
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=folder) as aside:
                make(Path(aside) / name)
                os.replace(Path(aside) / name, folder / name)
    except OSError:
        return None
    return folder / name
