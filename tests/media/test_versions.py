"""Of an upload the worker makes what visitors play and download; nothing half-made is shown."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone, translation
from PIL import Image as Pixels

from home.bundles.snapshots import of_record
from koers.jobs import States
from media import converting, ffmpeg, recipe
from media.recordings import Recording
from media.versions import Conversion
from tests import factories as make
from tests.media.films import film, tone, upload

pytestmark = pytest.mark.django_db
SECONDS = pytest.approx(2, abs=0.15)


@pytest.fixture
def dutch():
    """Let the worker speak Dutch."""
    with translation.override("nl"):
        yield


def converted(**files):
    """Return a recording once the worker is done with it."""
    recording = make.RecordingFactory(**files)
    converting.make_versions.call(recording.pk)
    return Recording.objects.get(pk=recording.pk)


def pixels(versions):
    """Return the sizes of films."""
    return [(version.width, version.height) for version in versions]


def stored_files():
    """Return the names of all stored files of recordings."""
    names = set()
    for place in ("recordings", "recordings/made"):
        if default_storage.exists(place):
            names |= {f"{place}/{name}" for name in default_storage.listdir(place)[1]}
    return names


def test_a_film_becomes_films_sound_and_poster(folder):
    recording = converted(title="Mijn film", file=upload(film(folder, "a.mov", "1280x720")))
    assert recording.conversion.state == States.DONE
    assert recording.duration == SECONDS
    assert pixels(recording.films) == [(1280, 720), (854, 480)]
    for version in [*recording.films, recording.sound]:
        found = ffmpeg.figures(version.file.path)
        assert found.duration == SECONDS
        assert found.has_sound
        assert version.size == version.file.size
    assert recording.sound.label == "MP3"
    assert Pixels.open(BytesIO(recording.poster.read())).size == (1280, 720)
    assert recording.file.name.endswith(".mov")
    assert "mijn-film-" in recording.films[0].file.name


def test_films_begin_with_what_says_where_everything_is(folder):
    recording = converted(file=upload(film(folder, size="640x480")))
    for version in recording.films:
        data = version.file.read()
        assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize(
    ("width", "height", "made"),
    [
        (3840, 2160, [1080, 720, 480]),
        (1920, 1080, [1080, 720, 480]),
        (1280, 720, [720, 480]),
        (720, 1280, [720, 480]),
        (854, 480, [480]),
        (600, 500, [500]),
        (320, 180, [180]),
    ],
)
def test_nothing_is_made_larger_than_it_is(width, height, made):
    assert recipe.heights(width, height) == made


def test_a_film_held_upright_stays_upright(folder):
    turned = film(folder, "liggend.mp4", "480x272")
    path = folder / "op.mp4"
    arguments = ["-display_rotation", "90", "-i", str(turned), "-c", "copy", str(path)]
    ffmpeg.run(arguments, turned)
    assert pixels(converted(file=upload(path)).films) == [(272, 480)]


def test_odd_sizes_and_silence_are_no_trouble(folder):
    path = film(folder, "oneven.webm", "321x241", sound=False, more=["-c:v", "libvpx"])
    recording = converted(file=upload(path))
    assert recording.conversion.state == States.DONE
    assert recording.sound is None
    assert all(side % 2 == 0 for size in pixels(recording.films) for side in size)


def test_a_light_film_is_not_made_worse(folder):
    path = film(folder, "licht.mp4", more=["-pix_fmt", "yuv420p", "-c:a", "aac"])
    assert ffmpeg.figures(path).plays
    before = ffmpeg_hash(path)
    recording = converted(file=upload(path))
    assert ffmpeg_hash(recording.films[0].file.path) == before


def ffmpeg_hash(path):
    """Return the sum of the picture's data as it is stored."""
    target = f"{path}.md5"
    ffmpeg.run(["-i", str(path), "-map", "0:v", "-c", "copy", "-f", "md5", target], path)
    with open(target) as opened:
        return opened.read()


def test_a_film_of_ten_bits_is_made_for_every_browser(folder):
    path = film(folder, "tien.mp4", more=["-pix_fmt", "yuv420p10le"])
    assert not ffmpeg.figures(path).plays
    assert ffmpeg.figures(converted(file=upload(path)).films[0].file.path).plays


def test_where_and_with_what_it_was_taken_stays_behind(folder):
    more = ["-metadata", "location=+52.2215+006.8937/", "-metadata", "artist=Geheim"]
    path = film(folder, "plaats.mp4", more=[*more, "-movflags", "use_metadata_tags"])
    assert b"52.2215" in path.read_bytes()
    recording = converted(file=upload(path))
    for version in recording.ready_versions:
        data = version.file.read()
        assert b"52.2215" not in data
        assert b"Geheim" not in data


