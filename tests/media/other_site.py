"""A site elsewhere that holds videos, as a PeerTube answers: real TLS, on this machine."""

import json
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import trustme
from PIL import Image as Pixels

from media import outside

VIDEO = "kkGMgK9ZtnKfYAgnEtQxbv"


def picture(size=(640, 360), kind="JPEG"):
    """Return a picture of one colour."""
    data = BytesIO()
    Pixels.new("RGB", size, "#137a80").save(data, kind)
    return data.getvalue()


class OtherSite:
    """Tell of one video; tests change what is told in `said`, `status`, `still` and `moved`."""

    def __init__(self, port):
        self.origin = f"https://localhost:{port}"
        self.address = f"{self.origin}/w/{VIDEO}"
        self.said = {
            "title": "Waarom wij samenwerken",
            "duration": 83,
            "thumbnail_url": f"{self.origin}/still.jpg",
        }
        self.status = 200
        self.still = picture()
        self.moved = ""
        self.asked = []

    def answer(self, path):
        """Return (status, headers, content) for a path."""
        self.asked.append(path)
        if path.startswith("/services/oembed"):
            if self.moved:
                return 302, {"Location": self.moved}, b""
            content = self.said if isinstance(self.said, bytes) else json.dumps(self.said).encode()
            return self.status, {"Content-Type": "application/json"}, content
        if path == "/still.jpg":
            return 200, {"Content-Type": "image/jpeg"}, self.still
        return 404, {}, b""


@contextmanager
def other_site(folder, monkeypatch):
    """Start such a site on this machine, which may be asked as though it stood elsewhere."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(folder / "authority.pem"))
    monkeypatch.setattr(outside.SAFELY.config, "ip_filter_allow_loopback_ips", True)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, content = server.site.answer(self.path)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(content))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.site = OtherSite(server.server_port)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
