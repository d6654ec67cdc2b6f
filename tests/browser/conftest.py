"""Sites of both regions, and a Chromium to look at them."""

import re
import shutil
import urllib.request
from pathlib import Path

import pytest

from tests.browser.at_work import People, WorkSite
from tests.browser.running import REGIONS, ROOT, RunningSite

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# One page of every template, per region.
TEMPLATES = {
    "twente": {
        "home": "/",
        "theme index": "/themas/",
        "theme": "/themas/schulden-en-armoede/",
        "project index": "/projecten/",
        "project": "/projecten/rub/",
        "project with participants": "/projecten/streettriage/",
        "result": "/resultaten/uit-de-schulden/",
        "lesson": "/lessen/eerst-doen/",
        "practice": "/praktijkvoorbeelden/gemeentedelers-2022/",
        "organisation index": "/organisaties/",
        "organisation": "/organisaties/almelo/",
        "handbook": "/handboeken/zelf-beginnen/",
        "whole handbook": "/handboeken/zelf-beginnen/print/",
        "chapter": "/handboeken/zelf-beginnen/klein-beginnen/",
        "edition": "/handboeken/zelf-beginnen/uitgave-2/",
        "chapter of an edition": "/handboeken/zelf-beginnen/uitgave-1/klein-beginnen/",
        "differences": "/handboeken/zelf-beginnen/uitgave-2/differences/1/",
        "video": "/videos/koers-in-twee-minuten/",
        "standard": "/over/",
        "translated project": "/en/projects/debt-relief/",
        "not found": "/en/nergens/",
        "search": "/zoeken/?q=schulden&type=project",
        "search without a hit": "/zoeken/?q=xyzzy",
    },
    "seeland": {
        "home": "/",
        "theme": "/themen/gut-alt-werden/",
        "project": "/vorhaben/seelotsen/",
        "result with series": "/wirkung/begleitete-menschen/",
        "result with disagreement": "/wirkung/anrufe/",
        "every block": "/ueber-uns/bausteine/",
        "search": "/suche/?q=Pflege",
        "filtered list": "/beispiele/?theme=gut-alt-werden",
        "password": "/presse/",
        "login": "/_util/login/?next=/mitglieder/",
    },
}


def chromium():
    """Return where Chromium is, or None."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return found or shutil.which("google-chrome")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items):
    """Run what needs a running site in one worker, so that it is made once."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("running-sites"))


@pytest.fixture(scope="session")
def running_sites():
    """Serve both regions for the whole run."""
    sites = {}
    try:
        first = None
        for region in REGIONS:
            sites[region] = first = RunningSite(region, like=first)
        for site in sites.values():
            site.start()
        yield sites
    finally:
        for site in sites.values():
            site.end()


@pytest.fixture(params=list(REGIONS))
def running_site(request, running_sites):
    """Serve one region after the other."""
    return running_sites[request.param]


@pytest.fixture(scope="session")
def twente(running_sites):
    """Serve the demo."""
    return running_sites["twente"]


@pytest.fixture(scope="session")
def browser():
    """Start Chromium, or say that there is none."""
    where = chromium()
    if where is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=where, args=quiet)
        yield started
        started.close()


@pytest.fixture
def new_page(browser):
    """Open pages of a given width and colour scheme; close them afterwards."""
    contexts = []

    def open_page(width=1280, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def people(browser, running_sites):
    """Give every role a browser, on a site that may be changed."""
    site = WorkSite(running_sites["twente"])
    try:
        at_work = People(browser, site.start())
        yield at_work
        at_work.close()
    finally:
        site.end()


@pytest.fixture(scope="session")
def axe():
    """Return the text of axe-core, or say that it is not installed."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed here: make browser-tools")
    return AXE.read_text()


def fetch(address):
    """Return (status, content type, text) of an address, whatever the status."""
    try:
        with urllib.request.urlopen(address) as answer:
            data = answer.read()
            return answer.status, answer.headers["Content-Type"], data.decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode(errors="replace")


def sitemap(site):
    """Return the paths in a site's map."""
    text = fetch(f"{site.address}/sitemap.xml")[2]
    return [re.sub(r"^https?://[^/]+", "", found) for found in re.findall("<loc>(.*?)</loc>", text)]
