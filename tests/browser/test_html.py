"""The HTML of every template is valid."""

import json
import shutil
import subprocess

import pytest

from tests.browser.conftest import TEMPLATES, fetch
from tests.browser.running import ROOT

VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.mark.java
def test_html_is_valid(running_sites, tmp_path):
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine")
    if not VNU.exists():
        pytest.skip("vnu-jar is not installed here: make browser-tools")
    files = []
    for region, pages in TEMPLATES.items():
        for name, address in pages.items():
            file = tmp_path / f"{region}-{name.replace(' ', '-')}.html"
            file.write_text(fetch(running_sites[region].address + address)[2])
            files.append(str(file))
    done = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "json", "--errors-only", *files],
        capture_output=True,
        text=True,
    )
    messages = json.loads(done.stderr)["messages"]
    assert not [
        (one["url"].rsplit("/", 1)[-1], one.get("lastLine"), one["message"], one.get("extract"))
        for one in messages
    ]
