"""Uploads are what their content says; names, and what browsers say of them, are not believed."""

import zipfile

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from media.archives import ARCHIVES, disguised, fault_of_archive
from media.encodings import NotTextError, decode

TEXTS = ("txt", "csv")
# By kind of upload: the endings of names, each with what the content may be.
KINDS = {
    "documents": {"pdf": ("pdf",), "rtf": ("rtf",)} | dict.fromkeys([*ARCHIVES, *TEXTS], ()),
    "video": {"mp4": ("mp4", "m4v", "mov"), "webm": ("webm", "mkv"), "mov": ("mov", "mp4")},
    "audio": {"mp3": ("mp3",), "m4a": ("m4a", "mp4"), "wav": ("wav",), "ogg": ("ogg",)},
    "thumbnail": {"jpg": ("jpg",), "jpeg": ("jpg",), "png": ("png",), "webp": ("webp",)},
}
HEAD = 8192
MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?php")


def endings(kind):
    """Return the endings of names of a kind of upload, each with its point."""
    return tuple(f".{ending}" for ending in KINDS[kind])


def is_new(stored):
    """Tell whether the file of a field was uploaded and is not stored yet."""
    return bool(stored) and not stored._committed


def check(stored, kind):
    """Refuse a file that is too large, or is not what its name says.

    Raises ValidationError with what is wrong and what to do.
    """
    ending = stored.name.rpartition(".")[2].lower()
    kinds = KINDS[kind]
    if ending not in kinds:
        words = _("“%(name)s” cannot be used here. Choose one of: %(endings)s.")
        raise ValidationError(words % {"name": stored.name, "endings": ", ".join(sorted(kinds))})
    if stored.size > settings.LARGEST[kind]:
        words = _("“%(name)s” is %(size)s; at most %(most)s can be uploaded.") % {
            "name": stored.name,
            "size": filesizeformat(stored.size),
            "most": filesizeformat(settings.LARGEST[kind]),
        }
        raise ValidationError(words)
    stored.seek(0)
    if ending in TEXTS:
        wrong = fault_of_text(stored)
    elif ending in ARCHIVES:
        wrong = fault_of_archive(stored, ending)
    else:
        wrong = fault_of_content(stored, kinds[ending], kind)
    stored.seek(0)
    if wrong:
        words = _("“%(name)s” cannot be used: %(reason)s") % {"name": stored.name, "reason": wrong}
        raise ValidationError(words)


def fault_of_content(stored, allowed, kind):
    """Say why a file is not what its name says, or nothing."""
    found = filetype.guess(stored.read(HEAD))
    if found is None or found.extension not in allowed:
        return disguised()
    if kind == "documents":
        stored.seek(0)
        if zipfile.is_zipfile(stored):
            return _("an archive is hidden in it.")
        if found.extension == "rtf" and holds(stored, b"\\objdata"):
            return _("another file is embedded in it. Save it as PDF.")
    return ""


def holds(stored, words):
    """Tell whether a file has some bytes, wherever they are."""
    stored.seek(0)
    before = b""
    for chunk in stored.chunks():
        if words in before + chunk:
            return True
        before = chunk[-len(words) :]
    return False


def fault_of_text(stored):
    """Say why a file is no plain text, or nothing."""
    data = stored.read()
    if any(word in data[:HEAD].lower() for word in MARKUP):
        return _("it is a web page. Save it as plain text.")
    if filetype.guess(data[:HEAD]) or data.startswith((b"MZ", b"\x7fELF", b"#!", b"%PDF")):
        return _("it is no text, though its name says so.")
    try:
        decode(data)
    except NotTextError:
        return _("it is no text, though its name says so.")
    return ""


def check_new(thing, **kinds):
    """Check the files of a record that are not stored yet, given as field=kind.

    Raises ValidationError by field.
    """
    for field, kind in kinds.items():
        stored = getattr(thing, field)
        if is_new(stored):
            try:
                check(stored, kind)
            except ValidationError as error:
                raise ValidationError({field: error.messages}) from None
