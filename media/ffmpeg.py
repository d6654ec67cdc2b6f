"""Run ffmpeg: frames, figures and versions of a recording, with progress and a clear failure."""

import re
import selectors
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
from django.utils.translation import gettext as _

# Playlists and the like, which would make ffmpeg read other files, are no formats of ours.
FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mp3,wav,ogg,aac,flac"
# A picture of 8192 x 8192; what is larger is a bomb.
MOST_PIXELS = 8192 * 8192
DURATION = re.compile(r"^ +Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)", re.MULTILINE)
STREAM = re.compile(r"^ +Stream #0:\d+.*?: (Video|Audio): (.*)$", re.MULTILINE)
TURNED = re.compile(r"rotation of (?!-?0\.00 )")
# What every browser plays: H.264 in 8 bits with AAC beside it.
PLAYS = re.compile(r"h264 \((?!High 10|High 4).*yuv420p\b")
SOUND = ["-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000"]
# Nobody's camera, place or program goes along (Apple writes where a film was taken).
PLAIN = ["-map_metadata", "-1", "-map_chapters", "-1"]
TICK = 2
# Without a step forward for so long, on a busy machine too, it is stuck.
STUCK = 600
MILLION = 1_000_000


class FilmError(Exception):
    """Say, for an editor, why a recording could not be made ready."""


@dataclass(frozen=True)
class Figures:
    """What a file holds: how long it lasts in seconds (0: unknown), and of what it is made."""

    duration: float
    has_picture: bool
    has_sound: bool
    plays: bool


def command(*arguments):
    """Return the command of ffmpeg; whoever serves pages goes first."""
    kind = [shutil.which("nice"), "-n", "10"] if shutil.which("nice") else []
    return [*kind, imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-y", *arguments]


def source(path, *before):
    """Return the arguments that read one file, and nothing but that file."""
    return [
        "-protocol_whitelist", "file", "-format_whitelist", FORMATS,
        "-max_pixels", str(MOST_PIXELS), *before, "-i", str(path),
    ]  # fmt: skip


def figures(path):
    """Return the `Figures` of a file; raises FilmError where it cannot be read."""
    # Without something to write ffmpeg ends with an error, after it has told what it read.
    told = subprocess.run(  # noqa: S603 - our own program and arguments
        command(*source(path)), capture_output=True, timeout=STUCK, check=False
    ).stderr.decode(errors="replace")
    streams = STREAM.findall(told)
    if not streams:
        raise FilmError(unreadable(last_words(told, path)))
    match = DURATION.search(told)
    hours, minutes, seconds = match.groups() if match else (0, 0, 0)
    # A picture of the cover is no film.
    films = [words for kind, words in streams if kind == "Video" and "attached pic" not in words]
    return Figures(
        duration=int(hours) * 3600 + int(minutes) * 60 + float(seconds),
        has_picture=bool(films),
        has_sound=any(kind == "Audio" for kind, _words in streams),
        plays=all(map(PLAYS.match, films)) and not TURNED.search(told),
    )


def run(arguments, path, tell=lambda seconds: None):
    """Run ffmpeg to its end; `tell` hears every two seconds how many seconds are done.

    Raises FilmError where ffmpeg fails or gets stuck, and whatever `tell` raises; nothing goes on.
    """
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603 - our own program and arguments
            command("-loglevel", "error", "-progress", "pipe:1", "-nostats", *arguments),
            stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
        with ended(process):
            follow(process, tell)
        if process.returncode:
            errors.seek(0)
            raise FilmError(unreadable(last_words(errors.read().decode(errors="replace"), path)))


def follow(process, tell):
    """Tell of the progress until a process has closed its output; raises FilmError if stuck."""
    done, moved = 0.0, time.monotonic()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        told, rest = 0.0, b""
        while True:
            if selector.select(TICK):
                if not (data := process.stdout.read1()):
                    return
                *lines, rest = (rest + data).split(b"\n")
                reached = max([done, *map(seconds_of, lines)])
                if reached > done:
                    done, moved = reached, time.monotonic()
            now = time.monotonic()
            if now - moved > STUCK:
                raise FilmError(_("It went no further; the recording may be damaged."))
            if now - told >= TICK:
                told = now
                tell(done)


def seconds_of(line):
    """Return the seconds that a line of ffmpeg's progress says are done, else 0."""
    name, _is, value = line.partition(b"=")
    return int(value) / MILLION if name == b"out_time_us" and value.strip().isdigit() else 0.0


@contextmanager
def ended(process):
    """Wait for a process; where something goes wrong meanwhile, end it first."""
    try:
        yield
        process.wait()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def unreadable(words):
    """Say that a recording could not be read, with ffmpeg's own words."""
    advice = _("The recording could not be read. Export it anew as MP4 (H.264) and upload that.")
    return f"{advice} ({words})" if words else advice


def last_words(told, path):
    """Return the last line that ffmpeg wrote, without the place of the file."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    words = next((line for line in reversed(lines) if "output file" not in line), "")
    return words.replace(str(path), Path(path).name)[:300]
