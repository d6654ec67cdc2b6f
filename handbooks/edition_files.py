"""The files that an edition shows: copied when it is issued, as private as its handbook."""

import re
from hashlib import sha256
from posixpath import basename
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.urls import Resolver404, resolve
from wagtail.documents import get_document_model

from handbooks.editions import EditionFile
from handbooks.handbooks import HandbookPage
from media.access import DOORS, Access, is_closed, is_colleague, may_see

FOLDER = "editions"
CHUNK = 1024 * 1024
NAMED = ("src", "href", "poster")
ADDRESS = re.compile(r"[^\s,]+")


class MissingFileError(Exception):
    """A file is not in the storage; holds its name."""


def connect():
    """Say who may have the copies, and delete those that no edition shows."""
    DOORS[FOLDER] = access_to_copy
    post_delete.connect(deleted, sender=EditionFile, dispatch_uid="edition-files")


def access_to_copy(request, name):
    """Return the `Access` of a visitor to a copy: that to the handbooks that show it."""
    shown = EditionFile.objects.filter(file=name, edition__withdrawn_at=None)
    books = HandbookPage.objects.filter(pk__in=shown.values("edition__handbook"))
    if HandbookPage.objects.visible().filter(pk__in=books).exists():
        return Access.EVERYONE
    opened = is_colleague(request) if books else False
    return Access.VISITOR if opened or any(may_see(request, b) for b in books) else Access.NOBODY


def deleted(instance, **kwargs):
    """Delete a copy with the last row that names it."""
    name = instance.file.name
    if not EditionFile.objects.filter(file=name).exists():
        transaction.on_commit(lambda: default_storage.delete(name))


def addresses(html):
    """Yield the addresses in HTML at which files may be."""
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        yield from (tag[name] for name in NAMED if tag.get(name))
        yield from ADDRESS.findall(tag.get("srcset", ""))


def stored_name(address):
    """Return the name of the stored file at an address, or nothing."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.netloc or not path.startswith("/"):
        return ""
    if path.startswith(settings.MEDIA_URL):
        return path.removeprefix(settings.MEDIA_URL)
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    if "document_id" not in found.kwargs:
        return ""
    document = get_document_model().objects.filter(pk=found.kwargs["document_id"]).first()
    return document.file.name if document else ""


def is_kept(name):
    """Tell whether an edition takes a file along: one of a closed collection stays where it is."""
    folder = name.partition("/")[0]
    if folder == "documents":
        document = get_document_model().objects.filter(file=name).first()
        return document is not None and not document.collection.get_view_restrictions().exists()
    return folder != FOLDER and not is_closed(name)


def texts_of(edition):
    """Return all HTML of an edition."""
    chapters = [chapter.html for chapter in edition.texts]
    return [edition.intro, *chapters, *(one["html"] for one in edition.annexes.values())]


def shown_by(edition):
    """Map the addresses of the files that an edition takes along to their names."""
    found = {address for html in texts_of(edition) for address in addresses(html)}
    names = {address: stored_name(address) for address in found}
    return {address: name for address, name in names.items() if name and is_kept(name)}


def missing(edition):
    """Return the names of files that are not in the storage."""
    return sorted({n for n in shown_by(edition).values() if not default_storage.exists(n)})


def take_along(edition):
    """Copy the files that an edition shows, and let its texts show the copies.

    Returns the rows to save with it. What a killed attempt copied is found again by its content.
    """
    copies = {address: copied(name) for address, name in shown_by(edition).items()}
    new = {address: default_storage.url(name) for address, name in copies.items()}
    edition.intro = pointed(edition.intro, new)
    for chapter in edition.texts:
        chapter.html = pointed(chapter.html, new)
    for annex in edition.annexes.values():
        annex["html"] = pointed(annex["html"], new)
    return [EditionFile(edition=edition, file=name) for name in sorted(set(copies.values()))]


def copied(name):
    """Return the name of the copy of a stored file; raises MissingFileError."""
    try:
        with default_storage.open(name) as stored:
            sha = sha256()
            while chunk := stored.read(CHUNK):
                sha.update(chunk)
            target = f"{FOLDER}/{sha.hexdigest()[:24]}/{basename(name)}"
            if not default_storage.exists(target):
                stored.seek(0)
                return default_storage.save(target, File(stored))
    except OSError:
        raise MissingFileError(name) from None
    return target


def pointed(html, new):
    """Return HTML whose addresses are replaced by new ones."""
    if not new:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        for name in NAMED:
            if tag.get(name) in new:
                tag[name] = new[tag[name]]
        if srcset := tag.get("srcset"):
            tag["srcset"] = ADDRESS.sub(lambda match: new.get(match[0], match[0]), srcset)
    return str(soup)
