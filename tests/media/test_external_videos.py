"""A video at another site: told of once, shown as a still, played only by who chooses to."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.http import urlencode
from PIL import Image as Pixels

from media import external, outside
from media.models import Recording
from tests import factories as make
from tests.media.forms import recording_form
from tests.media.other_site import VIDEO, other_site, picture

YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.fixture
def other(tmp_path, monkeypatch):
    """Run a site elsewhere."""
    with other_site(tmp_path, monkeypatch) as site:
        yield site


def save(client, recording=None, **given):
    """Send the form of a recording as an editor does; return (answer, recording)."""
    viewset = Recording.snippet_viewset
    if recording:
        address = reverse(viewset.get_url_name("edit"), args=[recording.pk])
    else:
        address = reverse(viewset.get_url_name("add"))
    answer = client.post(address, recording_form(**given), follow=True)
    return answer, Recording.objects.order_by("pk").last()


def shown(answer):
    """Return what the main part of a page says, and the page."""
    page = BeautifulSoup(answer.content, "html.parser").main
    return " ".join(page.get_text(" ").split()), page


@pytest.mark.parametrize(
    ("address", "name", "watch", "player"),
    [
        (given, "YouTube", YOUTUBE, "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1")
        for given in (
            YOUTUBE,
            "https://youtu.be/abcdefghijk?si=volg-mij",
            "https://m.youtube.com/watch?list=x&v=abcdefghijk&t=3s",
            "https://youtube.com/shorts/abcdefghijk",
            "https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0",
        )
    ]
    + [
        (
            "https://vimeo.com/123456789",
            "Vimeo",
            "https://vimeo.com/123456789",
            "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1",
        ),
        (
            "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e",
            "Vimeo",
            "https://vimeo.com/123456789/0a1b2c3d4e",
            "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e&dnt=1&autoplay=1",
        ),
        (
            f"https://video.example.org/videos/watch/{VIDEO}",
            "video.example.org",
            f"https://video.example.org/w/{VIDEO}",
            f"https://video.example.org/videos/embed/{VIDEO}?p2p=0&autoplay=1",
        ),
    ],
)
def test_addresses_that_people_copy_mean_a_video(address, name, watch, player):
    found = external.recognise(address)
    assert (found.name, found.address, found.player) == (name, watch, player)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com/watch?v=abc",
        "https://www.youtube.com/@kanaal",
        "https://vimeo.com/kanaal",
        "https://example.org/film.mp4",
        f"https://example.org@localhost/w/{VIDEO}",
        f"https://[::1/w/{VIDEO}",
        f"https://example.org:99999/w/{VIDEO}",
        "javascript:alert(1)",
        f"https:///w/{VIDEO}",
    ],
)
def test_other_addresses_are_refused_with_what_to_do(editor, address):
    answer, recording = save(editor, title="Film", address=address)
    assert recording is None
    assert "Voer een geldige URL in" in answer.text or "kopieer het adres" in answer.text


def test_title_length_and_still_are_fetched_when_an_editor_saves(editor, other):
    _answer, recording = save(editor, address=other.address.replace("/w/", "/videos/watch/"))
    assert (recording.title, recording.duration) == ("Waarom wij samenwerken", 83)
    assert recording.address == other.address
    with recording.thumbnail.open() as stored, Pixels.open(stored) as still:
        assert (still.format, still.size) == ("JPEG", (640, 360))
    asked = list(other.asked)
    save(editor, recording, title="Anders", address=recording.address, key=recording.key)
    recording.refresh_from_db()
    assert (recording.title, other.asked) == ("Anders", asked)


def test_an_address_without_its_beginning_is_understood(editor):
    # No such site can ever be (RFC 6761), so nothing is fetched.
    _answer, recording = save(editor, title="Film", address=f"video.koers.invalid/w/{VIDEO}")
    assert recording.address == f"https://video.koers.invalid/w/{VIDEO}"


def test_what_the_editor_gives_stays(editor, other):
    own = picture((320, 180), "PNG")
    given = {
        "title": "Mijn titel",
        "duration": "90",
        "thumbnail": SimpleUploadedFile("mijn.png", own),
    }
    _answer, recording = save(editor, address=other.address, **given)
    assert recording.title == "Mijn titel"
    assert recording.thumbnail.name.endswith("mijn.png")


def test_another_address_brings_another_still(editor, other):
    _answer, recording = save(editor, address=other.address)
    before = recording.thumbnail.name
    other.said |= {"title": "Een andere film", "duration": 5}
    address = other.address.replace("kkG", "llG")
    save(editor, recording, title=recording.title, address=address, key=recording.key)
    recording.refresh_from_db()
    assert recording.thumbnail.name != before
    assert (recording.title, recording.duration) == ("Waarom wij samenwerken", 5)


@pytest.mark.parametrize("status", [401, 404])
def test_a_video_that_is_not_there_is_said_at_its_address(editor, other, status):
    other.status = status
    answer, recording = save(editor, title="Film", address=other.address)
    assert recording is None
    assert "laat deze video niet aan anderen zien" in answer.text


@pytest.mark.parametrize("said", [b"<html>", b"[]", b'{"title": 3, "duration": "lang"}', b"\xff"])
def test_nonsense_needs_a_title_of_the_editor(editor, other, said):
    other.said = said
    answer, recording = save(editor, address=other.address)
    assert recording is None
    assert "geeft geen antwoord" in answer.text
    answer, recording = save(editor, title="Film", address=other.address)
    assert (recording.title, bool(recording.thumbnail)) == ("Film", False)
    assert "kon geen stilstaand beeld worden opgehaald" in answer.text


@pytest.mark.parametrize(
    "still",
    [b"<svg/>", b"", bytes(6 * 1024**2), picture()[:500]],
    ids=["drawing", "nothing", "huge", "cut off"],
)
def test_a_still_that_is_none_is_left_out(editor, other, still):
    other.still = still
    answer, recording = save(editor, address=other.address)
    assert not recording.thumbnail
    assert "Er kon geen stilstaand beeld" in answer.text


def test_an_endless_answer_is_broken_off(other, monkeypatch):
    monkeypatch.setattr(outside, "LONGEST", -1)
    with pytest.raises(outside.OutsideError):
        outside.fetch(f"{other.origin}/still.jpg", 10**6)


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "0"],
)
def test_nothing_in_a_private_network_is_ever_reached(host, other, monkeypatch):
    monkeypatch.setattr(outside.SAFELY.config, "ip_filter_allow_loopback_ips", False)
    port = other.origin.rpartition(":")[2]
    with pytest.raises(outside.OutsideError):
        outside.fetch(f"https://{host}:{port}/still.jpg", 10**6)
    assert other.asked == []


def test_a_redirect_does_not_lead_into_a_private_network(editor, other):
    for inside in ("http://169.254.169.254/latest/", "https://10.0.0.1/", "file:///etc/passwd"):
        other.moved = inside
        answer, recording = save(editor, address=other.address)
        assert recording is None
        assert "geeft geen antwoord" in answer.text


@pytest.fixture
def page(site):
    """Publish the page of a video at YouTube, with a still."""
    recording = make.RecordingFactory(
        address=YOUTUBE, thumbnail=make.ContentFile(picture(), name="still.jpg")
    )
    make.CaptionsFactory(recording=recording)
    return make.VideoPageFactory(recording=recording)


def test_visitors_see_the_still_and_nothing_of_the_other_site(page, client):
    answer = client.get(page.url)
    words, found = shown(answer)
    assert found.find("iframe") is None
    assert found.select_one(".tk-video img")["src"] == page.recording.thumbnail.url
    assert "ziet YouTube je internetadres en dat je ernaar kijkt" in words
    assert "frame-src" not in answer["Content-Security-Policy"]
    loaded = {one["src"] for one in found.select("[src]")}
    assert not [source for source in loaded if "//" in source]
    assert found.find("a", string="Kijk bij YouTube")["href"] == YOUTUBE


def test_who_chooses_to_gets_the_player_at_the_time(page, client):
    found = shown(client.get(page.url, {"t": 35}))[1]
    chosen = found.find("a", string="Speel hier af vanaf 0:35, met de speler van YouTube")
    answer = client.get(chosen["href"].partition("#")[0])
    frame = shown(answer)[1].find("iframe")
    assert frame["src"] == external.recognise(YOUTUBE).player + "&start=35"
    assert "allow-top-navigation" not in frame["sandbox"]
    policy = answer["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com;" in f"{policy};"


def test_a_page_never_fetches(page, client, other):
    Recording.objects.update(address=other.address)
    for query in ("", urlencode({"player": 1}), urlencode({"t": 3})):
        assert other.origin in client.get(f"{page.url}?{query}").text
    assert other.asked == []


def test_the_list_says_where_a_video_is(editor, page):
    address = reverse(Recording.snippet_viewset.get_url_name("list"))
    row = BeautifulSoup(editor.get(address).content, "html.parser").select_one("tbody tr")
    assert "YouTube" in row.text


def test_a_file_and_an_address_are_not_both_possible(editor):
    sound = b"ID3\x03\x00" + bytes(100)
    answer, recording = save(
        editor, title="x", address=YOUTUBE, audio=SimpleUploadedFile("a.mp3", sound)
    )
    assert recording is None
    assert "niet allebei" in answer.text
