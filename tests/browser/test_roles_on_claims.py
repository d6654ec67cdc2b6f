"""A figure corrected, replaced and withdrawn in the ledger, and two people at the same form."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import at_work

pytestmark = pytest.mark.browser
RESULT = "Geholpen inwoners"
PROJECT = "Cijfers lezen"
FIGURES = {"nl": "4.321", "en": "4,321", "de": "4.321"}


@pytest.fixture(scope="module")
def result(people):
    """Return the number of the result whose figure is corrected."""
    return at_work.number_of(people.page("eindredacteur"), RESULT)


def show_figure(page):
    """Let the body of a page show what holds now of the result."""
    at_work.tab(page, "Tekst")
    at_work.add_block(page, "Cijfer")
    button = at_work.body(page).get_by_role("button", name="Kies een pagina (Resultaat)")
    at_work.choose(page, button, RESULT)


@pytest.fixture(scope="module")
def project(people):
    """Publish a project that shows the figure; return its number."""
    return at_work.publish_project(people.page("eindredacteur"), PROJECT, show_figure)


def open_ledger(page, result):
    """Open the claims of the result."""
    page.goto(f"/admin/pages/{result}/edit/")
    at_work.tab(page, "Opgaven")
    return page.locator(".koers-ledger")


def open_claim(page, result):
    """Go from the result to its claim."""
    open_ledger(page, result).locator("tbody a").first.click()
    page.wait_for_url("**/claim/edit/**")


def others(page):
    """Return the addresses of the page in every language."""
    found = page.locator("link[rel=alternate][hreflang]").evaluate_all(
        "links => links.map(link => [link.hreflang, new URL(link.href).pathname])"
    )
    return {code: path for code, path in found if code in FIGURES}


def test_a_claim_says_where_it_stands(people, result, project):
    page = people.page("redacteur")
    open_claim(page, result)
    places = page.locator(".help-block").filter(has_text="Dit cijfer staat op de pagina")
    expect(places).to_contain_text("in elke taal")
    for _ in range(20):  # the worker keeps the index of what names a claim
        if places.get_by_role("link", name=PROJECT).count():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(places.get_by_role("link", name=PROJECT)).to_be_visible()


def test_an_editor_submits_a_correction(people, result):
    page = people.page("redacteur")
    open_claim(page, result)
    assert "Publiceren" not in at_work.actions(page)
    page.locator("#id_qualifier").select_option("more-than")
    page.locator("#id_value").fill("4320")
    at_work.act(page, "Stuur door naar Eindredactie")
    expect(at_work.messages(page)).to_contain_text("ingediend")
    chief = people.page("eindredacteur")
    chief.goto("/admin/")
    chief.locator("main").get_by_role("link", name=RESULT).first.click()
    chief.wait_for_url("**/claim/edit/**")
    at_work.act(chief, "Goedkeuren en publiceren")
    visitor = people.page("visitor")
    visitor.goto("/resultaten/geholpen-inwoners/")
    expect(visitor.locator("main")).to_contain_text("4.320")


def test_a_corrected_figure_changes_everywhere(people, result, project):
    chief = people.page("eindredacteur")
    open_claim(chief, result)
    chief.locator("#id_value").fill("4321")
    at_work.act(chief, "Publiceren")
    expect(chief).to_have_url(re.compile(f"/pages/{result}/edit/"))
    expect(at_work.messages(chief)).to_contain_text("gepubliceerd")
    visitor = people.page("visitor")
    for address in ("/resultaten/geholpen-inwoners/", f"/projecten/{at_work.slug(PROJECT)}/"):
        visitor.goto(address)
        expect(visitor.locator("main")).to_contain_text("4.321")
        for code, path in others(visitor).items():
            visitor.goto(path)
            expect(visitor.locator("main")).to_contain_text(FIGURES[code])


def test_the_history_is_a_story(people, result):
    chief = people.page("eindredacteur")
    open_claim(chief, result)
    chief.goto(chief.url.replace("/edit/", "/history/"))
    told = chief.locator("main")
    expect(told).to_contain_text("veranderde")
    expect(told).to_contain_text("waarde van “4.320” in “4.321”")


def test_replacing_and_withdrawing_begin_prepared(people, result):
    page = people.page("redacteur")
    ledger = open_ledger(page, result)
    ledger.get_by_role("link", name="Vervangen").first.click()
    expect(page.locator("#id_unit_0")).to_have_value("inwoners")
    expect(page.locator("#id_value")).to_have_value("")
    expect(page.locator("main")).to_contain_text("4.321")
    open_ledger(page, result).get_by_role("link", name="Intrekken").first.click()
    expect(page.locator("#id_retracted_on")).to_have_value(re.compile(r"^\d{4}-\d\d-\d\d$"))
    reason = page.locator("#id_retraction_reason_0")
    expect(reason).to_be_focused()
    chief = people.page("eindredacteur")
    open_ledger(chief, result).get_by_role("link", name="Intrekken").first.click()
    at_work.act(chief, "Publiceren")
    expect(chief.locator(".messages")).to_contain_text("fout")
    expect(chief.locator("main")).to_contain_text(re.compile("reden", re.IGNORECASE))


def open_twice(people, address, field):
    """Let two people open a form; the first to save is the chief editor."""
    late, early = people.page("redacteur"), people.page("eindredacteur")
    for page in (late, early):
        page.goto(address)
    early.locator(field).fill("4400")
    at_work.save_draft(early)
    late.locator(field).fill("4500")
    late.get_by_role("button", name="Bewaar concept").click()
    expect(late.get_by_role("heading", level=1)).to_contain_text("Iemand")
    return late


@pytest.mark.parametrize("keep", [True, False], ids=["mine", "newer"])
@pytest.mark.parametrize("kind", ["claim", "page"])
def test_who_saves_second_is_asked(people, axe, result, project, kind, keep):
    if kind == "claim":
        page = people.page("redacteur")
        open_claim(page, result)
        address, field = page.url, "#id_value"
    else:
        address, field = f"/admin/pages/{project}/edit/", "#id_title"
    late = open_twice(people, address, field)
    expect(late.locator("main")).to_contain_text("eindredacteur")
    assert at_work.violations(late, axe, "main .help-warning", "main form[method=post]") == []
    if keep:
        late.get_by_role("button", name="toch").click()
        late.goto(address)
    else:
        late.get_by_role("link", name="nieuwere").click()
    expect(late.locator(field)).to_have_value(re.compile("^4500" if keep else "^4400"))
