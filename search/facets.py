"""What results are narrowed down by: values with counts, each facet counted without itself."""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koers.bundle import page_types
from koers.visibility import visible_pages
from search.index import OVERVIEW, PLAIN
from search.tables import IndexedFacet, IndexedPage

NAMES = {
    "type": _("Kind"),
    "theme": _("Theme"),
    "municipality": _("Municipality"),
    "year": _("Year"),
    "language": _("Language"),
}
LONG = 8


@dataclass
class Facet:
    """One facet: its name and label, what is chosen, and (value, words, count, is chosen)."""

    name: str
    label: str
    chosen: tuple
    options: list = field(default_factory=list)

    @property
    def first(self):
        """Return the options that show at once: what is chosen, and the most frequent ones."""
        shown = sorted(self.options, key=lambda option: (not option[3], -option[2]))[:LONG]
        return [option for option in self.options if option in shown]

    @property
    def more(self):
        """Return the options that are folded away."""
        return [option for option in self.options if option not in self.first]


class Facets:
    """Know the values of pages, narrow them down, and count what is left."""

    def __init__(self, side, page_ids, chosen, themes):
        self.chosen = chosen
        self.themes = themes
        self.values = {page: {name: set() for name in NAMES} for page in page_ids}
        self.moments = {}
        self.words = {name: {} for name in NAMES}
        self.read(side)

    def read(self, side):
        """Fetch the values of the pages; two queries."""
        pages = IndexedPage.objects.filter(side=side, page_id__in=self.values)
        keys = {}
        for page in pages.only("key", "page_id", "kind", "locale", "moment"):
            keys[page.key] = page.page_id
            self.moments[page.page_id] = page.moment
            self.values[page.page_id]["type"].add(page.kind)
            self.values[page.page_id]["language"].add(page.locale)
        rows = IndexedFacet.objects.filter(page__in=pages.values("key"), name__in=NAMES)
        for key, name, value, words in rows.values_list("page_id", "name", "value", "words"):
            self.values[keys[key]][name].add(value)
            self.words[name][value] = words

    def passing(self, without=""):
        """Return the pages that pass every facet but one."""
        tests = [(name, set(found)) for name, found in self.chosen.items() if found]
        tests = [(name, found) for name, found in tests if name != without]
        return [
            page
            for page, values in self.values.items()
            if all(values[name] & found for name, found in tests)
        ]

    def all(self):
        """Return the facets that have a choice to offer, in their order."""
        self.name_values()
        found = []
        for name, label in NAMES.items():
            counts = Counter(
                value for page in self.passing(without=name) for value in self.values[page][name]
            )
            chosen = self.chosen.get(name, ())
            counts.update(dict.fromkeys(chosen, 0))
            options = [
                (self.slugs.get(value, value), words, counts[value], value in chosen)
                for value, words in self.words[name].items()
                if value in counts
            ]
            if len(options) > 1 or chosen:
                found.append(Facet(name, label, chosen, self.ordered(name, options)))
        return found

    def ordered(self, name, options):
        """Put years last first, the others as their words or their languages go."""
        if name == "year":
            return sorted(options, key=lambda option: option[0], reverse=True)
        if name == "language":
            return options
        return sorted(options, key=lambda option: str(option[1]).casefold())

    def name_values(self):
        """Find the words of kinds, languages and themes; themes that nobody may see have none."""
        self.words["type"] = kinds()
        self.words["language"] = dict(settings.LANGUAGES)
        self.words["theme"] = {}
        self.slugs = {}
        for key, title, slug in self.themes:
            self.words["theme"][key] = title
            self.slugs[key] = slug


def kinds():
    """Return the words of the kinds of pages."""
    named = {name: model.kind for name, model in page_types().items() if model.kind}
    return named | {OVERVIEW: _("Overview"), PLAIN: _("Page")}


def themes(locale):
    """Return (translation key, title, address part) of what visitors may see in a language."""
    pages = visible_pages().filter(locale__language_code=locale).type(page_types()["theme"])
    return [(str(page.translation_key), page.title, page.slug) for page in pages]
