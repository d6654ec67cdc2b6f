"""The contents of a handbook: its visible chapters with numbers by their position."""

from dataclasses import dataclass, field

from wagtail.models import PageViewRestriction

from koers.pages import attach_sources


class Numbered:
    """Say where a chapter with a `number` such as “3” or “3.1” stands on a page with all."""

    @property
    def anchor(self):
        """Return where it begins: “k3”, “k3-1”."""
        return f"k{self.number.replace('.', '-')}"

    @property
    def level(self):
        """Return the level of its heading."""
        return self.number.count(".") + 2


@dataclass
class Entry(Numbered):
    """A chapter in the contents; `number` is such as “3” or “3.1”."""

    page: object
    number: str
    parts: list = field(default_factory=list)

    @property
    def title(self):
        """Return number and title."""
        return f"{self.number}. {self.page.title}"


class Contents:
    """Hold the chapters of one handbook in reading order."""

    def __init__(self, entries):
        self.entries = entries
        self.flat = [one for entry in entries for one in (entry, *entry.parts)]

    @classmethod
    def of(cls, handbook, model, public, bodies=False):
        """Number the chapters below a handbook: the visible ones, one query where it is public.

        Who reads a handbook that is not public was let in: then all that is published and closed
        by nothing else. Their texts come along where `bodies` are wanted.
        """
        below = model.objects.filter(path__startswith=handbook.path, depth__gt=handbook.depth)
        opened = () if public else set(handbook.get_view_restrictions())
        pages = below.filter(alias_of=None) if opened else below.visible()
        pages = list((pages if bodies else pages.defer_streamfields()).order_by("path"))
        entries = []
        for page in let_in(pages, opened) if opened else pages:
            if page.depth == handbook.depth + 1:
                entries.append(Entry(page, str(len(entries) + 1)))
            elif entries and page.path.startswith(entries[-1].page.path):
                parent = entries[-1]
                parent.parts.append(Entry(page, f"{parent.number}.{len(parent.parts) + 1}"))
        return cls(entries)

    def find(self, pk):
        """Return the entry of a chapter, or None."""
        return next((entry for entry in self.flat if entry.page.pk == pk), None)

    def neighbours(self, pk):
        """Return the entries before and after a chapter; None at the ends."""
        places = [i for i, entry in enumerate(self.flat) if entry.page.pk == pk]
        if not places:
            return None, None
        i = places[0]
        return (
            self.flat[i - 1] if i else None,
            self.flat[i + 1] if i + 1 < len(self.flat) else None,
        )


def let_in(pages, opened):
    """Keep the published pages that no restriction closes but those that were opened."""
    others = PageViewRestriction.objects.exclude(pk__in=[one.pk for one in opened])
    closed = tuple(others.values_list("page__path", flat=True))
    return [
        page
        for page in attach_sources(pages)
        if page.is_published
        and not page.path.startswith(closed)
        and not page.source.path.startswith(closed)
    ]
