"""Drawings made of a line: the path, the open book, the line that bends."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from media.storyboard.canvas import Canvas, Point, mix, smooth, span
from media.storyboard.drawings.base import LEFT, Drawing, Shot, headline

COURSE = ((-20, 540), (220, 560), (470, 470), (720, 530), (980, 440), (1140, 400))


def _course(canvas: Canvas, points: Sequence[Point], share: float, stops: Sequence[int]) -> None:
    line = smooth(points)
    steps = len(line) - 1
    done = max(1, round(share * steps))
    canvas.line(line[: done + 1], 9, "teal")
    for stop in stops:
        step = round(stop * steps / (len(points) - 1))
        canvas.disc(line[step], 15 * span(done - step, -4, 12), "sand", 1, "teal", 6)
    canvas.disc(line[done], 21, "orange", 1, "paper", 5)


@dataclass
class Path(Drawing):
    """Draw a path from left to right under large words."""

    points: Sequence[Point] = COURSE
    stops: Sequence[int] = (1, 2, 3)
    seconds: float = 2.8

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Let the path grow while the words appear."""
        title, text = span(shot.seconds, 0.0, 0.8), span(shot.seconds, 0.6, 0.8)
        canvas.words((LEFT - 5, 232 + 12 * (1 - title)), shot.title, 124, shot.ink, 780, title)
        canvas.words((LEFT, 306 + 12 * (1 - text)), shot.text, 38, shot.soft, 420, text)
        _course(canvas, self.points, span(shot.seconds, 0.1, self.seconds), self.stops)


@dataclass
class Book(Drawing):
    """Draw an open book above a path that runs out of the picture."""

    points: Sequence[Point] = (*COURSE, (1330, 330))
    stops: Sequence[int] = (1, 2, 3, 4)
    seconds: float = 6.0
    centre: Point = (880, 330)

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Open the book while the path goes on."""
        opened = span(shot.seconds, 0.2, 1.4)
        width = 250 * mix(0.25, 1, opened)
        self._cover(canvas, width)
        for side in (-1, 1):
            self._page(canvas, side, width)
        headline(canvas, shot, width=480, top=120)
        _course(canvas, self.points, span(shot.seconds, 0.4, self.seconds), self.stops)

    def _cover(self, canvas: Canvas, width: float) -> None:
        left, right = (self._edge(side, width + 11, 36) for side in (-1, 1))
        top = self.centre[1] - 208
        outline = [(left[-1][0], top), *reversed(left), *right, (right[-1][0], top)]
        canvas.shape(outline, "deep")

    def _page(self, canvas: Canvas, side: int, width: float) -> None:
        top, low = self._edge(side, width, -215), self._edge(side, width, 22)
        canvas.shape([*top, *reversed(low)], "paper")
        for row in range(5):
            line = self._edge(side, width * 0.84, -158 + row * 33)
            end = 26 if row == 4 else len(line)
            canvas.line(line[5:end] if side > 0 else line[5:], 5, "line", round_ends=False)
        canvas.line([top[0], low[0]], 3, "line", round_ends=False)

    def _edge(self, side: int, width: float, height: float) -> list[Point]:
        x, y = self.centre[0], self.centre[1] + height
        shape = [(0, 0), (0.22, -20), (0.6, -26), (1, -8)]
        return smooth([(x + side * width * across, y + rise) for across, rise in shape], 12)


@dataclass
class Balance(Drawing):
    """Draw a house and a care cross with a line between them that bends to the house."""

    house: Point = (650, 330)
    cross: Point = (1080, 330)
    radius: float = 112
    bend: float = 170
    start: float = 1.5
    seconds: float = 7.5

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Bend the line and let the point travel to the house."""
        headline(canvas, shot)
        shown = span(shot.seconds, 0.2, 0.8)
        share = span(shot.seconds, self.start, self.seconds)
        line = self._line(share)
        canvas.line(line, 8, "teal", shown)
        house, cross = self.radius * mix(0.94, 1.14, share), self.radius * mix(1.0, 0.8, share)
        self._house(canvas, house * shown)
        self._cross(canvas, cross * shown)
        free = [
            point for point in line
            if math.dist(point, self.house) > house + 20
            and math.dist(point, self.cross) > cross + 20
        ]  # fmt: skip
        if free:
            at = free[round(mix(len(free) - 1, 0, share))]
            canvas.disc(at, 19 * shown, "orange", 1, "paper", 5)

    def _line(self, share: float) -> list[Point]:
        (x0, y0), (x1, y1) = self.house, self.cross
        top = [mix(x1, x0, 0.5 + 0.22 * share), mix(y0, y1, 0.5) - self.bend * share]
        steps = [step / 150 for step in range(151)]
        return [
            tuple((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
                  for a, b, c in zip((x0, y0), top, (x1, y1), strict=True))
            for t in steps
        ]  # fmt: skip

    def _house(self, canvas: Canvas, radius: float) -> None:
        x, y = self.house
        canvas.disc((x, y), radius, "deep")
        unit = radius / 10
        eaves = y - 0.2 * unit
        roof = [(x, y - 5.2 * unit), (x + 5.8 * unit, eaves), (x - 5.8 * unit, eaves)]
        canvas.shape(roof, "yellow")
        canvas.box(x - 4.1 * unit, y - 0.4 * unit, 8.2 * unit, 5.2 * unit, "paper", radius=2)
        canvas.box(x - 1.1 * unit, y + 1.4 * unit, 2.2 * unit, 3.4 * unit, "deep", radius=2)

    def _cross(self, canvas: Canvas, radius: float) -> None:
        x, y = self.cross
        canvas.disc((x, y), radius, "paper", 1, "teal", 7)
        arm, half = radius * 0.52, radius * 0.17
        canvas.box(x - arm, y - half, 2 * arm, 2 * half, "teal")
        canvas.box(x - half, y - arm, 2 * half, 2 * arm, "teal")