def test_sound_alone_becomes_an_mp3(folder):
    recording = converted(audio=upload(tone(folder)), file="")
    assert recording.conversion.state == States.DONE
    assert [version.label for version in recording.ready_versions] == ["MP3"]
    assert recording.duration == SECONDS


def test_sound_of_its_own_goes_before_that_of_the_film(folder):
    recording = converted(
        file=upload(film(folder, seconds=2)), audio=upload(tone(folder, "lang.wav", seconds=4))
    )
    assert ffmpeg.figures(recording.sound.file.path).duration == pytest.approx(4, abs=0.2)
    assert recording.duration == SECONDS


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("kapot.mp4", b"\0\0\0\x20ftypisom" + bytes(5000), "opnieuw als MP4"),
        ("lijst.mp4", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "opnieuw als MP4"),
        ("leeg.mp4", b"", "opnieuw als MP4"),
    ],
)
def test_a_failure_says_why_in_dutch(folder, name, data, words, dutch):
    recording = converted(file=ContentFile(data, name=name))
    assert recording.conversion.state == States.FAILED
    assert words in recording.conversion.failure
    assert str(folder) not in recording.conversion.failure
    assert recording.ready_versions == []
    assert not list((folder / "var" / "converting").iterdir())


def test_a_film_with_audio_description_is_a_version_of_its_own(folder, site, client):
    recording = converted(
        file=upload(film(folder, size="640x480")),
        described=upload(film(folder, "beschreven.mp4", size="1280x720")),
    )
    assert recording.conversion.state == States.DONE
    assert pixels(recording.films) == [(640, 480)]
    assert pixels(recording.described_films) == [(1280, 720), (854, 480)]
    page = make.VideoPageFactory(recording=recording)
    page.save_revision().publish()
    for address, films in (
        ("", recording.films),
        ("?version=described", recording.described_films),
    ):
        text = client.get(page.url + address).text
        soup = BeautifulSoup(text, "html.parser")
        shown = {source["src"] for source in soup.select("video source")}
        assert shown == {version.file.url for version in films}
        assert len(soup.select(".tk-pages [aria-current]")) == 1
    assert "Video met audiodescriptie (MP4, 720p)" in text


def test_audio_description_without_sound_is_told_of(folder, dutch):
    recording = converted(
        file=upload(film(folder, size="160x120")),
        described=upload(film(folder, "stil.mp4", size="160x120", sound=False)),
    )
    assert "audiodescriptie" in recording.conversion.failure


def test_search_engines_get_the_transcript_and_the_chapters(site, client):
    recording = make.RecordingFactory(language="nl")
    make.CaptionsFactory(recording=recording, language="nl")
    page = make.VideoPageFactory(recording=recording)
    make.VideoChapterFactory(page=page, time=83, title="De RUB")
    page.save_revision().publish()
    soup = BeautifulSoup(client.get(page.url).text, "html.parser")
    found = [json.loads(one.string) for one in soup.select("script[type='application/ld+json']")]
    (video,) = [one for one in found if one["@type"] == "VideoObject"]
    assert video["transcript"] == recording.paragraphs_in("nl")[0].text
    (clip,) = video["hasPart"]
    assert (clip["name"], clip["startOffset"]) == ("De RUB", 83)
    assert clip["url"].endswith("?t=83")


