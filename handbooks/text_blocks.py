"""The text of rendered HTML as blocks that can be compared and read one by one."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.translation import gettext as _

SENTENCE = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=[^a-zß-ÿ\s])")
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
# Each is a block of its own; what stands around them is another.
PARAGRAPHS = {
    "p", "li", "dt", "dd", "figcaption", "caption", "summary", "blockquote", "div", "details",
    "section", "figure", "ul", "ol", "table", "thead", "tbody",
}  # fmt: skip
# Their paragraphs make sense together only; what stands between them.
TOGETHER = {"tk-number": " ", "tk-card": ". "}
UNREAD = {"svg", "script", "style"}


@dataclass(frozen=True)
class Block:
    """Hold a paragraph, heading, item of a list, or row of a table as plain text."""

    kind: str
    text: str
    cells: tuple = ()

    @property
    def sentences(self):
        """Return the sentences."""
        return SENTENCE.split(self.text)


def blocks(html):
    """Return the text of HTML as a list of `Block`."""
    reader = Reader()
    reader.walk(BeautifulSoup(html, "html.parser"), "p")
    reader.flush("p")
    return reader.found


class Reader:
    """Collect blocks, and the words of the one that is being read."""

    def __init__(self):
        self.found = []
        self.words = []

    def flush(self, kind):
        """End the block that is being read."""
        text = " ".join("".join(self.words).split())
        self.words = []
        if text:
            self.found.append(Block(kind, text))

    def walk(self, node, kind):
        """Read what is in a node that is of a kind."""
        for child in node.children:
            if isinstance(child, Tag):
                self.read(child, kind)
            elif type(child) is NavigableString:
                # Soft hyphens are a matter of where lines end.
                self.words.append(child.replace("\u00ad", ""))

    def read(self, tag, kind):
        """Read one tag inside a block of a kind."""
        if tag.name == "img":
            if alt := tag.get("alt"):
                self.words.append(" " + _("[Picture: %(words)s]") % {"words": alt} + " ")
        elif tag.name == "br":
            self.words.append(" ")
        elif tag.name == "tr":
            self.flush(kind)
            cells = tuple(" ".join(cell.get_text(" ").split()) for cell in tag(["th", "td"]))
            self.found.append(Block("row", " | ".join(cells), cells))
        elif name := next((one for one in tag.get("class", ()) if one in TOGETHER), None):
            self.flush(kind)
            self.together(tag, TOGETHER[name])
        elif tag.name in HEADINGS or tag.name in PARAGRAPHS:
            self.flush(kind)
            inside = tag.name if tag.name in HEADINGS or tag.name == "li" else "p"
            self.walk(tag, inside)
            self.flush(inside)
        elif tag.name not in UNREAD:
            self.walk(tag, kind)

    def together(self, tag, between):
        """Read a figure or a card as one block."""
        inner = Reader()
        inner.walk(tag, "p")
        inner.flush("p")
        self.found.append(Block("card", between.join(one.text for one in inner.found)))
