"""Large recordings: memory while 2 GB come and go, parts of them, and pages while a film is made.

Run by `make bench-recordings` on Linux, whose /proc tells of memory.
"""

import html.parser
import http.client
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from home.management.commands.demo import stop  # noqa: E402
from tests.browser.running import RunningSite  # noqa: E402
from tests.media.films import made  # noqa: E402

LARGE = 2 * 1024**3
MINUTES = 2
CHUNK = 1024 * 1024
ADD = "/admin/snippets/media/recording/add/"
PAGE = "/projecten/rub/"
BOUNDARY = "koers-bench"
ACCOUNT = """
from django.contrib.auth import get_user_model
get_user_model().objects.create_superuser("bench", "bench@example.org", "bench")
"""
NEWEST = """
from media.models import Recording
found = Recording.objects.order_by("pk").last()
print(found.file.url, found.conversion.state, found.conversion.failure)
"""


class Fields(html.parser.HTMLParser):
    """Read what a form would send as it is."""

    def __init__(self, text):
        super().__init__()
        self.found = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note fields that hold something."""
        given = dict(attrs)
        name = given.get("name") or "__prefix__"
        if given.get("type") in ("hidden", "text") and "__prefix__" not in name:
            self.found[name] = given.get("value") or ""


class Browser:
    """Ask one site, with cookies, as an editor's browser does."""

    def __init__(self, address):
        self.host = address.removeprefix("http://")
        self.address = address
        self.cookies = {}

    def ask(self, method, path, body=None, headers=(), read=True):
        """Return (answer, its text, or the number of its bytes where it is large)."""
        connection = http.client.HTTPConnection(self.host, timeout=600)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(
            method, path, body, {"Cookie": cookies, "Referer": self.address} | dict(headers)
        )
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _is, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if read:
            return answer, answer.read().decode(errors="replace")
        size = 0
        while chunk := answer.read(CHUNK):
            size += len(chunk)
        return answer, size

    def send(self, path, fields, file=None):
        """Send a form, with a file that is read as it goes."""
        parts = b"".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            .encode() for name, value in fields.items()
        )  # fmt: skip
        if file:
            parts += (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
                f'filename="{file.name}"\r\nContent-Type: video/mp4\r\n\r\n'
            ).encode()
        end = ("\r\n" * bool(file) + f"--{BOUNDARY}--\r\n").encode()
        length = len(parts) + len(end) + (file.stat().st_size if file else 0)
        headers = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Content-Length": str(length),
        }
        return self.ask("POST", path, streamed(parts, file, end), headers)

    def log_in(self):
        """Log in as the account that was made for this."""
        door = "/_util/login/"
        fields = Fields(self.ask("GET", door)[1]).found
        answer, _text = self.send(door, fields | {"username": "bench", "password": "bench"})
        assert answer.status == 302, answer.status

    def upload(self, title, file):
        """Make a recording of a film."""
        fields = Fields(self.ask("GET", ADD)[1]).found
        answer, text = self.send(ADD, fields | {"title": title, "language": "nl"}, file)
        assert answer.status == 302, text[:2000]


def streamed(begin, file, end):
    """Yield the parts of a form, and those of a file between them."""
    yield begin
    if file:
        with file.open("rb") as opened:
            while chunk := opened.read(CHUNK):
                yield chunk
    yield end


