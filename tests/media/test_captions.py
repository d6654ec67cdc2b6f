"""WebVTT read into cues, and the transcript made from them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation

from media import captions
from media.models import Captions
from tests import factories

GOOD = """WEBVTT - Titel
Kind: captions

NOTE
een opmerking --> van niemand

STYLE
::cue { color: red }

1
00:01.000 --> 00:04.500 align:start position:10%
<v Anna>Goedemorgen &amp; <b>welkom</b>.

00:00:05.000 --> 01:00:07.250
<v.luid Bert Jansen>- Dag.
Tot <i>straks</i>.
"""


def test_good_captions_are_read():
    one, two = captions.parse(GOOD)
    assert (one.start, one.end, one.speaker, one.text) == (1, 4.5, "Anna", "Goedemorgen & welkom.")
    assert (two.start, two.end) == (5, 3607.25)
    assert (two.speaker, two.text) == ("Bert Jansen", "- Dag. Tot straks.")


@pytest.mark.parametrize("text", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n"),
                                  GOOD.replace("\n", "\r"),
                                  GOOD.rstrip(), GOOD + "\n\n\n"])  # fmt: skip
def test_marks_and_line_ends_do_not_matter(text):
    assert captions.parse(text) == captions.parse(GOOD)


HEAD = "WEBVTT\n\n"
FIRST = "00:01.000 --> 00:02.000\nJa\n\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("webvtt\n\n" + FIRST, 1),
        ("WEBVTTX\n\n" + FIRST, 1),
        ("\nWEBVTT\n\n" + FIRST, 1),
        ("1\n00:00:01,000 --> 00:00:02,000\nSubRip\n", 1),
        ("WEBVTT\n", 1),
        (HEAD + "NOTE niets\n", 1),
        (HEAD + "00:01,000 --> 00:02,000\nJa\n", 3),
        (HEAD + "0:01.000 --> 0:02.000\nJa\n", 3),
        (HEAD + "00:01.000 -> 00:02.000\nJa\n", 4),
        (HEAD + "00:01.000-->00:02.000\nJa\n", 3),
        (HEAD + FIRST + "1\n00:03.000 --> straks\nJa\n", 7),
        (HEAD + FIRST + "alleen tekst\n", 7),
        (HEAD + FIRST + "00:03.000 --> 00:03.000\nJa\n", 6),
        (HEAD + FIRST + "naam\n00:03.000 --> 00:02.000\nJa\n", 7),
        (HEAD + FIRST + "00:61.000 --> 01:70.000\nJa\n", 6),
    ],
)
def test_a_fault_is_named_with_its_line(text, line):
    with translation.override("en"), pytest.raises(captions.CaptionError) as fault:
        captions.parse(text)
    assert str(fault.value).startswith(f"Line {line}:")


def test_sentences_of_one_speaker_are_one_paragraph():
    cues = [
        captions.Cue(1, 2, ("<v Anna>Een.",)), captions.Cue(2, 3, ("<v Anna>Twee.",)),
        captions.Cue(65, 66, ("<v Bert>Drie.",)),
    ]  # fmt: skip
    found = captions.paragraphs(cues)
    assert [(one.speaker, one.text, one.time) for one in found] == [
        ("Anna", "Een. Twee.", "0:01"), ("Bert", "Drie.", "1:05"),
    ]  # fmt: skip


def test_a_long_paragraph_ends_after_a_sentence():
    cues = [captions.Cue(i, i + 1, (f"Zin nummer {i} is lang genoeg.",)) for i in range(40)]
    found = captions.paragraphs(cues)
    assert len(found) > 2
    assert all(one.text.endswith(".") for one in found)
    assert " ".join(one.text for one in found) == " ".join(cue.text for cue in cues)


def test_captions_that_no_player_can_show_are_refused(site):
    recording = factories.RecordingFactory()
    row = Captions(recording=recording, language="nl", sort_order=0)
    row.file = ContentFile(b"geen ondertiteling", name="x.vtt")
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert "file" in refusal.value.message_dict


def test_the_transcript_comes_from_the_captions_in_the_language_spoken(site):
    recording = factories.RecordingFactory(language="nl")
    english = ContentFile(factories.VTT.replace("Goedemorgen", "Hello").encode(), name="en.vtt")
    factories.CaptionsFactory(recording=recording, language="en", file=english)
    factories.CaptionsFactory(recording=recording, language="nl", sort_order=1)
    assert [track.language for track in recording.caption_tracks] == ["nl", "en"]
    (paragraph,) = recording.paragraphs_in("nl")
    assert (paragraph.speaker, paragraph.text) == ("Anna", "Goedemorgen.")


def test_a_recording_without_files_is_valid_and_has_nothing_to_play(site):
    recording = factories.RecordingFactory()
    recording.full_clean()
    assert not recording.has_media
    assert recording.paragraphs_in("nl") == recording.written_transcript == []
