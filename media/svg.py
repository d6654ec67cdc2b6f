"""Drawings: what may be in them, and a PNG for where a drawing cannot go."""

import re

import resvg_py
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from py_svg_hush import filter_svg

PNG_WIDTH = 1200
# Each with the name under which it is refused in a bundle; see bundles.md.
DANGERS = {
    "entities": re.compile(rb"<!(ENTITY|DOCTYPE)", re.IGNORECASE),
    "script": re.compile(rb"<\s*(?:\w+:)?script\b", re.IGNORECASE),
    "foreignObject": re.compile(rb"<\s*(?:\w+:)?foreignobject\b", re.IGNORECASE),
    "event attributes": re.compile(rb"\son\w+\s*=", re.IGNORECASE),
    "javascript:": re.compile(rb"javascript\s*:", re.IGNORECASE),
    "outside references": re.compile(
        rb"(?:href|src)\s*=\s*[\"']\s*(?!#|data:image/(?:png|jpeg|gif|webp);)[^\"'\s]"
        rb"|url\(\s*[\"']?\s*(?!#)[^#)\"'\s]"
        rb"|@import",
        re.IGNORECASE,
    ),
}


def dangers(data):
    """Name what may not be in a drawing, as it stands in the file; an empty list is good."""
    return [name for name, pattern in DANGERS.items() if pattern.search(data)]


def clean(data):
    """Return the drawing without scripts, handlers and outside references.

    Raises ValidationError where it is no drawing at all.
    """
    # Drawing programs write a document type of their own; without entities it does no harm.
    data = re.sub(rb"<!DOCTYPE[^>\[]*>", b"", data, flags=re.IGNORECASE)
    if DANGERS["entities"].search(data):
        raise ValidationError(_("A drawing (SVG) may not declare entities."))
    try:
        # The filter keeps outside addresses as paths of this site: take them away first.
        return filter_svg(strip_outside(data))
    except ValueError as error:
        raise ValidationError(
            _("This file is not a drawing (SVG) that can be read: %(error)s") % {"error": error}
        ) from None


def strip_outside(data):
    """Empty every reference to something outside the drawing."""
    data = re.sub(rb"((?:href|src)\s*=\s*)([\"'])\s*(?!#|data:image/)[^\"']*\2", rb"\1\2\2", data)
    data = re.sub(rb"url\(\s*[\"']?\s*(?!#)[^)]*\)", b"none", data)
    return re.sub(rb"@import[^;}]*;?", b"", data)


def to_png(data):
    """Draw a clean drawing as PNG, 1200 px wide.

    Raises ValidationError where it cannot be drawn.
    """
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=data.decode(), width=PNG_WIDTH))
    except ValueError as error:
        raise ValidationError(
            _("This drawing (SVG) cannot be shown: %(error)s") % {"error": error}
        ) from None
