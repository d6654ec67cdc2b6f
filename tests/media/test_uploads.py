"""Hostile and broken uploads are refused with a reason; good ones are taken."""

import io
import stat
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pixels

from media.models import Document, Image, Recording
from tests import factories as make
from tests.media.forms import recording_form

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
EXE = b"MZ\x90\x00\x03" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01" + bytes(200)
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(200)
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(200)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(100)


def archive(*members, method=zipfile.ZIP_DEFLATED):
    """Return a zip of (name or ZipInfo, content)."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as opened:
        for name, content in members:
            opened.writestr(name, content)
    return target.getvalue()


def docx(*more):
    """Return a document of Word with further members."""
    return archive(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"), *more)


def odt(*more):
    """Return a document of LibreOffice with further members."""
    kind = ("mimetype", b"application/vnd.oasis.opendocument.text")
    return archive(kind, ("content.xml", b"<o/>"), *more)


def link():
    """Return a member that is a symbolic link."""
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def picture(kind="PNG", size=(8, 8)):
    """Return a small picture."""
    target = io.BytesIO()
    Pixels.new("RGB", size, "teal").save(target, kind)
    return target.getvalue()


def bomb():
    """Return a PNG of a few bytes that says it is 40,000 by 40,000."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""))  # fmt: skip


def encrypted():
    """Return a zip that says its member has a password."""
    data = bytearray(archive(("a.txt", b"a")))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">%s</svg>'
