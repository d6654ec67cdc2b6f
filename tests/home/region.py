"""The invented region, whose first language is German: in a process of its own, or in this one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGION = ROOT / "tests/regions/seeland"
CODES = ["de", "nl", "en"]


def manage(var, *arguments):
    """Begin a command of the project on a data folder of the region; return its process."""
    env = os.environ | {"KOERS_VAR": str(var), "KOERS_LANGUAGES": ",".join(CODES),
                        "DJANGO_SETTINGS_MODULE": "koers.settings.dev"}  # fmt: skip
    env.pop("DATABASE_URL", None)
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def finished(process):
    """Wait for a command that succeeds; return what it printed."""
    output = process.communicate()[0].decode()
    assert process.returncode == 0, output
    return output


def filled(empty, var, content):
    """Copy an empty data folder and take content into it; return the copy."""
    shutil.copytree(empty, var)
    finished(manage(var, "import_content", str(content)))
    return var
