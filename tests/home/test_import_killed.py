"""An import that is killed leaves all or nothing, and the next one succeeds."""

import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from tests.home.region import manage

ROOT = Path(__file__).parents[2]
REGION = ROOT / "tests/regions/seeland"
pytestmark = pytest.mark.slow
TABLES = ("wagtailcore_page", "wagtailcore_revision", "cases_claim", "cases_organisation",
          "home_imported", "wagtailcore_site", "koers_sitesettings", "media_image")  # fmt: skip


def counts(var):
    with sqlite3.connect(var / "koers.sqlite3") as database:
        return [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    var = tmp_path_factory.mktemp("var")
    process = manage(var, "migrate", "-v0")
    output = process.communicate()[0]
    assert process.returncode == 0, output
    with sqlite3.connect(var / "koers.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return var


def test_killed_imports_leave_all_or_nothing(empty, tmp_path):
    whole = tmp_path / "whole"
    shutil.copytree(empty, whole)
    start = time.monotonic()
    process = manage(whole, "import_content", str(REGION))
    assert process.wait() == 0, process.stdout.read()
    took = time.monotonic() - start
    nothing, everything = counts(empty), counts(whole)
    assert nothing != everything
    var = tmp_path / "killed"
    shutil.copytree(empty, var)
    for share in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97):
        process = manage(var, "import_content", str(REGION))
        time.sleep(took * share)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert counts(var) in (nothing, everything)
    process = manage(var, "import_content", str(REGION))
    assert process.wait() == 0, process.stdout.read()
    assert counts(var) == everything
