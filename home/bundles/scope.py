"""Which pages an export takes along, where they stand in the bundle, and which version of each."""

import re

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.bundles.contents import PageEntry
from home.bundles.page_files import FIRST_LANGUAGE_ONLY
from koers import locales

NO_SLUG = re.compile(r"[^a-z0-9-]+", re.ASCII)


class Scope:
    """Hold the entries of pages by their id, in the order of the tree, and their versions.

    `top` is the page that a pack consists of, with what is below it; without it all pages go.
    """

    def __init__(self, left, top=None):
        self.left = left
        self.top = top
        self.entries = {}
        self.rows = {}
        self.versions = {}
        self.places = {}
        self.taken = set()
        self.under = top.get_parent().url_path.strip("/") if top else ""
        for row in self.tree():
            self.take(row)
        self.tie()
        self.settle_files()
        self.settle_order()

    def tree(self):
        """Return the pages that could go along, each above those below it."""
        pages = Page.objects.filter(depth__gt=1) if self.top is None else (
            self.top.get_descendants(inclusive=True)
        )  # fmt: skip
        return pages.order_by("path").specific()

    def take(self, row):
        """Take a page along, or tell why it stays."""
        parent = self.places.get(row.path[: -row.steplen])
        top = row.depth == 2 if self.top is None else row.pk == self.top.pk
        reason = self.reason(row, parent, top)
        if reason:
            self.left.add(row.url_path.strip("/"), reason)
            return
        name = self.name_of(row, parent)
        self.places[row.path] = row.pk
        self.rows[row.pk] = row
        language = locales.code_of(row.locale_id)
        path = name if self.top is None else f"{language}{name[len(self.under) :]}"
        self.entries[row.pk] = PageEntry(
            "page", name, "", path=path, language=language, type=type(row).bundle_type,
            model=type(row),
        )  # fmt: skip
        self.versions[row.pk] = self.version(row, name)

    def reason(self, row, parent, top):
        """Say why a page cannot go along, or nothing."""
        language = locales.code_of(row.locale_id)
        if parent is None and not top:
            return _("below a page that is left out")
        if row.alias_of_id:
            return _("an alias of another page")
        if not getattr(row, "bundle_type", ""):
            return _("a page of a type that bundles do not know")
        if language not in settings.LANGUAGE_CODES:
            return _("in a language that the site no longer has")
        if top and self.top is None:
            taken = any(entry.name == language for entry in self.entries.values())
            return _("a second home page of its language") if taken else ""
        if parent is not None and self.entries[parent].language != language:
            return _("in another language than the page above it")
        return ""

    def name_of(self, row, parent):
        """Return the path of a page; what no bundle can hold of a slug is replaced."""
        if self.top is None and parent is None:
            return locales.code_of(row.locale_id)
        above = self.under if parent is None else self.entries[parent].name
        slug = NO_SLUG.sub("-", row.slug.lower())
        name, number = f"{above}/{slug}", 1
        while name in self.taken:
            number += 1
            name = f"{above}/{slug}-{number}"
        self.taken.add(name)
        if not name.endswith(f"/{row.slug}"):
            words = _("its address becomes “%(slug)s”")
            self.left.add(row.url_path.strip("/"), words % {"slug": name.rpartition("/")[2]})
        return name

    def version(self, row, name):
        """Return what of a page is exported: what is live, else its latest draft."""
        if not is_on(row):
            self.entries[row.pk].said["status"] = "draft"
            try:
                return row.get_latest_revision_as_object()
            except Exception as error:
                self.left.add(name, _("its draft cannot be read: %(error)s") % {"error": error})
                return row
        planned = None if row.live or row.expired else row.scheduled_revision
        newer = row.latest_revision_id != planned.pk if planned else row.has_unpublished_changes
        if newer:
            self.left.add(name, _("changes that are not published"))
        return row

    def tie(self):
        """Tie translations to their originals; leave out what cannot be without."""
        if self.top is not None:
            return
        while True:
            originals = {(row.translation_key, row.locale_id): pk for pk, row in self.rows.items()}
            strays = [pk for pk, row in self.rows.items() if not self.tied(pk, row, originals)]
            if not strays:
                return
            for pk in strays:
                self.drop(pk)

    def tied(self, pk, row, originals):
        """Tie a page; tell whether it may stay."""
        entry = self.entries[pk]
        original = originals.get((row.translation_key, row.source_locale_id))
        entry.original = None if original in (None, pk) else self.entries[original]
        foreign = entry.language != settings.LANGUAGE_CODES[0]
        return not (entry.original is None and foreign and entry.type in FIRST_LANGUAGE_ONLY)

    def drop(self, pk):
        """Leave out a page, and those below it."""
        entry = self.entries[pk]
        words = _("such a page is written in the first language first, and its original is missing")
        self.left.add(entry.name, words)
        for other, below in list(self.entries.items()):
            if other == pk or below.name.startswith(f"{entry.name}/"):
                del self.entries[other], self.rows[other], self.versions[other]

    def settle_files(self):
        """Give every page its file: a folder where there are pages below it."""
        above = {entry.parent for entry in self.entries.values()}
        for entry in self.entries.values():
            folder = entry.name in above or entry.type == "home" or entry.slug == "index"
            entry.file = f"{entry.path}/index.md" if folder else f"{entry.path}.md"

    def settle_order(self):
        """Number the fewest siblings that must be, so that the rest can go by their file names."""
        siblings = {}
        for entry in self.entries.values():
            siblings.setdefault(entry.parent, []).append(entry)
        for parent, pages in siblings.items():
            first = len(pages) - 1
            while first > 0 and pages[first - 1].slug < pages[first].slug:
                first -= 1
            for number, entry in enumerate(pages[:first] if parent else [], start=1):
                entry.order = number


def is_on(row):
    """Tell whether a page is live, or waits for its day, or was taken down by its own date."""
    over = row.expire_at is not None and row.expire_at <= timezone.now()
    if row.live or (row.expired and over):
        return True
    return row.go_live_at is not None and row.scheduled_revision is not None
