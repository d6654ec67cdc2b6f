"""The body of a page: Markdown and containers made into blocks, with names in place of ids."""

import re
import uuid

from django.utils.translation import gettext as _
from markdown_it.rules_block.table import escapedSplit

from home.bundles import containers, links, markdown
from koers import richtext
from koers.blocks import INLINE_FEATURES, ITEM_FEATURES, Callouts

# Of each container: the arguments it must have, those it may have, and whether it holds text.
SHAPES = {
    "figure": ({"result"}, {"claim"}, False),
    "quote": (set(), {"person", "source"}, True),
    "image": ({"file"}, {"alt", "caption", "decorative"}, False),
    "documents": (set(), set(), True),
    "callout": ({"kind"}, {"title"}, True),
    "video": ({"page"}, {"start"}, False),
    "practice": ({"page"}, set(), False),
    "lesson": ({"page"}, set(), False),
    "table": ({"caption"}, set(), True),
    "accordion": (set(), set(), True),
    "local": (set(), set(), True),
}
BARE = {"decorative"}
NAMESPACE = uuid.UUID("5d4b1c9e-1d0a-4c5e-9a35-0c1f3f1b7a10")


class Body:
    """Read the body of one page."""

    def __init__(self, bundle, path, page):
        self.bundle = bundle
        self.path = path
        self.page = page
        self.links = links.Links(bundle, path, page)

    def fail(self, line, message):
        """Remember a fault."""
        self.bundle.problems.add(self.path, line, message)

    def read(self, text, first):
        """Return the blocks of a body, each as its type and value."""
        rows = []
        for part in containers.cut(text, first, self.fail):
            if not part.name:
                value = self.rich(part.text, part.line, richtext.FEATURES)
                rows.append({"type": "text", "value": value})
            elif self.fits(part):
                value = getattr(self, part.name)(part)
                rows.append({"type": part.name, "value": value})
        return rows

    def rich(self, text, first, features):
        """Return Markdown as HTML."""
        return markdown.rich_text(text, first, features, self.fail, self.links.attributes)

    def fits(self, part):
        """Tell whether a container exists and has the arguments it needs."""
        if part.name not in SHAPES:
            names = ", ".join(SHAPES)
            self.fail(part.line, _("“%(name)s” is no container; there are: %(names)s.")
                      % {"name": part.name[:40], "names": names})  # fmt: skip
            return False
        needed, possible, holds = SHAPES[part.name]
        before = len(self.bundle.problems.found)
        for name, value in part.arguments.items():
            if name not in needed | possible:
                self.fail(part.line, _("“%(name)s” is not possible here.") % {"name": name})
            elif (value is True) != (name in BARE) or value == "":
                self.fail(part.line, _("“%(name)s” needs a value.") % {"name": name})
        for name in sorted(needed - set(part.arguments)):
            self.fail(part.line, _("“%(name)s” is missing.") % {"name": name})
        if bool(part.text.strip()) != holds:
            words = _("There is no text inside.") if holds else _("No text is possible inside.")
            self.fail(part.line, words)
        return len(self.bundle.problems.found) == before

    def figure(self, part):
        """Return a figure."""
        key, claim = part.arguments["result"], part.arguments.get("claim")
        result = self.bundle.original("result", key)
        if result is None:
            self.fail(part.line, _("There is no result “%(key)s”.") % {"key": key})
            return None
        if claim and claim not in result.contained.get("claims", {}):
            words = _("The result “%(result)s” has no claim “%(key)s”.")
            self.fail(part.line, words % {"result": key, "key": claim})
        name = {"$claim": f"{result.name}#{claim}"} if claim else None
        return {"result": {"$page": result.name}, "claim": name}

    def quote(self, part):
        """Return a quotation; who is not among the people is named, in quotation marks."""
        person, source = part.arguments.get("person"), part.arguments.get("source")
        named = isinstance(person, containers.Quoted)
        known = not named and person in self.bundle.records["people"]
        if person and not known and not named and re.fullmatch(r"[a-z0-9-]+", person):
            self.fail(part.line, _("There is no person “%(key)s”.") % {"key": person})
        if source and source not in self.bundle.records["sources"]:
            self.fail(part.line, _("There is no source “%(key)s”.") % {"key": source})
        return {
            "text": self.rich(part.text, part.first, markdown.QUOTE),
            "person": {"$people": person} if known else None,
            "name": "" if known else person or "",
            "source": {"$sources": source} if source else None,
        }

    def image(self, part):
        """Return a picture."""
        file, alt = part.arguments["file"], part.arguments.get("alt", "")
        decorative = "decorative" in part.arguments
        if file not in self.bundle.media["images"]:
            self.fail(part.line, _("There is no picture “%(file)s”.") % {"file": file})
        if bool(alt) == decorative:
            self.fail(part.line, _("Give an alternative text or the word decorative, one of both."))
        return {
            "image": {"$images": file},
            "alt": alt,
            "decorative": decorative,
            "caption": part.arguments.get("caption", ""),
        }

    def callout(self, part):
        """Return a callout."""
        kind = part.arguments["kind"]
        if kind not in Callouts.values:
            words = _("“%(value)s” is not one of: %(values)s.")
            self.fail(part.line, words % {"value": kind, "values": ", ".join(Callouts.values)})
        text = self.rich(part.text, part.first, INLINE_FEATURES)
        return {"kind": kind, "title": part.arguments.get("title", ""), "text": text}

    def local(self, part):
        """Return a place to fill in."""
        return {"text": self.rich(part.text, part.first, richtext.FEATURES)}

    def card(self, part):
        """Return the page of a card."""
        path = part.arguments["page"]
        page = self.bundle.by_path.get(path)
        if page is None or page.type != part.name:
            words = _("There is no page “%(path)s” of the type %(type)s.")
            self.fail(part.line, words % {"path": path, "type": part.name})
            return {"page": None}
        return {"page": {"$page": page.name}}

    practice = lesson = card

    def video(self, part):
        """Return a video and the second it starts from."""
        start = part.arguments.get("start")
        if start is not None and not re.fullmatch(r"\d{1,6}", start, re.ASCII):
            self.fail(part.line, _("“start” is a whole number of seconds."))
            start = None
        return self.card(part) | {"start": None if start is None else int(start)}

    def documents(self, part):
        """Return a list of downloads."""
        items = []
        html = self.rich(part.text, part.first, richtext.FEATURES)
        pattern = r'<li><a linktype="document" id="\$([^"]*)">([^<]*)</a></li>'
        if html and re.sub(pattern, "", html) != "<ul></ul>":
            self.fail(part.line, _("Inside stands a list of links to documents, one an item."))
        for match in re.finditer(pattern, html):
            file, title = (markdown.unescape(group) for group in match.groups())
            items.append({"document": {"$documents": file}, "title": title})
        return [{"type": "item", "value": item} for item in items]

    def accordion(self, part):
        """Return the parts that fold, one for each heading of level three."""
        items = []
        for token in markdown.parse(part.text, part.first, self.fail):
            if token.type == "heading_open" and token.tag == "h3" and token.level == 0:
                items.append(token.map[0])
        if not items or "".join(part.lines[: items[0]]).strip():
            self.fail(part.line, _("An accordion begins with a heading of level three (###)."))
            return []
        ends = [*items[1:], len(part.lines)]
        found = [self.item(part, *span) for span in zip(items, ends, strict=True)]
        return [{"type": "item", "value": item} for item in found]

    def item(self, part, start, end):
        """Return one part that folds; its title is plain text."""
        line = part.first + start
        title = self.rich(part.lines[start], line, ("h3", *markdown.QUOTE))
        plain = re.sub(r"\A<h3>([^<]*)</h3>\Z", r"\1", title)
        if title and plain == title:
            self.fail(line, _("The heading of an item is plain text."))
        text = "\n".join(part.lines[start + 1 : end])
        if not text.strip():
            self.fail(line, _("There is no text inside."))
        return {
            "title": markdown.unescape(plain),
            "text": self.rich(text, line + 1, ITEM_FEATURES),
        }

    def table(self, part):
        """Return a table of plain text."""
        tokens = markdown.parse(part.text, part.first, self.fail)
        kinds = [token.type for token in tokens if token.level == 0]
        if kinds != ["table_open", "table_close"]:
            self.fail(part.line, _("Inside stands one table and nothing else."))
            return None
        rows = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
                self.count(part, token.map or tokens[0].map, len(rows))
            elif token.type == "inline":
                rows[-1].append(self.cell(token, part.first + token.map[0]))
            elif token.attrGet("style"):
                self.fail(part.first + token.map[0] if token.map else part.line,
                          _("Columns have no alignment here."))  # fmt: skip
        return {
            "caption": part.arguments["caption"],
            "table": {
                "columns": [{"type": "text", "heading": heading} for heading in rows[0]],
                "rows": [{"values": row} for row in rows[1:]],
                "caption": "",
            },
        }

    def count(self, part, span, number):
        """Tell of a row that has more or fewer cells than the header."""
        lines = [line for line in part.lines if line.strip()]
        wanted = len(cells(lines[0]))
        line = part.first + span[0]
        row = lines[number if number > 1 else 0]
        if len(cells(row)) != wanted:
            self.fail(line, _("This row has %(found)s cells; the header has %(wanted)s.")
                      % {"found": len(cells(row)), "wanted": wanted})  # fmt: skip

    def cell(self, token, line):
        """Return the plain text of a cell."""
        if any(child.type not in ("text", "softbreak") for child in token.children):
            self.fail(line, _("The cells of a table are plain text."))
        return "".join(child.content for child in token.children)


