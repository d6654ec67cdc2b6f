"""The connection to Elasticsearch."""

from functools import cache

from django.conf import settings
from elasticsearch import Elasticsearch

# Readers do not wait longer for one answer of one node.
SECONDS = 1.0
# Copying waits longer.
PATIENT = 30.0
# What a cluster answers that is busy, or has just lost a node.
BUSY = (429, 502, 503)


def hosts():
    """Return the addresses of the nodes; several are separated by commas."""
    return tuple(filter(None, (part.strip() for part in settings.ELASTICSEARCH_URL.split(","))))


def client():
    """Return the client that writes; it tries again at another node."""
    return connected(hosts(), PATIENT, retries=3)


def quick_client():
    """Return the client that readers wait for."""
    return connected(hosts(), SECONDS, retries=1)


@cache
def connected(nodes, seconds, retries):
    """Return the client of some nodes; one for the whole process."""
    return Elasticsearch(
        list(nodes),
        request_timeout=seconds,
        max_retries=retries,
        retry_on_timeout=retries > 1,
        retry_on_status=BUSY,
    )
