"""Everything that an export says: pages, claims, records, files and the region's settings."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Site

from home.bundles import fields
from home.bundles.contents import Entry
from home.bundles.export_names import Names
from home.bundles.held import Held, clean
from home.bundles.held_bodies import HeldBody
from home.bundles.held_files import HeldFiles
from home.bundles.held_links import HeldLinks
from home.bundles.held_pages import HeldClaims, HeldPage
from home.bundles.left_out import LeftOut
from home.bundles.privacy import Privacy
from home.bundles.rich_texts import Unwritable
from home.bundles.scope import Scope
from koers import bundle as kinds
from koers.blocks import headings
from koers.site_settings import SiteSettings


class HeldSite:
    """Say what the site holds, or of a pack what its top page and those below it hold."""

    def __init__(self, left, top=None):
        self.left = left
        self.top = top
        self.scope = Scope(left, top)
        self.names = Names(self.scope)
        self.privacy = Privacy(left)
        self.row_numbers = {}
        self.pks = {entry.name: pk for pk, entry in self.scope.entries.items()}
        self.groups = {}
        for entry in self.scope.entries.values():
            self.groups.setdefault((entry.source.name, entry.language), entry)
        self.headings = {}

    @property
    def entries(self):
        """Return the entries of pages by their name, in the order of the tree."""
        return {entry.name: entry for entry in self.scope.entries.values()}

    def row(self, entry):
        """Return the page of an entry as it stands in the tree."""
        return self.scope.rows[self.pks[entry.name]]

    def version(self, entry):
        """Return what of a page is exported."""
        return self.scope.versions[self.pks[entry.name]]

    def is_top(self, row):
        """Tell whether a page is the top of a pack."""
        return self.top is not None and row.pk == self.top.pk

    def facts(self, row):
        """Return the page that holds the facts of a page in a pack, which stands alone."""
        return row if self.top is None else row.source

    def translations(self, entry):
        """Return the translations of a page that go along."""
        return [other for other in self.scope.entries.values() if other.original is entry]

    def translation(self, entry, language):
        """Return a live page in another language that says the same, or None."""
        found = self.groups.get((entry.source.name, language))
        return found if found is not None and self.row(found).live else None

    def outside(self, pk):
        """Return a page that a pack leaves behind, or None."""
        found = Page.objects.filter(pk=pk).first() if self.top is not None and pk else None
        return found.specific if found else None

    def anchors(self, name):
        """Return the anchors of the headings of a page as they will be."""
        if name not in self.headings:
            entry, nothing = self.entries[name], LeftOut()
            writer = HeldLinks(self, entry, nothing)
            writer.resolve = lambda attributes, note: None
            rows = HeldBody(self, entry, nothing, writer).read(self.version(entry).body.raw_data)
            self.headings[name] = {anchor for _level, _text, anchor in headings(rows)}
        return self.headings[name]

    def figure_words(self, result, claim):
        """Return the words of a figure of a result that stays behind."""
        ledger = getattr(self.outside(result), "ledger", None)
        if ledger is None:
            return ""
        chosen = ledger.find(claim) if claim else ledger.current
        with override(self.top.locale.language_code):
            return chosen.words if chosen else ""

    def read(self):
        """Fill in what all pages and their claims say, originals first."""
        entries = sorted(self.scope.entries.values(), key=lambda entry: entry.original is not None)
        for entry in entries:
            contains = getattr(entry.model, "bundle_contains", {}) if not entry.original else {}
            for name, contained in contains.items():
                pk = self.facts(self.row(entry)).pk
                claims = HeldClaims(self, entry, pk, name, contained)
                entry.contained[name] = claims.read()
        for entry in entries:
            facts = self.facts(self.row(entry))
            version = self.version(entry)
            try:
                HeldPage(self, entry, version, None if facts.pk == version.pk else facts).read()
            except Unwritable as error:
                words = _("this text cannot be written: %(error)s") % {"error": error}
                raise Unwritable(f"{entry.name}: {words}") from None

    def records(self, kind, wanted):
        """Return the entries of the records of one kind."""
        declared, found = kinds.RECORD_KINDS[kind], []
        for record in declared.model.objects.order_by("pk"):
            if wanted(kind, record.key):
                held = Held(self.names, self.left, record.key)
                said = held.fields(
                    fields.COMMON | declared.fields, record, ("key", *declared.required)
                )
                for name in declared.required:
                    if isinstance(declared.fields[name], kinds.Text):
                        said.setdefault(name, record.key)
                found.append(Entry(kind, record.key, f"{kind}.yaml", said=said))
        return found

    def files(self, folder, wanted):
        """Return the reader of files, which copies them to a folder."""
        return HeldFiles(self.names, self.left, folder, wanted)

    def settings(self):
        """Return the entry of what the region says of itself."""
        site = Site.objects.filter(is_default_site=True).first()
        thing = SiteSettings.objects.filter(site=site).first() or SiteSettings()
        held = Held(self.names, self.left, "site.yaml")
        name = clean(thing.name) or clean(site.site_name if site else "") or "Koers"
        said = {
            "name": name,
            "tagline": held.words(None, "tagline", thing),
            "contact": given(email=thing.email, website=thing.website),
            "licence": {"text": thing.text_licence, "data": thing.data_licence},
            "navigation": given(main=held.pagepaths(None, "main_menu", thing),
                                footer=held.pagepaths(None, "footer_menu", thing)),
            "follow": [{"name": clean(name), "url": url} for name, url in thing.links],
            "tokens": thing.palette,
        }  # fmt: skip
        return Entry("settings", "site", "site.yaml", said=given(**said))

    @property
    def languages(self):
        """Return the languages of the site, the first being the default."""
        found = [{"code": code, "name": settings.LANGUAGE_NAMES.get(code, code)}
                 for code in settings.LANGUAGE_CODES]  # fmt: skip
        found[0]["default"] = True
        return found


def given(**values):
    """Return the values that are not empty."""
    return {name: value for name, value in values.items() if value}


def closure(entries, records):
    """Return (kind, name) of everything that entries name, and that records name in turn."""
    found, waiting = set(), list(entries)
    while waiting:
        for thing in fields.names(waiting.pop().said):
            if thing not in found:
                found.add(thing)
                waiting += [records[thing]] if thing in records else []
    return found
