"""An editor brings a film to its page: what was wrong, how far it is, and what visitors get."""

import pytest
from playwright.sync_api import expect

from tests.browser import at_work
from tests.browser.playing import play
from tests.media.films import film

pytestmark = pytest.mark.browser
TITLE = "Wandelen in het bos"
ADD = "/admin/snippets/media/recording/add/"
READY = 60_000


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Return a film that is large enough to show how far its upload is."""
    folder = tmp_path_factory.mktemp("films")
    return film(folder, "bos.mp4", "1280x720", seconds=4, more=["-qp", "6"])


def send(page, path):
    """Choose a film and save."""
    page.locator("#id_file").set_input_files(path)
    page.get_by_role("button", name="Opslaan").click()


def test_a_film_from_upload_to_page(people, path, tmp_path, axe):
    page = people.page("eindredacteur")
    page.goto(ADD)
    page.locator("#id_title").fill(TITLE)
    page.locator("[name=language]").first.select_option("nl")

    wrong = tmp_path / "bos.mp4"
    wrong.write_bytes(b"geen film " * 200_000)
    send(page, wrong)
    expect(page.locator("[data-upload-failed]")).to_contain_text("de inhoud is iets anders")
    assert page.locator("#id_title").input_value() == TITLE

    send(page, path)
    page.wait_for_url("**/recording/")
    expect(at_work.messages(page)).to_contain_text(f"Opname '{TITLE}' aangemaakt")
    page.get_by_role("link", name=TITLE).click()
    told = page.locator("[data-conversion]")
    expect(told).to_contain_text("Video (MP4, 720p)", timeout=READY)
    expect(told).to_contain_text("Video (MP4, 480p)")
    expect(told).to_contain_text("Geluid (MP3)")
    assert at_work.violations(page, axe, "[data-conversion]") == []
    publish(page)

    visitor = people.page("visitor")
    visitor.goto("/videos/wandelen-in-het-bos/")
    player = visitor.locator("video")
    expect(player).to_have_attribute("height", "720")
    assert play(visitor) > 0.2
    expect(visitor.locator(".tk-files")).to_contain_text("Video (MP4, 720p)")
    assert at_work.violations(visitor, axe, "main") == []


def publish(page):
    """Publish a page with the film."""
    at_work.publish_video(page, TITLE, "Een wandeling.")
    expect(at_work.messages(page)).to_contain_text("gepubliceerd")


def test_a_film_that_cannot_be_made_ready_says_why_and_is_tried_again(people, path, tmp_path, axe):
    broken = tmp_path / "half.mp4"
    data = path.read_bytes()
    broken.write_bytes(data[: len(data) // 2])
    page = people.page("eindredacteur")
    page.goto(ADD)
    page.locator("#id_title").fill("Halve film")
    send(page, broken)
    page.wait_for_url("**/recording/")
    page.get_by_role("link", name="Halve film").click()
    told = page.locator("[data-conversion]")
    expect(told).to_contain_text("De opname kon niet worden gelezen", timeout=READY)
    assert at_work.violations(page, axe, "[data-conversion]") == []
    again = page.get_by_role("button", name="Opnieuw proberen")
    again.click()
    expect(told).to_contain_text("wacht op zijn beurt")
    expect(told).to_contain_text("De opname kon niet worden gelezen", timeout=READY)
