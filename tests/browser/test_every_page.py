"""Every address of the map answers, no link within the site is broken, all words are translated."""

import html
import re
from urllib.parse import urljoin, urlsplit

import polib
import pytest

from tests.browser.conftest import fetch, sitemap
from tests.browser.running import ROOT

CATALOGUES = ROOT / "site" / "koers" / "locale"


def crawl(site):
    """Follow every link from the home page and the map; return {path: (status, type, text)}."""
    seen, todo = {}, ["/", *sitemap(site)]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen[path] = fetch(site.address + path)
        status, kind, text = seen[path]
        if status != 200 or "text/html" not in kind:
            continue
        for link in re.findall(r'(?:href|src)="([^"]*)"', text):
            target = urlsplit(urljoin(site.address + path, html.unescape(link)))
            # One filter at a time: their combinations grow without end.
            if f"{target.scheme}://{target.netloc}" == site.address and target.query.count("=") < 2:
                query = f"?{target.query}" if target.query else ""
                todo.append(target.path + query)
    return seen


@pytest.fixture(scope="module")
def crawled(running_sites):
    return {region: crawl(site) for region, site in running_sites.items()}


@pytest.mark.parametrize("region", ["twente", "seeland"])
def test_every_address_answers(crawled, region):
    wrong = {path: found[0] for path, found in crawled[region].items() if found[0] != 200}
    # Pages that need a password answer 200 with the question; the login leads to the admin.
    assert not wrong
    languages = {path.split("/")[1] for path in crawled[region]}
    assert {"en"} < languages


@pytest.mark.parametrize("region", ["twente", "seeland"])
def test_every_anchor_is_there(crawled, region):
    pages = crawled[region]
    missing = []
    for path, (_status, kind, text) in pages.items():
        if "text/html" not in kind:
            continue
        for link in re.findall(r'href="([^"]*#[^"]+)"', text):
            target, _, anchor = urljoin(path, html.unescape(link)).partition("#")
            if target in pages and f'id="{anchor}"' not in pages[target][2]:
                missing.append((path, link))
    assert not missing


@pytest.mark.parametrize("region", ["twente", "seeland"])
def test_no_id_stands_twice(crawled, region):
    twice = {}
    for path, (_status, kind, text) in crawled[region].items():
        ids = re.findall(r'\bid="([^"]+)"', text) if "text/html" in kind else []
        if len(ids) != len(set(ids)):
            twice[path] = {one for one in ids if ids.count(one) > 1}
    assert not twice


def visible_text(page):
    """Return the words of a page without scripts and without passages in another language."""
    page = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", page)
    return html.unescape(re.sub(r"<[^>]+>", "\n", page))


def interface_words(language):
    """Return the English words of the interface that read otherwise in a language."""
    words = set()
    for entry in polib.pofile(str(CATALOGUES / language / "LC_MESSAGES" / "django.po")):
        if entry.msgstr and entry.msgstr != entry.msgid and "%" not in entry.msgid:
            words.add(entry.msgid)
    return words


@pytest.mark.parametrize(
    ("region", "prefix", "language"),
    [
        ("twente", "/", "nl"),
        ("twente", "/de/", "de"),
        ("seeland", "/", "de"),
        ("seeland", "/nl/", "nl"),
    ],
)
def test_no_word_of_the_interface_is_left_in_english(crawled, region, prefix, language):
    english = interface_words(language)
    left = {}
    for path, (status, kind, text) in crawled[region].items():
        other = re.match(r"/(nl|en|de)/", path)
        here = path.startswith(prefix) if prefix != "/" else not other
        if here and status == 200 and "text/html" in kind:
            lines = {line.strip() for line in visible_text(text).split("\n")}
            # Content may use an English word by itself: only whole texts of elements count.
            if found := lines & english - {"Website", "Video", "Menu", "Status", "Project"}:
                left[path] = found
    assert not left
