"""The recording plays, can be sought, and starts where a link says."""

import urllib.request

import pytest

pytestmark = pytest.mark.browser
ADDRESS = "/videos/koers-in-twee-minuten/"


def until(page, condition):
    """Wait until a condition in the page holds; the site's policy forbids Playwright's own way."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {condition}")


def play(page):
    """Play without sound and return the second that is reached after a moment."""
    page.evaluate("() => { const v = document.querySelector('video'); v.muted = true; v.play() }")
    until(page, "document.querySelector('video').currentTime > 0.2")
    page.wait_for_timeout(600)
    return page.evaluate("document.querySelector('video').currentTime")


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


@pytest.mark.parametrize(
    ("asked", "status", "length"),
    [
        ("bytes=0-99", 206, 100),
        ("bytes=100-", 206, None),
        ("bytes=-50", 206, 50),
        ("bytes=99999999-", 416, 0),
        ("bytes=9-5", 416, 0),
        ("nonsense", 200, None),
    ],
)
def test_parts_of_a_file(twente, asked, status, length):
    request = urllib.request.Request(
        twente.address + "/files/recordings/koers-in-twee-minuten.mp4", headers={"Range": asked}
    )
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    assert answer.status == status
    if length is not None:
        assert len(answer.read()) == length