def memory(pid, name):
    """Return a figure of the memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def worker_of(site):
    """Return the process that answers."""
    parent = site.processes[0].pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return int(children[0])


def large_film(folder):
    """Make a film of 2 GB: a short one with an empty part behind it, as cameras reserve."""
    path = made(folder / "groot.mp4", "-f", "lavfi", "-i", "testsrc2=size=640x360:duration=5")
    with path.open("r+b") as opened:
        size = LARGE - opened.seek(0, os.SEEK_END)
        opened.write((1).to_bytes(4, "big") + b"free" + size.to_bytes(8, "big"))
        opened.truncate(LARGE)
    return path


def two_minutes(folder):
    """Make a film of two minutes in 720p that must be encoded anew, about 8 Mbit a second."""
    picture = f"testsrc2=size=1280x720:rate=25:duration={MINUTES * 60}"
    sound = f"sine=frequency=440:duration={MINUTES * 60}"
    how = ["-preset", "ultrafast", "-b:v", "8M", "-maxrate", "8M", "-bufsize", "8M"]
    noise = ["-vf", "noise=alls=12:allf=t"]
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    return made(folder / "twee.mp4", *inputs, *noise, *how)


def measure_memory(site, browser):
    """Tell how the worker's memory grows while 2 GB are uploaded and served."""
    pid, film = worker_of(site), large_film(site.folder)
    browser.ask("GET", PAGE)
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    before, begun = memory(pid, "VmRSS"), time.perf_counter()
    browser.upload("Groot", film)
    spent = time.perf_counter() - begun
    print(f"2 GB uploaded in {spent:.0f} s, memory +{memory(pid, 'VmHWM') - before:.0f} MB")
    address = site.manage("shell", "--no-imports", "--command", NEWEST).split()[0]
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    before, begun = memory(pid, "VmRSS"), time.perf_counter()
    answer, size = browser.ask("GET", address, read=False)
    assert (answer.status, size) == (200, LARGE), (answer.status, size)
    spent = time.perf_counter() - begun
    print(f"2 GB served in {spent:.0f} s, memory +{memory(pid, 'VmHWM') - before:.0f} MB")
    times = [part_time(browser, address, LARGE * number // 21) for number in range(1, 21)]
    print(f"a part begins after {1000 * statistics.median(times):.0f} ms, most "
          f"{1000 * max(times):.0f} ms")  # fmt: skip


def part_time(browser, address, first):
    """Return the seconds until a part of a file begins."""
    begun = time.perf_counter()
    headers = {"Range": f"bytes={first}-{first + 99}"}
    answer, _text = browser.ask("GET", address, None, headers)
    assert answer.status == 206, answer.status
    return time.perf_counter() - begun


def page_times(browser, until):
    """Return how long pages take, one a fifth of a second, until something has come."""
    times = []
    while not until(times):
        begun = time.perf_counter()
        browser.ask("GET", PAGE)
        times.append(time.perf_counter() - begun)
        time.sleep(0.2)
    return times


def measure_making(site, browser):
    """Tell how long a film of two minutes takes, and pages beside that."""
    film = two_minutes(site.folder)
    quiet = page_times(browser, lambda times: len(times) == 100)
    browser.upload("Twee minuten", film)
    begun = time.perf_counter()
    command = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--batch", "--verbosity", "0",
               "--queue-name", "recordings"]  # fmt: skip
    worker = subprocess.Popen(command, env=site.environment, cwd=ROOT)
    try:
        busy = page_times(browser, lambda _times: worker.poll() is not None)
    finally:
        stop([worker])
    state = site.manage("shell", "--no-imports", "--command", NEWEST).split()[1]
    size = film.stat().st_size * 8 / MINUTES / 60 / 10**6
    print(f"{MINUTES} minutes in 720p ({size:.0f} Mbit/s): {state} in "
          f"{time.perf_counter() - begun:.0f} s")  # fmt: skip
    for name, figure in (("median", statistics.median), ("p95", p95)):
        before, beside = figure(quiet), figure(busy)
        print(f"a page beside it, {name}: {1000 * before:.0f} to {1000 * beside:.0f} ms, "
              f"{beside / before:.1f}x")  # fmt: skip


def p95(times):
    """Return what 95 of 100 stay below."""
    return sorted(times)[int(len(times) * 0.95)]


def main():
    """Measure on a site with the demo's content."""
    site = RunningSite("twente")
    try:
        site.start()
        site.manage("shell", "--no-imports", "--command", ACCOUNT)
        browser = Browser(site.address)
        browser.log_in()
        measure_making(site, browser)
        measure_memory(site, browser)
    finally:
        site.end()


if __name__ == "__main__":
    main()
