"""The sound track: one soft chord per scene, made by ffmpeg's own generators."""

from media.storyboard.plan import Storyboard

RATE = 44100
TAIL = 1.6
# Quiet: a bed under silence, for there is no voice to hear over it.
LEVEL = 0.085


def sound_filter(storyboard: Storyboard) -> str:
    """Return the ffmpeg filter that makes the whole sound track, labelled [sound]."""
    chains, labels = [], []
    for number, scene in enumerate(storyboard.scenes):
        if not scene.tones:
            continue
        chains.append(_chord(scene.tones, scene.start, scene.end - scene.start, f"c{number}"))
        labels.append(f"[c{number}]")
    end = storyboard.duration
    if not chains:
        return f"anullsrc=r={RATE}:cl=stereo:d={end:g}[sound]"
    chains.append(
        f"{''.join(labels)}amix=inputs={len(labels)}:duration=longest:normalize=0,"
        f"lowpass=f=2200,aecho=0.85:0.7:120|210:0.22|0.14,apad=whole_dur={end:g},"
        f"atrim=0:{end:g},afade=t=out:st={max(end - 2.5, 0):g}:d=2.5[sound]"
    )
    return ";".join(chains)


def _chord(tones: tuple[float, ...], start: float, length: float, label: str) -> str:
    """Return a chord that swells, breathes and dies away into the next one."""
    sides = ["+".join(_tone(tone, place, side) for place, tone in enumerate(tones))
             for side in (0, 1)]  # fmt: skip
    whole = length + TAIL
    rise = min(1.4, length / 2)
    return (
        f"aevalsrc=exprs='{sides[0]}|{sides[1]}':s={RATE}:d={whole:g},"
        f"afade=t=in:d={rise:g},afade=t=out:st={length - 0.4 * rise:g}:d={TAIL + 0.4 * rise:g},"
        f"adelay={round(start * 1000)}:all=1[{label}]"
    )


def _tone(tone: float, place: int, side: int) -> str:
    """Return a tone with a soft bell at its beginning, each a little later than the one below."""
    breath = f"(0.7+0.3*sin(2*PI*{0.11 + 0.03 * place:g}*t+{place + 1.6 * side:g}))"
    later = 0.35 * place
    bell = f"0.9*gte(t,{later:g})*exp(-1.7*max(t-{later:g},0))*sin(2*PI*{2 * tone:g}*(t-{later:g}))"
    level = LEVEL / (1 + 0.35 * place)
    return f"{level:.4f}*(sin(2*PI*{tone * (1 + 0.0012 * side):g}*t)*{breath}+{bell})"
