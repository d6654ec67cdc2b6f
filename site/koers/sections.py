"""What can be found in a page: sections, each with the place a reader is led to."""

from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, NavigableString

from koers.anchors import LEVELS

# Each ends what came before it, so that words of two of them never run together.
BLOCKS = ("p", "li", "td", "th", "div", "br", "dd", "dt", *LEVELS)


@dataclass(frozen=True)
class Section:
    """Hold a heading and the plain text below it.

    `place` is what follows the page's address: `#anchor`, `?t=83`, or nothing for the page as a
    whole. `path` is an address beneath the page that has a `title` of its own, such as that of an
    organisation.
    """

    heading: str = ""
    text: str = ""
    place: str = ""
    path: str = ""
    title: str = ""


def plain(html):
    """Return the text of stored HTML in one line."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(BLOCKS):
        tag.append(" ")
    return " ".join(soup.get_text().split())


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
        piece = []
        for node in self.nodes(html):
            if getattr(node, "name", None) in LEVELS:
                self.add(plain("".join(piece)))
                piece = []
                heading = node.get_text(" ", strip=True)
                self.begin(heading, f"#{self.anchors.give(heading)}")
            else:
                piece.append(str(node))
        self.add(plain("".join(piece)))

    def nodes(self, html):
        """Yield the outermost nodes of a rich text; what holds a heading is opened."""
        todo = list(BeautifulSoup(html, "html.parser").children)
        while todo:
            node = todo.pop(0)
            inner = not isinstance(node, NavigableString) and node.find(LEVELS)
            if inner and node.name not in LEVELS:
                todo = [*node.children, *todo]
            else:
                yield node

    def sections(self):
        """Return the page as a whole, which has a title at least, and what says something."""
        first, *others = self.found
        return [first, *(section for section in others if section.heading or section.text)]
