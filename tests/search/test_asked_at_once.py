"""Counting queries while others write: no reader waits, no count is lost."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from django.test import Client

from search.asked import AskedQuery

pytestmark = pytest.mark.django_db(transaction=True)
READERS, TIMES = 4, 25


@pytest.fixture
def mill(site, write, indexed, on_disk):
    """Index a page that a query finds."""
    write("Molens", "De molenaar maalt.")
    indexed()


@contextmanager
def writing():
    """Hold what a long import holds: the lock of the whole database, or of the table."""
    started, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("LOCK TABLE search_askedquery IN EXCLUSIVE MODE")
            started.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert started.wait(10)
    try:
        yield
    finally:
        done.set()
        thread.join()


def search(query="molenaar"):
    """Search as a visitor."""
    return Client().get("/zoeken/", {"q": query})


def test_a_reader_does_not_wait_for_a_long_import(mill):
    search("wind")
    with writing():
        began = time.monotonic()
        answer = search()
        took = time.monotonic() - began
    assert answer.status_code == 200
    assert "Molens" in answer.text
    assert took < 3
    assert AskedQuery.objects.count() == 1
    search()
    assert AskedQuery.objects.count() == 2


def test_others_wait_as_long_as_ever_afterwards(mill):
    with connection.cursor() as cursor:
        setting = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
        before = cursor.execute(setting).fetchone()[0]
        search()
        with writing():
            search()
        assert cursor.execute(setting).fetchone()[0] == before


def test_no_count_is_lost_when_many_ask_at_once(mill):
    def reader(number):
        try:
            return {search().status_code for _ in range(TIMES)}
        finally:
            connection.close()

    with ThreadPoolExecutor(READERS) as readers:
        codes = set().union(*readers.map(reader, range(READERS)))
    assert codes == {200}
    total = AskedQuery.objects.filter(query="molenaar").aggregate(n=Sum("asked"))["n"]
    assert total == READERS * TIMES
