"""A real server: it finds, and as three nodes it loses nothing when one of them dies."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from elasticsearch import Elasticsearch

from search import leases
from search.find import ask
from search.rebuild import rebuild
from search.stores import answering, elastic, elastic_client
from search.stores.database import DatabaseStore
from search.stores.elastic_index import fill
from search.tables import IndexState, IndexUnsent

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow, pytest.mark.django_db]
ROUNDS = 24


@pytest.fixture
def index(elasticsearch_url):
    """Return a client of the shared server, and the name of an index of this test's own."""
    name = f"test-{uuid.uuid4().hex}"
    with Elasticsearch(elasticsearch_url) as client:
        yield client, name
        client.indices.delete(index=name, ignore_unavailable=True)


def test_a_document_is_found(index):
    client, name = index
    client.indices.create(index=name, mappings={"properties": {"title": {"type": "text"}}})
    client.index(index=name, id="1", document={"title": "schulden en armoede"}, refresh=True)
    client.index(index=name, id="2", document={"title": "eerst doen"}, refresh=True)
    hits = client.search(index=name, query={"match": {"title": "armoede"}})["hits"]["hits"]
    assert [hit["_id"] for hit in hits] == ["1"]


def test_a_copy_waits_for_who_sends(elasticsearch, write):
    write("Molens", "Over molens.")
    rebuild()
    soon_over = timezone.now() - leases.SILENCE + timedelta(seconds=2)
    IndexState.objects.update(sender="een ander", sender_seen=soon_over)
    assert fill()
    assert not IndexState.now().sender


def primary_node(client, name):
    """Return the name of the node that holds the primary shard of an index."""
    shards = client.cat.shards(index=name, format="json")
    return next(shard["node"] for shard in shards if shard["prirep"] == "p")


def test_nothing_is_lost_or_wrong_when_a_node_dies(cluster, settings, write, client, follow):
    """While pages change and readers ask; what the database says holds."""
    settings.ELASTICSEARCH_URL = ",".join(cluster.urls)
    answering.breaker.until = 0.0
    pages = [write(f"Molen {number}", "Over molens en wind.") for number in range(8)]
    rebuild()
    fill()
    server, name = elastic_client.client(), IndexState.now().sent_to
    server.cluster.health(index=name, wait_for_status="green", timeout="60s")
    killer = threading.Thread(target=cluster.kill, args=[primary_node(server, name)])
    for turn in range(ROUNDS):
        if turn == ROUNDS // 3:
            killer.start()
        page = pages[turn % len(pages)]
        page.title = f"Molen van beurt{turn}"
        page.save_revision().publish()
        follow()
        assert "8 resultaten" in client.get("/zoeken/?q=molen").text
        answering.breaker.until = 0.0
    killer.join()
    assert len(cluster.urls) == 2
    server.cluster.health(index=name, wait_for_status="yellow", timeout="60s")
    follow()
    assert not IndexUnsent.objects.exists()
    for turn in range(ROUNDS - len(pages), ROUNDS):
        query = ask(f"beurt{turn}", ["nl"])
        assert elastic.ElasticStore().answer(query) == DatabaseStore().answer(query)
        assert elastic.ElasticStore().answer(query).total == 1
    assert elastic.ElasticStore().answer(ask("molen", ["nl"])).total == 8
