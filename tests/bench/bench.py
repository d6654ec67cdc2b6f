"""Measure speed: pages and their editor beside bare ones, imports, moving. Figures, no judgement.

Run by `make bench`. All is measured in one run on one machine, so that ratios hold where times do
not; pages are asked for in turns, so that a slow moment hits all of them.
"""

import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from home.management.commands.demo import free_port, stop, wait_for  # noqa: E402
from tests.bench.editor import measure_editor  # noqa: E402
from tests.browser.running import RunningSite  # noqa: E402

ROUNDS, SECONDS = 5, 1.0
PAGES = {
    "home": "/",
    "listing": "/projecten/",
    "project": "/projecten/rub/",
    "result": "/resultaten/uit-de-schulden/",
    "theme": "/themas/schulden-en-armoede/",
    "chapter": "/handboeken/zelf-beginnen/klein-beginnen/",
}
PROJECTS = 1000
BELOW = 2000


def bare_site(folder):
    """Make and serve the project that `wagtail start` makes; return (process, port)."""
    python = [sys.executable]
    subprocess.run(
        [*python, "-m", "wagtail.bin.wagtail", "start", "bare", str(folder)],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    settings = folder / "bare" / "settings" / "bench.py"
    settings.write_text(
        "from .base import *\nSECRET_KEY = 'bench'\nDEBUG = False\nALLOWED_HOSTS = ['*']\n"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bare.settings.bench"}
    subprocess.run(
        [*python, "manage.py", "migrate", "--verbosity", "0"],
        cwd=folder, env=environment, check=True,
    )  # fmt: skip
    port = free_port(8300)
    command = [
        *python, "-m", "gunicorn", "bare.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4",
        "--worker-class", "gthread", "--log-level", "warning",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=folder, env=environment)
    wait_for(port, process)
    return process, port


def rate(port, path):
    """Return requests per second of one client over one turn."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < SECONDS:
        connection.request("GET", path, headers={"Connection": "keep-alive"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"{path} answered {answer.status}")
        done += 1
    connection.close()
    return done / spent


def measure_beside_bare(site):
    """Measure pages and the page editor beside those of a bare project."""
    folder = Path(tempfile.mkdtemp(prefix="koers-bare-"))
    process, port = bare_site(folder)
    try:
        measure_pages(site, port)
    finally:
        stop([process])
    measure_editor(site, folder)
    shutil.rmtree(folder)


def measure_pages(site, bare):
    """Print requests per second of our pages and of a bare one, and their ratio."""
    port = int(site.address.rpartition(":")[2])
    targets = {"bare wagtail start": (bare, "/")}
    targets |= {name: (port, path) for name, path in PAGES.items()}
    for target in targets.values():
        rate(*target)
    rates = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, target in targets.items():
            rates[name].append(rate(*target))
    base = statistics.median(rates["bare wagtail start"])
    print(f"\n{'page':20} {'req/s':>8} {'of bare':>8}")
    for name, found in rates.items():
        middle = statistics.median(found)
        print(f"{name:20} {middle:8.0f} {middle / base:8.2f}")


def generated_bundle(folder):
    """Write a bundle of 1,000 projects with rows and bodies."""
    shutil.copytree(ROOT / "home" / "demo", folder)
    text = (folder / "nl" / "projecten" / "streettriage.md").read_text()
    for number in range(PROJECTS):
        (folder / "nl" / "projecten" / f"gemaakt-{number}.md").write_text(text)
    return folder


def timed(site, what, content):
    """Print how long an import takes in a fresh database."""
    start = time.perf_counter()
    site.manage("import_content", str(content))
    print(f"{what:40} {time.perf_counter() - start:6.1f} s")


def measure_imports():
    """Print how long imports take."""
    print()
    site = RunningSite("twente")
    timed(site, "import of the demo bundle", site.content)
    timed(site, "the same again, nothing changed", site.content)
    folder = generated_bundle(site.folder / "generated")
    timed(site, f"import of {PROJECTS} more projects", folder)
    site.end()


def measure_moving():
    """Print how long renaming and moving a page with many below it take."""
    print()
    site = RunningSite("twente")
    site.manage("import_content", str(site.content))
    script = "from tests.bench.bench import rename_many; rename_many()"
    print(site.manage("shell", "--no-imports", "--command", script).strip())
    site.end()


def rename_many():
    """Rename and move a page with many below it, and print how long it takes; in a site's shell."""
    from home.models import HomePage, StandardPage
    from tests.growing import grow

    home = HomePage.objects.order_by("path").first()
    page, goal = (StandardPage(title=name, slug=name) for name in ("bench-old", "bench-goal"))
    for new in (page, goal):
        home.add_child(instance=new)
    grow(page, BELOW)
    start = time.perf_counter()
    page.slug = "bench-new"
    page.save_revision().publish()
    renamed = time.perf_counter()
    page.move(StandardPage.objects.get(pk=goal.pk), pos="last-child")
    moved = time.perf_counter()
    print(f"{f'renaming a page with {BELOW} below it':40} {renamed - start:6.2f} s")
    print(f"{f'moving a page with {BELOW} below it':40} {moved - renamed:6.2f} s")


def main():
    """Measure pages, then imports and moving."""
    site = RunningSite("twente").start()
    try:
        measure_beside_bare(site)
    finally:
        site.end()
    measure_imports()
    measure_moving()


if __name__ == "__main__":
    main()