HOSTILE = {
    "program": (Document, "jaarverslag.exe", EXE),
    "program called PDF": (Document, "jaarverslag.pdf", EXE),
    "Linux program called PDF": (Document, "jaarverslag.pdf", ELF),
    "script called PDF": (Document, "jaarverslag.pdf", b"#!/bin/sh\nrm -rf /\n"),
    "web page called PDF": (Document, "jaarverslag.pdf", HTML),
    "web page before a PDF": (Document, "jaarverslag.pdf", HTML + PDF),
    "archive behind a PDF": (Document, "jaarverslag.pdf", PDF + archive(("a.txt", b"a"))),
    "empty PDF": (Document, "jaarverslag.pdf", b" "),
    "web page": (Document, "pagina.html", HTML),
    "web page called text": (Document, "pagina.txt", HTML),
    "web page called table": (Document, "pagina.csv", b"\n  <HTML><body>x"),
    "drawing called text": (Document, "pagina.txt", SVG % b"<script/>"),
    "program called text": (Document, "lees.txt", EXE),
    "PDF called text": (Document, "lees.txt", PDF),
    "bytes called table": (Document, "cijfers.csv", b"a;b\n\x00\x01\x02\n"),
    "PHP called text": (Document, "lees.txt", b"<?php system('ls');"),
    "two endings": (Document, "verslag.pdf.exe", PDF),
    "no ending": (Document, "verslag", PDF),
    "old Word": (Document, "verslag.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "Word with macros by name": (Document, "verslag.docm", docx(("word/vbaProject.bin", b"x"))),
    "Word with macros": (Document, "verslag.docx", docx(("word/vbaProject.bin", b"x"))),
    "Word that says it has macros": (Document, "verslag.docx", archive(
        ("[Content_Types].xml", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("word/document.xml", b"<w/>"))),
    "LibreOffice with macros": (Document, "verslag.odt", odt(("Basic/Standard/x.xml", b"x"))),
    "LibreOffice with scripts": (Document, "verslag.odt", odt(("Scripts/python/x.py", b"x"))),
    "Excel called Word": (Document, "verslag.docx", archive(("xl/workbook.xml", b"<x/>"))),
    "sheet called text": (Document, "verslag.odt", archive(
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"))),
    "PDF called Word": (Document, "verslag.docx", PDF),
    "program in Word": (Document, "verslag.docx", docx(("word/embeddings/a.exe", EXE))),
    "RTF with a file in it": (Document, "brief.rtf", b"{\\rtf1" + b" " * 9000 + b"{\\objdata 00}}"),
    "archive with paths": (Document, "pak.zip", archive(("../../etc/cron.d/x", b"x"))),
    "archive from the root": (Document, "pak.zip", archive(("/etc/passwd", b"x"))),
    "archive for Windows": (Document, "pak.zip", archive(("C:\\Windows\\x.dat", b"x"))),
    "archive with a link": (Document, "pak.zip", archive((link(), b"/etc/passwd"))),
    "archive with a program": (Document, "pak.zip", archive(("a/Setup.EXE", EXE))),
    "archive with a password": (Document, "pak.zip", encrypted()),
    "bomb": (Document, "pak.zip", archive(("nul", bytes(60_000_000)))),
    "bomb of many files": (Document, "pak.zip", archive(*((f"{i}", b"") for i in range(10_001)))),
    "half an archive": (Document, "pak.zip", archive(("a.txt", b"a" * 500))[:60]),
    "web page called film": (Recording, "film.mp4", HTML),
    "PDF called film": (Recording, "film.mp4", PDF),
    "sound called film": (Recording, "film.mp4", WAV),
    "film called sound": (Recording, "geluid.mp3", MP4),
    "program called sound": (Recording, "geluid.wav", EXE),
    "web page called picture": (Image, "foto.png", HTML),
    "program called picture": (Image, "foto.jpg", EXE),
    "PDF called picture": (Image, "foto.png", PDF),
    "PNG called JPEG": (Image, "foto.jpg", picture("PNG")),
    "half a picture": (Image, "foto.png", picture(size=(300, 300))[:90]),
    "bomb of pixels": (Image, "foto.png", bomb()),
    "drawing with entities": (Image, "foto.svg", b'<!DOCTYPE s [<!ENTITY a "b">]>' + SVG % b"&a;"),
    "no drawing": (Image, "foto.svg", b"<svg"),
    "TIFF": (Image, "foto.tiff", picture("TIFF")),
}  # fmt: skip
GOOD = {
    "PDF": (Document, "jaarverslag.PDF", PDF),
    "Word": (Document, "verslag.docx", docx()),
    "LibreOffice": (Document, "verslag.odt", odt()),
    "archive": (Document, "pak.zip", archive(("nl/lees.md", b"# Hallo"), ("a.html", HTML))),
    "text": (Document, "lees.txt", "Één café <3".encode("cp1252")),
    "table": (Document, "cijfers.csv", b"a;b\n1;2\n"),
    "RTF": (Document, "brief.rtf", b"{\\rtf1 Hallo}"),
    "film": (Recording, "film.mp4", MP4),
    "sound": (Recording, "geluid.mp3", MP3),
    "wave": (Recording, "geluid.wav", WAV),
    "JPEG": (Image, "foto.jpg", picture("JPEG")),
    "WebP": (Image, "foto.webp", picture("WEBP")),
    "drawing": (Image, "teken.svg", SVG % b'<rect width="3" height="3"/>'),
}


@pytest.fixture
def upload(admin_client, site):
    """Return a function that uploads a file in the admin; it returns (record or None, page)."""

    def send(model, name, data):
        film = name.endswith(("mp4", "webm", "mov"))
        field = "audio" if model is Recording and not film else "file"
        fields = {"title": "Iets", field: SimpleUploadedFile(name, data)}
        if model is Recording:
            address = reverse(Recording.snippet_viewset.get_url_name("add"))
            fields = recording_form(key="iets", duration="0", **fields)
        else:
            fields["collection"] = str(make.ImageFactory().collection_id)
            room = "wagtailimages" if model is Image else "wagtaildocs"
            address = reverse(f"{room}:add")
        before = set(model.objects.values_list("pk", flat=True))
        answer = admin_client.post(address, fields)
        new = model.objects.exclude(pk__in=before).first()
        return new, answer

    return send


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_or_broken_is_refused(upload, name):
    record, answer = upload(*HOSTILE[name])
    assert record is None
    assert answer.status_code == 200
    assert "error" in answer.content.decode()


@pytest.mark.parametrize("name", GOOD)
def test_what_is_good_is_taken(upload, name):
    record, _answer = upload(*GOOD[name])
    assert record is not None


def test_what_is_too_large_is_refused_with_both_sizes(upload, settings):
    settings.LARGEST = settings.LARGEST | {"documents": 40}
    record, answer = upload(Document, "jaarverslag.pdf", PDF)
    assert record is None
    assert "40\xa0bytes" in answer.content.decode()


def photo(kind, **more):
    """Return a picture that lies on its side, with the place where it was taken."""
    taken = Pixels.new("RGB", (30, 20), "teal")
    taken.putpixel((0, 0), (255, 0, 0))
    exif = Pixels.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (52.0, 13.0, 0.0)}
    exif[0x010F] = "Mijncamera"
    target = io.BytesIO()
    taken.save(target, kind, exif=exif, **more)
    return target.getvalue()


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"),
                                              ("AVIF", "avif")])  # fmt: skip
def test_where_a_picture_was_taken_is_not_kept(upload, kind, ending):
    record, _answer = upload(Image, f"foto.{ending}", photo(kind))
    data = record.file.open().read()
    with Pixels.open(io.BytesIO(data)) as stored:
        assert not stored.getexif()
        assert stored.size == (20, 30)
    assert b"Mijncamera" not in data
    assert (record.width, record.height, record.file_size) == (20, 30, len(data))
    assert record.get_rendition("width-10").width == 10


def test_a_comment_in_a_picture_is_not_kept(upload):
    record, _answer = upload(Image, "foto.jpg", photo("JPEG", comment=b"Geheim"))
    assert b"Geheim" not in record.file.open().read()


def test_a_picture_without_metadata_stays_as_it_is(upload):
    data = picture("JPEG")
    record, _answer = upload(Image, "foto.jpg", data)
    assert record.file.open().read() == data
