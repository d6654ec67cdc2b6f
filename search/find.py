"""The public door of search: what a visitor finds."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from koers.hidden import hidden_ids
from search.analysis import analyzer
from search.asking import read
from search.queries import Query, Ranked, Reading
from search.stores import answering
from search.stores.arrays import rows
from search.stores.database import DatabaseStore
from search.synonym_table import Synonyms, stored
from search.tables import IndexedSection, IndexState, page_of
from search.understanding import Understanding, phrase_of
from search.vocabulary import Vocabulary
from search.weighing import weigh

ENDING, OPENING = ".!?:;…•·|", " \t\n\"'“‘„«(["
# Languages in which a word that begins a sentence mostly is a noun, with a capital anywhere.
CAPITALS = {"de"}
# Whatever deletes a page notes it in the same transaction.
GONE = (
    "SELECT i.page_id FROM search_indexpending n CROSS JOIN search_indexedpage i"
    " WHERE i.translation_key = n.translation_key AND i.side = %s"
    " AND NOT EXISTS (SELECT 1 FROM wagtailcore_page p WHERE p.id = i.page_id)"
)


class Moment:
    """What holds while one request is answered: the side of the index, and what must not show."""

    def __init__(self):
        state = IndexState.now()
        self.side, self.index = state.side, state.sent_to
        self.generation = state.generation

    @property
    def is_over(self):
        """Tell whether another side of the index answers by now."""
        return IndexState.now().side != self.side

    @cached_property
    def synonyms(self):
        """Return {language: the synonyms that editors keep}."""
        return stored()

    @cached_property
    def closed(self):
        """Return the ids of pages that visitors may not see, or that are gone."""
        return hidden_ids() | {page for (page,) in rows(GONE, [self.side])}


class Finder:
    """Read queries in one language as a visitor without an account."""

    def __init__(self, locale, moment=None):
        self.locale = locale
        self.moment = moment or Moment()
        self.analyzer = analyzer(locale)
        self.vocabulary = Vocabulary(locale, self.moment)
        self.synonyms = Synonyms(locale, self.moment.synonyms.get(locale, ()))
        self.database = DatabaseStore()

    def read(self, text, mend=True, complete=False):
        """Return what a query means, as a `Reading`."""
        understanding = Understanding(
            self.analyzer, self.vocabulary, self.synonyms, self.written, mend, complete
        )
        plan = understanding.plan(read(text, self.analyzer))
        counts = self.vocabulary.counts({"", *plan.terms})
        return Reading(self.locale, plan, weigh(plan, counts, counts.get("", 0)))

    def excluded(self, reading):
        """Return the ids of the pages that hold what a query excludes."""
        return {page for phrase in reading.plan.excluded for page in self.pages_with(phrase)}

    def pages_with(self, phrase):
        """Return the ids of the pages that have words in their order."""
        numbers = self.database.containing(self.moment, self.locale, phrase)
        return {page_of(number) for number in numbers.tolist()}

    def written(self, tokens):
        """Return words as a page that everyone may see now writes them; nothing where none does."""
        phrase = phrase_of(tokens, self.analyzer)
        closed = self.moment.closed
        number = self.database.first_with(self.moment, self.locale, phrase, closed)
        row = IndexedSection.objects.select_related("page").filter(pk=number).first()
        if row is None:
            return ""
        texts = (row.text, row.heading, row.title or row.page.title)
        first = ""
        for written, begins in chain.from_iterable(
            self.places(text, phrase.words) for text in texts
        ):
            # Within a sentence a capital is that of a name, or of a German noun.
            if not begins or self.locale in CAPITALS:
                return written
            first = first or small(written)
        return first

    def places(self, text, words):
        """Yield (words as they are written, whether they begin a sentence) of a text."""
        found = list(self.analyzer.tokens(text))
        for at, first in enumerate(found):
            some = found[at : at + len(words)]
            if tuple(token.word for token in some) == words:
                before = text[: first.start].rstrip(OPENING)
                yield text[first.start : some[-1].end], not before or before[-1] in ENDING


def small(text):
    """Return words without the capital that begins a sentence; names in capitals keep theirs."""
    return text.lower() if text[1:].islower() else text


def ask(text, locales, mend=True, complete=False, moment=None, **how):
    """Return the `Query` of what a visitor typed, read in some languages.

    Typing errors are mended in the first one, which is the reader's own.
    """
    moment = moment or Moment()
    finders = [Finder(locale, moment) for locale in locales]
    readings = tuple(
        finder.read(text, mend and finder.locale == locales[0], complete) for finder in finders
    )
    pairs = zip(finders, readings, strict=True)
    closed = moment.closed.union(*(finder.excluded(reading) for finder, reading in pairs))
    return Query(moment.side, moment.index, moment.generation, readings, frozenset(closed), **how)


@dataclass(frozen=True)
class Found:
    """Hold how a query was read, and what answers it, best first."""

    reading: Reading
    answer: Ranked

    @property
    def ranked(self):
        """Return (number of a section, score) of what answers."""
        return self.answer.pairs


def find(text, locale, store=answering):
    """Return the sections that answer a query in a language; of one store, where it is named."""
    query = ask(text, [locale])
    return Found(query.readings[0], store.ranked(query))
