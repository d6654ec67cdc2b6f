"""A real PostgreSQL, started for tests on this machine only."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

LOCALE = "nl_NL.UTF-8"


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


def as_server_user(command, env, check=True):
    """Run a program of PostgreSQL as its own user, since it refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*prefix, *map(str, command)]
    subprocess.run(command, check=check, stdout=subprocess.DEVNULL, cwd="/", env=env)


def make_locale(folder):
    """Make the locale in a folder: most servers sort as a language does, not by bytes."""
    if not shutil.which("localedef") or not Path("/usr/share/i18n/locales").is_dir():
        sys.exit("The sources of locales are not installed. On Debian: apt-get install locales")
    folder.mkdir(0o755)
    language, _point, letters = LOCALE.partition(".")
    subprocess.run(["localedef", "-i", language, "-f", letters, folder / LOCALE], check=True)


@contextmanager
def postgres():
    """Run PostgreSQL in a folder of its own, yield its address; stop and remove it at the end."""
    programs = postgres_folder()
    with ExitStack() as at_the_end:
        folder = Path(tempfile.mkdtemp(prefix="koers-postgres-"))
        at_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o700)
        make_locale(folder / "locales")
        env = os.environ | {"LOCPATH": str(folder / "locales")}
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data, port = folder / "data", free_port()
        initdb = [programs / "initdb", "-D", data, "-A", "trust", "-U", "koers"]
        as_server_user([*initdb, "--locale", LOCALE], env)
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} "
            "-c fsync=off -c max_connections=200"
        )
        control = [programs / "pg_ctl", "-D", data, "-w"]
        # Before the start, which may be broken off when the server runs already.
        stop = [*control, "-m", "immediate", "stop"]
        at_the_end.callback(as_server_user, stop, env, check=False)
        as_server_user([*control, "-o", options, "-l", folder / "log", "start"], env)
        yield f"postgres://koers@127.0.0.1:{port}/postgres"
