"""Uploaded files, and parts of them on request (RFC 9110, 14), to who may see them."""

import mimetypes
import posixpath
import re
from dataclasses import dataclass
from datetime import datetime
from posixpath import basename
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils.encoding import filepath_to_uri
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import condition, require_safe

from media.access import Access, access_to

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
CHUNK = 64 * 1024
# Seconds that shared caches keep an answer for everyone; links into a bucket last longer.
SHARED = 600


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
        """Return the content type."""
        return kind_of(self.name)

    def is_same(self, had):
        """Tell whether a reader who has a part already has one of this file (`If-Range`)."""
        return had in {"", self.etag, http_date(self.modified.timestamp())}


def kind_of(name):
    """Return the content type that the name of a file stands for; its content was checked."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def look_up(name):
    """Return a file as `Stored`, or None."""
    try:
        if not default_storage.exists(name):
            return None
        return Stored(name, default_storage.size(name), default_storage.get_modified_time(name))
    except (SuspiciousFileOperation, OSError, ValueError):
        return None


@require_safe
def serve_file(request, name):
    """Serve a file to who may see it; others, and guesses, are told that there is none."""
    if posixpath.normpath(name) != name:
        raise Http404
    return answer(request, name, access_to(request, name))


def answer(request, name, allowed, download_as=""):
    """Answer with a stored file, or with what leads there; Http404 to who may not see it."""
    if allowed is Access.NOBODY:
        raise Http404
    response = response_of(request, name, download_as)
    if allowed is Access.EVERYONE:
        response["Cache-Control"] = f"public, max-age={SHARED}"
    else:
        response["Cache-Control"] = "private, no-store"
    # A file opened by its own address may neither run nor fetch anything.
    response._csp_replace = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"]}
    # Browsers show no PDF in a sandbox.
    if kind_of(name) != "application/pdf":
        response._csp_replace["sandbox"] = [True]
    return response


def response_of(request, name, download_as):
    """Return a file by the way that the site was set up for: a bucket, a proxy, or itself."""
    disposition = content_disposition_header(bool(download_as), download_as or basename(name))
    if hasattr(default_storage, "link"):
        return HttpResponseRedirect(default_storage.link(name, request.method, disposition))
    stored = look_up(name)
    if stored is None:
        raise Http404
    if settings.ACCEL_PREFIX:
        response = HttpResponse(content_type=stored.kind)
        response["X-Accel-Redirect"] = urljoin(settings.ACCEL_PREFIX, filepath_to_uri(name))
    else:
        response = file_response(request, stored)
        response["Accept-Ranges"] = "bytes"
    if disposition and download_as:
        response["Content-Disposition"] = disposition
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
