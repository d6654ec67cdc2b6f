"""What is made of a recording: films in several sizes, the sound alone, and a poster."""

from dataclasses import dataclass, replace
from pathlib import Path

from django.db import models
from django.utils.translation import gettext as _
from PIL import Image as Pixels

from media import ffmpeg, pictures, sound_mix
from media.ffmpeg import PLAIN, SOUND

# Heights of films, as players know them; the largest is the source's own where that is smaller.
LADDER = (1080, 720, 480)
# A step that saves less than this is not worth its place.
WORTH = 0.9
# Two seconds between key frames, so that a time that is chosen is there at once.
FILM = [
    "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p",
    "-fpsmax", "60", "-force_key_frames", "expr:gte(t,n_forced*2)",
]  # fmt: skip
# The beginning of the file says where everything is, so that it plays before all of it is there.
FILE = ["-movflags", "+faststart", *SOUND, *PLAIN]
# Bits a second for each line to the power 1.5: 2 Mbit for 480p, 3.7 for 720p, 6.7 for 1080p.
BITS = 190
# In bytes a second. A film that plays everywhere and is no heavier is not made worse again.
HEAVY = 600_000


class Kinds(models.TextChoices):
    """What a version of a recording is."""

    FILM = "film"
    DESCRIBED = "described"
    SOUND = "sound"
    POSTER = "poster"


@dataclass(frozen=True)
class Made:
    """A version that was made: its kind, its file, and its size in pixels."""

    kind: Kinds
    path: Path
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Given:
    """What was uploaded: paths, or None.

    `described` is the same film with audio description; `clips` are (second, path) of a voice that
    is mixed into the film where there is no such film. A sound of its own goes before the film's.
    """

    film: Path | None
    described: Path | None
    sound: Path | None
    clips: list


def make(given, folder, tell):
    """Make all versions of a film, or of a sound alone, as files of a folder.

    `tell` hears how far it is, from 0 to 1. Returns (duration in seconds, list of `Made`); raises
    `ffmpeg.FilmError`.
    """
    film, sound = given.film, given.sound
    if film is None:
        figures = ffmpeg.figures(sound)
        heard = make_sound(sound, figures, folder, shares(tell, figures.duration))
        return ffmpeg.figures(heard.path).duration, [heard]
    figures = ffmpeg.figures(film)
    if not figures.has_picture:
        raise ffmpeg.FilmError(_("There is no picture in it. Upload it as a sound file."))
    poster = make_poster(film, figures, folder)
    films = make_films(film, figures, poster, folder, shares(tell, figures.duration))
    made = [poster, *films]
    # Some programs do not write how long a film is; what was made of it always says so.
    duration = ffmpeg.figures(films[-1].path).duration
    if given.described:
        made += make_described(given.described, folder / "described", tell)
    elif given.clips:
        mixed = folder / "described"
        made += make_mixed(films, given.clips, duration, mixed, lambda _seconds: tell(1))
    if sound or figures.has_sound:
        heard = ffmpeg.figures(sound) if sound else figures
        made.append(make_sound(sound or film, heard, folder, lambda _seconds: tell(1)))
    return duration, made


def shares(tell, duration):
    """Return what tells of seconds as a share of a duration."""
    return lambda seconds: tell(min(seconds / duration, 1) if duration else 0)


def heights(width, height):
    """Return the heights to make, the largest first; nothing is made larger than it is.

    As with “720p” the shorter side counts, so that a film from a phone held upright is as good.
    """
    first = min(width, height, LADDER[0])
    return [first, *(step for step in LADDER if step <= first * WORTH)]


def make_poster(film, figures, folder):
    """Take a picture from a tenth of the film, as it is seen: upright, in square pixels."""
    taken, target = folder / "taken.png", folder / "poster.jpg"
    at = ["-ss", f"{figures.duration / 10:.3f}"]
    look = ["-frames:v", "1", "-vf", "scale=iw*sar:ih,setsar=1", "-an", *PLAIN]
    ffmpeg.run([*ffmpeg.source(film, *at), *look, str(taken)], film)
    if not taken.exists():
        raise ffmpeg.FilmError(_("There is no picture in it that could be shown."))
    with Pixels.open(taken) as picture:
        width, height = picture.size
        pictures.save_still(picture, target)
    return Made(Kinds.POSTER, target, width, height)


def make_described(film, folder, tell):
    """Make the films with audio description; how far they are is not told, that they go on is."""
    folder.mkdir()
    figures = ffmpeg.figures(film)
    if not (figures.has_picture and figures.has_sound):
        raise ffmpeg.FilmError(_("The film with audio description lacks picture or sound."))
    poster = make_poster(film, figures, folder)
    made = make_films(film, figures, poster, folder, lambda _seconds: tell(1))
    return [replace(one, kind=Kinds.DESCRIBED) for one in made]


def make_mixed(films, clips, duration, folder, tell):
    """Make the films with audio description out of those without, and clips of a voice."""
    folder.mkdir()
    mixed = folder / "mixed.m4a"
    sound_mix.mix(films[-1].path, clips, duration, mixed, tell)
    made = []
    for film in films:
        target = folder / film.path.name
        tracks = ["-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-movflags", "+faststart", *PLAIN]
        given = [*ffmpeg.source(film.path), *ffmpeg.source(mixed)]
        ffmpeg.run([*given, *tracks, str(target)], film.path, tell)
        made.append(replace(film, kind=Kinds.DESCRIBED, path=target))
    return made


def make_films(film, figures, poster, folder, tell):
    """Make films in several sizes in one go, so that the source is read once."""
    short = min(poster.width, poster.height)
    chains, outputs, made = [], [], []
    for number, height in enumerate(heights(poster.width, poster.height)):
        target = folder / f"{height}.mp4"
        size = [even(side * height / short) for side in (poster.width, poster.height)]
        if height == short and is_light(film, figures):
            outputs += ["-map", "0:v:0", "-c:v", "copy"]
        else:
            chains.append(f"[0:v:0]scale={size[0]}:{size[1]}:flags=bicubic,setsar=1[v{number}]")
            outputs += ["-map", f"[v{number}]", *FILM, *bounds(height)]
        outputs += ["-map", "0:a:0?", *FILE, str(target)]
        made.append(Made(Kinds.FILM, target, *size))
    filters = ["-filter_complex", ";".join(chains)] if chains else []
    ffmpeg.run([*ffmpeg.source(film), *filters, *outputs], film, tell)
    return made


def bounds(height):
    """Return the arguments that keep a film as light as its size deserves."""
    most = int(BITS * height**1.5)
    return ["-maxrate", str(most), "-bufsize", str(2 * most)]


def is_light(film, figures):
    """Tell whether a film plays everywhere and quickly as it is."""
    return figures.plays and film.stat().st_size <= figures.duration * HEAVY


def make_sound(path, figures, folder, tell):
    """Make an MP3 of what is heard."""
    if not figures.has_sound:
        raise ffmpeg.FilmError(_("There is no sound in it."))
    target = folder / "sound.mp3"
    heard = ["-map", "0:a:0", "-c:a", "libmp3lame", "-b:a", "128k", "-ac", "2", *PLAIN]
    ffmpeg.run([*ffmpeg.source(path), *heard, str(target)], path, tell)
    return Made(Kinds.SOUND, target)


def even(number):
    """Return the nearest even number; H.264 knows no others."""
    return max(2, round(number / 2) * 2)
