"""Who may do little, who works without a mouse, and who needs assistive technology."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import at_work

pytestmark = pytest.mark.browser
EXAMPLE = "Buren koken samen"
# A text area hands its words to the form a moment after they were typed.
IN_FORM = """words => [...document.querySelectorAll('[name^="body-"]')]
    .some(field => field.value.includes(words))"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def numbers(people):
    """Return the numbers of pages that these tests begin from."""
    page = people.page("eindredacteur")
    titles = ("Praktijkvoorbeelden", "Geholpen inwoners", "Ouderenzorg", "Contact")
    return {title: at_work.number_of(page, title) for title in titles}


def write_example(page, index):
    """Fill in an example that was published elsewhere."""
    page.goto(f"/admin/pages/add/cases/practicepage/{index}/")
    page.locator("#id_title").fill(EXAMPLE)
    page.locator("#id_summary").fill("Buren koken voor elkaar.")
    page.locator("#id_programme").fill("GemeenteDelers")
    page.locator("#id_year").fill("2023")
    page.get_by_label("Almelo").check()
    page.get_by_label("Streettriage").first.check()
    at_work.tab(page, "Waar het gepubliceerd is")
    page.locator("#id_link").fill("https://www.example.org/koken")


def test_a_practice_editor_adds_an_example_and_submits_it(people, numbers):
    page = people.page("gemeentedelers-redacteur")
    write_example(page, numbers["Praktijkvoorbeelden"])
    at_work.save_draft(page)
    expect(at_work.messages(page)).to_contain_text(EXAMPLE)
    assert "Publiceren" not in at_work.actions(page)
    page.reload()
    at_work.act(page, "Stuur door naar Eindredactie")
    expect(at_work.messages(page)).to_contain_text("ter goedkeuring ingediend")


def test_a_practice_editor_does_nothing_else(people, numbers):
    page = people.page("gemeentedelers-redacteur")
    page.goto("/admin/")
    menu = page.locator("nav").first
    expect(menu).to_contain_text("Pagina’s")
    for name in ("Gegevens", "Instellingen", "Gebruikers"):
        expect(menu).not_to_contain_text(name)
    for title in ("Geholpen inwoners", "Ouderenzorg"):
        page.goto(f"/admin/pages/{numbers[title]}/edit/")
        expect(page).to_have_url(re.compile("/admin/$"))
        expect(at_work.messages(page)).to_contain_text("geen toegang")


def press(page, *keys):
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, target, key="Tab"):
    """Press Tab until something has the focus, as who has no mouse does."""
    for _ in range(150):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {target}")


def add_block_by_keys(page, name):
    """Add a block at the end of the body and go into its text."""
    tab_to(page, at_work.body(page).locator("button.c-sf-add-button").last)
    press(page, "Enter")
    search = page.get_by_role("combobox", name="Zoek opties")
    expect(search).to_be_visible()
    tab_to(page, search)
    page.keyboard.type(name)
    press(page, "Enter")
    text = at_work.body(page).locator("[contenteditable=true]")
    expect(search).not_to_be_visible()
    return text.last


def let_save_itself(page):
    """Wait until a page has saved itself: a slow save under way would make it ask first."""
    page.wait_for_timeout(1000)  # it begins half a second after the last key
    saved = page.locator(".w-autosave-indicator__state--saved")
    expect(saved).to_be_visible(timeout=30_000)


def save_by_keys(page):
    """Save a draft."""
    tab_to(page, page.get_by_role("button", name="Bewaar concept"))
    with page.expect_navigation():
        press(page, "Enter")


