"""Read a storyboard and say clearly, by scene, what is wrong with it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from media.storyboard.drawings import DRAWINGS, Drawing, Shot

COLOURS = ("paper", "sand", "ink", "soft", "line", "teal", "deep", "tile", "orange", "yellow")
HEX = re.compile(r"#[0-9a-fA-F]{6}")
LONGEST = 15 * 60


class StoryboardError(Exception):
    """Tell an editor what to change in a storyboard."""


@dataclass(frozen=True)
class Scene:
    """Say what is seen and heard from start to end, in seconds."""

    start: float
    end: float
    title: str
    text: str
    ground: str
    tones: tuple[float, ...]
    drawing: Drawing

    def shot(self, seconds: float, organisations: list[dict]) -> Shot:
        """Return what the drawing needs at a moment of the film."""
        since = min(max(seconds - self.start, 0.0), self.end - self.start)
        return Shot(self.title, self.text, self.ground, since, organisations)


@dataclass(frozen=True)
class Storyboard:
    """Hold a whole storyboard, checked."""

    title: str
    duration: float
    poster: float
    colours: dict[str, str]
    scenes: tuple[Scene, ...]
    organisations: list[dict]

    def scene_at(self, seconds: float) -> Scene:
        """Return the scene of a moment."""
        return next((s for s in reversed(self.scenes) if s.start <= seconds), self.scenes[0])


def load_storyboard(path: Path, organisations: Path | None = None) -> Storyboard:
    """Read a storyboard and the organisations its drawings show."""
    data = _read(path, dict)
    named = _read(organisations, list) if organisations else []
    if not all(isinstance(entry, dict) and entry.get("name") for entry in named):
        raise StoryboardError(f"{organisations}: each organisation needs a name.")
    colours = _colours(data.get("colours"))
    entries = data.get("scenes")
    if not isinstance(entries, list) or not entries:
        raise StoryboardError("The storyboard has no scenes.")
    scenes = tuple(_scene(number, entry, colours) for number, entry in enumerate(entries, 1))
    duration = _seconds(data, "duration", "The storyboard")
    _check_times(scenes, duration)
    return Storyboard(
        title=str(data.get("title", "")),
        duration=duration,
        poster=_seconds(data, "poster", "The storyboard", default=0.0),
        colours=colours,
        scenes=scenes,
        organisations=named,
    )


def _read(path: Path, kind: type) -> Any:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise StoryboardError(f"{path} cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise StoryboardError(f"{path} is not valid YAML: {error}") from error
    if not isinstance(data, kind):
        expected = "keys and values" if kind is dict else "entries"
        raise StoryboardError(f"{path} should hold a list of {expected}.")
    return data


def _colours(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise StoryboardError(f"colours should name {', '.join(COLOURS)}.")
    for name in COLOURS:
        if not HEX.fullmatch(str(value.get(name, ""))):
            raise StoryboardError(f"colours: {name} should be a colour such as '#0b4f58'.")
    return {name: str(value[name]) for name in COLOURS}


def _seconds(data: dict, key: str, where: str, default: float | None = None) -> float:
    value = data.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST:
        raise StoryboardError(f"{where}: {key} should be a number of seconds, at most {LONGEST}.")
    return float(value)


def _scene(number: int, entry: Any, colours: dict[str, str]) -> Scene:
    where = f"Scene {number}"
    if not isinstance(entry, dict) or not isinstance(entry.get("title"), str):
        raise StoryboardError(f"{where} needs a title.")
    where = f"Scene {number} ({entry['title']})"
    start, end = _seconds(entry, "start", where), _seconds(entry, "end", where)
    if end <= start:
        raise StoryboardError(f"{where}: end should be later than start.")
    ground = entry.get("ground", "sand")
    if ground not in colours:
        raise StoryboardError(f"{where}: ground should be one of {', '.join(colours)}.")
    return Scene(
        start=start,
        end=end,
        title=entry["title"],
        text=str(entry.get("text", "")),
        ground=ground,
        tones=_tones(entry.get("tones", []), where),
        drawing=_drawing(entry.get("drawing"), where),
    )


def _tones(value: Any, where: str) -> tuple[float, ...]:
    numbers = isinstance(value, list) and all(isinstance(tone, int | float) for tone in value)
    if not numbers or not all(20 <= tone <= 5000 for tone in value):
        raise StoryboardError(f"{where}: tones should be frequencies from 20 to 5000 Hz.")
    return tuple(value)


def _drawing(value: Any, where: str) -> Drawing:
    if not isinstance(value, dict) or value.get("name") not in DRAWINGS:
        known = ", ".join(sorted(DRAWINGS))
        raise StoryboardError(f"{where}: the name of its drawing should be one of {known}.")
    settings = {key: setting for key, setting in value.items() if key != "name"}
    try:
        return DRAWINGS[value["name"]](**settings)
    except (TypeError, ValueError) as error:
        raise StoryboardError(f"{where}: drawing {value['name']}: {error}") from error


def _check_times(scenes: tuple[Scene, ...], duration: float) -> None:
    end = 0.0
    for number, scene in enumerate(scenes, 1):
        if scene.start != end:
            raise StoryboardError(
                f"Scene {number} ({scene.title}): start should be {end:g}, "
                f"the end of the scene before it."
            )
        end = scene.end
    if end != duration:
        raise StoryboardError(f"The last scene should end at the duration, {duration:g} seconds.")
