"""Elasticsearch as its makers publish it for tests: fetched by Maven once, then kept.

That distribution holds the server and little else: of the analysis only what Lucene's core has,
no scripts, no modules such as reindex, and no Java of its own.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "8.19.8"
ARTEFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
SHA256 = "8d943e94cef02cbceb6e39cd00175bb04e5f882fa32783a473880b8691a54376"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
OLDEST_JAVA = 17


def java_home():
    """Return the folder of the Java that runs Elasticsearch; end where there is none."""
    told = ""
    if program := shutil.which("java"):
        show = [program, "-XshowSettings:properties", "-version"]
        told = subprocess.run(show, capture_output=True, text=True, check=False).stderr
    home = re.search(r"^\s*java\.home = (.+)$", told, re.MULTILINE)
    version = re.search(r"^\s*java\.specification\.version = (\d+)", told, re.MULTILINE)
    if not home or not version or int(version[1]) < OLDEST_JAVA:
        sys.exit(
            f"Elasticsearch needs Java {OLDEST_JAVA} or newer. "
            "On Debian: apt-get install default-jre-headless"
        )
    return home[1]


def is_whole(archive):
    """Tell whether a file is there and has the content that is expected."""
    if not archive.exists():
        return False
    with archive.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == SHA256


def fetch(target):
    """Let Maven fetch the archive; it appears as `target` whole or not at all."""
    maven = shutil.which("mvn")
    if not maven:
        sys.exit("Maven fetches Elasticsearch and is missing. On Debian: apt-get install maven")
    print(f"Fetching Elasticsearch {VERSION} (100 MB, once) …", flush=True)
    # Beside the target, since only within one file system a file is moved in one step.
    folder = target.parent / "fetching"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    options = [f"-Dartifact={ARTEFACT}", f"-DoutputDirectory={folder}"]
    command = [maven, "--batch-mode", "--quiet", COPY, *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if ended.returncode:
        sys.exit(f"Maven could not fetch {ARTEFACT}:\n{ended.stdout[-3000:]}{ended.stderr[-3000:]}")
    if not is_whole(folder / target.name):
        sys.exit(f"Maven brought another {target.name} than the one with SHA-256 {SHA256}.")
    (folder / target.name).replace(target)
    shutil.rmtree(folder)


def archive():
    """Return the archive of Elasticsearch, fetched where it is not there yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "koers"
    cache.mkdir(parents=True, exist_ok=True)
    kept = cache / f"elasticsearch-{VERSION}.zip"
    with (cache / "elasticsearch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go of when its holder dies
        if not is_whole(kept):
            fetch(kept)
    return kept


def unpack(folder):
    """Unpack Elasticsearch below a folder and return its home."""
    shutil.unpack_archive(archive(), folder)
    return folder / f"elasticsearch-{VERSION}"
