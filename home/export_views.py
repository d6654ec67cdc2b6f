"""Export in the admin: what goes along and what is left out, and then the bundle as one file."""

import tempfile
import zipfile
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from home.bundles.exporter import ExportError, preview, write_bundle
from home.pages import HomePage

# In memory while it is small, then on disk.
IN_MEMORY = 10 * 1024 * 1024
KINDS = {
    "page": _("Pages"),
    "claim": _("Claims"),
    "organisations": _("Organisations"),
    "people": _("People"),
    "sources": _("Sources"),
    "synonyms": _("Synonyms"),
    "images": _("Pictures"),
    "documents": _("Documents"),
    "recordings": _("Recordings"),
}


def is_whole(page):
    """Tell whether exporting a page means the whole site."""
    return page.specific_class is HomePage


def may_export(user, page):
    """Tell whether a user may edit all that the export of a page holds."""
    if page.depth < 2 or not getattr(page.specific_class, "bundle_type", ""):
        return False
    if is_whole(page):
        root = Page.get_first_root_node()
        return page_permission_policy.user_has_permission_for_instance(user, "change", root)
    if user.is_superuser:
        return True
    may = page_permission_policy.instances_user_has_permission_for(user, "change")
    below = page.get_descendants(inclusive=True)
    return not below.exclude(pk__in=may.values("pk")).exists()


def header_buttons(page, user, view_name, next_url=None):
    """Add the button that leads to the export of a page to its menu; a hook."""
    if may_export(user, page):
        yield Button(
            _("Export"), reverse("home_export", args=[page.pk]), icon_name="download", priority=80
        )


@require_http_methods(["GET", "HEAD", "POST"])
def export(request, pk):
    """Tell what an export of a page would hold; on POST send it as one file."""
    page = get_object_or_404(Page, pk=pk)
    if not may_export(request.user, page):
        raise PermissionDenied
    top = None if is_whole(page) else page
    try:
        if request.method == "POST":
            name = page.slug if top else "site"
            return FileResponse(zipped(top, name), as_attachment=True, filename=f"{name}.zip")
        counts, left = preview(top)
    except ExportError as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_explore", page.pk)
    whole = _("the whole site, in all languages")
    context = {
        "page": page,
        "page_title": _("Export"),
        "page_subtitle": whole if top is None else page.get_admin_display_title(),
        "header_icon": "download",
        "whole": top is None,
        "counts": [(KINDS.get(kind, kind), number) for kind, number in counts.items()],
        "always": left.always,
        "left": left.rows,
    }
    return TemplateResponse(request, "home/admin/export.html", context)


def zipped(page, name):
    """Return an open zip file of the export of a page, or of the whole site."""
    # The response closes it.
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(target, "w") as archive:
        write_bundle(Path(folder), page)
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                add(archive, path, f"{name}/{path.relative_to(folder).as_posix()}")
    target.seek(0)
    return target


def add(archive, path, name):
    """Put a file into a zip file, without the moment at which it was written."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with path.open("rb") as source, archive.open(entry, "w") as target:
        while chunk := source.read(1024 * 1024):
            target.write(chunk)
