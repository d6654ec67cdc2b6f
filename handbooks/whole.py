"""A whole handbook on one page: its chapters below each other, each with anchors of its own."""

from bs4 import BeautifulSoup
from django.utils.safestring import mark_safe

from cases.references import References
from koers.anchors import Anchors

NAMES_OF_IDS = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
LOWEST = 6


class Whole:
    """Hold the chapters of a handbook with their texts."""

    def __init__(self, handbook, contents):
        self.handbook = handbook
        self.entries = contents.flat
        self.places = {entry.page.url: entry.anchor for entry in self.entries}

    @property
    def rich_texts(self):
        """Return the stored HTML of all chapters, to fetch at once what they link to."""
        return [text for entry in self.entries for text in entry.page.rich_texts]

    @property
    def references(self):
        """Return what the blocks of all chapters refer to, fetched at once."""
        rows = [row for entry in self.entries for row in entry.page.body.raw_data]
        return References([*self.handbook.body.raw_data, *rows], self.handbook.locale_id)

    def chapters(self, context):
        """Yield (entry, level of its heading, HTML of its text)."""
        for entry in self.entries:
            html = entry.page.body.render_as_block(context | {"anchors": Anchors()})
            yield entry, entry.level, self.placed(str(html), entry.anchor, entry.level - 1)

    def placed(self, html, anchor, down):
        """Return the HTML of a chapter as part of the whole.

        Headings go some levels down, ids begin with the chapter's anchor, links to chapters lead
        to their place on the page, and what is folded is open.
        """
        soup = BeautifulSoup(html, "html.parser")
        lower(soup, down)
        prefix(soup, anchor)
        for name in NAMES_OF_IDS:
            for tag in soup.find_all(attrs={name: True}):
                tag[name] = " ".join(f"{anchor}-{one}" for one in tag[name].split())
        for tag in soup.find_all("a", href=True):
            tag["href"] = self.link(tag["href"], anchor)
        for tag in soup.find_all("details"):
            tag["open"] = ""
        return mark_safe(str(soup))  # noqa: S308 - rendered by our own templates

    def link(self, address, anchor):
        """Return where a link of a chapter leads on the page of the whole."""
        path, sharp, fragment = address.partition("#")
        goal = self.places.get(path) if path else anchor
        if goal is None:
            return address
        return f"#{goal}-{fragment}" if sharp and fragment else f"#{goal}"


def lower(soup, down):
    """Put the headings of a chapter some levels down."""
    for tag in soup.find_all(["h2", "h3", "h4", "h5"]):
        tag.name = f"h{min(int(tag.name[1]) + down, LOWEST)}"


def prefix(soup, anchor):
    """Let the ids of a chapter begin with its anchor."""
    for tag in soup.find_all(id=True):
        tag["id"] = f"{anchor}-{tag['id']}"