def test_a_film_cut_off_half_way_fails_or_plays(folder):
    data = film(folder, seconds=5).read_bytes()
    recording = converted(file=ContentFile(data[: len(data) // 2], name="half.mp4"))
    assert recording.conversion.state == States.FAILED
    assert recording.ready_versions == []


def test_a_film_without_picture_is_told_of(folder, dutch):
    path = tone(folder, "alleen-geluid.m4a")
    recording = converted(file=upload(path, "film.mp4"))
    assert "geluidsbestand" in recording.conversion.failure


def test_a_failed_upload_leaves_the_old_versions(folder):
    recording = converted(file=upload(film(folder, size="320x240")))
    shown = {version.file.name for version in recording.ready_versions}
    recording.file = ContentFile(b"stuk", name="stuk.mp4")
    recording.save()
    converting.make_versions.call(recording.pk)
    recording = Recording.objects.get(pk=recording.pk)
    assert recording.conversion.state == States.FAILED
    assert {version.file.name for version in recording.ready_versions} == shown
    assert all(default_storage.exists(name) for name in shown)


def test_trying_again_works_once_the_fault_is_gone(folder, monkeypatch):
    monkeypatch.setattr(recipe, "make_sound", broken)
    recording = converted(file=upload(film(folder, size="320x240")))
    assert recording.conversion.state == States.FAILED
    assert "disk" not in recording.conversion.failure
    monkeypatch.undo()
    converting.again(recording)
    converting.make_versions.call(recording.pk)
    assert Conversion.objects.get().state == States.DONE


def broken(*args):
    """Fail as a full disk does."""
    raise OSError("disk full")


def test_new_files_take_the_place_of_the_old(folder, django_capture_on_commit_callbacks):
    recording = converted(file=upload(film(folder, size="320x240")))
    old = stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        recording.file = upload(film(folder, "nieuw.mp4", size="160x120"))
        recording.save()
    recording = Recording.objects.get(pk=recording.pk)
    assert pixels(recording.films) == [(160, 120)]
    assert not old & stored_files()


def test_a_deleted_recording_leaves_no_files(folder, django_capture_on_commit_callbacks):
    before = stored_files()
    recording = converted(
        file=upload(film(folder, size="160x120")), audio=upload(tone(folder)),
        transcript=ContentFile(b"tekst", name="t.txt"),
    )  # fmt: skip
    track = make.CaptionsFactory(recording=recording)
    text = recording.transcript.name
    assert stored_files() - before
    with django_capture_on_commit_callbacks(execute=True):
        recording.delete()
    assert stored_files() == before
    assert not default_storage.exists(text)
    assert not default_storage.exists(track.file.name)


def test_a_film_that_is_taken_away_takes_its_versions_along(folder):
    recording = converted(file=upload(film(folder, size="160x120")))
    recording.file = ""
    recording.save()
    recording = Recording.objects.get(pk=recording.pk)
    assert recording.ready_versions == []
    assert not Conversion.objects.exists()


def test_another_upload_meanwhile_stops_the_first(folder, monkeypatch):
    recording = make.RecordingFactory(file=upload(film(folder, size="320x240")))
    real = recipe.make

    def upload_meanwhile(*args):
        made = real(*args)
        other = Recording.objects.get(pk=recording.pk)
        other.file = upload(film(folder, "ander.mp4", size="160x120"))
        other.save()
        return made

    monkeypatch.setattr(recipe, "make", upload_meanwhile)
    converting.make_versions.call(recording.pk)
    assert Conversion.objects.get().state == States.WAITING
    assert Recording.objects.get().ready_versions == []
    monkeypatch.undo()
    converting.make_versions.call(recording.pk)
    assert pixels(Recording.objects.get().films) == [(160, 120)]
    assert Recording.objects.get().versions.filter(ready=False).count() == 0


def test_a_recording_deleted_meanwhile_is_no_error(folder, monkeypatch):
    recording = make.RecordingFactory(file=upload(film(folder, size="160x120")))
    monkeypatch.setattr(
        recipe, "make", lambda *args: (Recording.objects.all().delete(), args[4](0.5))
    )
    converting.make_versions.call(recording.pk)
    assert not Conversion.objects.exists()


def test_two_workers_do_not_make_the_same(folder):
    recording = make.RecordingFactory(file=upload(film(folder, size="160x120")))
    Conversion.objects.update(state=States.RUNNING)
    converting.make_versions.call(recording.pk)
    assert Conversion.objects.get().state == States.RUNNING
    assert Recording.objects.get().versions.count() == 0


def test_what_a_silent_worker_left_is_taken_up_again(folder):
    recording = make.RecordingFactory(file=upload(film(folder, size="160x120")))
    half = recording.versions.create(kind="film", file="recordings/made/half.mp4")
    default_storage.save("recordings/made/half.mp4", ContentFile(b"half"))
    Conversion.objects.update(state=States.RUNNING, until=timezone.now() - timedelta(seconds=1))
    assert Recording.objects.get().ready_versions == []
    converting.watch.call(recording.pk)
    recording = Recording.objects.get()
    assert recording.conversion.state == States.DONE
    assert half.pk not in {version.pk for version in recording.versions.all()}


def test_what_the_worker_finds_out_is_no_change_that_somebody_made(folder):
    recording = make.RecordingFactory(file=upload(film(folder, size="160x120")), duration=99)
    before = of_record(Recording.objects.get())
    converting.make_versions.call(recording.pk)
    recording = Recording.objects.get()
    assert recording.duration == SECONDS
    assert of_record(recording) == before
    recording.credit = "Iemand"
    assert of_record(recording) != before


def test_an_editor_with_an_old_form_does_not_undo_what_was_measured(folder):
    stale = make.RecordingFactory(file=upload(film(folder, size="160x120")), duration=99)
    converting.make_versions.call(stale.pk)
    stale.save()
    assert Recording.objects.get().duration == SECONDS
