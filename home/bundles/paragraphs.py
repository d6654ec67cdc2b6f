"""Stored rich text taken apart: paragraphs of signs, each with what marks it."""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import groupby

from home.bundles.markdown import DEEPEST_LIST, STAND_IN, as_edited
from home.bundles.texts import FORBIDDEN

LINK = re.compile(r"""<a\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
TAG = re.compile(r"<(\w+)")
KNOWN = {"a", "b", "strong", "i", "em", "br", "p", "h2", "h3", "h4", "ul", "ol", "li"}
# Half of what a reader of bundles takes: escapes may double a text.
LONGEST = 9_000
# Control characters that Markdown cannot even write as entities.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass
class Paragraph:
    """Hold a paragraph, heading or list item as signs with their marks: "b", "i" or a link."""

    tag: str
    depth: int = 0
    signs: list = field(default_factory=list)

    @property
    def text(self):
        """Return the words without marks."""
        return "".join(sign for sign, _marks in self.signs)

    @property
    def runs(self):
        """Return stretches of equally marked words."""
        groups = groupby(self.signs, key=lambda pair: pair[1])
        return [("".join(sign for sign, _marks in group), marks) for marks, group in groups]

    @property
    def html(self):
        """Return the words with their marks as HTML."""
        return "".join(marked(text, marks) for text, marks in self.runs)


def marked(text, marks):
    """Return words as HTML; the order of the marks does not matter."""
    html = escape(text, quote=False).replace("\n", "<br/>")
    for mark in sorted(marks, key=str):
        name, start = ("a", f'a href="{STAND_IN}{mark}"') if type(mark) is int else (mark, mark)
        html = f"<{start}>{html}</{name}>"
    return html


class Links(HTMLParser):
    """Read the attributes of one tag."""

    def handle_starttag(self, tag, attrs):
        """Keep the attributes."""
        self.found = {name: value or "" for name, value in attrs}

    @classmethod
    def attributes(cls, tag):
        """Return the attributes of a tag."""
        reader = cls()
        reader.feed(tag)
        return reader.found


class Taker(HTMLParser):
    """Take the HTML of the editor apart."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.lists = []
        self.marks = []

    def handle_starttag(self, tag, attrs):
        """Enter an element."""
        if tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "li":
            self.found.append(Paragraph(self.lists[-1], len(self.lists) - 1))
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "a":
            self.marks.append(int(dict(attrs).get("href", "").removeprefix(STAND_IN) or -1))
        elif tag in ("b", "i"):
            self.marks.append(tag)
        else:
            self.found.append(Paragraph(tag))

    def handle_endtag(self, tag):
        """Leave an element."""
        if tag in ("ul", "ol"):
            self.lists.pop()
        elif tag in ("a", "b", "i"):
            self.marks.pop()

    def handle_data(self, data):
        """Add words."""
        marks = frozenset(self.marks)
        if self.found:
            self.found[-1].signs += [(sign, marks) for sign in data]


def take_apart(html, features):
    """Return (paragraphs, attributes of the links that their marks number, names lost)."""
    attributes = []

    def number(match):
        attributes.append(Links.attributes(match[0]))
        return f'<a href="{STAND_IN}{len(attributes) - 1}">'

    lost = sorted(set(TAG.findall(html)) - KNOWN)
    found = taken(as_edited(LINK.sub(number, html), tuple(features)))
    return cleaned(found), attributes, lost


def taken(html):
    """Return the paragraphs of HTML as the editor writes it."""
    taker = Taker()
    taker.feed(html)
    taker.close()
    return taker.found


def cleaned(paragraphs):
    """Return paragraphs without what means nothing: empty ones, and white space at edges."""
    found = []
    for paragraph in paragraphs:
        paragraph.signs = tidy(paragraph)
        if paragraph.signs:
            found += pieces(paragraph)
    settle(found)
    return found


def settle(paragraphs):
    """Give the items of lists a depth one below the item before, and the list the editor means.

    The editor takes an item that follows a deeper one of its own sort for one of the outer list.
    """
    open_lists = []
    for paragraph in paragraphs:
        if paragraph.tag not in ("ul", "ol"):
            open_lists = []
            continue
        depth = min(paragraph.depth, len(open_lists), DEEPEST_LIST - 1)
        if depth + 1 < len(open_lists) and open_lists[-1] == paragraph.tag:
            paragraph.tag = open_lists[depth]
        paragraph.depth = depth
        open_lists = [*open_lists[:depth], paragraph.tag]


def tidy(paragraph):
    """Return the signs of a paragraph with single spaces, none at the edges of its lines."""
    found = []
    for sign, marks in paragraph.signs:
        if sign == "\n" and paragraph.tag.startswith("h"):
            sign = " "
        if sign == " " and (not found or found[-1][0] in " \n"):
            continue
        if sign == "\n" and found and found[-1][0] == " ":
            found.pop()
        if sign == "\n" and not found:
            continue
        if sign == "\n" or not UNWRITABLE.match(sign):
            found.append((sign, marks))
    while found and found[-1][0].isspace():
        found.pop()
    while found and found[0][0].isspace():
        found.pop(0)
    return evenly_marked(found)


def evenly_marked(signs):
    """Return signs in which white space has the marks that the words on both sides share."""
    found, last = list(signs), frozenset()
    after = [frozenset()] * len(signs)
    for i in range(len(signs) - 2, -1, -1):
        sign, marks = signs[i + 1]
        after[i] = after[i + 1] if sign.isspace() else marks
    for i, (sign, marks) in enumerate(signs):
        if sign.isspace():
            found[i] = sign, last & after[i]
            if sign == "\n":
                # The editor loses a line break inside a link: it ends one and begins another.
                found[i] = sign, frozenset(mark for mark in found[i][1] if type(mark) is not int)
        else:
            last = marks
    return found


def without_marked_edges(signs):
    """Return signs with type taken off punctuation where a stretch of it begins or ends."""
    for mark in ("b", "i"):
        for row in (range(len(signs)), range(len(signs) - 1, -1, -1)):
            outside = True
            for i in row:
                sign, found = signs[i]
                if mark not in found:
                    outside = True
                elif outside and not sign.isalnum():
                    signs[i] = sign, found - {mark}
                else:
                    outside = False
    return signs


def pieces(paragraph):
    """Return a paragraph, or several where it is longer than a reader takes."""
    if len(paragraph.signs) <= LONGEST:
        return [paragraph]
    text = paragraph.text
    cut = max(text.rfind(" ", 0, LONGEST), text.rfind("\n", 0, LONGEST))
    cut = cut if cut > 0 else LONGEST
    first = Paragraph(paragraph.tag, paragraph.depth, paragraph.signs[:cut])
    rest = Paragraph(paragraph.tag, paragraph.depth, paragraph.signs[cut:])
    rest.signs = tidy(rest)
    return [first, *pieces(rest)]


def is_forbidden(sign):
    """Tell whether a sign may not stand in a file as it is."""
    return bool(FORBIDDEN.match(sign))
