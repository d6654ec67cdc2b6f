"""Captions are changed in a table, and the transcript beside it; nothing that was there is lost."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse

from media.captions import parse
from media.cue_form import MOST
from tests import factories as make

VTT = """WEBVTT - Film
Kind: captions

STYLE
::cue { color: yellow }

eerste
00:00:01.000 --> 00:00:03.500 line:0
<v Anna>Goedemorgen &amp; welkom.
Wat fijn.

NOTE Hier wordt gelachen.

00:00:04.000 --> 00:00:06.000
<v Ben>Dit is <i>mooi</i>.

NOTE Einde.
"""


@pytest.fixture
def film(site):
    """Return a recording with Dutch captions."""
    recording = make.RecordingFactory(title="Film", key="film", duration=60)
    make.CaptionsFactory(recording=recording, file=ContentFile(VTT.encode(), name="film.vtt"))
    return recording


def table(recording, language="nl"):
    """Return the address of the table."""
    return reverse("koers_captions", args=[recording.pk, language])


def fields(answer):
    """Return what the form on a page would send as it is."""
    page = BeautifulSoup(answer.content, "html.parser")
    form = page.select_one("form.beside-player__form")
    found = {one["name"]: one.get("value", "") for one in form.select("input[name]")
             if one["type"] != "checkbox"}  # fmt: skip
    found |= {one["name"]: one.text.removeprefix("\n") for one in form.select("textarea")}
    return {name: value for name, value in found.items() if "__prefix__" not in name}


def stored(recording, language="nl"):
    """Return the captions as they are stored."""
    with recording.captions.get(language=language).file.open() as opened:
        return opened.read().decode()


def words(answer):
    """Return all that a page says."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_saving_a_table_without_a_change_loses_nothing(editor, film):
    sent = fields(editor.get(table(film)))
    assert (sent["cues-0-start"], sent["cues-0-speaker"]) == ("0:01.000", "Anna")
    assert sent["cues-0-text"] == "Goedemorgen & welkom.\nWat fijn."
    answer = editor.post(table(film), sent, follow=True)
    assert "De ondertitels zijn bewaard." in words(answer)
    text = stored(film)
    assert [line for line in VTT.split("\n") if line not in text.split("\n")] == []
    assert text.count("STYLE") == text.count("NOTE Einde.") == 1
    assert text.index("STYLE") < text.index("00:00:01.000")
    assert [(cue.rows, cue.settings, cue.name) for cue in parse(text)] == [
        (cue.rows, cue.settings, cue.name) for cue in parse(VTT)
    ]


def test_rows_are_changed_added_sorted_and_taken_away(editor, film, client):
    page = make.VideoPageFactory(recording=film)
    sent = fields(editor.get(table(film))) | {
        "cues-0-text": "Goedenavond, <3 & welkom.",
        "cues-1-DELETE": "on",
        "cues-2-start": "0,5", "cues-2-end": "0:00.900", "cues-2-speaker": "Çelik & co",
        "cues-2-text": "Stil <i>nu</i>.",
    }  # fmt: skip
    editor.post(table(film), sent)
    first, second = parse(stored(film))
    assert (first.start, first.end, first.speaker, first.text) == (
        0.5, 0.9, "Çelik & co", "Stil nu.",
    )  # fmt: skip
    assert (second.text, second.settings) == ("Goedenavond, <3 & welkom.", "line:0")
    assert "Goedenavond, &lt;3 &amp; welkom." in client.get(page.url).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cues-1-start": "vier"}, "Regel 2, Van: Schrijf een tijd zoals 0:35"),
        ({"cues-1-end": "0:04"}, "Regel 2, Tot: Het einde moet na het begin liggen."),
        ({"cues-1-start": "0:61"}, "Regel 2, Van: Schrijf een tijd zoals 0:35"),
        ({"cues-0-text": " \n "}, "Regel 1, Tekst: Schrijf wat er gezegd wordt"),
        ({"cues-0-text": "<v Ben>Dag"}, "Regel 1, Tekst: De tekst noemt zelf een spreker"),
        ({"cues-0-text": "a --> b"}, "Regel 1, Tekst: In de tekst staat -->"),
        ({"cues-0-speaker": "<b>"}, "Regel 1, Spreker: In een naam staat geen < of >."),
        ({"cues-2-text": "Zonder tijd"}, "Regel 3, Van: Dit is een verplicht veld."),
        ({"cues-0-DELETE": "on", "cues-1-DELETE": "on"}, "Er blijft geen regel over."),
        ({"cues-0-start": "", "cues-0-text": ""}, "Regel 1, Van: Dit is een verplicht veld."),
    ],
)
def test_a_fault_names_its_row_and_what_was_typed_stays(editor, film, changes, said):
    sent = fields(editor.get(table(film))) | {"cues-1-text": "Net getypt"} | changes
    answer = editor.post(table(film), sent)
    assert said in words(answer)
    assert "Net getypt" in answer.text
    assert stored(film) == VTT


