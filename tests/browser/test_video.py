"""The recording plays, can be sought, and starts where a link says."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.playing import play, until

pytestmark = pytest.mark.browser
ADDRESS = "/videos/koers-in-twee-minuten/"


def test_video_plays(twente, new_page):
    page = new_page()
    page.goto(twente.address + ADDRESS)
    assert 0.2 < play(page) < 10
    assert page.evaluate("document.querySelector('video').duration") == pytest.approx(116, abs=0.5)


def test_link_to_a_second_starts_there(twente, new_page):
    page = new_page()
    page.goto(twente.address + ADDRESS + "?t=83")
    until(page, "document.querySelector('video').currentTime > 82")
    assert 83 <= play(page) < 95


@pytest.mark.parametrize("start", ["-1", "nonsense", "99999999999", "٣", "1e3"])
def test_nonsense_starts_at_the_beginning(twente, new_page, start):
    page = new_page()
    page.goto(twente.address + ADDRESS + f"?t={start}")
    assert play(page) < 10


def test_captions_of_both_languages_are_offered(twente, new_page):
    page = new_page()
    page.goto(twente.address + ADDRESS)
    tracks = page.evaluate(
        "[...document.querySelectorAll('track')].map(t => [t.srclang, t.label, t.default])"
    )
    assert tracks == [["nl", "Nederlands", True], ["en", "English", False]]
    page.evaluate("document.querySelectorAll('track')[1].track.mode = 'showing'")
    until(page, "document.querySelectorAll('track')[1].track.cues?.length > 10")


def current(page):
    """Return the second that lights up in the transcript."""
    link = page.locator(".tk-speech [aria-current]")
    return link.get_attribute("href").partition("?t=")[2] if link.count() else None


def test_the_transcript_seeks_and_lights_up(twente, new_page):
    page = new_page()
    page.goto(twente.address + ADDRESS)
    page.evaluate("document.querySelector('video').muted = true")
    link = page.locator(".tk-speech a").nth(3)
    second = link.get_attribute("href").partition("?t=")[2]
    link.focus()
    page.keyboard.press("Enter")
    until(page, f"document.querySelector('video').currentTime > {second}")
    until(page, "document.querySelector('.tk-speech [aria-current]') !== null")
    assert current(page) == second
    assert page.url.endswith(f"?t={second}")
    assert page.evaluate("!document.querySelector('video').paused")
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
    chapter = page.locator(".tk-times a").first
    chapter.click()
    until(page, "document.querySelector('video').currentTime < 5")
    expect(page.locator(".tk-times [aria-current]")).to_have_count(1)


def test_without_script_a_time_is_a_link(twente, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(twente.address + ADDRESS)
    link = page.locator(".tk-speech a").nth(3)
    address = link.get_attribute("href")
    link.click()
    assert page.url == twente.address + address
    source = page.locator("video source").last.get_attribute("src")
    assert source.endswith(f"#t={address.partition('?t=')[2]}")


@pytest.mark.parametrize(
    ("asked", "status", "length"),
    [
        ("bytes=0-99", 206, 100),
        ("bytes=100-", 206, None),
        ("bytes=-50", 206, 50),
        ("bytes=99999999-", 416, 0),
        ("bytes=9-5", 200, None),
        ("nonsense", 200, None),
    ],
)
def test_parts_of_a_file(twente, asked, status, length):
    page = urllib.request.urlopen(twente.address + ADDRESS).read().decode()
    film = re.search(r'/files/recordings/made/[^"#]+\.mp4', page)[0]
    request = urllib.request.Request(twente.address + film, headers={"Range": asked})
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    assert answer.status == status
    if length is not None:
        assert len(answer.read()) == length
