"""Links in a bundle's texts: to its pages, documents and records, or to the net."""

import posixpath
import re
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from koers.richtext import LINKED_RECORDS

SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
# A stored link before its target has an id: the name of the target stands in, after a $.
SYMBOL = re.compile(r'<a linktype="(\w+)" id="\$([^"]*)"')


class Links:
    """Resolve the links of one file of a bundle."""

    def __init__(self, bundle, path, page=None):
        self.bundle = bundle
        self.path = path
        self.page = page

    def fail(self, line, message, **words):
        """Remember a fault; return nothing."""
        self.bundle.problems.add(self.path, line, message % words if words else message)

    def attributes(self, href, line):
        """Return the attributes of a link as they are stored, or None where it is refused."""
        if SCHEME.match(href) or href.startswith("//"):
            return self.outside(href, line)
        target, _hash, fragment = unquote(href).partition("#")
        if not target:
            return self.here(fragment, line)
        name = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), target))
        if target.startswith("/") or name == ".." or name.startswith("../"):
            words = _("The link “%(href)s” leads out of the bundle; make it a whole address.")
            return self.fail(line, words, href=href)
        return self.inside(name, fragment, href, line)

    def outside(self, href, line):
        """Return the attributes of a link to the net."""
        try:
            parts = urlsplit(href)
            good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            good, parts = False, None
        if parts and parts.scheme in ("mailto", "tel"):
            good = bool(parts.path.strip())
        if not good or re.search(r"[\s<>\\]", href):
            words = _("“%(href)s” is no address for a link: http(s), mailto and tel are possible.")
            return self.fail(line, words, href=href[:200])
        return f'href="{escape(href)}"'

    def here(self, fragment, line):
        """Return the attributes of a link to a heading of the same page."""
        if not fragment or self.page is None:
            return self.fail(line, _("This link leads nowhere."))
        self.bundle.fragments.append((self.page, fragment, self.path, line))
        return f'href="#{escape(fragment)}"'

    def inside(self, name, fragment, href, line):
        """Return the attributes of a link to something in the bundle."""
        kind = name.removesuffix(".yaml")
        if kind in LINKED_RECORDS and name.endswith(".yaml"):
            if fragment in self.bundle.records.get(kind, {}):
                return f'linktype="{kind}" id="${escape(fragment)}"'
            words = _("There is no “%(key)s” in %(file)s.")
            return self.fail(line, words, key=fragment, file=name)
        if name in self.bundle.media["documents"]:
            return f'linktype="document" id="${escape(name)}"'
        target = self.bundle.by_file.get(name)
        if target is None:
            words = _("The link “%(href)s” leads to no page, document or record of the bundle.")
            return self.fail(line, words, href=href[:200])
        return self.to_page(target, fragment, line)

    def to_page(self, target, fragment, line):
        """Return the attributes of a link to a page."""
        stored = f'linktype="page" id="${target.name}"'
        if fragment:
            self.bundle.fragments.append((target, fragment, self.path, line))
            stored += f' fragment="{escape(fragment)}"'
        foreign = self.page is not None and target.language != self.page.language
        return stored + (' keep="1"' if foreign else "")


def symbols(html):
    """Yield (kind, name) of what the links of a text lead to."""
    for match in SYMBOL.finditer(html):
        yield match[1], unescape(match[2])


def resolve(html, find):
    """Put ids in place of names; `find(kind, name)` returns the id."""

    def put(match):
        return f'<a linktype="{match[1]}" id="{find(match[1], unescape(match[2]))}"'

    return SYMBOL.sub(put, html)
