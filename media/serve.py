"""Uploaded files of a local folder, with parts of them on request (RFC 9110, 14)."""

import mimetypes
import posixpath
import re

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date
from django.views.static import was_modified_since

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
CHUNK = 64 * 1024
# Renditions and originals are named for good; documents have their own view.
OPEN_FOLDERS = (
    "images/",
    "original_images/",
    "avatar_images/",
    "recordings/",
    "transcripts/",
    "media_thumbnails/",
)


def serve_file(request, name):
    """Serve a file, or the one part of it that was asked for, so that players can seek."""
    try:
        # Another way to write a name must not lead around the folders.
        plain = posixpath.normpath(name) == name and name.startswith(OPEN_FOLDERS)
        found = plain and default_storage.exists(name)
        size = default_storage.size(name) if found else 0
        opened = default_storage.open(name) if found else None
    except (SuspiciousFileOperation, OSError, ValueError):
        opened = None
    if opened is None:
        raise Http404
    modified = default_storage.get_modified_time(name).timestamp()
    if not was_modified_since(request.headers.get("If-Modified-Since"), modified):
        return HttpResponseNotModified()
    asked = request.headers.get("Range", "")
    response = part(opened, name, size, asked) if asked else whole(opened, name, size)
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, max-age=3600"
    # A drawing opened by its own address may neither run nor fetch anything.
    response._csp_replace = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"]}
    return response


def whole(opened, name, size):
    """Serve the whole file."""
    response = FileResponse(opened, content_type=kind_of(name))
    response["Content-Length"] = size
    return response


def part(opened, name, size, asked):
    """Serve one range of a file; 416 where it lies outside, the whole where it is unclear."""
    match = RANGE.fullmatch(asked.strip())
    if match is None or not any(match.groups()):
        return whole(opened, name, size)
    first, last = match.groups()
    if first:
        start, end = int(first), min(int(last or size - 1), size - 1)
    else:
        start, end = max(size - int(last), 0), size - 1
    if start > end or start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    opened.seek(start)
    response = FileResponse(
        Limited(opened, end - start + 1), content_type=kind_of(name), status=206
    )
    response["Content-Length"] = end - start + 1
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


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
