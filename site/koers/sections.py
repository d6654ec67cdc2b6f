"""What can be found in a page: sections, each with the place a reader is led to."""

from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, NavigableString, Tag

from koers.anchors import LEVELS

# Each ends what came before it, so that words of two of them never run together.
BLOCKS = ("p", "li", "td", "th", "div", "br", "dd", "dt", *LEVELS)


@dataclass(frozen=True)
class Section:
    """Hold a heading and the plain text below it.

    `place` is what follows the page's address: `#anchor`, `?t=83`, or nothing for the page as a
    whole; or an address of its own, such as that of a document. `path` is an address beneath the
    page that has a `title` of its own, such as that of an organisation.
    """

    heading: str = ""
    text: str = ""
    place: str = ""
    path: str = ""
    title: str = ""


def place_in(address, place):
    """Return the address of a section's place in a page with an address."""
    return place if place.startswith("/") else address + place


def plain(html):
    """Return the text of stored HTML in one line."""
    return " ".join("".join(pieces(BeautifulSoup(html, "html.parser"))).split())


def pieces(node, headings=()):
    """Yield the texts in a node, with spaces around blocks; some headings as tags."""
    for child in node.children:
        if type(child) is NavigableString:
            yield child
        elif isinstance(child, Tag):
            if child.name in headings:
                yield child
                continue
            space = " " if child.name in BLOCKS else ""
            yield space
            yield from pieces(child, headings)
            yield space


class Cutter:
    """Cut a page into sections at its headings, with the anchors that rendering gives them."""

    def __init__(self, anchors):
        self.anchors = anchors
        self.found = [Section()]

    def begin(self, heading, place=""):
        """Begin a section that is not a heading of a rich text."""
        self.found.append(Section(heading=str(heading), place=place))

    def add(self, text):
        """Add plain text to the section that was begun last."""
        if text := " ".join(str(text).split()):
            last = self.found[-1]
            self.found[-1] = replace(last, text=f"{last.text} {text}".strip())

    def add_html(self, html):
        """Add a rich text; each of its headings begins a section."""
        texts = []
        for piece in pieces(BeautifulSoup(html, "html.parser"), LEVELS):
            if isinstance(piece, Tag):
                self.add("".join(texts))
                texts = []
                heading = piece.get_text(" ", strip=True)
                self.begin(heading, f"#{self.anchors.give(heading)}")
            else:
                texts.append(piece)
        self.add("".join(texts))

    def sections(self):
        """Return the page as a whole, which has a title at least, and what says something."""
        first, *others = self.found
        return [first, *(section for section in others if section.heading or section.text)]
