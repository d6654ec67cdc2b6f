"""Uploads in a bucket of a real S3 server: kept, fetched by links that end, and taken away."""

import re
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from koers.jobs import States
from media import converting
from media.recordings import Recording
from tests import factories as make
from tests.media.fetching import fetch
from tests.media.films import film, upload

pytestmark = [pytest.mark.django_db, pytest.mark.s3]
BYTES = bytes(range(100))


@pytest.fixture
def shown(site, bucket):
    """Return a film of 100 bytes in the bucket, which a page shows."""
    recording = make.RecordingFactory()
    version = make.VersionFactory(recording=recording, file=ContentFile(BYTES, name="film.mp4"))
    make.VideoPageFactory(recording=recording).save_revision().publish()
    return version


def link(client, address, method="get"):
    """Return where the site sends a visitor."""
    found = getattr(client, method)(address)
    assert found.status_code == 302
    return found["Location"]


def test_the_address_is_the_site_s_and_leads_to_the_bucket(client, shown):
    assert shown.file.url.startswith("/files/recordings/made/film")
    status, headers, data = fetch(link(client, shown.file.url))
    assert (status, data) == (200, BYTES)
    assert headers["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    ("asked", "status", "data"),
    [("bytes=0-9", 206, BYTES[:10]), ("bytes=90-", 206, BYTES[90:]), ("bytes=-5", 206, BYTES[-5:]),
     ("bytes=100-", 416, None)],
)  # fmt: skip
def test_parts_come_from_the_bucket(client, shown, asked, status, data):
    found, _headers, body = fetch(link(client, shown.file.url), Range=asked)
    assert found == status
    assert data is None or body == data


def test_what_has_not_changed_is_not_sent_again(client, shown):
    address = link(client, shown.file.url)
    _status, headers, _data = fetch(address)
    assert fetch(address, **{"If-None-Match": headers["ETag"]})[0] == 304
    # A name is never given twice, so a part that a reader has is always one of this file.
    assert fetch(address, **{"Range": "bytes=0-9", "If-Range": headers["ETag"]})[0] == 206


def test_the_head_can_be_asked_for(client, shown):
    status, headers, data = fetch(link(client, shown.file.url, "head"), method="HEAD")
    assert (status, headers["Content-Length"], data) == (200, "100", b"")


def test_links_end_and_cannot_be_changed(client, shown, settings):
    address = link(client, shown.file.url)
    assert re.search(r"X-Amz-Expires=3600\b", address)
    assert fetch(address.partition("?")[0])[0] in {400, 403}
    other = re.sub(r"film[^?]*", "geheim.mp4", address, count=1)
    assert fetch(other)[0] in {400, 403}
    assert fetch(re.sub(r"Expires=3600", "Expires=9999", address))[0] in {400, 403}
    storage = settings.STORAGES["default"]
    short = storage | {"OPTIONS": storage["OPTIONS"] | {"querystring_expire": 1}}
    settings.STORAGES = settings.STORAGES | {"default": short}
    address = link(client, shown.file.url)
    time.sleep(2.5)
    assert fetch(address)[0] in {400, 403}


def test_a_link_for_a_few_is_kept_by_nobody(client, admin_client, shown):
    shown.recording.pages.get().unpublish()
    assert client.get(shown.file.url).status_code == 404
    found = admin_client.get(shown.file.url)
    assert (found.status_code, found["Cache-Control"]) == (302, "private, no-store")


def test_a_document_to_download_keeps_its_name(client, site, bucket):
    document = make.DocumentFactory(file=ContentFile(b"PK", name="Plan van aanpak.docx"))
    page = make.ProjectPageFactory()
    page.documents.set([document])
    page.save_revision().publish()
    _status, headers, data = fetch(link(client, document.url))
    assert data == b"PK"
    assert headers["Content-Disposition"] == f'attachment; filename="{document.filename}"'


def test_pictures_and_their_sizes_are_in_the_bucket(client, site, bucket):
    picture = make.ImageFactory()
    make.StandardPageFactory(image=picture).save_revision().publish()
    rendition = picture.get_rendition("width-20")
    for stored in (picture.file, rendition.file):
        assert fetch(link(client, stored.url))[0] == 200
        assert [one.key for one in bucket.objects.filter(Prefix=stored.name)] == [stored.name]


def test_a_film_is_made_ready_from_the_bucket_and_leaves_it_again(
    bucket, site, tmp_path, settings, django_capture_on_commit_callbacks
):
    settings.VAR_DIR = tmp_path / "var"
    before = {one.key for one in bucket.objects.all()}
    recording = make.RecordingFactory(file=upload(film(tmp_path, size="160x120")))
    converting.make_versions.call(recording.pk)
    recording = Recording.objects.get(pk=recording.pk)
    assert recording.conversion.state == States.DONE
    names = {version.file.name for version in recording.ready_versions} | {recording.file.name}
    assert {one.key for one in bucket.objects.all()} == before | names
    with django_capture_on_commit_callbacks(execute=True):
        recording.delete()
    assert {one.key for one in bucket.objects.all()} == before


def test_two_files_of_one_name_are_two(bucket):
    names = {default_storage.save("recordings/zelfde.mp4", ContentFile(BYTES)) for _ in range(2)}
    assert len(names) == 2
    for name in names:
        default_storage.delete(name)
        assert not default_storage.exists(name)
