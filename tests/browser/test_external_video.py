"""A video at another site is reached only by who chooses its player."""

import pytest
from playwright.sync_api import expect

from tests.browser import at_work
from tests.browser.test_uploading_a_recording import ADD

pytestmark = pytest.mark.browser
TITLE = "Buren aan het woord"
# No such site can ever be (RFC 6761).
SITE = "video.koers.invalid"
ADDRESS = f"https://{SITE}/w/kkGMgK9ZtnKfYAgnEtQxbv"


def test_a_video_elsewhere_from_address_to_player(people, axe):
    page = people.page("eindredacteur")
    page.goto(ADD)
    page.locator("#id_address").fill(ADDRESS)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator("main")).to_contain_text(f"{SITE} geeft geen antwoord")
    page.locator("#id_title").fill(TITLE)
    page.get_by_role("button", name="Opslaan").click()
    expect(at_work.messages(page)).to_contain_text("upload er zelf een")

    at_work.publish_video(page, TITLE, "Wat buren zeggen.")

    # A page of its own: what is noted of the others, no request to other sites, is not true here.
    visitor = people.page("visitor").context.new_page()
    asked, said = [], []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.on("console", lambda message: said.append(message.text))
    visitor.goto("/videos/buren-aan-het-woord/?t=35")
    assert visitor.locator("iframe").count() == 0
    assert at_work.violations(visitor, axe, "main") == []
    assert not [address for address in asked if SITE in address]

    chosen = visitor.get_by_role("link", name=f"Speel hier af vanaf 0:35, met de speler van {SITE}")
    chosen.focus()
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/?player=1&t=35**")
    frame = visitor.locator("iframe")
    expect(frame).to_have_attribute("title", TITLE)
    assert [address for address in asked if SITE in address] == [frame.get_attribute("src")]
    assert not [words for words in said if "Content Security Policy" in words]
