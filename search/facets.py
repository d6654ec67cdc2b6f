"""What results are narrowed down by: values with counts, each facet counted without itself."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koers.bundle import page_types
from search.index import OVERVIEW, PLAIN
from search.queries import FACETS
from search.stores.arrays import rows

LABELS = (_("Kind"), _("Theme"), _("Municipality"), _("Year"), _("Language"))
NAMES = dict(zip(FACETS, LABELS, strict=True))
NAMED_ELSEWHERE = ("type", "language", "theme")
# Any row has them: one look into the index each.
WORDS = (
    "SELECT * FROM (SELECT name, value, words FROM search_indexedfacet"
    " WHERE name = %s AND value = %s LIMIT 1) w"
)
# SQLite joins no more than 500 at once.
AT_ONCE = 200
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
    """Offer the values of what was found, with {facet: {value: number of pages}}."""

    def __init__(self, counts, chosen, themes):
        self.counts = counts
        self.chosen = chosen
        self.themes = themes

    def all(self):
        """Return the facets that have a choice to offer, in their order."""
        found = []
        for name, label in NAMES.items():
            chosen = self.chosen.get(name, ())
            counts = dict.fromkeys(chosen, 0) | self.counts.get(name, {})
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

    @cached_property
    def words(self):
        """Return {facet: {value: words}}; themes that nobody may see have none."""
        found = {name: {} for name in NAMES}
        wanted = [(name, value) for name in NAMES for value in self.counts.get(name, ())
                  if name not in NAMED_ELSEWHERE]  # fmt: skip
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            query = " UNION ALL ".join([WORDS] * len(some))
            for name, value, words in rows(query, [text for pair in some for text in pair]):
                found[name][value] = words
        found["type"] = kinds()
        found["language"] = dict(settings.LANGUAGES)
        found["theme"] = {key: title for key, title, _slug in self.themes}
        return found

    @cached_property
    def slugs(self):
        """Return {key of a theme: its part of an address}."""
        return {key: slug for key, _title, slug in self.themes}


def kinds():
    """Return the words of the kinds of pages."""
    named = {name: model.kind for name, model in page_types().items() if model.kind}
    return named | {OVERVIEW: _("Overview"), PLAIN: _("Page")}
