"""A real nginx serves files where the site sends it, with parts on request, and no others."""

import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from tests import factories as make
from tests.media.fetching import fetch

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed here"),
    pytest.mark.django_db(transaction=True),
]
BYTES = bytes(range(100))
AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/log;
events {{}}
http {{
    types {{ video/mp4 mp4; }}
    access_log off;
    client_body_temp_path {folder}/a;
    proxy_temp_path {folder}/b;
    fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d;
    scgi_temp_path {folder}/e;
    include {folder}/site.conf;
}}
"""


def free_port():
    """Return a port that nobody listens to."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def nginx(live_server, settings, tmp_path, monkeypatch):
    """Serve the site through nginx as `deploy/nginx.conf` says; return its address."""
    # Django's server for tests would hand out uploads itself.
    serves = "django.test.testcases._MediaFilesHandler._should_handle"
    monkeypatch.setattr(serves, lambda self, path: False)
    settings.ACCEL_PREFIX = "/_uploads/"
    files, folder, port = tmp_path / "files", tmp_path / "nginx", free_port()
    settings.MEDIA_ROOT = files
    for place in (files, folder):
        place.mkdir()
    # It may run as another user than the tests.
    for place in (*files.parents, files):
        if place.is_relative_to(tempfile.gettempdir()) and place != Path(tempfile.gettempdir()):
            place.chmod(0o755)
    site = (ROOT / "deploy/nginx.conf").read_text()
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("http://127.0.0.1:8000", live_server.url),
        ("/srv/koers/var/files/", f"{files}/"),
    ):
        assert old in site
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    server = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"])
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(port, server):
    """Wait until a server listens."""
    end = time.monotonic() + 20
    while True:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture
def film(nginx, site):
    """Return a film of 100 bytes, which a page shows."""
    recording = make.RecordingFactory(file=ContentFile(BYTES, name="eigen.mp4"))
    version = make.VersionFactory(recording=recording, file=ContentFile(BYTES, name="film.mp4"))
    make.VideoPageFactory(recording=recording).save_revision().publish()
    return version


def test_nginx_serves_what_the_site_allows(nginx, film):
    address = nginx + film.file.url
    status, headers, data = fetch(address)
    assert (status, data) == (200, BYTES)
    assert headers["Content-Type"] == "video/mp4"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "public" in headers["Cache-Control"]
    assert "X-Accel-Redirect" not in headers
    for asked, found, body in (
        ("bytes=0-9", 206, BYTES[:10]),
        ("bytes=-5", 206, BYTES[-5:]),
        ("bytes=100-", 416, None),
    ):
        status, _headers, data = fetch(address, Range=asked)
        assert status == found
        assert body is None or data == body
    same = {"Range": "bytes=0-9", "If-Range": headers["ETag"]}
    assert fetch(address, **same)[0] == 206
    assert fetch(address, **same | {"If-Range": '"anders"'})[0] == 200
    assert fetch(address, **{"If-None-Match": headers["ETag"]})[0] == 304
    assert fetch(address, method="HEAD")[1]["Content-Length"] == "100"


def test_nginx_serves_nothing_else(nginx, film):
    name = film.file.name
    assert fetch(f"{nginx}/_uploads/{name}")[0] == 404
    assert fetch(f"{nginx}{film.recording.file.url}")[0] == 404
    assert fetch(f"{nginx}/files/recordings/made/../../{name}")[0] == 404
    film.recording.pages.get().unpublish()
    for headers in ({}, {"Range": "bytes=0-9"}):
        assert fetch(nginx + film.file.url, **headers)[0] == 404
