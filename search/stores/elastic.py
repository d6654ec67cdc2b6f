"""The store in Elasticsearch."""

import numpy

from search.queries import FACETS, Answer, Group, Ranked
from search.stores.elastic_client import quick_client
from search.stores.elastic_index import FURTHEST
from search.stores.elastic_query import SCORED, grouped, matching
from search.tables import page_of

MOST = 1000


class NonsenseError(Exception):
    """Say that a server answered what no server of ours would."""


class ElasticStore:
    """Answer from a server; it raises whatever goes wrong there.

    Readers do not wait for long; whoever measures may bring a client that does.
    """

    def __init__(self, connect=quick_client):
        self.connect = connect

    def ranked(self, query):
        """Return the best sections that answer, as `Ranked`."""
        if not any(reading.concepts for reading in query.readings):
            return Ranked(numpy.empty(0, dtype=numpy.int64), numpy.empty(0))
        body = {"query": matching(query), "sort": SCORED, "size": MOST, "_source": False}
        hits = hits_of(self.asked(query, body))
        return Ranked(
            numpy.array([int(hit["_id"]) for hit in hits], dtype=numpy.int64),
            numpy.array([float(hit["sort"][0]) for hit in hits]),
        )

    def answer(self, query):
        """Return the groups and counts of a query as an `Answer`."""
        if not any(reading.concepts for reading in query.readings):
            return Answer(0, (), {})
        body = grouped(query, FACETS)
        if query.start + query.size > FURTHEST:
            body |= {"from": 0, "size": 0}
        try:
            return answer_of(self.asked(query, body))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise NonsenseError(f"{type(error).__name__}: {error}") from error

    def asked(self, query, body):
        """Return the server's answer, once it is whole."""
        found = self.connect().search(index=query.index, body=body)
        if found["timed_out"] or found["_shards"]["failed"]:
            raise NonsenseError("only a part of the index answered")
        return found


def hits_of(found):
    """Return the hits of an answer."""
    return found["hits"]["hits"]


def answer_of(found):
    """Read an answer of the server."""
    counts = {}
    for name in FACETS:
        if buckets := found["aggregations"][name]["values"]["buckets"]:
            counts[name] = {bucket["key"]: int(bucket["groups"]["value"]) for bucket in buckets}
    total = int(found["aggregations"]["total"]["number"]["value"])
    return Answer(total, tuple(map(group_of, hits_of(found))), counts)


def group_of(hit):
    """Read a group: its page, the path beneath it, its best sections."""
    numbers = tuple(int(inner["_id"]) for inner in hits_of(hit["inner_hits"]["sections"]))
    _page, _space, path = hit["fields"]["group"][0].partition(" ")
    return Group(page_of(numbers[0]), path, numbers)
