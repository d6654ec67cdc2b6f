"""Readers get results from the database whatever Elasticsearch does; operators see it."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.rebuild import rebuild
from search.stores import answering
from search.tables import IndexUnsent

pytestmark = pytest.mark.django_db
OK = {"timed_out": False, "_shards": {"failed": 0}}
HIT = {"_id": "nonsense", "sort": [1, 1]}
BEHAVIOURS = {
    "hangs": None,
    "trickles": None,
    "is another program": (200, "<html>Welkom</html>", {"Content-Type": "text/html"}),
    "answers no JSON": (200, "{", {}),
    "answers a list": (200, "[]", {}),
    "answers nothing of use": (200, "{}", {}),
    "answers half": (200, json.dumps(OK | {"_shards": {"failed": 1}, "hits": {"hits": []}}), {}),
    "ran out of time": (200, json.dumps(OK | {"timed_out": True, "hits": {"hits": []}}), {}),
    "answers no numbers": (200, json.dumps(OK | {"hits": {"hits": [HIT]}}), {}),
    "fails": (500, json.dumps({"error": "x"}), {}),
    "has no index": (404, json.dumps({"error": {"type": "index_not_found_exception"}}), {}),
    "asks who we are": (401, json.dumps({"error": "x"}), {}),
    "is too busy": (429, json.dumps({"error": "x"}), {}),
    "leads elsewhere": (302, "", {"Location": "http://127.0.0.1:9/"}),
}


class Server(ThreadingHTTPServer):
    """A server that does one thing, whatever it is asked, until the test is over."""

    daemon_threads = True

    def __init__(self, behaviour):
        self.behaviour = behaviour
        self.over = threading.Event()
        super().__init__(("127.0.0.1", 0), Answer)


class Answer(BaseHTTPRequestHandler):
    """Answer as the server behaves."""

    def do_POST(self):
        behaviour, over = self.server.behaviour, self.server.over
        if behaviour == "hangs":
            over.wait()
            return
        if behaviour == "trickles":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while not over.wait(0.2):
                self.wfile.write(b" ")
            return
        status, body, headers = BEHAVIOURS[behaviour]
        self.send_response(status)
        for name, value in {"X-Elastic-Product": "Elasticsearch",
                            "Content-Type": "application/json", **headers}.items():  # fmt: skip
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    do_GET = do_HEAD = do_PUT = do_POST

    def log_message(self, *args):
        """Be silent."""


@pytest.fixture
def broken(settings):
    """Return `broken(behaviour)`: let the site use a server that behaves so."""
    servers = []

    def serve(behaviour):
        server = Server(behaviour)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{server.server_address[1]}"
        return server

    answering.breaker.until = 0.0
    yield serve
    answering.breaker.until = 0.0
    for server in servers:
        server.over.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def molens(write):
    """Write a page about mills and index it."""
    write("Molens", "Over molens en wind.")
    rebuild()


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_reader_gets_results(molens, client, broken, caplog, behaviour):
    broken(behaviour)
    with caplog.at_level(logging.WARNING, logger="koers.search"):
        for address in ("/zoeken/?q=molen", "/zoeken/?q=molen&type=page&sort=newest"):
            answer = client.get(address)
            assert "1 resultaat" in answer.text
    told = [record.message for record in caplog.records if record.name == "koers.search"]
    assert len(told) == 1
    assert "the database answers" in told[0]
    health = client.get("/healthz")
    assert health.status_code == 200
    assert health.json()["status"] == "degraded"
    assert health.json()["search"] == "database"
    assert "127.0.0.1" not in health.text


def test_a_server_that_refuses_is_left_alone_for_a_while(molens, client, settings, caplog):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    answering.breaker.until = 0.0
    for _ in range(3):
        assert "1 resultaat" in client.get("/zoeken/?q=molen").text
    assert caplog.text.count("the database answers") == 1
    answering.breaker.until = 0.0


def test_a_server_that_is_behind_is_not_asked(molens, client, broken, write, settings):
    server = broken("fails")
    IndexUnsent.objects.create(translation_key="0" * 32, since="2026-01-01T00:00:00Z")
    server.behaviour = "hangs"
    assert "1 resultaat" in client.get("/zoeken/?q=molen").text
    assert answering.breaker.reason == "it is behind the database"


@pytest.mark.elasticsearch
def test_a_server_that_is_well_answers(molens, client, elasticsearch, send, monkeypatch):
    send()
    monkeypatch.setattr(answering.DatabaseStore, "answer", None)
    assert "1 resultaat" in client.get("/zoeken/?q=molen").text
    assert client.get("/healthz").json() == {
        "status": "ok", "database": "ok", "search": "elasticsearch",
    }  # fmt: skip


@pytest.mark.elasticsearch
def test_without_an_index_the_database_answers(molens, client, elasticsearch, send, follow):
    health = client.get("/healthz").json()
    assert "rebuild_search" in health["elasticsearch"]
    assert "1 resultaat" in client.get("/zoeken/?q=molen").text


@pytest.mark.elasticsearch
def test_what_could_not_be_sent_is_sent_later(
    molens, write, elasticsearch, elasticsearch_url, settings, send, follow, client, caplog
):
    send()
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    page = write("Wieken", "Over wieken.")
    follow()
    assert "wait to be sent" in caplog.text
    settings.ELASTICSEARCH_URL = elasticsearch_url
    answering.breaker.until = 0.0
    follow()
    assert not IndexUnsent.objects.exists()
    answer = client.get("/zoeken/?q=wieken")
    assert page.url in answer.text
    assert not answering.breaker.is_open


def test_health_tells_of_an_index_that_is_not_there(site, client, write):
    assert client.get("/healthz").json()["index"].startswith("not built yet")
    write("Molens", "Over molens.")
    rebuild()
    assert client.get("/healthz").json() == {
        "status": "ok", "database": "ok", "search": "database",
    }  # fmt: skip