def cells(line):
    """Return the cells of a table's row as they are written."""
    inner = line.strip().removeprefix("|")
    return escapedSplit(inner[:-1] if re.search(r"(?<!\\)\|\Z", inner) else inner)


def plain(value):
    """Return a stored value without ids, to compare it."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "id"}
    return value


def with_ids(rows, old, name):
    """Give blocks ids: of equal blocks there, else of the next of their type."""
    unused = list(old)
    kept = {}
    for same in (lambda row, other: plain(row) == plain(other),
                 lambda row, other: row["type"] == other["type"]):  # fmt: skip
        for number, row in enumerate(rows):
            match = next((other for other in unused if same(row, other)), None)
            if number not in kept and match is not None:
                unused.remove(match)
                kept[number] = match
    taken = {row.get("id") for row in kept.values()}
    return [identified(row, kept.get(i), name, taken) for i, row in enumerate(rows)]


def identified(row, old, name, taken):
    """Return a block with its id and, where it is a list, with the ids of its items."""
    number, key = 0, old.get("id") if old else None
    while not key or (old is None and key in taken):
        key = str(uuid.uuid5(NAMESPACE, f"{name} {row['type']} {number}"))
        number += 1
    taken.add(key)
    value = row["value"]
    if isinstance(value, list):
        items = old["value"] if old and isinstance(old["value"], list) else []
        value = with_ids(value, items, key)
    return {"type": row["type"], "value": value, "id": key}
