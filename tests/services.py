"""Run the tests against real servers: PostgreSQL, started here and stopped at the end."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def postgres_folder():
    """Return the folder of PostgreSQL's programs, the newest first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    where = str(found[0]) if found else shutil.which("initdb")
    if not where:
        sys.exit("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    return Path(where).parent


def free_port():
    """Return a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_server_user(command):
    """Run a program of PostgreSQL as its own user, since it refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def main():
    """Start PostgreSQL in a folder of its own, run the tests, stop it."""
    programs = postgres_folder()
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="koers-postgres-"))
    folder.chmod(0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    as_server_user([programs / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "-U", "koers"])
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} "
        "-c fsync=off -c max_connections=200"
    )
    control = [programs / "pg_ctl", "-D", data, "-w"]
    as_server_user([*control, "-o", options, "-l", folder / "log", "start"])
    try:
        url = f"postgres://koers@127.0.0.1:{port}/postgres"
        tests = subprocess.run(
            [sys.executable, "-m", "pytest", "-n", "auto", *sys.argv[1:]],
            env=os.environ | {"DATABASE_URL": url},
            cwd=ROOT,
            check=False,
        )
    finally:
        as_server_user([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder)
    sys.exit(tests.returncode)


if __name__ == "__main__":
    main()
