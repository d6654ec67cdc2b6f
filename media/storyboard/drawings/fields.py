"""Drawings of many: a field of dots, a funnel of balls."""

import random
from dataclasses import dataclass

from media.storyboard.canvas import HEIGHT, WIDTH, Canvas, mix, span
from media.storyboard.drawings.base import Drawing, Shot, headline

CLEARING = (290, 176, 990, 514)


def _in_clearing(place: tuple[float, float]) -> bool:
    left, top, right, low = CLEARING
    return left < place[0] < right and top < place[1] < low


@dataclass
class Dots(Drawing):
    """Draw a field of dots of which a share takes another colour."""

    columns: int = 40
    rows: int = 22
    share: float = 0.9
    colour_from: float = 3.2
    colour_seconds: float = 3.5

    def __post_init__(self):
        if not 2 <= self.columns <= 80 or not 2 <= self.rows <= 45 or not 0 <= self.share <= 1:
            raise ValueError("columns 2-80, rows 2-45 and a share from 0 to 1 are possible.")
        wide, high = WIDTH / self.columns, HEIGHT / self.rows
        places = [
            ((column + 0.5) * wide, (row + 0.5) * high)
            for row in range(self.rows)
            for column in range(self.columns)
        ]
        self._places = [place for place in places if not _in_clearing(place)]
        order = list(range(len(self._places)))
        # The same seed gives the same picture each time the recording is made.
        random.Random(14).shuffle(order)  # noqa: S311
        self._coloured = set(order[: round(self.share * len(order))])

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Fill the picture with dots, colour them from left to right, and write in the middle."""
        for index, at in enumerate(self._places):
            delay = at[0] / WIDTH
            size = span(shot.seconds, delay * 0.9, 0.5)
            turn = span(shot.seconds, self.colour_from + delay * self.colour_seconds, 0.6)
            canvas.disc(at, 6.5 * size, "line")
            if index in self._coloured:
                canvas.disc(at, 8 * turn, "orange")
        self._words(canvas, shot)

    def _words(self, canvas: Canvas, shot: Shot) -> None:
        title = span(shot.seconds, 0.5, 0.8)
        text = span(shot.seconds, self.colour_from, 0.8)
        figure, _, unit = shot.title.partition(" ")
        canvas.words((WIDTH / 2, 330), figure, 150, "teal", 800, title, centred=True)
        canvas.words((WIDTH / 2, 392), unit, 46, shot.ink, 700, title, centred=True)
        canvas.words((WIDTH / 2, 458), shot.text, 33, shot.ink, 420, text, centred=True)


@dataclass
class Funnel(Drawing):
    """Draw a funnel of balls of which one comes out."""

    rows: int = 9
    first_row: int = 17
    start: float = 3.0
    seconds: float = 4.5

    def __post_init__(self):
        if not 2 <= self.rows <= 20 or not self.rows < self.first_row <= 30:
            raise ValueError("rows 2-20 and a first_row above rows, at most 30, are possible.")
        balls = [(row, place) for row in range(self.rows) for place in range(self._row(row))]
        random.Random(17).shuffle(balls)  # noqa: S311
        self._balls = balls

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Let the balls go one by one until one is left."""
        headline(canvas, shot)
        shown = span(shot.seconds, 0.2, 0.8)
        self._walls(canvas, shown)
        for order, (row, place) in enumerate(self._balls):
            self._ball(canvas, shot.seconds, row, place, order / len(self._balls))
        fall = span(shot.seconds, self.start + 0.55 * self.seconds, self.seconds * 0.55)
        canvas.disc((860, mix(212, 532, fall)), 17 * shown * mix(1, 1.5, fall), "orange")

    def _row(self, row: int) -> int:
        return self.first_row - round(row * (self.first_row - 2) / self.rows)

    def _ball(self, canvas: Canvas, seconds: float, row: int, place: int, order: float) -> None:
        shown = span(seconds, 0.3 + row * 0.06, 0.5)
        gone = span(seconds, self.start + order * self.seconds * 0.75, 0.9)
        step = min(34.0, 590 / self.first_row)
        x = 860 + (place - (self._row(row) - 1) / 2) * step
        colour = ("tile", "teal", "line")[(row + 2 * place) % 3]
        canvas.disc((x, 128 + row * 30 - 14 * gone), 12.5 * shown * (1 - gone), colour)

    def _walls(self, canvas: Canvas, shown: float) -> None:
        for side in (-1, 1):
            wall = [(860 + side * 345, 96), (860 + side * 42, 420), (860 + side * 42, 486)]
            canvas.line(wall, 9, "deep", shown)
