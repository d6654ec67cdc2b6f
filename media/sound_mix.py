"""The sound of a film, with clips of a voice laid over it at their times."""

from django.utils.translation import gettext as _

from koers.times import clock
from media import ffmpeg

# The film grows softer while the voice speaks, and comes back within half a second.
DUCKING = "sidechaincompress=threshold=0.02:ratio=12:attack=20:release=500"
STEREO = "aresample=48000,aformat=channel_layouts=stereo"


def mix(film, clips, duration, target, tell):
    """Write the sound of a film with clips laid over it to a file.

    `clips` is a list of (second, path), `duration` the seconds of the film. Raises
    `ffmpeg.FilmError`.
    """
    ffmpeg.run([*sources(film, clips, duration), str(target)], film, tell)


def sources(film, clips, duration):
    """Return the arguments that mix clips into the sound of a film."""
    inputs, chains = ffmpeg.source(film), []
    for number, (second, path) in enumerate(clips, 1):
        check(second, path, duration)
        inputs += ffmpeg.source(path)
        later = f"adelay=delays={round(second * 1000)}:all=1"
        chains.append(f"[{number}:a:0]{STEREO},{later}[clip{number}]")
    names = "".join(f"[clip{number}]" for number in range(1, len(clips) + 1))
    chains.append(f"{names}amix=inputs={len(clips)}:normalize=0,apad[voice]")
    if ffmpeg.figures(film).has_sound:
        chains += [
            "[voice]asplit=2[key][said]",
            f"[0:a:0]{STEREO}[film]",
            f"[film][key]{DUCKING}[softer]",
            "[softer][said]amix=inputs=2:normalize=0:duration=first[all]",
        ]
    else:
        chains.append("[voice]anull[all]")
    mix = ["-filter_complex", ";".join(chains), "-map", "[all]", "-t", f"{duration:.3f}"]
    return [*inputs, *mix, *ffmpeg.SOUND, *ffmpeg.PLAIN]


def check(second, path, duration):
    """Refuse a clip that nobody would hear; raises `ffmpeg.FilmError`."""
    if not ffmpeg.figures(path).has_sound:
        words = _("There is no sound in the clip at %(time)s.")
        raise ffmpeg.FilmError(words % {"time": clock(second)})
    if second >= duration:
        words = _("The clip at %(time)s would begin after the film has ended.")
        raise ffmpeg.FilmError(words % {"time": clock(second)})
