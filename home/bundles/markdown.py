"""Markdown made into the HTML that the editor of rich text keeps unchanged."""

import re
from functools import cache
from html import escape, unescape

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from home.bundles.runs import Runs

DEEPEST_LIST = 6
LONGEST = 20_000
STAND_IN = "https://bundle.invalid/"
STAND_IN_TAG = re.compile(rf'<a href="{re.escape(STAND_IN)}(\d+)">')
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
__all__ = ["unescape"]
QUOTE = ("bold", "italic", "link")


class TooLong(Exception):
    """Say that a paragraph is longer than anyone writes, and on which line it begins."""


def guard(state):
    """Refuse paragraphs whose brackets would take minutes to match."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST:
            raise TooLong(token.map[0])


def parser():
    """Return a parser that keeps addresses as they are written and shows HTML as HTML."""
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable("table")
    md.core.ruler.after("block", "guard", guard)
    md.normalizeLink = md.normalizeLinkText = lambda url: url
    md.validateLink = lambda url: True
    return md


PARSER = parser()


@cache
def converter(features):
    """Return the editor's own converter for a set of features."""
    return ContentstateConverter(features=list(features))


class Writer:
    """Write tokens as HTML and tell of everything the editor could not keep.

    `fail(line, message)` takes faults; `link(href, line)` returns the attributes of a link, or
    None where it is refused.
    """

    REFUSED = {
        "fence": lambda: _("Code blocks are not possible here."),
        "code_block": lambda: _("Code (indented text) is not possible here."),
        "blockquote_open": lambda: _("Write quotations as “::: quote”."),
        "hr": lambda: _("Rules are not possible here."),
        "html_block": lambda: _("HTML is not possible here."),
        "html_inline": lambda: _("HTML is not possible here."),
        "code_inline": lambda: _("Code is not possible here."),
        "image": lambda: _("Write pictures as “::: image”."),
        "table_open": lambda: _("Write tables inside “::: table”."),
    }

    def __init__(self, features, first, fail, link):
        self.features = features
        self.first = first
        self.fail = fail
        self.link = link
        self.html = []
        self.attributes = []
        self.lists = 0
        self.in_item = []
        self.line = first

    def refuse(self, token):
        """Tell that a kind of text is not possible."""
        self.fail(self.line, self.REFUSED[token.type]())

    def write(self, tokens):
        """Return the HTML of block tokens."""
        skip = None
        for token in tokens:
            if token.map:
                self.line = self.first + token.map[0]
            if skip:
                skip = None if (token.type, token.level) == skip else skip
            elif token.type in self.REFUSED:
                self.refuse(token)
                if token.nesting == 1:
                    skip = (token.type.replace("_open", "_close"), token.level)
            else:
                getattr(self, token.type)(token)
        return "".join(self.html)

    def heading_open(self, token):
        """Begin a heading."""
        if token.markup in ("=", "-"):
            self.fail(self.line, _("Write headings with # signs; a line below makes none."))
        elif token.tag not in self.features:
            allowed = ", ".join(f for f in self.features if re.fullmatch(r"h\d", f)) or "–"
            words = _("A heading of level %(level)s is not possible here; possible: %(allowed)s.")
            self.fail(self.line, words % {"level": token.tag[1], "allowed": allowed})
        elif self.lists:
            self.fail(self.line, _("Headings are not possible in lists."))
        self.html.append(f"<{token.tag}>")

    def heading_close(self, token):
        """End a heading."""
        if self.html[-1] == f"<{token.tag}>":
            self.fail(self.line, _("This heading is empty."))
        self.html.append(f"</{token.tag}>")

    def paragraph_open(self, token):
        """Begin a paragraph; in a list it is the text of an item."""
        if not self.lists:
            self.html.append("<p>")
        elif not token.hidden:
            self.fail(self.line, _("Empty lines in lists are not possible: write one item a line."))
        elif self.in_item[-1]:
            self.fail(self.line, _("An item of a list has one text."))
        else:
            self.in_item[-1] = True

    def paragraph_close(self, token):
        """End a paragraph."""
        if not self.lists:
            self.html.append("</p>")

    def bullet_list_open(self, token):
        """Begin a list."""
        self.lists += 1
        if "ul" not in self.features:
            self.fail(self.line, _("Lists are not possible here."))
        if self.lists > DEEPEST_LIST:
            self.fail(self.line, _("This list is nested too deeply."))
        if self.in_item and not self.in_item[-1]:
            self.fail(self.line, _("An item of a list begins with a text."))
        if token.attrGet("start") not in (None, 1):
            self.fail(self.line, _("A numbered list begins at 1."))
        self.html.append(f"<{token.tag}>")

    ordered_list_open = bullet_list_open

    def bullet_list_close(self, token):
        """End a list."""
        self.lists -= 1
        self.html.append(f"</{token.tag}>")

    ordered_list_close = bullet_list_close

    def list_item_open(self, token):
        """Begin an item."""
        self.in_item.append(False)
        self.html.append("<li>")

    def list_item_close(self, token):
        """End an item."""
        if not self.in_item.pop():
            self.fail(self.line, _("This item is empty."))
        self.html.append("</li>")

    def inline(self, token):
        """Write the words of a paragraph, heading or item."""
        if re.search(r" {2,}\n", token.content):
            self.fail(self.line, _("Write a line break as a backslash at the end of the line."))
        for child in token.children:
            if child.type in self.REFUSED:
                self.refuse(child)
            else:
                getattr(self, child.type)(child)

    def text(self, token):
        """Write plain words."""
        self.html.append(escape(token.content, quote=False))

    def softbreak(self, token):
        """Write the end of a line, which means a space."""
        self.line += 1
        self.html.append(" ")

    def hardbreak(self, token):
        """Write a line break."""
        self.line += 1
        self.html.append("<br/>")

    def strong_open(self, token):
        """Begin bold words."""
        self.html.append("<b>")

    def strong_close(self, token):
        """End bold words."""
        self.html.append("</b>")

    def em_open(self, token):
        """Begin italic words."""
        self.html.append("<i>")

    def em_close(self, token):
        """End italic words."""
        self.html.append("</i>")

    def link_open(self, token):
        """Begin a link."""
        if token.attrGet("title"):
            self.fail(self.line, _("Links have no titles here."))
        found = self.link(token.attrGet("href") or "", self.line)
        self.html.append(f'<a href="{STAND_IN}{len(self.attributes)}">')
        self.attributes.append(found or 'href="#"')

    def link_close(self, token):
        """End a link."""
        if self.html[-1].startswith("<a "):
            self.fail(self.line, _("This link has no words."))
        self.html.append("</a>")


