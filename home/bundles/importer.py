"""Import a bundle: read it whole, compare it with the site, then write it or refuse it."""

import posixpath
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.bundles import apply, files, page_files, pages, plan, records, site
from home.bundles.contents import Bundle
from home.bundles.problems import BundleErrors, Problem
from home.bundles.report import Report
from home.models import HomePage


def import_bundle(directory, under=None, overwrite=False):
    """Import a folder into the site; return a Report or raise BundleErrors with every reason.

    `under` is the path of the page (`de/leitfaeden`) that a pack goes in below.
    """
    bundle = read_bundle(directory, under)
    made = plan.make(bundle, overwrite)
    apply.Import(made).run()
    return Report.of(made)


def read_bundle(directory, under=None):
    """Return a bundle that is sound in itself, or raise BundleErrors."""
    root = Path(directory)
    if not root.is_dir():
        raise BundleErrors([Problem(str(directory), 0, _("There is no such folder."))])
    under = under.strip("/") if under else None
    bundle = Bundle(root, list(settings.LANGUAGE_CODES), under)
    check_kind(bundle)
    bundle.problems.check()
    if under:
        check_under(bundle)
    else:
        site.register(bundle)
    bundle.problems.check()
    files.register_all(bundle)
    records.register_all(bundle)
    page_files.register_all(bundle)
    records.read_all(bundle)
    files.read_all(bundle)
    site.read(bundle)
    pages.read_all(bundle)
    page_files.check_places(bundle)
    check_homes(bundle)
    bundle.problems.check()
    for entry in bundle.pages.values():
        entry.said["type"] = entry.type
        entry.said["translates"] = entry.original.name if entry.original else ""
    return bundle


def check_kind(bundle):
    """Refuse a pack without a place to go, and a whole site with one."""
    whole = site.FILE in bundle.files
    if bundle.under and whole:
        words = _("This is a whole site; import it without --under.")
        bundle.problems.add(site.FILE, 0, words)
    elif not bundle.under and not whole:
        words = _("There is no site.yaml. A pack of part of a site goes in with --under and the "
                  "path of the page it goes below.")  # fmt: skip
        bundle.problems.add(site.FILE, 0, words)


def check_under(bundle):
    """Refuse a place that is not on the site or has another language than the pack."""
    parent = Page.objects.filter(url_path=f"/{bundle.under}/", depth__gt=1).first()
    sound = posixpath.normpath(bundle.under) == bundle.under
    if parent is None or not sound:
        words = _("The site has no page “%(path)s” (--under).") % {"path": bundle.under}
        bundle.problems.add(str(bundle.root), 0, words)
        return
    bundle.parent = parent.specific
    language = parent.locale.language_code
    for file in bundle.files:
        folder = file.split("/")[0]
        if file.endswith(".md") and folder in bundle.languages and folder != language:
            words = _(
                "This page is in another language than the page it goes below (%(language)s)."
            )
            bundle.problems.add(file, 0, words % {"language": language})


def check_homes(bundle):
    """Ask for the home page of the first language, or for pages that can go where a pack goes."""
    if not bundle.under:
        first = bundle.languages[0]
        home = bundle.by_path.get(first)
        if home is None or home.model is not HomePage:
            words = _("The home page of the first language is missing.")
            bundle.problems.add(f"{first}/index.md", 0, words)
        return
    if not bundle.by_path and not bundle.problems.found:
        bundle.problems.add(str(bundle.root), 0, _("There are no pages in this pack."))
    for entry in bundle.by_path.values():
        allowed = type(bundle.parent).allowed_subpage_models()
        if entry.parent == bundle.under and entry.model not in allowed:
            words = _("A page of the type %(type)s cannot stand below “%(path)s”.")
            words = words % {"type": entry.type, "path": bundle.under}
            bundle.problems.add(entry.file, entry.fields["type"].line, words)
