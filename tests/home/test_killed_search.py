"""Whatever is killed, the index agrees with the pages afterwards, or says so and repairs itself."""

import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests.home.region import REGION, filled, finished, manage

pytestmark = pytest.mark.slow
PUBLISH = """
from wagtail.models import Page
for page in Page.objects.filter(depth__gt=2, live=True).specific():
    page.title = f"{page.title} neu"
    page.save_revision().publish()
"""


def killed(var, seconds, *arguments):
    """Begin a command and kill it after some seconds; tell whether it was still at work."""
    process = manage(var, *arguments)
    time.sleep(seconds)
    at_work = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return at_work


def rows(var, query):
    """Return the rows of a query to a data folder's database."""
    with closing(sqlite3.connect(var / "koers.sqlite3")) as database, database:
        return database.execute(query).fetchall()


def work(var):
    """Let a worker do all that waits, as it does while a site runs."""
    # The dead are given up after two minutes; the test does not wait for that.
    rows(var, "UPDATE search_indexstate SET builder_seen = '2026-01-01 00:00:00'")
    rows(var, "UPDATE search_indexpending SET since = '2026-01-01 00:00:00'")
    ask = "from search.upkeep import catch_up; catch_up()"
    finished(manage(var, "shell", "-c", ask))
    finished(manage(var, "db_worker", "--batch"))


def look(var):
    """Return what the check says, which repairs nothing."""
    return finished(manage(var, "check_search", "--only-look"))


@pytest.fixture(scope="module")
def region(empty_var, tmp_path_factory):
    """Take the region in, and index it."""
    var = filled(empty_var, tmp_path_factory.mktemp("killed") / "whole", REGION)
    finished(manage(var, "rebuild_search"))
    assert "agrees" in look(var)
    return var


def test_killed_rebuilds_leave_the_old_index(region):
    start = time.monotonic()
    finished(manage(region, "rebuild_search"))
    took = time.monotonic() - start
    for share in (0.6, 0.9):
        if killed(region, took * share, "rebuild_search"):
            assert "agrees" in look(region)
        rows(region, "UPDATE search_indexstate SET builder_seen = '2026-01-01 00:00:00'")
    finished(manage(region, "rebuild_search"))
    assert "agrees" in look(region)


def test_killed_publishing_is_followed(region):
    dice = random.Random(3)
    for _ in range(2):
        killed(region, 1.5 + 3 * dice.random(), "shell", "-c", PUBLISH)
        noted = rows(region, "SELECT count(*) FROM search_indexpending")[0][0]
        assert noted or "agrees" in look(region)
        killed(region, 1.5 + dice.random(), "db_worker", "--batch")
    work(region)
    assert "agrees" in look(region)
    assert not rows(region, "SELECT * FROM search_indexpending")


def test_killed_imports_are_followed(empty_var, tmp_path):
    start = time.monotonic()
    filled(empty_var, tmp_path / "whole", REGION)
    took = time.monotonic() - start
    var = tmp_path / "killed"
    shutil.copytree(empty_var, var)
    finished(manage(var, "rebuild_search"))
    for share in (0.6, 0.97):
        killed(var, took * share, "import_content", str(REGION))
        work(var)
        assert "agrees" in look(var)
    finished(manage(var, "import_content", str(REGION)))
    work(var)
    assert "agrees" in look(var)
