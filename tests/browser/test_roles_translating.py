"""A page from its translator to its readers, and what each is told when the original changes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import at_work

pytestmark = pytest.mark.browser
TITLE = "Buurtmoestuin"
ENGLISH = "Community garden"


@pytest.fixture(scope="module")
def original(people):
    """Publish a page to translate; return its number."""
    return at_work.publish_project(people.page("eindredacteur"), TITLE)


@pytest.fixture(scope="module")
def translation(people, original):
    """Let the translator begin with the page; return where it is edited."""
    page = people.page("vertaler")
    page.goto("/admin/")
    page.locator("main").get_by_role("link", name="nog niet in het Engels").click()
    expect(page.get_by_role("link", name=TITLE, exact=True)).to_be_visible()
    page.get_by_role("link", name=f"Vertalen {TITLE}").click()
    page.get_by_label("English").check()
    page.get_by_role("button", name="Verzenden").click()
    expect(at_work.messages(page)).to_contain_text("succesvol verzonden")
    return page.url


def translate(page, *texts):
    """Translate the texts that wait, one after the other."""
    for text in texts:
        page.get_by_role("button", name="Vertaal", exact=True).first.click()
        page.locator("main textarea").first.fill(text)
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            page.get_by_role("button", name="Opslaan", exact=True).click()
        expect(page.locator("main textarea")).to_have_count(0)


def test_a_translator_marks_ready_what_is_whole(people, translation, axe):
    page = people.page("vertaler")
    page.goto(translation)
    page.get_by_role("button", name="Markeer als klaar").click()
    expect(at_work.messages(page)).to_contain_text("nog niet vertaald")
    assert at_work.violations(page, axe, "[aria-labelledby=koers-ready]") == []
    translate(page, ENGLISH, "A small project.")
    page.reload()
    expect(page.get_by_text("Alle teksten zijn vertaald")).to_be_visible()
    page.get_by_role("button", name="Markeer als klaar").click()
    expect(at_work.messages(page)).to_contain_text("wacht op een eindredacteur")
    expect(page.get_by_role("button", name="Publiceer")).to_have_count(0)


def test_a_chief_editor_publishes_what_is_ready(people, translation):
    chief = people.page("eindredacteur")
    chief.goto("/admin/")
    panel = chief.locator("section").filter(has_text="Te publiceren vertalingen").last
    panel.get_by_role("link").filter(has_text=re.compile("Community|Buurt")).first.click()
    chief.wait_for_url(translation)
    chief.get_by_role("button", name="Publiceer").click()
    expect(at_work.messages(chief)).to_contain_text("gepubliceerd")
    visitor = people.page("visitor")
    visitor.goto(f"/projecten/{at_work.slug(TITLE)}/")
    visitor.goto(visitor.locator("link[hreflang=en]").first.get_attribute("href"))
    expect(visitor.get_by_role("heading", level=1)).to_have_text(ENGLISH)
    expect(visitor.locator(".tk-notice")).to_have_count(0)


def test_a_changed_original_is_told_to_everybody(people, original, translation, axe):
    page = people.page("eindredacteur")
    page.goto(f"/admin/pages/{original}/edit/")
    page.locator("#id_summary").fill("Een klein en groen project.")
    at_work.act(page, "Publiceren")
    visitor = people.page("visitor")
    visitor.goto(f"/projecten/{at_work.slug(TITLE)}/")
    visitor.goto(visitor.locator("link[hreflang=en]").first.get_attribute("href"))
    notice = visitor.get_by_role("note")
    expect(notice).to_contain_text("The original (Dutch) changed on")
    expect(notice.locator("time")).to_have_count(2)
    expect(notice.locator("a[hreflang=nl]")).to_have_text(TITLE)
    translator = people.page("vertaler")
    translator.goto("/admin/")
    expect(translator.get_by_text("Vertalingen waarvan het origineel")).to_be_visible()
    translator.goto(translation)
    translator.get_by_role("link", name="Bekijk wat er veranderde").click()
    row = translator.get_by_role("row").filter(has_text="Samenvatting")
    expect(row).to_contain_text("groen")
    assert at_work.violations(translator, axe, ".comparison") == []
