"""Addresses of headings: made from their text, unique on a page."""

from html import unescape

from bs4 import BeautifulSoup
from django.utils.safestring import mark_safe
from django.utils.text import slugify

LEVELS = ("h2", "h3", "h4")


class Anchors:
    """Hand out the anchors of one page, in the order of its headings."""

    def __init__(self):
        self.seen = {}

    def give(self, text):
        """Return an anchor for a heading: its text as a slug, numbered where it stood before."""
        base = slugify(unescape(text)) or "deel"
        count = self.seen[base] = self.seen.get(base, 0) + 1
        return base if count == 1 else self.give(f"{base}-{count}")


def add_ids(html, anchors):
    """Give the headings in rich text an id; return the HTML and (level, text, id) of each."""
    if "<h" not in html:
        return html, []
    soup = BeautifulSoup(html, "html.parser")
    headings = []
    for tag in soup.find_all(LEVELS):
        text = tag.get_text(" ", strip=True)
        tag["id"] = anchors.give(text)
        headings.append((int(tag.name[1]), text, tag["id"]))
    return str(soup), headings


def marked(html, anchors):
    """Return rich text whose headings carry the next anchors of the page."""
    return mark_safe(add_ids(str(html), anchors or Anchors())[0])  # noqa: S308 - from the editor