def test_rows_that_go_have_no_faults(editor, film):
    sent = fields(editor.get(table(film))) | {f"cues-{at}-DELETE": "on" for at in range(5)}
    said = words(editor.post(table(film), sent))
    assert "Er blijft geen regel over." in said
    assert "Regel 3" not in said


@pytest.mark.parametrize(
    "changes",
    [
        {"cues-TOTAL_FORMS": "9999999"},
        {"cues-TOTAL_FORMS": "x"},
        {"cues-INITIAL_FORMS": "0", "cues-0-start": "", "cues-0-end": "", "cues-0-text": ""},
        {"digest": ""},
    ],
)
def test_a_hostile_form_changes_nothing_by_accident(editor, film, changes):
    answer = editor.post(table(film), fields(editor.get(table(film))) | changes)
    assert answer.status_code in (200, 302)
    assert parse(stored(film))


def long_captions(number):
    """Return captions of so many seconds, one each."""
    cues = (f"\n00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\nJa.\n"
            for n in range(number))  # fmt: skip
    return ContentFile(f"WEBVTT\n{''.join(cues)}".encode(), name="lang.vtt")


@pytest.mark.parametrize(("number", "fits"), [(MOST, True), (MOST + 1, False)])
def test_as_many_rows_as_a_form_can_send(editor, site, number, fits):
    recording = make.RecordingFactory()
    make.CaptionsFactory(recording=recording, file=long_captions(number))
    answer = editor.get(table(recording), follow=True)
    if not fits:
        assert f"hoogstens {MOST} ondertitels" in words(answer)
        return
    sent = fields(answer) | {f"cues-{at}-DELETE": "on" for at in range(1, number)}
    answer = editor.post(table(recording), sent, follow=True)
    assert "De ondertitels zijn bewaard." in words(answer)
    assert len(parse(stored(recording))) == 1


def test_what_viewers_would_stumble_over_stands_in_its_row(editor, film):
    sent = fields(editor.get(table(film))) | {"cues-1-text": "x" * 50, "cues-1-speaker": ""}
    answer = editor.post(table(film), sent, follow=True)
    rows = BeautifulSoup(answer.content, "html.parser").select("[data-cue]")
    assert "Een regel van 50 tekens" in rows[1].text
    assert "ontbreekt de spreker" in rows[1].text
    assert not rows[0].select(".cues__remarks")


def test_two_editors_at_once_do_not_overwrite_each_other_unasked(editor, film):
    mine = fields(editor.get(table(film)))
    theirs = mine | {"cues-0-text": "Van de ander"}
    editor.post(table(film), theirs)
    answer = editor.post(table(film), mine | {"cues-1-text": "Van mij"})
    assert "Iemand anders heeft dit bewaard" in words(answer)
    assert "Van mij" in answer.text
    assert "Van de ander" in stored(film)
    editor.post(table(film), fields(answer))
    assert "Van mij" in stored(film)
    assert "Van de ander" not in stored(film)


def test_the_upload_itself_plays_until_versions_of_it_are_ready(editor, film):
    film.file = ContentFile(b"film", name="film.mp4")
    film.save()
    film.refresh_from_db()
    page = BeautifulSoup(editor.get(table(film)).content, "html.parser")
    assert page.select_one("video[data-player]")["src"] == film.file.url
    version = make.VersionFactory(recording=film)
    page = BeautifulSoup(editor.get(table(film)).content, "html.parser")
    assert page.select_one("video[data-player]")["src"] == version.file.url


