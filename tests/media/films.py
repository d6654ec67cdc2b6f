"""Films and sounds that tests upload, made by ffmpeg's own generators."""

import subprocess

from django.core.files.base import ContentFile

from media.ffmpeg import command


def film(folder, name="film.mp4", size="640x480", seconds=2, sound=True, more=()):
    """Make a film with a test picture, and a tone where it has sound; return its path."""
    inputs = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate=25:duration={seconds}"]
    if sound:
        inputs += ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"]
    return made(folder / name, *inputs, *more)


def tone(folder, name="toon.wav", seconds=2):
    """Make a sound; return its path."""
    return made(folder / name, "-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}")


def made(path, *arguments):
    """Let ffmpeg make a file; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(command("-loglevel", "error", *arguments, str(path)), check=True)
    return path


def upload(path, name=""):
    """Return a file as something to upload."""
    return ContentFile(path.read_bytes(), name=name or path.name)
