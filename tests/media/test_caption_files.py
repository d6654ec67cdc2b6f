"""Captions as editors bring them: formats, encodings, faults with their lines, remarks."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation

from media import caption_checks, caption_files, captions
from media.models import Captions
from tests import factories as make
from tests.media.forms import recording_form

SRT = (
    "1\n00:00:01,000 --> 00:00:04,500\nGeïnteresseerd in <i>zorg</i> & welzijn?\n\n"
    "2\n00:00:05,000 --> 00:00:07,000\n- Daar is één loket voor.\n- Café én keuken\n"
)
HEAD = "WEBVTT\n\n"
ONE = "00:01.000 --> 00:02.000\nJa\n\n"
LATE = "00:05.000 --> 00:06.000\nLater\n\n"


def uploaded(data, name="film.srt"):
    """Check new captions as a form does; return them."""
    row = Captions(recording=make.RecordingFactory(), language="nl", sort_order=0)
    row.file = ContentFile(data, name=name)
    row.full_clean()
    row.save()
    return row


ENCODED = [
    SRT.encode(), SRT.encode("utf-8-sig"), SRT.encode("utf-16"), SRT.encode("utf-16-le"),
    SRT.encode("utf-16-be"), SRT.encode("cp1252"), SRT.encode("mac_roman"), SRT.encode("cp850"),
    SRT.replace("\n", "\r\n").encode("cp1252"), SRT.replace("\n", "\r").encode("mac_roman"),
]  # fmt: skip


@pytest.mark.parametrize("data", ENCODED)
def test_subrip_of_any_encoding_becomes_webvtt(data, site):
    row = uploaded(data)
    assert row.file.name.endswith(".vtt")
    stored = row.file.open().read().decode()
    assert stored.startswith("WEBVTT\n\n00:00:01.000 --> 00:00:04.500\n")
    assert "Geïnteresseerd in <i>zorg</i> &amp; welzijn?" in stored
    assert row.cues[1].shown == ["- Daar is één loket voor.", "- Café én keuken"]


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Zażółć gęślą jaźń", "cp1250"),
        ("Türkçe öğrenmek için ışık", "cp1254"),
        ("’s Ochtends – één", "cp1252"),
    ],
)
def test_neighbours_languages_are_read(words, encoding):
    assert caption_files.decode(words.encode(encoding)) == words


def test_webvtt_stays_as_it_was_written(site):
    text = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:02.000 align:start\nÉén\n"
    assert uploaded(text.encode("cp1252"), "film.vtt").file.open().read().decode() == text


@pytest.mark.parametrize(
    "row",
    ["{\\an8}Boven", '<font color="#ffff00">Boven</font>', "Boven"],
)
def test_looks_of_subrip_are_dropped(row):
    (cue,) = captions.parse_any(f"1\n0:00:01,5 --> 0:00:02,25\n{row}\n")
    assert (cue.start, cue.end, cue.rows) == (1.5, 2.25, ("Boven",))


def test_what_subrip_calls_a_tag_is_text():
    (cue,) = captions.parse_any("1\n00:00:01,000 --> 00:00:02,000\n3 < 4 <v Nep> & <script>\n")
    assert cue.speaker == ""
    assert cue.text == "3 < 4 <v Nep> & <script>"


BROKEN = [
    ("", [1]),
    ("geen ondertiteling", [1]),
    ("WEBVTT", [1]),
    ("WEBVTT\n\nNOTE niets\n", [1]),
    ("WEBVTTX\n\n" + ONE, [1]),
    ("<html><body>WEBVTT</body></html>", [1]),
    (HEAD + "00:01,000 --> 00:02,000\nJa\n", [3]),
    (HEAD + "0:01.000 --> 0:02.000\nJa\n", [3]),
    (HEAD + "00:01.000-->00:02.000\nJa\n", [3]),
    (HEAD + "00:01.000 -> 00:02.000\nJa\n", [4]),
    (HEAD + "00:01.00 --> 00:02.00\nJa\n", [3]),
    (HEAD + "00:01.000 --> \nJa\n", [3]),
    (HEAD + "--> 00:02.000\nJa\n", [3]),
    (HEAD + "a\nb\n00:01.000 --> 00:02.000\nJa\n", [4]),
    (HEAD + ONE + "alleen tekst\n", [7]),
    (HEAD + ONE + "1\nalleen tekst\n", [7]),
    (HEAD + "00:02.000 --> 00:02.000\nJa\n", [3]),
    (HEAD + "00:02.000 --> 00:01.000\nJa\n", [3]),
    (HEAD + "naam\n00:02.000 --> 00:01.000\nJa\n", [4]),
    (HEAD + "00:61.000 --> 01:70.000\nJa\n", [3]),
    (HEAD + "60:01.000 --> 60:02.000\nJa\n", [3]),
    (HEAD + LATE + ONE, [6]),
    (HEAD + LATE + ONE + ONE, [6, 9]),
    (HEAD + "00:01.000 --> 00:02.000\nJa\n00:03.000 --> 00:04.000\nNee\n", [5]),
    (HEAD + "00:x1.000 --> 00:02.000\nJa\n\n" + ONE + "00:03.000 --> straks\nNee\n", [3, 9]),
    ("1\n00:00:01,000 -> 00:00:02,000\nJa\n", [1]),
    ("1\n00:00:01,000 --> 00:00:02,000\nJa\n\n2\n00:00:03,000 -> 00:00:04,000\nNee\n", [6]),
    ("1\n00:00:02,000 --> 00:00:01,000\nJa\n", [2]),
    ("1\n00:00:09,000 --> 00:00:10,000\nJa\n\n2\n00:00:01,000 --> 00:00:02,000\nNee\n", [6]),
    ("1\n00:00:01,000 --> 00:00:02,000\nJa\n\n2\n\n3\n00:00:03,000 --> 00:00:04,000\nNee\n", [6]),
    ("1\n00:00:01,000 --> 00:00:02,000\nJa\n2\n00:00:03,000 --> 00:00:04,000\nNee\n", [5]),
    ("1\n99:99:99,999 --> 99:99:99,999\nJa\n", [2]),
]


@pytest.mark.parametrize(("text", "lines"), BROKEN, ids=range(len(BROKEN)))
def test_every_fault_is_named_with_its_line(text, lines, site):
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        uploaded(text.encode())
    said = refusal.value.message_dict["file"]
    assert [int(one.removeprefix("Line ").split(":")[0]) for one in said] == lines


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"\x89PNG\r\n\x1a\n" + bytes(200), 1), (b"WEBVTT\n\n00:01.000 --> 00:02.000\nJa\0\n", 4)],
)
def test_what_is_no_text_is_refused(data, line, site):
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        uploaded(data, "film.vtt")
    (said,) = refusal.value.message_dict["file"]
    assert said.startswith(f"Line {line}:" if line > 1 else "Line ")


def test_a_file_that_is_far_too_large_is_not_even_read(site, settings):
    settings.LARGEST = {"captions": 100}
    with pytest.raises(ValidationError, match="te groot"):
        uploaded(SRT.encode() * 10)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("00:01.000 --> 00:04.000\n" + "x" * 43, "row of 43 signs"),
        ("00:01.000 --> 00:05.000\nEen\ntwee\ndrie", "3 rows"),
        ("00:01.000 --> 00:02.000\nVeel te veel tekst voor een seconde", "signs a second"),
        ("00:01.000 --> 00:01.500\nJa", "less than a second"),
        ("00:01.000 --> 00:09.000\nJa", "more than 7 seconds"),
        ("00:01.000 --> 00:02.000\n", "no words"),
        ("00:11.000 --> 00:12.000\nJa", "after the recording"),
    ],
)
def test_what_viewers_would_stumble_over_is_told(body, words):
    with translation.override("en"):
        (remark,) = caption_checks.remarks(captions.parse(f"{HEAD}{body}\n"), duration=10)
    assert remark.line == 3
    assert words in str(remark)


def test_overlaps_and_missing_speakers_are_told():
    text = f"{HEAD}00:01.000 --> 00:03.000\n<v Anna>Ja\n\n00:02.000 --> 00:04.000\nNee\n"
    with translation.override("en"):
        said = [str(one) for one in caption_checks.remarks(captions.parse(text))]
    assert said == [
        "Line 6: it begins while the caption above it still shows.",
        "Line 6: it has no speaker, others do.",
    ]


def test_what_is_written_reads_the_same():
    cues = captions.parse(f"{HEAD}00:01.000 --> 00:03.007 line:0\n<v Anna>3 &lt; 4\n- <b>Ja</b>\n")
    again = captions.parse(caption_files.to_vtt(cues))
    assert [(c.start, c.end, c.rows, c.settings) for c in again] == [
        (c.start, c.end, c.rows, c.settings) for c in cues
    ]
    subrip = caption_files.to_srt(cues)
    assert subrip == "1\r\n00:00:01,000 --> 00:00:03,007\r\nAnna: 3 < 4\r\n- Ja\r\n\r\n"
    assert captions.parse_any(subrip)[0].shown == ["Anna: 3 < 4", "- Ja"]


@pytest.fixture
def film_page(site):
    """Publish a video with Dutch captions."""
    recording = make.RecordingFactory(language="nl", duration=60)
    make.CaptionsFactory(recording=recording, language="nl", sort_order=0)
    return make.VideoPageFactory(recording=recording, slug="film")


@pytest.mark.parametrize(
    ("kind", "words"),
    [("vtt", "WEBVTT"), ("srt", "00:00:01,000 --> "), ("txt", "Goedemorgen")],
)
def test_captions_are_downloaded_below_their_page(client, film_page, kind, words):
    address = f"{film_page.url}captions/nl/{kind}/"
    assert f'href="{address}"' in client.get(film_page.url).content.decode()
    response = client.get(address)
    assert words in response.content.decode()
    assert f'filename="film-nl.{kind}"' in response["Content-Disposition"]


@pytest.mark.parametrize("address", ["captions/fy/vtt/", "captions/nl/exe/", "captions/nl/"])
def test_other_captions_are_not_there(client, film_page, address):
    assert client.get(film_page.url + address).status_code == 404


def test_captions_are_no_plain_files(client, film_page):
    row = film_page.recording.captions.get()
    assert client.get(row.file.url).status_code == 404


def test_an_editor_hears_what_to_better(admin_client, film_page):
    film = film_page.recording
    faulty = SRT.encode("cp1252") + b"\n3\n00:00:08,0 --> 00:00:08,1\nJa\n"
    address = reverse(film.snippet_viewset.get_url_name("edit"), args=[film.pk])
    data = recording_form(title=film.title, key=film.key, duration="60") | {
        "captions-TOTAL_FORMS": "1", "captions-0-language": "de", "captions-0-ORDER": "1",
        "captions-0-file": ContentFile(faulty, name="film.srt"),
    }  # fmt: skip
    page = admin_client.post(address, data, follow=True).content.decode()
    assert "Regel 10: " in page
    assert film.captions.filter(language="de").exists()


def test_a_language_has_captions_once(admin_client, film_page):
    film = film_page.recording
    address = reverse(film.snippet_viewset.get_url_name("edit"), args=[film.pk])
    data = recording_form(title=film.title, key=film.key) | {"captions-TOTAL_FORMS": "2"}
    for number in range(2):
        data |= {
            f"captions-{number}-language": "de", f"captions-{number}-ORDER": str(number + 1),
            f"captions-{number}-file": ContentFile(SRT.encode(), name="film.srt"),
        }  # fmt: skip
    assert "Er zijn al ondertitels in deze taal." in admin_client.post(address, data).text
    assert not film.captions.filter(language="de").exists()
