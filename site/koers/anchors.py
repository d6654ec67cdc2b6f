"""Addresses of headings: made from their text, unique on a page."""

from html import unescape

from bs4 import BeautifulSoup
from django.utils.safestring import mark_safe
from django.utils.text import slugify

LEVELS = ("h2", "h3", "h4")


class Anchors:
    """Hand out the anchors of one page, in the order of its headings; `linked` shows them."""

    def __init__(self, linked=False):
        self.seen = {}
        self.linked = linked

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
        if anchors.linked and not tag.find("a"):
            link(tag, soup)
    return str(soup), headings


def link(heading, soup):
    """Let a heading lead to itself, so that its address can be copied."""
    inside = soup.new_tag("a", href=f"#{heading['id']}", attrs={"class": "tk-hash"})
    inside.extend(list(heading.contents))
    heading.append(inside)


def marked(html, anchors):
    """Return rich text whose headings carry the next anchors of the page."""
    return mark_safe(add_ids(str(html), anchors or Anchors())[0])  # noqa: S308 - from the editor
