"""Measure search at 50,000 sections, on every store that this machine has. Figures, no judgement.

Run by `make bench-search`. The text is made here, with words as rare as in real texts; a third of
the words asked for stand on a third of the pages.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.settings.dev")

PAGES, SECTIONS = 10_000, 5
QUERIES, SECONDS, WORKERS = 200, 15, 2
LIMITS = {"sqlite": (20, 40), "postgresql": (50, 80), "elasticsearch": (50, 80)}


def main():
    """Measure each store in processes of its own."""
    from tests.elasticsearch_server import elasticsearch
    from tests.postgres_server import postgres

    folder = Path(tempfile.mkdtemp(prefix="koers-bench-"))
    try:
        with ExitStack() as servers:
            own = {"KOERS_VAR": str(folder), "DATABASE_URL": "", "ELASTICSEARCH_URL": ""}
            del own["DATABASE_URL"]
            inside("sqlite", own)
            own["ELASTICSEARCH_URL"] = servers.enter_context(elasticsearch(heap="1g")).url
            inside("elasticsearch", own)
        with postgres() as address:
            inside("postgresql", {"KOERS_VAR": str(folder), "DATABASE_URL": address})
    finally:
        shutil.rmtree(folder)


def inside(store, environment):
    """Measure one store with an environment."""
    command = [sys.executable, __file__, "measure", store]
    subprocess.run(command, env=os.environ | environment, check=True)


def measure(store):
    """Make the pages where there are none yet, and print all figures of a store."""
    import django

    django.setup()
    print(f"\n{store}, {PAGES * SECTIONS} sections")
    (fill_server if store == "elasticsearch" else make_index)()
    hits, full = LIMITS[store]
    times = quiet(SECONDS)
    tell(f"hits (limit {hits} ms)", times["hits"])
    tell(f"with facets and snippets (limit {full} ms)", times["full"])
    tell("indexing a page with a new title (limit 50 ms)", [publish() for _ in range(30)])
    anew = [publish(anew=True) for _ in range(30)]
    tell("indexing a page with new texts (limit 50 ms)", anew)
    alone = together([])
    beside = together(["publish"])
    print(f"  {WORKERS} workers: p95 {alone:.1f} ms; beside one that publishes every second "
          f"{beside:.1f} ms, {beside / alone:.2f} x (limit 3)")  # fmt: skip
    subprocess.run([sys.executable, __file__, "weigh"], check=True)


def make_index():
    """Make the pages and index them; print the rate."""
    from django.core.management import call_command

    from search.rebuild import rebuild
    from tests.bench.dutch import Dutch
    from tests.bench.many_pages import make_pages

    call_command("migrate", verbosity=0)
    make_pages(Dutch(), PAGES, SECTIONS)
    timed_build("indexing (limit 1,000)", rebuild)


def fill_server():
    """Copy the index to the server; print the rate."""
    from search.stores.elastic_index import fill

    timed_build("copying to the server", fill)


def timed_build(what, build):
    """Print how many sections a second are built."""
    start = time.perf_counter()
    build()
    rate = PAGES * SECTIONS / (time.perf_counter() - start)
    print(f"  {what}: {rate:.0f} sections a second")


def quiet(seconds):
    """Return the times of queries in milliseconds: hits alone, and all of the search page."""
    from django.http import QueryDict

    from search.find import find
    from search.results import Results
    from tests.bench.dutch import Dutch

    def full(query):
        results = Results(QueryDict(f"q={query}"), "nl")
        return results.hits, results.facets

    queries, found = Dutch(seed=2).queries(QUERIES), {"hits": [], "full": []}
    for query in Dutch(seed=3).queries(QUERIES):
        full(query)
    for query in queries:
        found["hits"].append(timed(find, query, "nl"))
        found["full"].append(timed(full, query))
    return found


def timed(function, *args):
    """Return how many milliseconds a call takes."""
    start = time.perf_counter()
    function(*args)
    return 1000 * (time.perf_counter() - start)


def tell(what, times):
    """Print the median and the 95th percentile of times."""
    print(f"  {what}: median {statistics.median(times):.1f} ms, p95 {p95(times):.1f} ms")


def p95(times):
    """Return the 95th percentile."""
    return sorted(times)[int(len(times) * 0.95) - 1]


def publish(anew=False):
    """Publish a page and return how many milliseconds indexing it takes."""
    import random

    from koers.bundle import page_types
    from search.upkeep import index_noted
    from tests.bench.dutch import Dutch
    from tests.bench.many_pages import body_of

    number = random.randrange(PAGES)
    page = page_types()["standard"].objects.get(slug=f"pagina-{number}")
    page.title = f"Gezondheid {number} {time.time()}"
    if anew:
        page.body = body_of(Dutch(seed=time.time_ns()), SECTIONS)
    page.save_revision().publish()
    return timed(index_noted.call)


def together(others):
    """Run workers that answer, beside others; return the p95 over all of them."""
    beside = [subprocess.Popen([sys.executable, __file__, what]) for what in others]
    workers = [
        subprocess.Popen([sys.executable, __file__, "answer"], stdout=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    times = [float(line) for worker in workers for line in worker.communicate()[0].split()]
    for process in [*beside, *workers]:
        if process.wait():
            sys.exit("A process failed; its error is above.")
    return p95(times)


def answer():
    """Print the times of searches until the time is over."""
    import django

    django.setup()
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        print(*quiet(SECONDS)["full"])


def keep_publishing():
    """Publish a page every second until the time is over."""
    import django

    django.setup()
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        publish()
        time.sleep(1)


def weigh():
    """Print the memory of a process that serves pages and has searched."""
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.test import Client

    get_wsgi_application()
    Client().get("/zoeken/?q=jongeren+schulden", HTTP_HOST="localhost")
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    print(f"  memory of a worker: {int(line.split()[1]) / 1024:.0f} MB (limit 250)")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["measure", name]:
            measure(name)
        case ["answer"]:
            answer()
        case ["publish"]:
            keep_publishing()
        case ["weigh"]:
            weigh()
        case _:
            main()
