"""Set up and serve a site with the content of a bundle."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError

from home.demo_editions import fill

ROOT = Path(__file__).resolve().parents[3]
FIRST_PORT = 8000
PORTS = 100


class Command(BaseCommand):
    """Make the data folder of a bundle once, then serve it with its workers until Ctrl-C."""

    help = "Set up and serve a site with the content of a bundle."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Take the folder of the bundle."""
        parser.add_argument("content", type=Path)
        parser.add_argument("--port", type=int, default=FIRST_PORT)

    def handle(self, *, content, port, **options):
        """Set up, then serve."""
        content = content.resolve()
        self.environment = os.environ | environment(content)
        var = Path(self.environment["KOERS_VAR"])
        if not (var / "ready").exists():
            self.set_up(content, var)
        else:
            self.manage("migrate", "--verbosity", "0")
        self.serve(free_port(port), var)

    def set_up(self, content, var):
        """Make database, content and accounts; what a stopped attempt left is made anew."""
        (var / "static").mkdir(parents=True, exist_ok=True)
        self.stdout.write("Setting up, this takes a minute or two …")
        self.manage("migrate", "--verbosity", "0")
        fill(content, self.manage)
        self.manage("add_search_terms")
        self.manage("rebuild_search")
        self.manage("sample_accounts")
        (var / "ready").touch()

    def manage(self, *arguments):
        """Run a command of the project in the environment of the bundle."""
        done = subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env=self.environment,
            cwd=ROOT,
            check=False,
        )
        if done.returncode:
            raise CommandError(f"`{arguments[0]}` failed; see above.")

    def serve(self, port, var):
        """Run server and workers until one ends or Ctrl-C is pressed."""
        server = [
            sys.executable, "-m", "gunicorn", "koers.wsgi", "--pythonpath", str(ROOT / "site"),
            "--bind", f"127.0.0.1:{port}", "--threads", "8", "--worker-class", "gthread",
            "--log-level", "warning",
        ]  # fmt: skip
        worker = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--verbosity", "0"]
        # Films take long; whatever else waits for a worker has one that is free.
        films = [*worker, "--queue-name", "recordings"]
        # Of one group of their own, so that Ctrl-C reaches them through us, once.
        processes = [
            subprocess.Popen(command, env=self.environment, cwd=ROOT, start_new_session=True)  # noqa: S603
            for command in (server, worker, films)
        ]
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            wait_for(port, processes[0])
            self.stdout.write(f"The site:  http://127.0.0.1:{port}/")
            self.stdout.write(f"The admin: http://127.0.0.1:{port}/admin/")
            self.stdout.write(f"Its data:  {var}")
            self.stdout.write("Stop with Ctrl-C.")
            self.stdout.flush()
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
            raise CommandError("The server or a worker stopped; see above.")
        except KeyboardInterrupt:
            self.stdout.write("Stopped. The data is kept.")
        finally:
            stop(processes)


def environment(content):
    """Return the environment of a bundle: its data folder and its languages."""
    site_file = content / "site.yaml"
    if not site_file.is_file():
        raise CommandError(f"There is no site.yaml in {content}. Give the folder of a bundle.")
    try:
        site = yaml.safe_load(site_file.read_text(encoding="utf-8-sig"))
        entries = sorted(site["languages"], key=lambda entry: not entry.get("default", False))
        codes = ",".join(entry["code"] for entry in entries)
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(
            f"{site_file} does not name the languages of the site: {error}"
        ) from None
    is_demo = content == ROOT / "home" / "demo"
    var = ROOT / ("var" if is_demo else f"var-{content.name}")
    return {
        "KOERS_VAR": os.environ.get("KOERS_VAR", str(var)),
        "KOERS_LANGUAGES": codes,
        "DJANGO_SETTINGS_MODULE": "koers.settings.dev",
    }


def free_port(first):
    """Return the first port from the asked one on that nobody listens to."""
    for port in range(first, first + PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CommandError(f"No port is free between {first} and {first + PORTS - 1}.")


def wait_for(port, process):
    """Wait until the server answers."""
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def stop(processes):
    """Ask processes to end, and make those that do not."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