def test_a_page_is_edited_by_keys_alone(people, numbers):
    page = people.page("redacteur")
    page.goto(f"/admin/pages/{numbers['Contact']}/edit/")
    tab_to(page, page.get_by_role("tab", name="Inhoud"))
    press(page, "ArrowRight")
    expect(page.get_by_role("tab", name="Tekst")).to_be_focused()
    for block, words in (("Tekst", "Zonder muis."), ("Kader", "Met toetsen.")):
        tab_to(page, add_block_by_keys(page, block))
        page.keyboard.type(words)
        page.wait_for_function(IN_FORM, arg=words)
    let_save_itself(page)
    save_by_keys(page)
    page.goto(f"/admin/pages/{numbers['Contact']}/view_draft/")
    expect(page.get_by_text("Zonder muis.")).to_be_visible()
    expect(page.get_by_text("Met toetsen.")).to_be_visible()


def test_a_claim_is_edited_by_keys_alone(people, numbers):
    page = people.page("redacteur")
    page.goto(f"/admin/pages/{numbers['Geholpen inwoners']}/edit/")
    tab_to(page, page.get_by_role("tab", name="Inhoud"))
    press(page, "ArrowRight")
    tab_to(page, page.locator(".koers-ledger tbody a").first)
    with page.expect_navigation():
        press(page, "Enter")
    tab_to(page, page.locator("#id_value"))
    press(page, "Control+a")
    page.keyboard.type("4777")
    save_by_keys(page)
    expect(page.locator("#id_value")).to_have_value(re.compile("^4777"))


OWN_PARTS = {
    "start page": ("vertaler", "/admin/", ["[id^=koers-]"]),
    "untranslated": ("vertaler", "/admin/translations/untranslated/de/", ["main table"]),
    "ledger": ("eindredacteur", "/admin/pages/{Geholpen inwoners}/edit/#tab-opgaven",
               [".koers-ledger"]),
    "export": ("beheerder", "/admin/pages/{Contact}/export/", ["main .nice-padding"]),
    "unpublish": ("eindredacteur", "/admin/pages/{Ouderenzorg}/unpublish/", [".help-warning"]),
}  # fmt: skip


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", OWN_PARTS)
def test_our_parts_of_the_admin_are_accessible(people, numbers, axe, name, width):
    role, address, parts = OWN_PARTS[name]
    page = people.page(role, width=width)
    assert page.goto(address.format(**numbers)).ok
    assert at_work.violations(page, axe, *parts) == []
    assert not page.evaluate(SIDEWAYS)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_report_of_queries_is_accessible(people, axe, width):
    visitor = people.page("stranger")
    for _ in range(5):
        visitor.goto("/zoeken/?q=Windmolens")
    page = people.page("eindredacteur", width=width)
    page.goto("/admin/reports/queries/")
    cell = page.get_by_role("row", name="windmolens").get_by_role("link").last
    cell.scroll_into_view_if_needed()
    expect(cell).to_be_in_viewport(ratio=1)
    assert at_work.violations(page, axe, "main .nice-padding", "#listing-results") == []
    assert not page.evaluate(SIDEWAYS)
    cell.click()
    expect(page.locator("[name=terms-0-value]")).to_have_value("windmolens")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_places_of_a_claim_are_accessible(people, numbers, axe, width):
    page = people.page("eindredacteur", width=width)
    page.goto(f"/admin/pages/{numbers['Geholpen inwoners']}/edit/#tab-opgaven")
    page.locator(".koers-ledger tbody a").first.click()
    page.wait_for_url("**/claim/edit/**")
    assert at_work.violations(page, axe, ".help-block.help-info") == []
    assert not page.evaluate(SIDEWAYS)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_door_is_accessible_open_and_shut(people, axe, width):
    page = people.page("stranger", width=width)
    page.goto("/admin/")
    assert at_work.violations(page, axe, "body") == []
    assert not page.evaluate(SIDEWAYS)
    for _ in range(6):
        if not page.get_by_label("Wachtwoord").count():
            break
        page.get_by_label("Gebruikersnaam").fill(f"niemand-{width}")
        page.get_by_label("Wachtwoord").fill("verkeerd")
        with page.expect_navigation():
            page.locator("main button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Te veel verkeerde wachtwoorden")
    assert at_work.violations(page, axe, "body") == []
    assert not page.evaluate(SIDEWAYS)
