"""Draw all pictures and let ffmpeg make a film of them."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import imageio_ffmpeg
from PIL import Image

from media.storyboard.canvas import HEIGHT, WIDTH, Canvas, Look, ease
from media.storyboard.plan import Scene, Storyboard, StoryboardError
from media.storyboard.sound import sound_filter

RATE = 15
FADE = 0.5
# The colours are converted and labelled by one standard, or players show them a little off.
COLOURS = ("scale=out_color_matrix=bt709:out_range=tv,"
           "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709")  # fmt: skip
VIDEO = ("-vf", COLOURS, "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "slow",
         "-crf", "28", "-tune", "animation", "-g", "225")  # fmt: skip
AUDIO = ("-c:a", "aac", "-b:a", "48k")


def write_film(storyboard: Storyboard, out: Path, look: Look) -> None:
    """Make the film with its sound track."""
    _check(storyboard, look)
    pictures = (
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE),
        "-i", "pipe:0", "-filter_complex", sound_filter(storyboard), "-map", "0:v",
        "-map", "[sound]", *VIDEO, *AUDIO, "-movflags", "+faststart",
        "-metadata", f"title={storyboard.title}", "-t", f"{storyboard.duration:g}",
    )  # fmt: skip
    with _finished(out) as unfinished:
        _encode([*pictures, str(unfinished)], _frames(storyboard, look))


def write_sound(storyboard: Storyboard, out: Path) -> None:
    """Make the sound track alone."""
    with _finished(out) as unfinished:
        _encode(
            ["-filter_complex", sound_filter(storyboard), "-map", "[sound]", "-c:a", "libmp3lame",
             "-b:a", "48k", "-metadata", f"title={storyboard.title}", str(unfinished)], iter(())
        )  # fmt: skip


def write_poster(storyboard: Storyboard, out: Path, look: Look) -> None:
    """Save the picture of the moment the storyboard names as poster."""
    _check(storyboard, look)
    picture = _picture(storyboard, storyboard.scene_at(storyboard.poster), storyboard.poster, look)
    with _finished(out) as unfinished:
        picture.quantize(128, dither=Image.Dither.NONE).save(unfinished, optimize=True)


def _check(storyboard: Storyboard, look: Look) -> None:
    """Draw the begin and the end of each scene, so that a fault is told before the long work."""
    for scene in storyboard.scenes:
        for seconds in (scene.start, scene.end):
            _picture(storyboard, scene, seconds, look)


def _picture(storyboard: Storyboard, scene: Scene, seconds: float, look: Look) -> Image.Image:
    canvas = Canvas(look, scene.ground)
    try:
        scene.drawing.draw(canvas, scene.shot(seconds, storyboard.organisations))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        number = storyboard.scenes.index(scene) + 1
        raise StoryboardError(
            f"Scene {number} ({scene.title}): cannot be drawn: {error}"
        ) from error
    return canvas.picture()


def _frames(storyboard: Storyboard, look: Look) -> Iterator[bytes]:
    """Yield the pictures; the last one of a scene fades into the next scene."""
    before: Image.Image | None = None
    current: Image.Image | None = None
    scene = storyboard.scenes[0]
    for frame in range(round(storyboard.duration * RATE)):
        seconds = frame / RATE
        if storyboard.scene_at(seconds) is not scene:
            scene, before = storyboard.scene_at(seconds), current
        current = _picture(storyboard, scene, seconds, look)
        since = seconds - scene.start
        shown = current
        if before is not None and since < FADE:
            shown = Image.blend(before, current, ease((since + 1 / RATE) / FADE))
        yield shown.tobytes()


def _encode(arguments: list[str], frames: Iterator[bytes]) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    # A file and not a pipe for the messages: nobody reads a pipe while the pictures are written.
    with TemporaryFile() as messages:
        process = subprocess.Popen(  # noqa: S603
            [*command, *arguments], stdin=subprocess.PIPE, stderr=messages
        )
        try:
            for frame in frames:
                process.stdin.write(frame)
            process.stdin.close()
        except BrokenPipeError:
            pass  # ffmpeg stopped; its message says why
        except BaseException:
            process.kill()
            raise
        finally:
            code = process.wait()
        if code:
            messages.seek(0)
            raise StoryboardError(f"ffmpeg: {messages.read().decode(errors='replace').strip()}")


@contextmanager
def _finished(out: Path) -> Iterator[Path]:
    """Give a place to write, and put the file in its own place once it is whole."""
    try:
        with TemporaryDirectory(dir=out.parent, prefix=".making-") as folder:
            unfinished = Path(folder) / out.name
            yield unfinished
            unfinished.replace(out)
    except OSError as error:
        raise StoryboardError(f"{out} cannot be written: {error}") from error
