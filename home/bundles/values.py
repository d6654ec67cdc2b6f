"""Values of a bundle's fields, read by their kind; what they name is checked, not looked up."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from home.bundles import markdown
from home.bundles.links import Links
from home.bundles.names import BAD, KEY, Names
from home.bundles.yaml_loader import Decimals
from koers import bundle as kinds
from koers import edtf, richtext

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
# Ends with the beginnings they may not lie before.
ORDERS = (("valid_from", "valid_until"), ("from", "until"), ("joined", "left"),
          ("period_from", "period_until"), ("go_live_at", "expire_at"))  # fmt: skip


class Values(Names):
    """Read the values of one file."""

    def __init__(self, bundle, path, language="", page=None):
        self.bundle = bundle
        self.path = path
        self.language = language
        self.page = page
        # Words inside a page are in its language; in records they are maps of languages.
        self.inside = page is not None

    def fail(self, node, message, **words):
        """Remember a fault at a node or line."""
        line = node if isinstance(node, int) else node.line
        self.bundle.problems.add(self.path, line, message % words if words else message)
        return BAD

    def read(self, kind, node):
        """Return a node's value as its kind wants it, or BAD."""
        if node.value is None or node.value in ("", [], {}):
            return self.empty(kind, node)
        name = type(kind).__name__.lower()
        return getattr(self, "language_code" if name == "language" else name)(kind, node)

    def empty(self, kind, node):
        """Refuse an empty value."""
        return self.fail(node.key_line or node.line, _("Leave out a field that is empty."))

    def words(self, kind, node):
        """Read a short text: in the page's language, else one per language."""
        if self.inside:
            text = self.text(kinds.Text(), node)
            return BAD if text is BAD else {self.language: text}
        found = self.mapping(node)
        if found is BAD:
            return BAD
        texts = {}
        for code, item in found.items():
            if code not in settings.LANGUAGE_CODES:
                self.fail(item.key_line, _("“%(code)s” is no language of the site."), code=code)
            texts[code] = self.text(kinds.Text(), item)
        return BAD if BAD in texts.values() else texts

    def mapping(self, node):
        """Return the nodes of a map."""
        if not isinstance(node.value, dict):
            return self.fail(node, _("Fields with values are expected here."))
        return node.value

    def items(self, node):
        """Return the nodes of a list."""
        if not isinstance(node.value, list):
            return self.fail(node, _("A list is expected here."))
        return node.value

    def several(self, node, read):
        """Read every item of a list; what is there twice is refused."""
        nodes = self.items(node)
        if nodes is BAD:
            return BAD
        found = []
        for item in nodes:
            value = read(item)
            if value is not BAD and value in found:
                value = self.fail(item, _("“%(value)s” is given twice."), value=value)
            found.append(value)
        return BAD if BAD in found else found

    def text(self, kind, node):
        """Read a plain text."""
        value = node.value
        if not isinstance(value, str) or isinstance(value, Decimals):
            return self.fail(node, _("A text is expected here; put it in quotation marks."))
        value = value.strip("\n")
        if not value.strip():
            return self.empty(kind, node)
        if getattr(kind, "max_length", None) and len(value) > kind.max_length:
            words = _("This text has %(found)s characters; %(most)s are possible.")
            return self.fail(node, words, found=len(value), most=kind.max_length)
        return value

    def richtext(self, kind, node):
        """Read Markdown."""
        text = self.text(kinds.Text(), node)
        if text is BAD:
            return BAD
        links = Links(self.bundle, self.path, self.page)
        before = len(self.bundle.problems.found)
        first = node.line + 1 if node.block else node.line
        html = markdown.rich_text(
            text, first, richtext.FEATURES,
            lambda line, message: self.fail(line, message), links.attributes,
        )  # fmt: skip
        return html if len(self.bundle.problems.found) == before else BAD

    def texts(self, kind, node):
        """Read a list of short texts."""
        return self.several(node, lambda item: self.read(kinds.Text(max_length=255), item))

    def edtf(self, kind, node):
        """Read a date that is known to the day, the month or the year."""
        value = node.value
        if not isinstance(value, str) or isinstance(value, Decimals):
            return self.fail(node, _('Put dates in quotation marks, such as "2022-08".'))
        try:
            edtf.bounds(value)
        except ValueError:
            return self.fail(node, _("“%(value)s” is no date: write \"2022\", \"2022-08\" or a day "
                                     "that exists, \"2022-08-03\"."), value=value[:40])  # fmt: skip
        return value

    def day(self, kind, node):
        """Read a whole date."""
        value = self.edtf(kind, node)
        if value is not BAD and len(value) != 10:
            return self.fail(node, _('A whole date is expected here, such as "2022-08-03".'))
        return value if value is BAD else date.fromisoformat(value).isoformat()

    def number(self, kind, node):
        """Read a number."""
        value = node.value
        if isinstance(value, bool) or not isinstance(value, (int, Decimals)):
            return self.fail(node, _("A number is expected here, without quotation marks."))
        if isinstance(value, Decimals) and not kind.decimal:
            return self.fail(node, _("A whole number is expected here."))
        try:
            number = Decimal(value)
        except InvalidOperation:
            return self.fail(node, _("A number is expected here, without quotation marks."))
        lowest, highest = kind.minimum, kind.maximum
        highest = 2**31 - 1 if highest is None and not kind.decimal else highest
        if (lowest is not None and number < lowest) or (highest is not None and number > highest):
            return self.fail(node, _("The number %(value)s is out of range."), value=str(value))
        return str(number.normalize().__format__("f")) if kind.decimal else value

    def flag(self, kind, node):
        """Read yes or no."""
        if not isinstance(node.value, bool):
            return self.fail(node, _("“true” or “false” is expected here."))
        return node.value

    def choice(self, kind, node):
        """Read one of some values."""
        if node.value not in kind.choices.values or not isinstance(node.value, str):
            words, values = _("“%(value)s” is not one of: %(values)s."), kind.choices.values
            return self.fail(node, words, value=str(node.plain())[:60], values=", ".join(values))
        return node.value

    def url(self, kind, node):
        """Read an address on the net."""
        value = self.text(kinds.Text(max_length=500), node)
        if value is BAD:
            return BAD
        try:
            parts = urlsplit(value)
            good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            good = False
        if not good or re.search(r"[\s<>\"\\]", value):
            return self.fail(node, _("“%(value)s” is no http(s) address."), value=value[:60])
        return value

    def key(self, kind, node):
        """Read a key."""
        if not isinstance(node.value, str) or not KEY.fullmatch(node.value):
            return self.fail(node, _("A key has small letters, digits and hyphens only."))
        return node.value

    def language_code(self, kind, node):
        """Read a language code."""
        if not isinstance(node.value, str) or not LANGUAGE.fullmatch(node.value):
            return self.fail(node, _("A language code is expected here, such as nl."))
        return node.value

    def tile(self, kind, node):
        """Read column and row."""
        value = node.plain()
        good = isinstance(value, list) and len(value) == 2
        if not good or not all(type(part) is int and 1 <= part <= 99 for part in value):
            return self.fail(node, _("A tile is written [column, row], both counted from 1."))
        return value

    def rows(self, kind, node):
        """Read inline rows."""
        nodes = self.items(node)
        if nodes is BAD:
            return BAD
        found = [self.fields(kind.fields, item, kind.required) for item in nodes]
        return BAD if BAD in found else found

    def fields(self, declared, node, required=()):
        """Read the fields of a map; unknown and missing ones are refused."""
        nodes = self.mapping(node)
        if nodes is BAD:
            return BAD
        found = {}
        for name, item in nodes.items():
            if name in declared:
                found[name] = self.read(declared[name], item)
            else:
                found[name] = self.unknown(name, item, declared)
        for name in required:
            if name not in nodes:
                found[name] = self.fail(node, _("“%(name)s” is missing."), name=name)
        self.check_orders(nodes, found)
        return BAD if BAD in found.values() else found

    def unknown(self, name, node, declared):
        """Refuse a field that is not possible."""
        words = _("“%(name)s” is not a field here; there are: %(names)s.")
        return self.fail(node.key_line, words, name=name[:60], names=", ".join(declared))

    def check_orders(self, nodes, found):
        """Refuse ends before beginnings."""
        for start, end in ORDERS:
            pair = found.get(start), found.get(end)
            if not all(isinstance(value, str) for value in pair) or len(pair[0]) > 10:
                continue
            if edtf.upper(pair[1]) < edtf.lower(pair[0]):
                found[end] = self.fail(nodes[end], _("The end lies before the beginning."))
