"""The public door of search: what a visitor finds."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property

from koers.visibility import visible_pages
from search.analysis import analyzer
from search.asking import read
from search.ranking import rank
from search.stores.database import DatabaseStore
from search.synonym_table import synonyms_of
from search.tables import IndexedSection, page_of
from search.understanding import Understanding
from search.vocabulary import Vocabulary

# Above so many pages it is quicker to ask for all visible ones.
FEW = 500


@dataclass
class Found:
    """Sections of a side of the index that answer: `ranked` are (number, score), best first."""

    plan: object
    side: int
    ranked: list = field(default_factory=list)

    @cached_property
    def page_ids(self):
        """Return the ids of the pages, the best first, each once."""
        return list(dict.fromkeys(page_of(number) for number, _score in self.ranked))


class Finder:
    """Ask the index of one language as a visitor without an account."""

    def __init__(self, locale, store=None):
        self.locale = locale
        self.store = store or DatabaseStore()
        self.analyzer = analyzer(locale)
        self.vocabulary = Vocabulary(locale)

    def find(self, text, mend=True):
        """Return what answers a query."""
        understanding = Understanding(
            self.analyzer, self.vocabulary, synonyms_of(self.locale), self.shown, mend
        )
        plan = understanding.plan(read(text, self.analyzer))
        counts = self.vocabulary.counts(plan.terms)
        held = self.store.holding(self.vocabulary.side, self.locale, counts)
        scores = rank(plan, held, counts, self.vocabulary.total())
        scores = self.visible(scores)
        scores = self.allowed(scores, plan)
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return Found(plan, self.vocabulary.side, ranked)

    def visible(self, scores):
        """Keep the sections of pages that everyone may see now, in this language."""
        ids = {page_of(number) for number in scores}
        pages = visible_pages().filter(locale__language_code=self.locale)
        if len(ids) <= FEW:
            pages = pages.filter(pk__in=ids)
        seen = set(pages.values_list("pk", flat=True))
        return {number: score for number, score in scores.items() if page_of(number) in seen}

    def allowed(self, scores, plan):
        """Keep the sections with every phrase of a plan, of pages without what it excludes."""
        for words in plan.phrases:
            kept = self.containing(words)
            scores = {number: score for number, score in scores.items() if number in kept}
        for words in plan.excluded:
            dropped = {page_of(number) for number in self.containing(words)}
            scores = {
                number: score for number, score in scores.items() if page_of(number) not in dropped
            }
        return scores

    def containing(self, words):
        """Return the numbers of the sections that have words next to each other."""
        rows = IndexedSection.objects.filter(words__contains=f" {' '.join(words)} ")
        found = rows.filter(page__side=self.vocabulary.side, page__locale=self.locale)
        return set(found.values_list("number", flat=True))

    def shown(self, word, bases):
        """Tell whether a word stands in a page that everyone may see now."""
        held = self.store.holding(self.vocabulary.side, self.locale, bases)
        numbers = {number: 0 for rows in held.values() for number, _level in rows}
        return not self.containing((word,)).isdisjoint(self.visible(numbers))


def find(text, locale):
    """Return what answers a query in a language, for a visitor without an account."""
    return Finder(locale).find(text)
