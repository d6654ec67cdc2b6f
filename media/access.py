"""Who may fetch a file: whoever may see a page that shows it, or a record that everyone sees."""

from enum import Enum

from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

from koers.site_settings import SiteSettings
from koers.visibility import published, visible_pages
from media.description_clips import DescriptionClip
from media.images import Image, Rendition
from media.recordings import Recording
from media.versions import Version

# What cameras and programs wrote into an upload is in its versions no more.
UPLOADED = [
    *((Recording, name) for name in ("file", "described", "audio")),
    (DescriptionClip, "file"),
]
# By folder: what the names of its files are written down in.
FOLDERS = {
    "images": [(Rendition, "file")],
    "original_images": [(Image, "file"), (Image, "raster")],
    "recordings": [(Version, "file"), *UPLOADED],
    "transcripts": [(Recording, "transcript"), (Recording, "audio_description")],
    "media_thumbnails": [(Recording, "thumbnail")],
    "avatar_images": [(UserProfile, "avatar")],
}
FOR_COLLEAGUES = {*UPLOADED, (UserProfile, "avatar")}
# Folders of other rooms: functions of (request, name) that return an `Access`.
DOORS = {}


class Access(Enum):
    """Say who may have a file: everyone, this visitor, or neither."""

    EVERYONE = "everyone"
    VISITOR = "visitor"
    NOBODY = "nobody"


def connect():
    """Know at once what a page shows when it is published; Wagtail leaves it to the worker."""
    page_published.connect(know_files, dispatch_uid="media-references")


def know_files(instance, **kwargs):
    """Write down what a page names."""
    ReferenceIndex.create_or_update_for_object(instance)


def access_to(request, name):
    """Return the `Access` of a visitor to a stored file; nobody has one that belongs to nothing."""
    folder = name.partition("/")[0]
    if folder in DOORS:
        return DOORS[folder](request, name)
    for model, field in FOLDERS.get(folder, ()):
        if row := model.objects.filter(**{field: name}).first():
            if (model, field) in FOR_COLLEAGUES:
                return Access.VISITOR if is_colleague(request) else Access.NOBODY
            return access_to_row(request, row)
    return Access.NOBODY


def access_to_row(request, row):
    """Return the `Access` of a visitor to files of a row, or of what it is a form of."""
    if isinstance(row, Version) and not row.ready:
        return Access.NOBODY
    return access(request, owner_of(row))


def owner_of(row):
    """Return the picture or recording that a row with a file is a form of, or the row itself."""
    if isinstance(row, Version):
        return row.recording
    return row.image if isinstance(row, Rendition) else row


def is_closed(name):
    """Tell whether the collection of a stored file lets in only some, or nobody knows the file."""
    for model, field in FOLDERS.get(name.partition("/")[0], ()):
        if row := model.objects.filter(**{field: name}).first():
            return owner_of(row).collection.get_view_restrictions().exists()
    return True


def access(request, thing):
    """Return the `Access` of a visitor to files of a picture, recording or document."""
    doors = list(thing.collection.get_view_restrictions())
    pages, records = named_by(thing)
    if not doors and (records or visible_pages().filter(pk__in=pages).exists()):
        return Access.EVERYONE
    if is_colleague(request):
        return Access.VISITOR
    if doors:
        opened = all(door.accept_request(request) for door in doors)
    else:
        shown = Page.objects.filter(published(), pk__in=pages).specific()
        opened = any(may_see(request, page) for page in shown)
    return Access.VISITOR if opened else Access.NOBODY


def is_colleague(request):
    """Tell whether a visitor works on the site; only asked where files are not for everyone."""
    return request.user.has_perm("wagtailadmin.access_admin")


def named_by(thing):
    """Return (ids of the pages that show something, whether a record does)."""
    kinds = [Page, *get_snippet_models(), SiteSettings]
    by_kind = {ReferenceIndex._get_base_content_type(kind).pk: kind for kind in kinds}
    pages, records = set(), False
    found = ReferenceIndex.get_references_to(thing).values_list("base_content_type", "object_id")
    for kind, pk in found:
        if by_kind.get(kind) is Page:
            pages.add(int(pk))
        else:
            records = records or kind in by_kind
    return pages | chosen_by(thing), records


def chosen_by(thing):
    """Return the ids of the pages that name something in a field for several; no index has them."""
    relations = thing._meta.get_fields(include_hidden=True)
    fields = [one.field for one in relations if one.many_to_many and one.auto_created]
    return {
        pk
        for field in fields
        if issubclass(field.model, Page)
        for pk in field.model.objects.filter(**{field.name: thing}).values_list("pk", flat=True)
    }


def may_see(request, page):
    """Tell whether a visitor is let in where a page is private."""
    return page.is_published and all(
        door.accept_request(request) for door in page.get_view_restrictions()
    )
