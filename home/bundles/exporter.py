"""Export the site, or a pack of a part of it, as a bundle: whole, or not at all."""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.bundles import fields
from home.bundles.export_check import differences
from home.bundles.file_writer import FileWriter
from home.bundles.held_files import MissingFile
from home.bundles.held_site import HeldSite, closure
from home.bundles.left_out import LeftOut
from home.bundles.problems import BundleErrors
from home.bundles.rich_texts import Unwritable
from home.models import HomePage
from koers import bundle as kinds


class ExportError(Exception):
    """Say why nothing was exported."""


def export_bundle(directory, page=None):
    """Write the site, or a pack of a page with those below it, into a new folder.

    Return what was left out (LeftOut), or raise ExportError; then there is no folder.
    """
    target = Path(directory).absolute()
    check_target(target)
    part = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        left = write_bundle(part, page)
        part.chmod(0o755)
        os.replace(part, target)
    except OSError as error:
        words = _("This cannot be written: %(error)s")
        raise ExportError(words % {"error": error}) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return left


def check_target(target):
    """Refuse a place where there is something already, or where nothing can be written."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ExportError(_("“%(path)s” is no folder.") % {"path": target})
    if not target.parent.is_dir():
        raise ExportError(_("There is no folder “%(path)s”.") % {"path": target.parent})
    if target.exists() and any(target.iterdir()):
        words = _("The folder “%(path)s” is not empty; give an empty or a new one.")
        raise ExportError(words % {"path": target})
    if not os.access(target.parent, os.W_OK):
        raise ExportError(_("In “%(path)s” nothing can be written.") % {"path": target.parent})


def write_bundle(folder, page=None):
    """Write a bundle into an empty folder; return what is left out, or raise ExportError."""
    top = top_page(page) if page is not None else None
    refused = {}
    while True:
        left = LeftOut()
        for name, reason in refused.items():
            left.add(name, reason)
        try:
            export = Export(folder, HeldSite(left, top), refused)
            found = export.run()
        except Unwritable as error:
            raise ExportError(str(error)) from None
        if not found:
            export.check()
            return left
        # A file that no bundle may hold: without it once more, for pages may name it.
        refused |= found
        for thing in folder.iterdir():
            shutil.rmtree(thing) if thing.is_dir() else thing.unlink()


def preview(page=None):
    """Return (numbers by kind, what is left out) of an export, without writing it."""
    left = LeftOut()
    try:
        export = Export(None, HeldSite(left, top_page(page) if page else None), {})
        return export.counts(), left
    except Unwritable as error:
        raise ExportError(str(error)) from None


def top_page(page):
    """Return the page that a pack consists of, given as a page or as its path."""
    if isinstance(page, str):
        path = page.strip("/")
        found = Page.objects.filter(url_path=f"/{path}/", depth__gt=1).first()
        if found is None:
            raise ExportError(_("The site has no page “%(path)s”.") % {"path": path})
        page = found
    page = page.specific
    if isinstance(page, HomePage) or page.depth < 3:
        raise ExportError(_("A pack is a part of a site; export the whole site without --page."))
    if page.alias_of_id or not getattr(page, "bundle_type", ""):
        raise ExportError(_("This page cannot be a pack: it is an alias or of an unknown type."))
    if page.locale.language_code not in settings.LANGUAGE_CODES:
        raise ExportError(_("This page is in a language that the site no longer has."))
    return page


class Export:
    """Write one bundle; `refused` names the files that no bundle may hold."""

    def __init__(self, folder, held, refused):
        self.folder = folder
        self.held = held
        self.entries = []
        for names in held.names.files.values():
            for pk in [pk for pk, name in names.items() if name in refused]:
                del names[pk]

    def run(self):
        """Write everything; return files that no reader takes, with the reasons."""
        pages, records, wanted = self.gather()
        refused, media = self.take_files(wanted)
        if not refused:
            self.write(pages, records, media)
        return refused

    def gather(self):
        """Read the pages and the records that go along; return them and which files do."""
        held, pack = self.held, self.held.top is not None
        held.read()
        pages = list(held.entries.values())
        claims = [entry for page in pages for group in page.contained.values()
                  for entry in group.values()]  # fmt: skip
        self.entries = [*pages, *claims]
        records = {kind: held.records(kind, lambda *_thing: True)
                   for kind in kinds.RECORD_KINDS if kind != "recordings"}  # fmt: skip
        by_name = {(e.kind, e.name): e for group in records.values() for e in group}
        named = closure(self.entries, by_name) if pack else None

        def wanted(kind, name):
            return named is None or (kind, name) in named

        records = {kind: [e for e in group if wanted(kind, e.name)]
                   for kind, group in records.items()}  # fmt: skip
        self.entries += [entry for group in records.values() for entry in group]
        return pages, records, wanted

    def counts(self):
        """Return how many things of which kind would go along, without writing anything."""
        pages, records, wanted = self.gather()
        found = {"page": len(pages), "claim": sum(e.kind == "claim" for e in self.entries)}
        found |= {kind: len(group) for kind, group in records.items()}
        names = self.held.names
        files = names.files | {"recordings": names.records["recordings"]}
        found |= {kind: sum(wanted(kind, name) for name in known.values())
                  for kind, known in files.items()}  # fmt: skip
        return {kind: number for kind, number in found.items() if number}

    def take_files(self, wanted):
        """Copy the files; return those that no reader takes, and the entries of all."""
        reader = self.held.files(self.folder, wanted)
        try:
            media = {kind: reader.media(kind) for kind in self.held.names.files}
            media["recordings"] = reader.recordings()
        except MissingFile as missing:
            raise ExportError(self.missing(missing)) from missing
        refused = {entry.name: fault for kind in self.held.names.files for entry in media[kind]
                   if (fault := reader.faults(kind, entry.name))}  # fmt: skip
        self.entries += [entry for group in media.values() for entry in group]
        return refused, media

    def missing(self, missing):
        """Return the words for a file that cannot be read, with what uses it."""
        thing = missing.kind, missing.name
        users = [entry.name for entry in self.entries if thing in set(fields.names(entry.said))]
        words = _("The file “%(file)s” of “%(title)s” cannot be read; it is used by: %(users)s.")
        return words % {
            "file": missing.stored, "title": missing.title, "users": ", ".join(users) or "–",
        }  # fmt: skip

    def write(self, pages, records, media):
        """Write the text files."""
        writer = FileWriter(self.folder, self.held.entries)
        for entry in pages:
            writer.page(entry)
        for kind, entries in records.items():
            writer.records(kind, entries)
        writer.media(**media)
        if self.held.top is None:
            settings_entry = self.held.settings()
            self.entries.append(settings_entry)
            writer.site(settings_entry, self.held.languages)

    def check(self):
        """Read everything back; raise ExportError where it says something else."""
        try:
            found = list(differences(self.folder, self.entries, self.held.scope.under or None))
        except BundleErrors as errors:
            raise ExportError(
                _("What was written cannot be read back:") + f"\n{errors}"
            ) from errors
        if found:
            raise ExportError(_("What was written says something else:") + "\n" + "\n".join(found))
