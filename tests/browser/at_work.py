"""People of every role at work in the admin of a site of their own, with a real browser."""

import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

from tests.browser.running import ROOT, RunningSite

PATIENCE = 10_000
# What the browser notes as errors though nothing is wrong: answers that the tests ask for.
EXPECTED = (
    "status of 400",  # a draft that saves itself waits for a field to be mended
    "status of 404",  # the public address of what is not live
    "status of 422",  # an upload that is refused
    "status of 409",  # somebody saved meanwhile
    "status of 429",  # a name that is locked out
)


class WorkSite(RunningSite):
    """A site with an account for every role and the workers of a running site."""

    def __init__(self, like):
        """Take over the content of a site; a database server cannot copy one that is in use."""
        on_server = os.environ.get("DATABASE_URL", "").startswith("postgres")
        super().__init__("twente", like=None if on_server else like)
        self.filled = not on_server

    def start(self):
        """Serve the site, and note the passwords of its accounts."""
        self.serve() if self.filled else super().start()
        printed = self.manage("sample_accounts")
        self.passwords = dict(re.findall(r"^  (\S+) +(\S+)$", printed, re.MULTILINE))
        worker = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--verbosity", "0"]
        for command in (worker, [*worker, "--queue-name", "recordings"]):
            self.processes.append(subprocess.Popen(command, env=self.environment, cwd=ROOT))
        return self


class People:
    """Give each role a browser of its own, logged in once, and note what goes wrong there."""

    def __init__(self, browser, site):
        self.browser = browser
        self.site = site
        self.contexts = {}
        self.errors = []
        self.strangers = set()

    def page(self, role, width=1280):
        """Open a page for a role; nobody in particular is a visitor."""
        if role not in self.contexts:
            self.contexts[role] = self.browser.new_context(
                base_url=self.site.address, viewport={"width": 1280, "height": 1000}
            )
            self.contexts[role].set_default_timeout(PATIENCE)
            if role in self.site.passwords:
                self.log_in(role)
        page = self.watched(self.contexts[role])
        page.set_viewport_size({"width": width, "height": 1000})
        return page

    def log_in(self, role):
        """Log in by the one door."""
        page = self.watched(self.contexts[role])
        page.goto("/admin/")
        page.get_by_label("Gebruikersnaam").fill(role)
        page.get_by_label("Wachtwoord").fill(self.site.passwords[role])
        page.locator("main button[type=submit]").click()
        page.wait_for_url("**/admin/")
        page.close()

    def watched(self, context):
        """Open a page whose errors and requests are noted."""
        page = context.new_page()
        page.on("console", self.note)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("request", self.note_host)
        # Wagtail asks before unsaved work is left; what a test leaves may go.
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def note(self, message):
        """Keep an error that no test expects."""
        if message.type == "error" and not any(words in message.text for words in EXPECTED):
            self.errors.append(f"{message.location.get('url')}: {message.text}")

    def note_host(self, request):
        """Keep the host of a request that leaves the site."""
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != urlsplit(self.site.address).netloc:
            self.strangers.add(request.url)

    def close(self):
        """Close every browser."""
        for context in self.contexts.values():
            context.close()


def tab(page, name):
    """Open a tab of the page editor."""
    page.get_by_role("tab", name=name).click()


def body(page):
    """Return the body of a page in its editor."""
    return page.locator('[data-contentpath="body"]')


def add_block(page, label):
    """Add a block at the end of the body."""
    before = body(page).locator("[data-streamfield-child]").count()
    body(page).locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name=re.compile(f"^{label}")).first.click()
    body(page).locator("[data-streamfield-child]").nth(before).wait_for()


def choose(page, button, words):
    """Choose something by its words in the window that a button opens."""
    button.click()
    window = page.locator(".modal-content")
    window.locator("#id_q").fill(words)
    window.get_by_role("link", name=words).first.click()
    window.wait_for(state="detached")


def save_draft(page):
    """Save a draft with the button, and wait for the answer."""
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaar concept").click()


def action(page, name):
    """Take an action of the menu below the editor, one that first asks something."""
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name=name).click()


def act(page, name):
    """Take an action of the menu below the editor, and wait for the answer."""
    page.get_by_role("button", name="Meer acties").click()
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def actions(page):
    """Return the words of the menu below the editor."""
    page.get_by_role("button", name="Meer acties").click()
    words = page.locator("footer").inner_text()
    page.keyboard.press("Escape")
    return words


def messages(page):
    """Return what the admin says on top."""
    return page.locator(".messages")


def number_of(page, title):
    """Return the number of a page with a title, by the admin's search."""
    link = page.locator("main td.title a").get_by_text(title, exact=True).first
    for attempt in range(40):  # the worker fills the index while the first tests begin
        page.goto(f"/admin/pages/search/?q={title}&p={1 + attempt % 4}")
        if link.count():
            break
        page.wait_for_timeout(300)
    address = link.locator("xpath=ancestor-or-self::a").get_attribute("href")
    return re.search(r"/pages/(\d+)/", address)[1]


def publish_project(page, title, *write):
    """Publish a small project, with what `write` adds to it; return its number."""
    index = number_of(page, "Projecten")
    page.goto(f"/admin/pages/add/cases/projectpage/{index}/")
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill("Een klein project.")
    page.get_by_label("Ouderenzorg").check()
    for add in write:
        add(page)
    act(page, "Publiceren")
    link = messages(page).get_by_role("link", name="Wijzig")
    return re.search(r"/pages/(\d+)/", link.get_attribute("href"))[1]


def publish_video(page, title, summary):
    """Publish the page of a video whose recording has the same title."""
    index = number_of(page, "Video's")
    page.goto(f"/admin/pages/add/media/videopage/{index}/")
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill(summary)
    chooser = page.locator("#id_recording-chooser [data-chooser-action-choose]")
    choose(page, chooser.first, title)
    act(page, "Publiceren")


def slug(title):
    """Return the end of the address of a page with a title."""
    return title.lower().replace(" ", "-")


def violations(page, axe, *parts):
    """Return what axe finds wrong in parts of a page."""
    page.evaluate(axe)
    for part in parts:
        page.locator(part).first.wait_for()
    found = page.evaluate("async parts => (await axe.run({include: parts})).violations", parts)
    return [
        (one["id"], node["target"], node["html"][:200]) for one in found for node in one["nodes"]
    ]
