"""Which store answers: Elasticsearch where there is one and it is well, else the database."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings

from search.stores.database import DatabaseStore
from search.tables import IndexUnsent

log = logging.getLogger("koers.search")
# No reader waits longer for a server, even for one that answers a byte a second.
SECONDS = 1.2
# After a failure the server is left alone for so long.
REST = 30.0
# Of one query, such as one with too many clauses: others may be well.
REFUSED = 400


class Breaker:
    """Remember in this process that a server failed."""

    def __init__(self):
        self.lock = threading.Lock()
        self.until = 0.0
        self.reason = ""

    @property
    def is_open(self):
        """Tell whether the server is left alone for now."""
        return time.monotonic() < self.until

    def failed(self, reason):
        """Leave the server alone for a while, and tell the operator."""
        with self.lock:
            self.until, self.reason = time.monotonic() + REST, reason
        log.warning(
            "Elasticsearch did not serve a search (%s): the database answers for %d seconds.",
            reason, REST,
        )  # fmt: skip


breaker = Breaker()
waiting = ThreadPoolExecutor(max_workers=8, thread_name_prefix="elasticsearch")


def ranked(query):
    """Return the sections that answer a query, best first, as `Ranked`."""
    return from_best_store("ranked", query)


def answer(query):
    """Return the groups and counts of a query, as an `Answer`."""
    return from_best_store("answer", query)


def from_best_store(method, query):
    """Ask the server if it is well, else the database."""
    if is_serving():
        from search.stores.elastic import ElasticStore

        future = waiting.submit(getattr(ElasticStore(), method), query)
        try:
            return future.result(timeout=SECONDS)
        except Exception as error:
            future.cancel()
            reason = f"{type(error).__name__}: {error}"[:300]
            if getattr(error, "status_code", None) == REFUSED:
                log.warning("Elasticsearch refused a query, the database answers it: %s", reason)
            else:
                breaker.failed(reason)
    return getattr(DatabaseStore(), method)(query)


def is_serving():
    """Tell whether Elasticsearch is asked: there is one, it did not just fail, it is not behind."""
    if not settings.ELASTICSEARCH_URL or breaker.is_open:
        return False
    if IndexUnsent.is_late():
        breaker.failed("it is behind the database")
        return False
    return True
