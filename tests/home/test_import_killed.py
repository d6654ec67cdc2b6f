"""An import that is killed leaves all or nothing, and the next one succeeds."""

import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests.home.region import REGION, filled, finished, manage

pytestmark = pytest.mark.slow
TABLES = ("wagtailcore_page", "wagtailcore_revision", "cases_claim", "cases_organisation",
          "home_imported", "wagtailcore_site", "koers_sitesettings", "media_image")  # fmt: skip


def counts(var):
    with closing(sqlite3.connect(var / "koers.sqlite3")) as database, database:
        return [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]


def test_killed_imports_leave_all_or_nothing(empty_var, tmp_path):
    start = time.monotonic()
    whole = filled(empty_var, tmp_path / "whole", REGION)
    took = time.monotonic() - start
    nothing, everything = counts(empty_var), counts(whole)
    assert nothing != everything
    var = tmp_path / "killed"
    shutil.copytree(empty_var, var)
    for share in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97):
        process = manage(var, "import_content", str(REGION))
        time.sleep(took * share)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert counts(var) in (nothing, everything)
    finished(manage(var, "import_content", str(REGION)))
    assert counts(var) == everything
