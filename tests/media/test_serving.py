"""Uploaded files are served by their own address only, whole or in part."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.http import http_date

from tests import factories as make

pytestmark = pytest.mark.django_db
BYTES = bytes(range(100))


@pytest.fixture
def address(site):
    """Return the address of a film of 100 bytes that a page shows."""
    return make_film(BYTES)


def make_film(data):
    """Return the address of a film that a page shows."""
    film = make.RecordingFactory()
    version = make.VersionFactory(recording=film, file=ContentFile(data, name="film.mp4"))
    make.VideoPageFactory(recording=film).save_revision().publish()
    return version.file.url


def body(answer):
    """Return all bytes of an answer."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_file_is_served(client, address):
    answer = client.get(address)
    assert body(answer) == BYTES
    assert answer["Content-Length"] == "100"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["X-Content-Type-Options"] == "nosniff"
    # Shared caches keep it once for everyone.
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    [
        "documents/geheim.txt",
        "images/../documents/geheim.txt",
        "images/%2e%2e/documents/geheim.txt",
        "images//../documents/geheim.txt",
        "images/",
        "images/../../../etc/passwd",
        "images/nergens.txt",
        "../etc/passwd",
        "images/%00.png",
        "recordings/../recordings/film.mp4",
    ],
)
def test_nothing_else_is_served(client, address, name):
    default_storage.save("documents/geheim.txt", ContentFile(b"geheim"))
    assert client.get(f"/files/{name}").status_code == 404


def test_a_record_whose_file_is_lost_is_no_error(client, address):
    default_storage.delete(address.removeprefix("/files/"))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 0), ("bytes=0-99", 0, 99), ("bytes=0-", 0, 99), ("bytes=99-", 99, 99),
        ("bytes=10-19", 10, 19), ("bytes=90-500", 90, 99), ("bytes=-1", 99, 99),
        ("bytes=-100", 0, 99), ("bytes=-500", 0, 99),
    ],
)  # fmt: skip
def test_a_part_is_served(client, address, asked, start, end):
    answer = client.get(address, headers={"Range": asked})
    assert answer.status_code == 206
    assert body(answer) == BYTES[start : end + 1]
    assert answer["Content-Range"] == f"bytes {start}-{end}/100"
    assert answer["Content-Length"] == str(end - start + 1)


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=500-600", "bytes=-0"])
def test_a_part_outside_is_refused(client, address, asked):
    answer = client.get(address, headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=-", "bytes=0-1,5-6", "items=0-1", "bytes 0-1", "bytes=a-b", "bytes=",
     f"bytes={'9' * 5000}-", "bytes=٠-١"],
)  # fmt: skip
def test_a_part_that_cannot_be_read_is_the_whole(client, address, asked):
    answer = client.get(address, headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (200, BYTES)


def test_nothing_of_an_empty_file_is_a_part(client, site):
    address = make_film(b"")
    assert client.get(address, headers={"Range": "bytes=0-"}).status_code == 416
    assert body(client.get(address)) == b""


def test_only_the_head_is_asked_for(client, address):
    answer = client.head(address, headers={"Range": "bytes=0-1"})
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, "100", b"")


def test_what_a_reader_has_is_not_sent_again(client, address):
    first = client.get(address)
    for name, header in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        answer = client.get(address, headers={name: first[header]})
        assert (answer.status_code, body(answer)) == (304, b"")
        assert answer["Cache-Control"] == first["Cache-Control"]
    assert client.get(address, headers={"If-Match": '"other"'}).status_code == 412


def test_a_part_is_only_of_the_file_that_was_begun(client, address):
    first = client.get(address)
    for begun, status in (
        (first["ETag"], 206), (first["Last-Modified"], 206),
        ('"other"', 200), (http_date(0), 200), (f"W/{first['ETag']}", 200),
    ):  # fmt: skip
        asked = {"Range": "bytes=0-9", "If-Range": begun}
        assert client.get(address, headers=asked).status_code == status


def test_nothing_can_be_sent_to_a_file(client, address):
    assert {client.post(address).status_code, client.put(address).status_code} == {405}
