"""Clips of a voice that says what can be seen are mixed into a second version of the film."""

import subprocess

import numpy as np
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koers.jobs import States
from media import ffmpeg
from media.converting import make_versions
from media.models import DescriptionClip, Recording
from media.versions import Conversion
from tests import factories as make
from tests.media.films import film, made, upload
from tests.media.forms import recording_form

RATE = 8000


def voice(folder, pitch=1000, seconds=0.5):
    """Make a clip with a tone of its own; return it as an upload."""
    sound = f"sine=frequency={pitch}:duration={seconds}"
    return upload(made(folder / f"stem-{pitch}.wav", "-f", "lavfi", "-i", sound))


def recording_with(folder, *clips, **more):
    """Return a recording, converted, with (second, file) as clips."""
    recording = make.RecordingFactory(file=upload(film(folder, **more)))
    for number, (second, file) in enumerate(clips):
        DescriptionClip.objects.create(
            recording=recording, time=second, file=file, text=f"Beeld {number}", sort_order=number
        )
    make_versions.call(recording.pk)
    return Recording.objects.get(pk=recording.pk)


def loudness(version, pitch, begin, end):
    """Return how loud a tone is in a part of a film."""
    command = ffmpeg.command(
        "-loglevel", "error", "-i", version.file.path, "-ac", "1", "-ar", str(RATE), "-f", "f32le",
        "pipe:1",
    )  # fmt: skip
    data = subprocess.run(command, capture_output=True, check=True).stdout
    part = np.frombuffer(data, np.float32)[int(begin * RATE) : int(end * RATE)]
    found = np.abs(np.fft.rfft(part * np.hanning(len(part)))) / len(part)
    return found[round(pitch * len(part) / RATE)]


def test_a_voice_is_heard_at_its_time_and_the_film_grows_softer(folder):
    recording = recording_with(
        folder, (1.0, voice(folder)), (2.5, voice(folder, 2000)), seconds=4, size="1280x720"
    )
    assert recording.conversion.state == States.DONE
    assert [film.height for film in recording.described_films] == [720, 480]
    for described, plain in zip(recording.described_films, recording.films, strict=True):
        assert ffmpeg.figures(described.file.path).duration == pytest.approx(4, abs=0.1)
        during, before = (1.1, 1.4), (0.4, 0.7)
        assert loudness(described, 1000, *during) > 20 * loudness(described, 1000, *before)
        assert loudness(described, 440, *during) < 0.7 * loudness(described, 440, *before)
        assert loudness(described, 2000, 2.6, 2.9) > 20 * loudness(described, 2000, *during)
        assert loudness(plain, 1000, *during) < loudness(described, 1000, *during) / 20


def test_a_silent_film_gets_the_voice_alone(folder):
    recording = recording_with(folder, (0.5, voice(folder)), sound=False, size="160x120")
    (described,) = recording.described_films
    assert loudness(described, 1000, 0.6, 0.9) > 20 * loudness(described, 1000, 0.1, 0.4)
    assert ffmpeg.figures(described.file.path).duration == pytest.approx(2, abs=0.1)


def test_a_clip_after_the_end_or_without_sound_is_named(folder):
    late = recording_with(folder, (83, voice(folder)), size="160x120")
    assert "1:23" in late.conversion.failure
    silent = upload(film(folder, "stil.mp4", "160x120", sound=False), "stil.m4a")
    mute = recording_with(folder, (1, silent), size="160x120")
    assert "0:01" in mute.conversion.failure
    assert mute.conversion.state == States.FAILED


def test_other_clips_bring_another_version(folder):
    recording = recording_with(folder, (1.0, voice(folder)), size="160x120")
    before = recording.described_films[0].file.name
    clip = recording.clips.get()
    clip.time = 0.25
    clip.save()
    assert Conversion.objects.get(recording=recording).state == States.WAITING
    make_versions.call(recording.pk)
    recording = Recording.objects.get(pk=recording.pk)
    assert recording.described_films[0].file.name != before
    clip.delete()
    make_versions.call(recording.pk)
    assert Recording.objects.get(pk=recording.pk).described_films == []


def form(recording, *clips, **more):
    """Return what the form of a recording sends with clips."""
    sent = recording_form(title=recording.title, key=recording.key, duration="2")
    sent["clips-TOTAL_FORMS"] = len(clips)
    for number, (time, file) in enumerate(clips):
        sent |= {f"clips-{number}-time": time, f"clips-{number}-file": file}
        sent |= {f"clips-{number}-text": "Een brug.", f"clips-{number}-ORDER": number + 1}
    return sent | more


def test_an_editor_gives_clips_in_the_form(folder, editor, client):
    recording = make.RecordingFactory(file=upload(film(folder, size="160x120")))
    address = reverse(recording.snippet_viewset.get_url_name("edit"), args=[recording.pk])
    answer = editor.post(address, form(recording, ("1.0.0", voice(folder))))
    assert "Schrijf een tijd zoals 0:35" in answer.text
    page = SimpleUploadedFile("stem.mp3", b"<html>geen geluid</html>")
    assert "de inhoud is iets anders" in editor.post(address, form(recording, ("1", page))).text
    assert not recording.clips.exists()
    editor.post(address, form(recording, ("0:01,5", voice(folder))))
    clip = recording.clips.get()
    assert clip.time == 1.5
    make_versions.call(recording.pk)
    recording = Recording.objects.get(pk=recording.pk)
    assert recording.described_films
    page = make.VideoPageFactory(recording=recording)
    seen = BeautifulSoup(client.get(page.url).content, "html.parser").select_one("#k-beeld").parent
    assert "0:01 Een brug." in " ".join(seen.text.split())
    assert client.get(recording.described_films[0].file.url).status_code == 200
    client.logout()
    assert client.get(clip.file.url).status_code == 404


def test_a_clip_after_the_end_is_refused_in_the_form(folder, editor):
    recording = recording_with(folder, size="160x120")
    address = reverse(recording.snippet_viewset.get_url_name("edit"), args=[recording.pk])
    answer = editor.post(address, form(recording, ("0:50", voice(folder))))
    assert "Dan is de film al afgelopen: hij duurt 0:02." in answer.text
    assert not recording.clips.exists()


def test_what_can_be_seen_is_told_in_order(site):
    recording = make.RecordingFactory()
    for second, text in ((50, "Later"), (2, "Eerst")):
        file = make.ContentFile(b"stem", name="s.mp3")
        DescriptionClip.objects.create(
            recording=recording, time=second, text=text, file=file, sort_order=second
        )
    recording = Recording.objects.get(pk=recording.pk)
    assert [part.text for part in recording.description] == ["Eerst", "Later"]