def as_edited(html, features):
    """Return HTML as the editor stores it after opening and saving it."""
    tool = converter(features)
    return BLOCK_KEY.sub("", tool.to_database_format(tool.from_database_format(html)))


def parse(text, first, fail):
    """Return the tokens of a Markdown text, or nothing where it is refused as a whole."""
    env = {}
    try:
        tokens = PARSER.parse(text, env)
    except TooLong as error:
        words = _("A paragraph may have %(number)s characters at most.") % {"number": LONGEST}
        fail(first + error.args[0], words)
        return []
    for reference in env.get("references", {}).values():
        fail(first + reference["map"][0], _("Write the address of a link behind its words."))
    return tokens


def rich_text(text, first, features, fail, link):
    """Return a Markdown text as HTML; faults go to `fail` with their line."""
    faults = []

    def note(line, message):
        faults.append(line)
        fail(line, message)

    for number, line in enumerate(text.split("\n"), start=first):
        if line.lstrip().startswith(":::"):
            note(number, _("Containers (:::) are not possible here."))
    writer = Writer(features, first, note, link)
    html = writer.write(parse(text, first, note))
    if faults or not html:
        return ""
    stored = as_edited(html, tuple(features))
    if Runs.of(stored) != Runs.of(html):
        note(first, _("The editor cannot keep this text as it is written."))
        return ""
    return STAND_IN_TAG.sub(lambda match: f"<a {writer.attributes[int(match[1])]}>", stored)
