"""A real site with the content of a bundle, served for tests as `make demo` serves it."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from home.demo_editions import fill
from home.management.commands.demo import environment, free_port, stop, wait_for

ROOT = Path(__file__).resolve().parents[2]
# Workers of the tests look for a free port at the same moment: each begins elsewhere.
FIRST_PORT = 8200 + 40 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
REGIONS = {"twente": ROOT / "home" / "demo", "seeland": ROOT / "tests" / "regions" / "seeland"}


NAME_ROLES_ANEW = """
from django.contrib.auth.models import Group
from home.roles import setup_roles
Group.objects.all().delete()
setup_roles()
"""


class RunningSite:
    """Hold one region's site: its address and how to change it."""

    def __init__(self, region, like=None):
        """Take a data folder; `like` is a site whose empty tables are taken over."""
        self.region = region
        self.content = REGIONS[region]
        self.folder = Path(tempfile.mkdtemp(prefix=f"koers-{region}-"))
        os.environ["KOERS_VAR"], before = str(self.folder), os.environ.get("KOERS_VAR")
        self.environment = os.environ | environment(self.content)
        if before is None:
            del os.environ["KOERS_VAR"]
        else:
            os.environ["KOERS_VAR"] = before
        self.own_database(like)
        self.processes = []

    def own_database(self, like):
        """Make a database of this site's own, with tables but without content."""
        url = self.environment.get("DATABASE_URL", "")
        if url.startswith("postgres"):
            self.own_database_on_server(url, like)
        elif like is not None:
            shutil.copytree(like.folder, self.folder, dirs_exist_ok=True)
        if like is None:
            self.manage("migrate", "--verbosity", "0")
        elif like.region != self.region:
            # The groups of the roles are named in the first language of a site.
            self.manage("shell", "--no-imports", "--command", NAME_ROLES_ANEW)

    def own_database_on_server(self, url, like):
        """Make a database on the server that the tests run on."""
        import psycopg

        name = self.folder.name.replace("-", "_")
        with psycopg.connect(
            url.replace("postgres://", "postgresql://"), autocommit=True
        ) as server:
            template = f" TEMPLATE {like.database}" if like else ""
            server.execute(f"CREATE DATABASE {name}{template}")
        self.database = name
        self.environment["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

    def manage(self, *arguments):
        """Run a command of the project on this site; return what it printed."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self):
        """Take the content in and serve it."""
        fill(self.content, self.manage)
        self.manage("add_search_terms")
        self.manage("rebuild_search")
        self.manage("db_worker", "--batch", "--queue-name", "recordings", "--verbosity", "0")
        return self.serve()

    def serve(self):
        """Serve what there is on a free port."""
        port = free_port(FIRST_PORT)
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "koers.wsgi",
            "--pythonpath",
            str(ROOT / "site"),
            "--bind",
            f"127.0.0.1:{port}",
            "--threads",
            "4",
            "--worker-class",
            "gthread",
            "--log-level",
            "warning",
        ]
        self.processes = [subprocess.Popen(command, env=self.environment, cwd=ROOT)]
        wait_for(port, self.processes[0])
        self.address = f"http://127.0.0.1:{port}"
        return self

    def end(self):
        """Stop serving and throw the data away."""
        stop(self.processes)
        shutil.rmtree(self.folder, ignore_errors=True)
