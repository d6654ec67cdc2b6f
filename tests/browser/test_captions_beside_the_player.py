"""An editor writes captions beside the player with the keyboard, and visitors get them."""

import pytest
from playwright.sync_api import expect

from tests.browser import at_work
from tests.browser.playing import until

pytestmark = pytest.mark.browser
LIST = "/admin/snippets/media/recording/"
FILM = "De Twentse Koers in twee minuten"


def press(page, name):
    """Press a button by keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_captions_are_written_beside_the_player(people, axe):
    page = people.page("eindredacteur")
    page.goto(LIST)
    page.get_by_role("link", name=FILM).click()
    page.get_by_role("link", name="Ondertitels schrijven (Deutsch)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ondertitels (Deutsch)")

    page.evaluate("document.querySelector('video').currentTime = 2")
    until(page, "document.querySelector('video').currentTime === 2")
    press(page, "Nu: Van 1")
    expect(page.get_by_label("Van 1", exact=True)).to_have_value("0:02.000")
    page.get_by_label("Tot 1", exact=True).fill("0:01")
    page.get_by_label("Spreker 1", exact=True).fill("Erzähler")
    page.get_by_label("Tekst 1", exact=True).fill("Guten Tag.")
    press(page, "Opslaan")
    expect(page.get_by_role("alert")).to_contain_text("Het einde moet na het begin liggen.")
    assert page.get_by_label("Tekst 1", exact=True).input_value() == "Guten Tag."

    page.get_by_label("Tot 1", exact=True).fill("0:04")
    press(page, "Regel eronder: Tekst 1")
    expect(page.get_by_label("Tekst 2", exact=True)).to_be_focused()
    assert page.get_by_label("Van 2", exact=True).input_value() == "0:04"
    page.keyboard.type("Willkommen.")
    page.get_by_label("Tot 2", exact=True).fill("6")
    page.keyboard.press("Tab")
    shown = "[...document.querySelector('video').textTracks[0].cues].map(cue => cue.text)"
    assert page.evaluate(shown) == ["Guten Tag.", "Willkommen."]
    assert at_work.violations(page, axe, "main") == []
    press(page, "Opslaan")
    expect(at_work.messages(page)).to_contain_text("De ondertitels zijn bewaard.")

    visitor = people.page("visitor")
    visitor.goto("/videos/koers-in-twee-minuten/")
    expect(visitor.locator("track[srclang=de]")).to_have_attribute("label", "Deutsch")
    visitor.evaluate("document.querySelector('track[srclang=de]').track.mode = 'showing'")
    until(visitor, "document.querySelector('track[srclang=de]').track.cues?.length === 2")
