"""Uploaded files of a local folder, with parts of them on request (RFC 9110, 14)."""

import mimetypes
import posixpath
import re
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe

from media.access import Access, access_to

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Stored:
    """Hold what the storage says of a file; it is asked once, since it may be far away."""

    name: str
    size: int
    modified: datetime

    @property
    def etag(self):
        """Return what changes with every change of the file."""
        return f'"{int(self.modified.timestamp() * 1000):x}-{self.size:x}"'

    @property
    def kind(self):
        """Return the content type, by the name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def is_same(self, had):
        """Tell whether a reader who has a part already has one of this file (`If-Range`)."""
        return had in {"", self.etag, http_date(self.modified.timestamp())}


def look_up(name):
    """Return a file as `Stored`, or None; another way to write a name leads nowhere."""
    try:
        if posixpath.normpath(name) != name or not default_storage.exists(name):
            return None
        return Stored(name, default_storage.size(name), default_storage.get_modified_time(name))
    except (SuspiciousFileOperation, OSError, ValueError):
        return None


@require_safe
def serve_file(request, name):
    """Serve a file to who may see it; others, and guesses, are told that there is none."""
    stored = look_up(name)
    allowed = access_to(request, name) if stored else Access.NOBODY
    if allowed is Access.NOBODY:
        raise Http404
    response = file_response(request, stored)
    response["Accept-Ranges"] = "bytes"
    if allowed is Access.EVERYONE:
        response["Cache-Control"] = "public, max-age=3600"
    else:
        response["Cache-Control"] = "private, no-store"
    # A drawing opened by its own address may neither run nor fetch anything.
    response._csp_replace = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"]}
    return response


@condition(lambda request, stored: stored.etag, lambda request, stored: stored.modified)
def file_response(request, stored):
    """Return a file, or the one part of it that was asked for, so that players can seek."""
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    same = stored.is_same(request.headers.get("If-Range", ""))
    span = part_of(asked, stored.size) if asked and same else None
    if span is None:
        response = FileResponse(default_storage.open(stored.name), content_type=stored.kind)
        response["Content-Length"] = stored.size
        return response
    if not span:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    opened = default_storage.open(stored.name)
    opened.seek(span.start)
    response = FileResponse(Limited(opened, len(span)), content_type=stored.kind, status=206)
    response["Content-Length"] = len(span)
    response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{stored.size}"
    return response


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
