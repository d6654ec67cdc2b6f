"""What a reader may mean while typing: words that go on, titles and headings; visible ones only."""

from dataclasses import dataclass

from django.utils.translation import gettext
from wagtail.models import Page

from koers.sections import place_in
from search.asking import LONGEST, read
from search.find import Finder, Moment, ask
from search.stores import answering
from search.tables import IndexedSection, IndexPending

SHORTEST = 2
WORDS, PLACES = 3, 5
# So many of the best sections are looked through for titles and headings.
LOOKED_AT = 40


@dataclass(frozen=True)
class Suggestion:
    """A text to search for, or one that leads to an address, with what kind of thing is there."""

    text: str
    address: str = ""
    kind: str = ""


class Suggestions:
    """Complete what was typed in a language."""

    def __init__(self, text, locale):
        self.text = text.replace("\0", "")[:LONGEST]
        self.locale = locale
        self.moment = Moment()
        self.finder = Finder(locale, self.moment)
        self.tokens = read(self.text, self.finder.analyzer).tokens

    def all(self):
        """Return words first, then places; nothing for what is too short."""
        if not self.tokens or len(self.text.strip()) < SHORTEST:
            return []
        return [*self.words(), *self.places()]

    def words(self):
        """Return the query with its last word completed to words that stand on visible pages."""
        last = self.tokens[-1]
        if not self.text.endswith(last.written) or '"' in self.text:
            return []
        before, found = self.text[: -len(last.written)], []
        for word in self.finder.vocabulary.beginning(last.word, 4 * WORDS):
            tokens = tuple(self.finder.analyzer.tokens(word))
            if word == last.word or not self.finder.analyzer.telling(tokens):
                continue
            if written := self.finder.written(tokens):
                found.append(Suggestion(before + written))
            if len(found) == WORDS:
                break
        return found

    def places(self):
        """Return titles and headings with a word for each that was typed, and their addresses."""
        query = ask(self.text, [self.locale], mend=False, moment=self.moment, complete=True)
        numbers = answering.ranked(query).numbers[:LOOKED_AT].tolist()
        rows = IndexedSection.objects.filter(number__in=numbers).select_related("page")
        rows = {row.number: row for row in rows.defer("text", "terms", "words")}
        pages = Page.objects.in_bulk({row.page.page_id for row in rows.values()})
        shown = pages.keys() - IndexPending.among(pages.values())
        found = {}
        for number in numbers:
            row = rows.get(number)
            if row and row.page.page_id in shown and len(found) < PLACES:
                for one in self.places_of(row, pages[row.page.page_id].specific_deferred):
                    found.setdefault(one.address, one)
        return list(found.values())[:PLACES]

    def places_of(self, row, page):
        """Yield the page of a section and the section itself, where they are named as asked."""
        title, address = row.title or page.title, f"{page.url}{row.path}"
        if self.is_named(title):
            yield Suggestion(
                title, address, page.title if row.title else page.kind or gettext("Page")
            )
        elif row.place and self.is_named(row.heading):
            yield Suggestion(row.heading, place_in(address, row.place), title)

    def is_named(self, text):
        """Tell whether each word that was typed begins a word of a text."""
        words = [token.word for token in self.finder.analyzer.tokens(text)]
        return all(any(word.startswith(one.word) for word in words) for one in self.tokens)
