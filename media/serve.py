"""Uploaded files of a local folder, with parts of them on request (RFC 9110, 14)."""

import mimetypes
import posixpath
import re

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe

from media.access import Access, access, owner_of

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
CHUNK = 64 * 1024


def modified(request, name):
    """Return when a file was stored; None where there is none."""
    return default_storage.get_modified_time(name) if exists(name) else None


def etag(request, name):
    """Return what changes with every change of a file; None where there is none."""
    moment = modified(request, name)
    return moment and f'"{int(moment.timestamp() * 1000):x}-{default_storage.size(name):x}"'


def exists(name):
    """Tell whether there is a file; another way to write a name leads nowhere."""
    try:
        return posixpath.normpath(name) == name and default_storage.exists(name)
    except (SuspiciousFileOperation, OSError, ValueError):
        return False


@require_safe
def serve_file(request, name):
    """Serve a file to who may see it; others, and guesses, are told that there is none."""
    owner = owner_of(name) if exists(name) else None
    allowed = access(request, owner) if owner else Access.NOBODY
    if allowed is Access.NOBODY or not exists(name):
        raise Http404
    response = stored_file(request, name)
    response["Accept-Ranges"] = "bytes"
    if allowed is Access.EVERYONE:
        response["Cache-Control"] = "public, max-age=3600"
    else:
        response["Cache-Control"] = "private, no-store"
    # A drawing opened by its own address may neither run nor fetch anything.
    response._csp_replace = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"]}
    return response


@condition(etag, modified)
def stored_file(request, name):
    """Return a file, or the one part of it that was asked for, so that players can seek."""
    size = default_storage.size(name)
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    span = part_of(asked, size) if asked and is_same(request, name) else None
    if span is None:
        response = FileResponse(default_storage.open(name), content_type=kind_of(name))
        response["Content-Length"] = size
        return response
    if not span:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    opened = default_storage.open(name)
    opened.seek(span.start)
    response = FileResponse(Limited(opened, len(span)), content_type=kind_of(name), status=206)
    response["Content-Length"] = len(span)
    response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    return response


def is_same(request, name):
    """Tell whether the file is the one of which a reader has a part already (`If-Range`)."""
    had = request.headers.get("If-Range", "")
    moment = http_date(modified(request, name).timestamp())
    return had in {"", etag(request, name), moment}


def part_of(asked, size):
    """Return the range of bytes that is asked for, an empty one where it lies outside (416).

    None stands for the whole file: several ranges, or none that can be read (RFC 9110, 14.2).
    """
    match = RANGE.fullmatch(asked.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last or size - 1), size - 1) + 1)


def kind_of(name):
    """Return the content type of a file by its name."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


class Limited:
    """Read no more than a number of bytes from an open file."""

    def __init__(self, opened, left):
        self.opened = opened
        self.left = left

    def read(self, size=CHUNK):
        """Read the next bytes."""
        data = self.opened.read(min(self.left, size if size and size > 0 else self.left))
        self.left -= len(data)
        return data

    def close(self):
        """Close the file."""
        self.opened.close()
