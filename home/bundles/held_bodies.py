"""The body of a page as the reader of bundles says it: its blocks, with names in place of ids."""

from html import escape, unescape

from django.utils.translation import gettext as _

from home.bundles.held import clean
from home.bundles.held_links import whole_address
from home.bundles.markdown import QUOTE
from home.bundles.rich_texts import link_to
from koers import richtext
from koers.blocks import INLINE_FEATURES, ITEM_FEATURES, Callouts

# Of a title or a cell; a text has no such bound.
LONGEST_WORDS = 8_000


def line(text):
    """Return a text on one line, as an argument of a block holds it."""
    return " ".join(clean(text).replace("\n", " ").split())


class HeldBody:
    """Read the blocks of one body; what is not complete is left out and told."""

    def __init__(self, site, entry, left, writer):
        self.site = site
        self.names = site.names
        self.entry = entry
        self.left = left
        self.writer = writer

    def miss(self, what):
        """Tell that a block is left out."""
        self.left.add(self.entry.name, what)

    def read(self, rows):
        """Return the blocks of a body; texts that stand together become one."""
        found = []
        for row in rows:
            kind, value = row["type"], row["value"]
            if kind != "text":
                make = getattr(self, kind, None)
                value = make(value or {}) if make else None
                if value is None:
                    words = _("a block that is not complete or names what is gone: %(kind)s")
                    self.miss(words % {"kind": kind})
                    continue
                if isinstance(value, str):
                    kind = "text"
            if kind == "text" and found and found[-1][0] == "text":
                found[-1] = "text", f"{found[-1][1]}{value or ''}"
            else:
                found.append((kind, value or ""))
        rows = [{"type": kind, "value": self.rich(value) if kind == "text" else value}
                for kind, value in found]  # fmt: skip
        return [row for row in rows if row["value"]]

    def rich(self, html, features=richtext.FEATURES):
        """Return stored HTML as rich text, or None where there is none."""
        return self.writer.rich(html or "", features, "body") or None

    def named(self, sort, pk):
        """Return the name of a record or file, or None."""
        name = self.names.find(sort, pk) if pk else None
        return {f"${sort}": name} if name else None

    def figure(self, value):
        """Return a figure; in a pack, a link where its result does not go along."""
        result, claim = value.get("result"), value.get("claim")
        name = self.names.original(result)
        if name is None:
            return self.elsewhere(result, self.site.figure_words(result, claim))
        if claim and claim not in self.names.claims:
            return None
        found = {"$claim": self.names.claims[claim]} if claim else None
        return {"result": {"$page": name}, "claim": found}

    def elsewhere(self, pk, title=""):
        """Return a text that leads to a page that does not go along, or None."""
        page = self.site.outside(pk)
        href = whole_address(page) if page else ""
        return link_to(title or page.title, href) if href else None

    def quote(self, value):
        """Return a quotation."""
        text = self.rich(value.get("text"), QUOTE)
        person = self.named("people", value.get("person"))
        name = "" if person else line(value.get("name"))
        source = self.named("sources", value.get("source"))
        found = {"text": text, "person": person, "name": name, "source": source}
        return found if text else None

    def image(self, value):
        """Return a picture."""
        image = self.named("images", value.get("image"))
        alt = line(value.get("alt"))
        decorative = bool(value.get("decorative")) and not alt
        caption = line(value.get("caption"))
        found = {"image": image, "alt": alt, "decorative": decorative, "caption": caption}
        return found if image and (alt or decorative) else None

    def callout(self, value):
        """Return a callout."""
        text = self.rich(value.get("text"), INLINE_FEATURES)
        found = {"kind": value.get("kind"), "title": line(value.get("title")), "text": text}
        return found if text and found["kind"] in Callouts.values else None

    def local(self, value):
        """Return a place to fill in."""
        text = self.rich(value.get("text"))
        return {"text": text} if text else None

    def card(self, value):
        """Return a card; in a pack, a link where its page does not go along."""
        pk = value.get("page")
        name = self.names.page(pk)
        return {"page": {"$page": name}} if name else self.elsewhere(pk)

    practice = lesson = card

    def video(self, value):
        """Return a card of a video and the second it starts from."""
        found = self.card(value)
        if isinstance(found, dict):
            start = value.get("start")
            found["start"] = start if start is not None and 0 <= start < 10**6 else None
        return found

    def documents(self, value):
        """Return a list of downloads; words that are missing are the document's title."""
        found = []
        for item in map(inner, value or []):
            document = self.named("documents", item.get("document"))
            title = self.title(item, document)
            if document and title:
                found.append({"type": "item", "value": {"document": document, "title": title}})
            else:
                self.miss(_("an item of a list of documents"))
        return found or None

    def title(self, item, document):
        """Return the words of the link to a document, as they read back."""
        words = line(item.get("title"))
        if document and not words:
            words = line(self.names.title("documents", item["document"]))
        return self.plain_text(words)

    def plain_text(self, words):
        """Return plain words as a text of the editor keeps them."""
        words = words[:LONGEST_WORDS]
        html = self.rich(f"<p>{escape(words, quote=False)}</p>", QUOTE) if words else None
        return Words.of(html) if html else ""

    def accordion(self, value):
        """Return the parts that fold."""
        found = []
        for item in map(inner, value or []):
            title = self.plain_text(line(item.get("title")))
            text = self.rich(item.get("text"), ITEM_FEATURES)
            if title and text:
                found.append({"type": "item", "value": {"title": title, "text": text}})
            else:
                self.miss(_("an item of an accordion that is not complete"))
        return found or None

    def table(self, value):
        """Return a table of plain text."""
        table = value.get("table") or {}
        heads = [
            self.plain_text(line(column.get("heading"))) for column in table.get("columns", [])
        ]
        caption = line(value.get("caption"))
        if not heads or not caption:
            return None
        rows = []
        for row in table.get("rows", []):
            cells = [self.plain_text(line(cell)) for cell in row.get("values", [])]
            rows.append({"values": (cells + [""] * len(heads))[: len(heads)]})
        columns = [{"type": "text", "heading": heading} for heading in heads]
        return {"caption": caption, "table": {"columns": columns, "rows": rows, "caption": ""}}


class Words(str):
    """Hold plain words, and the Markdown that says them."""

    markdown = ""

    @classmethod
    def of(cls, html):
        """Make words of a rich text of one paragraph without marks."""
        found = cls(unescape(html.removeprefix("<p>").removesuffix("</p>")))
        found.markdown = html.markdown
        return found


def inner(item):
    """Return the value of an item of a list, however old the way it is stored."""
    return item.get("value", item) if isinstance(item, dict) else {}
