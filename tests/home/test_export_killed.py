"""Exports in processes of their own: another first language, another site, and killed ones."""

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


def done(process):
    output = process.communicate()[0].decode()
    assert process.returncode == 0, output
    return output


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    var = tmp_path_factory.mktemp("var")
    done(manage(var, "migrate", "-v0"))
    done(manage(var, "shell", "-v0", "-c",
                "from django.contrib.auth.models import Group; "
                "Group.objects.get_or_create(name='Redaktion')"))  # fmt: skip
    with sqlite3.connect(var / "koers.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return var


@pytest.fixture(scope="module")
def region(empty, tmp_path_factory):
    var = tmp_path_factory.mktemp("region") / "var"
    shutil.copytree(empty, var)
    done(manage(var, "import_content", str(REGION)))
    return var


def test_another_site_exports_the_same_bytes(empty, region, tmp_path, tools):
    done(manage(region, "export_content", str(tmp_path / "one")))
    shutil.copytree(empty, tmp_path / "other")
    done(manage(tmp_path / "other", "import_content", str(tmp_path / "one")))
    done(manage(tmp_path / "other", "export_content", str(tmp_path / "two")))
    assert tools.files_of(tmp_path / "two") == tools.files_of(tmp_path / "one")


def test_killed_exports_leave_nothing(region, tmp_path, tools):
    start = time.monotonic()
    assert done(manage(region, "export_content", str(tmp_path / "whole")))
    took = time.monotonic() - start
    whole = tools.files_of(tmp_path / "whole")
    signs = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
    for share, sign in zip((0.85, 0.75, 0.9), signs, strict=True):
        folder = tmp_path / sign.name
        folder.mkdir()
        process = manage(region, "export_content", str(folder / "out"))
        time.sleep(took * share)
        process.send_signal(sign)
        process.communicate()
        found = {path.name for path in folder.iterdir()}
        if "out" in found:
            assert tools.files_of(folder / "out") == whole
        elif sign != signal.SIGKILL:
            assert not found
    done(manage(region, "export_content", str(folder / "again")))
    assert tools.files_of(folder / "again") == whole
