"""The links of stored texts, as a bundle says them: relative paths, or whole addresses."""

import posixpath
import re
from html import escape
from types import SimpleNamespace
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from home.bundles import rich_texts
from home.bundles.links import Links
from home.bundles.problems import Problems
from koers.richtext import DOCUMENT, LINKED_RECORDS
from koers.visibility import visible_pages

NOT_IN_ADDRESSES = re.compile(r"[\s<>\\]")


def base_address():
    """Return the address of the site without a slash at its end."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def whole_address(page):
    """Return the whole address of a page that every visitor may see, or nothing."""
    seen = visible_pages().filter(pk=page.pk).exists()
    parts = page.get_url_parts() if seen else None
    return f"{base_address()}{parts[2]}" if parts and parts[2] else ""


class HeldLinks:
    """Write the texts of one page or record, with their links."""

    def __init__(self, site, entry, left):
        self.site = site
        self.entry = entry
        self.left = left

    def rich(self, html, features, what):
        """Return stored HTML as rich text of a bundle."""

        def note(message):
            self.left.add(self.entry.name, f"{what}: {message}")

        return rich_texts.rich(html, features, lambda found: self.resolve(found, note), note)

    def resolve(self, attributes, note):
        """Return (address, stored attributes) of a link, or None where it leads nowhere."""
        kind = attributes.get("linktype")
        if not kind:
            return self.to_address(attributes.get("href", ""), note)
        pk = int(attributes["id"]) if attributes.get("id", "").isdigit() else 0
        if kind == "page":
            return self.to_page(pk, attributes, note)
        sort = {DOCUMENT: "documents"}.get(kind, kind)
        known = kind in (DOCUMENT, *LINKED_RECORDS)
        name = self.site.names.find(sort, pk) if known else None
        if name is None:
            return note(_("a link to something that is gone (%(what)s)") % {"what": f"{kind} {pk}"})
        if kind == DOCUMENT:
            return self.relative(name), f'linktype="document" id="${escape(name)}"'
        return f"{self.relative(f'{kind}.yaml')}#{name}", f'linktype="{kind}" id="${name}"'

    def relative(self, file):
        """Return the way to a file from the one of this text."""
        return quote(posixpath.relpath(file, posixpath.dirname(self.entry.file) or "."))

    def to_address(self, href, note):
        """Return a link to the net or to a heading of this page."""
        if href.startswith("#"):
            if href[1:] in self.site.anchors(self.entry.name):
                return href, f'href="{escape(href)}"'
            return note(_("a link to a heading that is not there (%(what)s)") % {"what": href})
        if href.startswith("/") and not href.startswith("//"):
            href = base_address() + href
        href = NOT_IN_ADDRESSES.sub(lambda match: quote(match[0]), href.strip())
        reader = Links(SimpleNamespace(problems=Problems()), "")
        stored = reader.outside(href, 0)
        if stored is None:
            return note(_("a link to “%(what)s”, which no bundle can hold") % {"what": href[:80]})
        return href, stored

    def to_page(self, pk, attributes, note):
        """Return a link to a page, in the language it is read in."""
        target = self.site.scope.entries.get(pk)
        if target is None:
            return self.to_outside(pk, note)
        if target.language != self.entry.language and not attributes.get("keep"):
            target = self.site.translation(target, self.entry.language) or target
        href, stored = self.relative(target.file), f'linktype="page" id="${target.name}"'
        fragment = attributes.get("fragment", "")
        if fragment and fragment not in self.site.anchors(target.name):
            note(_("the part “#%(what)s” of a link: there is no such heading")
                 % {"what": fragment})  # fmt: skip
        elif fragment:
            href, stored = f"{href}#{quote(fragment)}", f'{stored} fragment="{escape(fragment)}"'
        foreign = target.language != self.entry.language
        return href, stored + (' keep="1"' if foreign else "")

    def to_outside(self, pk, note):
        """Return a link to a page that does not go along: its whole address."""
        page = self.site.outside(pk)
        href = whole_address(page) if page else ""
        if not href:
            words = _("a link to a page that does not go along (%(what)s)")
            what = page.url_path.strip("/") if page else pk
            return note(words % {"what": what})
        return href, f'href="{escape(href)}"'
