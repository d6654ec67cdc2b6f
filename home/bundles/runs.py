"""HTML as runs of text, to compare two writings of the same."""

from html.parser import HTMLParser

INLINE_TAGS = {"b", "i", "a"}


class Runs(HTMLParser):
    """Read HTML as runs of text with where they stand and what marks them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks = []
        self.marks = []
        self.runs = []

    def handle_starttag(self, tag, attrs):
        """Enter an element."""
        if tag == "br":
            # Not a line feed, which is white space: inside a link the editor makes one of it.
            self.handle_data("\r")
        elif tag in INLINE_TAGS:
            self.marks.append((tag, *attrs))
        else:
            self.blocks.append(tag)
            if tag not in ("ul", "ol"):
                self.runs.append([tuple(self.blocks), frozenset(), ""])

    def handle_endtag(self, tag):
        """Leave an element."""
        if tag != "br":
            (self.marks if tag in INLINE_TAGS else self.blocks).pop()

    def handle_data(self, data):
        """Add words."""
        place, marks = tuple(self.blocks), frozenset(self.marks)
        if self.runs and self.runs[-1][:2] == [place, marks]:
            self.runs[-1][2] += data
        else:
            self.runs.append([place, marks, data])

    @classmethod
    def of(cls, html):
        """Return the runs of HTML."""
        reader = cls()
        reader.feed(html)
        reader.close()
        return reader.runs