def test_captions_begin_in_an_empty_table(editor, film, client):
    page = make.VideoPageFactory(recording=film)
    sent = fields(editor.get(table(film, "en")))
    sent |= {"cues-0-start": "1", "cues-0-end": "2", "cues-0-text": "Good morning."}
    editor.post(table(film, "en"), sent)
    assert parse(stored(film, "en"))[0].text == "Good morning."
    assert "captions/en/vtt/" in client.get(page.url).text
    assert editor.get(table(film, "tlh")).status_code == 404


def test_only_who_may_change_recordings_gets_the_table(film, client, account):
    address = table(film)
    assert client.get(address).status_code == 302
    client.force_login(account("translator"))
    assert client.get(address).status_code == 302
    assert client.post(address, {}).status_code == 302
    assert stored(film) == VTT


def transcript(recording):
    """Return the address of the transcript's form."""
    return reverse("koers_transcript", args=[recording.pk])


def test_the_transcript_begins_as_the_captions_and_keeps_its_times(editor, film, client):
    page = make.VideoPageFactory(recording=film)
    sent = fields(editor.get(transcript(film)))
    assert sent["text"].startswith("[0:01 Anna] Goedemorgen & welkom. Wat fijn.\n\n[0:04 Ben]")
    sent["text"] = "[0:01 Anna] Goedemorgen allemaal.\n\n[0:04] Mooi.\n\nZonder tijd."
    answer = editor.post(transcript(film), sent, follow=True)
    assert "Regel 3: hier ontbreekt de spreker" in words(answer)
    shown = client.get(page.url).text
    assert re.search(r'\?t=1".*Goedemorgen allemaal\.', shown)
    assert "Wat fijn" not in BeautifulSoup(shown, "html.parser").select_one(".tk-speech").text
    text = client.get(f"{page.url}captions/nl/txt/").text
    assert text == "Anna: Goedemorgen allemaal.\n\nMooi.\n\nZonder tijd.\n"


def test_a_transcript_that_says_what_the_captions_say_goes_on_following_them(editor, film):
    editor.post(transcript(film), fields(editor.get(transcript(film))))
    film.refresh_from_db()
    assert not film.transcript
    sent = fields(editor.get(transcript(film))) | {"text": "[0:01 Anna] Anders."}
    editor.post(transcript(film), sent)
    answer = editor.post(table(film), fields(editor.get(table(film))), follow=True)
    assert "apart geschreven" in words(answer)
    editor.post(transcript(film), fields(editor.get(transcript(film))) | {"text": ""})
    film.refresh_from_db()
    assert not film.transcript


def test_two_editors_of_a_transcript_do_not_overwrite_each_other_unasked(editor, film):
    sent = fields(editor.get(transcript(film)))
    editor.post(transcript(film), sent | {"text": "[0:01 Anna] Van de ander."})
    answer = editor.post(transcript(film), sent | {"text": "Van mij."})
    assert "Iemand anders heeft dit bewaard" in words(answer)
    film.refresh_from_db()
    with film.transcript.open() as opened:
        assert opened.read().decode() == "[0:01 Anna] Van de ander.\n"


def test_a_written_transcript_is_found_by_its_words(site, film):
    film.transcript = ContentFile(b"[0:01] Huishoudboekje.\n", name="t.txt")
    film.save()
    page = make.VideoPageFactory(recording=film)
    sections = [(one.place, one.text) for one in page.search_sections()]
    assert ("?t=1", "Huishoudboekje.") in [(p, t) for p, t in sections if p == "?t=1"]
    film.transcript = ContentFile(b"Zonder tijden.\n", name="t.txt")
    film.save()
    page = type(page).objects.get(pk=page.pk)
    assert any(
        one.place == "#k-uitgeschreven" and "Zonder tijden." in one.text
        for one in page.search_sections()
    )


def test_a_foreign_recording_shows_its_own_transcript_where_nothing_can_be_read(site, client):
    recording = make.RecordingFactory(
        language="de", transcript=ContentFile(b"Guten Tag.\n", name="t.txt")
    )
    page = make.VideoPageFactory(recording=recording)
    shown = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert shown.find("div", lang="de").text.strip() == "Guten Tag."
    addresses = [link["href"] for link in shown.select(".tk-files a")]
    assert recording.transcript.url in addresses
