"""The drawing surface: shapes, words and motion in the coordinates of the film."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1280, 720
# Pillow draws shapes without anti-aliasing, so everything is drawn larger and then reduced.
SCALE = 3
# A line of more points than this is drawn as one flowing shape.
SMOOTH = 8
FIGURE = re.compile(r"(\d[\d.,–-]*)")

Point = tuple[float, float]


def ease(value: float) -> float:
    """Turn a share of time into a share of movement that starts and stops gently."""
    value = min(max(value, 0.0), 1.0)
    return value * value * (3 - 2 * value)


def span(seconds: float, start: float, length: float) -> float:
    """Return the eased progress of a movement that begins at start and takes length seconds."""
    return ease((seconds - start) / length)


def mix(first: float, second: float, share: float) -> float:
    """Return the value at a share of the way from first to second."""
    return first + (second - first) * share


def turned(points: Sequence[Point], centre: Point, degrees: float) -> list[Point]:
    """Return points turned around a centre."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x0, y0 = centre
    return [
        (x0 + (x - x0) * cos - (y - y0) * sin, y0 + (x - x0) * sin + (y - y0) * cos)
        for x, y in points
    ]


def smooth(points: Sequence[Point], steps: int = 40) -> list[Point]:
    """Return a flowing line through the points (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    line = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        line += [_between(a, b, c, d, step / steps) for step in range(steps)]
    return [*line, tuple(points[-1])]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    x, y = (
        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2
               + (3 * q - p - 3 * r + s) * t**3)
        for p, q, r, s in zip(a, b, c, d, strict=True)
    )  # fmt: skip
    return x, y


def _outline(line: Sequence[Point], half: float) -> list[Point]:
    """Return the edge of a flowing line; Pillow's own wide lines get bumps from short pieces."""
    left, right = [], []
    for before, (x, y), after in zip([line[0], *line], line, [*line[1:], line[-1]], strict=False):
        dx, dy = after[0] - before[0], after[1] - before[1]
        long = math.hypot(dx, dy) or 1.0
        left.append((x - dy / long * half, y + dx / long * half))
        right.append((x + dy / long * half, y - dx / long * half))
    return [*left, *reversed(right)]


@dataclass
class Look:
    """Hold the colours by name and the variable fonts; without them Pillow's own font is used."""

    colours: dict[str, str]
    font: Path | None = None
    digits: Path | None = None
    _fonts: dict = field(default_factory=dict, repr=False)

    @cached_property
    def rgb(self) -> dict[str, tuple[int, int, int]]:
        """Return the colours as numbers."""
        return {
            name: tuple(int(value[i : i + 2], 16) for i in (1, 3, 5))
            for name, value in self.colours.items()
        }

    def face(self, size: float, weight: int, figure: bool) -> ImageFont.FreeTypeFont:
        """Return the font of one size and weight, for words or for figures."""
        path = self.digits if figure and self.digits and self.font else self.font
        key = (path, size, weight)
        if key not in self._fonts:
            self._fonts[key] = self._open(path, round(size * SCALE), weight)
        return self._fonts[key]

    @staticmethod
    def _open(path: Path | None, size: int, weight: int) -> ImageFont.FreeTypeFont:
        if path is None:
            return ImageFont.load_default(size)
        face = ImageFont.truetype(str(path), size)
        face.set_variation_by_axes([weight])
        return face


class Canvas:
    """Draw one picture; positions and sizes are in pixels of the film."""

    def __init__(self, look: Look, ground: str):
        self.look = look
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), look.rgb[ground])
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def picture(self) -> Image.Image:
        """Return what was drawn, in the size of the film."""
        return self._image.reduce(SCALE)

    def colour(self, name: str, alpha: float = 1.0) -> tuple[int, int, int, int]:
        """Return a named colour with an opacity."""
        return (*self.look.rgb[name], round(255 * min(max(alpha, 0.0), 1.0)))

    def box(self, left: float, top: float, width: float, height: float, colour: str,
            alpha: float = 1.0, radius: float = 4) -> None:  # fmt: skip
        """Draw a filled box."""
        corners = [v * SCALE for v in (left, top, left + width, top + height)]
        if width > 0 and height > 0:
            self._draw.rounded_rectangle(corners, radius * SCALE, self.colour(colour, alpha))

    def disc(self, centre: Point, radius: float, colour: str, alpha: float = 1.0,
             edge: str | None = None, width: float = 0) -> None:  # fmt: skip
        """Draw a filled circle, with an edge when asked for."""
        if radius <= 0:
            return
        outline = self.colour(edge, alpha) if edge else None
        self._draw.circle(
            [v * SCALE for v in centre], radius * SCALE, self.colour(colour, alpha), outline,
            round(width * SCALE),
        )  # fmt: skip

    def shape(self, points: Sequence[Point], colour: str, alpha: float = 1.0) -> None:
        """Draw a filled polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], self.colour(colour, alpha))

    def line(self, points: Sequence[Point], width: float, colour: str, alpha: float = 1.0,
             round_ends: bool = True) -> None:  # fmt: skip
        """Draw a line through the points, with round ends."""
        if len(points) < 2 or alpha <= 0:
            return
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        fill = self.colour(colour, alpha)
        if len(scaled) > SMOOTH:
            self._draw.polygon(_outline(scaled, width * SCALE / 2), fill)
        else:
            self._draw.line(scaled, fill, round(width * SCALE), joint="curve")
        if round_ends and alpha >= 1:
            for end in (scaled[0], scaled[-1]):
                self._draw.circle(end, width * SCALE / 2, fill)

    def length(self, words: str, size: float, weight: int = 400) -> float:
        """Return how wide words become."""
        return sum(face.getlength(part) for face, part in self._runs(words, size, weight)) / SCALE

    def words(self, at: Point, words: str, size: float, colour: str, weight: int = 400,
              alpha: float = 1.0, centred: bool = False) -> None:  # fmt: skip
        """Write one line of words on the base line at a point."""
        if alpha <= 0:
            return
        x, y = at
        x = (x - self.length(words, size, weight) / 2 if centred else x) * SCALE
        for face, part in self._runs(words, size, weight):
            self._draw.text((x, y * SCALE), part, self.colour(colour, alpha), face, anchor="ls")
            x += face.getlength(part)

    def wrap(self, words: str, size: float, weight: int, width: float) -> list[str]:
        """Break words into lines that fit the width."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.length(longer, size, weight) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def paragraph(self, at: Point, words: str, size: float, colour: str, weight: int = 400,
                  alpha: float = 1.0, width: float = 420, leading: float = 1.3
                  ) -> float:  # fmt: skip
        """Write words over several lines; return the base line after the last one."""
        x, y = at
        for line in self.wrap(words, size, weight, width):
            self.words((x, y), line, size, colour, weight, alpha)
            y += size * leading
        return y

    def _runs(self, words: str, size: float, weight: int):
        for part in FIGURE.split(words):
            if part:
                yield self.look.face(size, weight, bool(FIGURE.fullmatch(part))), part
