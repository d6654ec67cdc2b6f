"""Everyone can use every template: axe, keyboard, narrow screens, and nothing from elsewhere."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import TEMPLATES

PAGES = [(region, name) for region, pages in TEMPLATES.items() for name in pages]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = pytest.mark.browser


def watched(page, site):
    """Collect errors of the console and requests that leave for somewhere else."""
    page.errors, page.strangers = [], []

    def on_console(message):
        if message.type in {"error", "warning"} and "404" not in message.text:
            page.errors.append(message.text)

    def on_request(request):
        if urlsplit(request.url).netloc != urlsplit(site.address).netloc:
            page.strangers.append(request.url)

    page.on("console", on_console)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("request", on_request)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("region", "name"), PAGES)
def test_axe_finds_nothing(running_sites, new_page, axe, region, name, width, scheme):
    site = running_sites[region]
    page = watched(new_page(width, scheme, bypass_csp=True), site)
    page.goto(site.address + TEMPLATES[region][name])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(axe)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags}).then(r => r.violations.map("
        "v => [v.id, v.nodes.map(n => n.target.join(' ') + ': ' + n.failureSummary)]))",
        TAGS,
    )
    assert not found
    assert not page.strangers


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("region", "name"), PAGES)
def test_nothing_is_reported_and_nothing_leaves(running_sites, new_page, region, name, width):
    site = running_sites[region]
    page = watched(new_page(width), site)
    page.goto(site.address + TEMPLATES[region][name], wait_until="networkidle")
    assert not page.errors
    assert not page.strangers
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("region", "name"),
    [
        ("twente", "home"),
        ("twente", "project index"),
        ("twente", "chapter"),
        ("twente", "video"),
        ("seeland", "project"),
        ("seeland", "every block"),
    ],
)
def test_keyboard_alone_reaches_everything(running_sites, new_page, region, name):
    site = running_sites[region]
    page = new_page()
    page.goto(site.address + TEMPLATES[region][name])
    page.evaluate("""() => { let n = 0; document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex="0"]').forEach(e => {
          if (e.checkVisibility() && e.tabIndex >= 0) e.dataset.stop = n++; }) }""")
    wanted = page.evaluate("document.querySelectorAll('[data-stop]').length")
    reached, unseen = set(), []
    for _ in range(wanted + 10):
        page.keyboard.press("Tab")
        stop, tag, seen = page.evaluate("""() => { const e = document.activeElement;
          const s = getComputedStyle(e), r = e.querySelector && e.querySelector('rect');
          const drawn = r ? getComputedStyle(r).strokeWidth : '0px';
          return [e.dataset.stop, e.outerHTML.slice(0, 80),
            (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)
            || parseFloat(drawn) >= 5 || e.tagName === 'VIDEO' || e.tagName === 'BODY'] }""")
        if stop is not None:
            reached.add(stop)
            if not seen:
                unseen.append(tag)
    assert len(reached) == wanted
    assert not unseen


def test_menu_opens_and_closes_by_keyboard_on_a_phone(twente, new_page):
    page = new_page(320)
    page.goto(twente.address)
    page.get_by_role("button", name="Menu").press("Enter")
    link = page.locator("#k-menu").get_by_role("link", name="Projecten")
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()


def test_page_works_without_javascript(twente, new_page):
    page = new_page(1280, java_script_enabled=False)
    page.goto(twente.address + "/projecten/")
    page.get_by_label("Thema").select_option(index=1)
    page.get_by_role("button", name="Toon").click()
    assert "theme=" in page.url
    assert page.locator(".tk-chips a").count() == 1


def test_filters_fold_away_and_stay_open_when_one_is_on(twente, new_page):
    page = new_page(320)
    page.goto(twente.address + "/projecten/")
    assert not page.get_by_label("Thema").is_visible()
    page.goto(twente.address + "/projecten/?theme=schulden-en-armoede")
    assert page.get_by_label("Thema").is_visible()
