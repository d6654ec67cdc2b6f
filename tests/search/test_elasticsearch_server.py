"""What the tests rely on: a server that finds, and a cluster that loses nothing."""

import threading
import uuid

import pytest
from elasticsearch import Elasticsearch, helpers

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow]
DOCUMENTS, CHUNK = 2000, 100
BUSY = (429, 502, 503)
THREE_COPIES = {"number_of_shards": 1, "number_of_replicas": 2}


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


def primary_node(client, name):
    """Return the name of the node that holds the primary shard of an index."""
    shards = client.cat.shards(index=name, format="json")
    return next(shard["node"] for shard in shards if shard["prirep"] == "p")


def test_no_document_is_lost_with_the_node_of_the_primary_shard(cluster):
    options = {"request_timeout": 60, "retry_on_timeout": True, "retry_on_status": BUSY}
    with Elasticsearch(cluster.urls, max_retries=10, **options) as client:
        client.indices.create(
            index="pages", settings=THREE_COPIES, wait_for_active_shards="all", timeout="60s"
        )
        killed = primary_node(client, "pages")
        killer = threading.Thread(target=cluster.kill, args=[killed])
        for number in range(0, DOCUMENTS, CHUNK):
            if number == DOCUMENTS // 2:
                killer.start()  # while a bulk request is under way
            documents = [
                {"_index": "pages", "_id": str(n), "number": n}
                for n in range(number, number + CHUNK)
            ]
            again = {"max_retries": 10, "initial_backoff": 0.2, "max_backoff": 5}
            helpers.bulk(client, documents, retry_on_status=BUSY, **again)
        killer.join()
        client.cluster.health(index="pages", wait_for_status="yellow", timeout="60s")
        client.indices.refresh(index="pages")
        found = helpers.scan(client, index="pages", query={"query": {"match_all": {}}})
        assert {int(hit["_id"]) for hit in found} == set(range(DOCUMENTS))
        assert client.count(index="pages")["count"] == DOCUMENTS
        assert primary_node(client, "pages") != killed
        assert len(cluster.urls) == 2
