"""Drawings of the organisations: the tile map, and the partners around it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from media.storyboard.canvas import Canvas, mix, span
from media.storyboard.drawings.base import Drawing, Shot, headline

Box = tuple[float, float, float, float]
SIDE, STEP, LEFT, TOP = 94, 100, 500, 126
OTHERS_LEFT, OTHERS_WIDTH, OTHERS_TOP = 1036, 190, 344


def _place(tile: Sequence[int]) -> Box:
    column, row = tile
    return LEFT + (column - 1) * STEP, TOP + (row - 1) * STEP, SIDE, SIDE


def _owners(shot: Shot) -> tuple[list[tuple[str, Box]], list[tuple[str, Box]]]:
    """Return who has a place on the map, and the other owners beside it."""
    owners = [entry for entry in shot.organisations if entry.get("role") == "owner"]
    if not owners:
        raise ValueError("there are no organisations with the role owner to draw.")
    on_map = [(entry["name"], _place(entry["tile"])) for entry in owners if entry.get("tile")]
    others = [entry["name"] for entry in owners if not entry.get("tile")]
    places = [
        (OTHERS_LEFT, OTHERS_TOP + number * STEP * 0.82, OTHERS_WIDTH, SIDE * 0.82)
        for number in range(len(others))
    ]
    return on_map, list(zip(others, places, strict=True))


def _tile(canvas: Canvas, name: str, box: Box, colours: tuple[str, str], shown: float,
          breaks: dict[str, str]) -> None:  # fmt: skip
    if shown <= 0:
        return
    left, top, width, height = box
    grow = mix(0.7, 1.0, shown)
    canvas.box(
        left + width * (1 - grow) / 2, top + height * (1 - grow) / 2, width * grow, height * grow,
        colours[0], shown, radius=5,
    )  # fmt: skip
    parts = breaks.get(name, name).replace("-", "- ").split() if width == SIDE else name.split()
    lines = _joined(canvas, parts, width - 8 if width == SIDE else width - 36)
    for number, line in enumerate(lines):
        y = top + height / 2 + 6.5 + (number - (len(lines) - 1) / 2) * 22
        canvas.words((left + width / 2, y), line, 19, colours[1], 660, shown, centred=True)


def _joined(canvas: Canvas, lines: list[str], width: float) -> list[str]:
    """Return the lines with short neighbours put together."""
    joined: list[str] = []
    for line in lines:
        if joined and canvas.length(f"{joined[-1]} {line}", 19, 660) <= width:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


@dataclass
class Tiles(Drawing):
    """Draw one tile per owner, those on the map first; hyphens tell where a name may break."""

    hyphens: Sequence[str] = field(default_factory=list)
    start: float = 0.6
    every: float = 0.36
    others_start: float = 7.2
    others_every: float = 0.8

    def __post_init__(self):
        self._breaks = {name.replace("-", ""): name for name in self.hyphens}

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Let the tiles appear one by one."""
        headline(canvas, shot)
        on_map, others = _owners(shot)
        for number, (name, box) in enumerate(on_map):
            shown = span(shot.seconds, self.start + number * self.every, 0.6)
            _tile(canvas, name, box, ("tile", "paper"), shown, self._breaks)
        for number, (name, box) in enumerate(others):
            shown = span(shot.seconds, self.others_start + number * self.others_every, 0.7)
            _tile(canvas, name, box, ("yellow", "ink"), shown, self._breaks)


@dataclass
class Partners(Tiles):
    """Draw the tiles with many small balls around them."""

    count: int = 300
    seconds: float = 3.0

    def __post_init__(self):
        super().__post_init__()
        if not 1 <= self.count <= 600:
            raise ValueError("a count from 1 to 600 is possible.")
        self._balls: list[tuple[float, float, float]] = []

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Let the balls appear around the tiles, the nearest first."""
        headline(canvas, shot)
        on_map, others = _owners(shot)
        if not self._balls:
            self._balls = _scatter([box for _, box in on_map + others], self.count)
        for number, (x, y, radius) in enumerate(self._balls):
            shown = span(shot.seconds, 0.4 + number / len(self._balls) * self.seconds, 0.5)
            canvas.disc((x, y), radius * shown, ("orange", "teal", "yellow", "teal")[number % 4])
        for name, box in on_map:
            _tile(canvas, name, box, ("tile", "paper"), 1, self._breaks)
        for name, box in others:
            _tile(canvas, name, box, ("yellow", "ink"), 1, self._breaks)


def _scatter(boxes: list[Box], count: int) -> list[tuple[float, float, float]]:
    """Return places around the boxes that touch no box and no other ball, the nearest first."""
    chance = random.Random(300)  # noqa: S311
    balls: list[tuple[float, float, float]] = []
    for _ in range(40_000):
        x, y, radius = chance.uniform(512, 1262), chance.uniform(40, 590), chance.uniform(4.5, 7.5)
        near = min(_distance(x, y, box) for box in boxes)
        free = all((x - a) ** 2 + (y - b) ** 2 > (radius + c + 3) ** 2 for a, b, c in balls)
        if radius + 5 < near < 92 and free:
            balls.append((x, y, radius))
        if len(balls) == count:
            break
    return sorted(balls, key=lambda ball: min(_distance(ball[0], ball[1], box) for box in boxes))


def _distance(x: float, y: float, box: Box) -> float:
    left, top, width, height = box
    return max(left - x, x - left - width, 0) + max(top - y, y - top - height, 0)
