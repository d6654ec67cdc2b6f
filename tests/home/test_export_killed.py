"""Exports in processes of their own: another first language, another site, and killed ones."""

import signal
import time

import pytest

from tests.home.region import filled, finished, manage

pytestmark = pytest.mark.slow


def test_another_site_exports_the_same_bytes(empty_var, region_var, tmp_path, tools):
    finished(manage(region_var, "export_content", str(tmp_path / "one")))
    other = filled(empty_var, tmp_path / "other", tmp_path / "one")
    finished(manage(other, "export_content", str(tmp_path / "two")))
    assert tools.files_of(tmp_path / "two") == tools.files_of(tmp_path / "one")


def test_killed_exports_leave_nothing(region_var, tmp_path, tools):
    start = time.monotonic()
    assert finished(manage(region_var, "export_content", str(tmp_path / "whole")))
    took = time.monotonic() - start
    whole = tools.files_of(tmp_path / "whole")
    signs = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
    for share, sign in zip((0.85, 0.75, 0.9), signs, strict=True):
        folder = tmp_path / sign.name
        folder.mkdir()
        process = manage(region_var, "export_content", str(folder / "out"))
        time.sleep(took * share)
        process.send_signal(sign)
        process.communicate()
        found = {path.name for path in folder.iterdir()}
        if "out" in found:
            assert tools.files_of(folder / "out") == whole
        elif sign != signal.SIGKILL:
            assert not found
    finished(manage(region_var, "export_content", str(folder / "again")))
    assert tools.files_of(folder / "again") == whole
