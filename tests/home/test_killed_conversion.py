"""Whoever makes a film ready may be killed: nothing half-made shows, another goes on with it."""

import shutil
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.home.region import finished, manage
from tests.media.films import film

pytestmark = pytest.mark.slow
NEW = """
from django.core.files import File
from media.models import Recording
with open({path!r}, "rb") as opened:
    Recording.objects.create(key="bos", title="Bos", file=File(opened, name="bos.mp4"))
"""
WORKER = ("db_worker", "--queue-name", "recordings", "--verbosity", "0")
PATIENCE = 180


def rows(var, query):
    """Return the rows of a query to a data folder's database."""
    with closing(sqlite3.connect(var / "koers.sqlite3", timeout=20)) as database, database:
        return database.execute(query).fetchall()


def wait_for(condition):
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_killed_worker_is_followed_by_another(empty_var, tmp_path):
    var = tmp_path / "var"
    shutil.copytree(empty_var, var)
    path = film(tmp_path, "bos.mp4", "1280x720", seconds=20, more=["-qp", "4"])
    finished(manage(var, "shell", "-c", NEW.format(path=str(path))))

    worker = manage(var, *WORKER)
    wait_for(lambda: rows(var, "SELECT 1 FROM media_conversion WHERE progress > 0"))
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert rows(var, "SELECT state FROM media_conversion") == [("running",)]
    assert not rows(var, "SELECT 1 FROM media_version WHERE ready")
    # ffmpeg has nobody left to tell, and ends.
    place = var / "converting"
    (folder,) = place.iterdir()
    wait_for(lambda: not writers(folder))

    # The dead are given up after a minute; the test does not wait for that.
    rows(var, "UPDATE media_conversion SET until = '2026-01-01 00:00:00'")
    rows(var, "UPDATE django_tasks_database_dbtaskresult SET run_after = '2026-01-01 00:00:00'")
    finished(manage(var, *WORKER, "--batch"))
    assert rows(var, "SELECT state FROM media_conversion") == [("done",)]
    assert rows(var, "SELECT count(*) FROM media_version WHERE ready") == [(4,)]
    assert not rows(var, "SELECT 1 FROM media_version WHERE NOT ready")
    assert not list(place.iterdir())
    made = {f"recordings/made/{one.name}" for one in (var / "files/recordings/made").iterdir()}
    assert made == {name for (name,) in rows(var, "SELECT file FROM media_version")}


def writers(folder):
    """Return the processes that have a file of a folder open (Linux)."""
    found = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            if str(link.readlink()).startswith(f"{folder}/"):
                found.add(link.parts[2])
    return found
