"""What was written, read back by the reader of bundles and compared with what the site says."""

from django.utils.translation import gettext as _

from home.bundles.importer import read_bundle
from home.bundles.plan import entries_of


def differences(folder, entries, under):
    """Yield what a written bundle says otherwise than the entries that it was written from."""
    read = {(entry.kind, entry.name): entry for entry in entries_of(read_bundle(folder, under))}
    wanted = {(entry.kind, entry.name): entry for entry in entries}
    for kind, name in sorted(set(read) ^ set(wanted)):
        yield _("%(kind)s “%(name)s” is on one side only") % {"kind": kind, "name": name}
    for key, entry in wanted.items():
        if key in read:
            yield from unlike(entry, entry.said, read[key].said)
    pages = [[name for kind, name in side if kind == "page"] for side in (wanted, read)]
    if pages[0] != pages[1]:
        place = next(pair for pair in zip(*pages, strict=False) if pair[0] != pair[1])
        yield _("the order of the pages: %(site)s on the site, %(file)s in the files") % {
            "site": place[0], "file": place[1],
        }  # fmt: skip


def unlike(entry, site, file):
    """Yield the fields of an entry that differ."""
    for name in sorted(set(site) | set(file)):
        here, there = site.get(name), file.get(name)
        if here != there and not (here in (None, "") and there in (None, "")):
            words = _("%(kind)s “%(name)s”, %(field)s: %(site)s on the site, %(file)s in the file")
            yield words % {
                "kind": entry.kind, "name": entry.name, "field": name,
                "site": repr(here)[:200], "file": repr(there)[:200],
            }  # fmt: skip
