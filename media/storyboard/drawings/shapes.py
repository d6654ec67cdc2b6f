"""Drawings of a few large shapes: circles that meet, bills that go."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from media.storyboard.canvas import Canvas, Point, mix, smooth, span, turned
from media.storyboard.drawings.base import Drawing, Shot, headline

COLOURS = ("teal", "yellow", "orange")


@dataclass
class Circles(Drawing):
    """Draw three circles that slide over each other, with one person where they meet."""

    labels: Sequence[str] = field(default_factory=list)
    start: float = 1.6
    seconds: float = 4.0
    centre: Point = (860, 330)

    def __post_init__(self):
        if len(self.labels) != 3:
            raise ValueError("three labels are needed, one per circle.")

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Slide the circles together, then show the person."""
        headline(canvas, shot)
        share = span(shot.seconds, self.start, self.seconds)
        shown = span(shot.seconds, 0.2, 0.8)
        ways = ((0, -1), (-1, 0.62), (1, 0.62))
        radius = 156 * mix(0.72, 1, share) * shown
        for way, colour, alpha in zip(ways, COLOURS, (0.85, 0.8, 0.8), strict=True):
            canvas.disc(self._place(way, share), radius, colour, alpha)
        for way, label, ink in zip(ways, self.labels, ("paper", "ink", "ink"), strict=True):
            self._label(canvas, way, share, label, ink, shown)
        self._person(canvas, span(shot.seconds, self.start + self.seconds * 0.75, 1.0))

    def _place(self, way: Point, share: float) -> Point:
        x, y = self.centre
        return x + way[0] * mix(220, 108, share), y + way[1] * mix(150, 98, share)

    def _label(self, canvas: Canvas, way: Point, share: float, label: str, ink: str,
               shown: float) -> None:  # fmt: skip
        x, y = self._place(way, share)
        x, y = x + way[0] * 46 * share, y + way[1] * 58 * share
        lines = label.split()
        for number, line in enumerate(lines):
            at = (x, y + 9 + (number - (len(lines) - 1) / 2) * 30)
            canvas.words(at, line, 25, ink, 680, shown, centred=True)

    def _person(self, canvas: Canvas, shown: float) -> None:
        x, y = self.centre
        y += 22
        canvas.disc((x, y), 56 * shown, "paper")
        canvas.disc((x, y - 18 * shown), 14.5 * shown, "deep")
        body = smooth(
            [(x - 28, y + 34), (x - 22, y + 13), (x, y + 3), (x + 22, y + 13), (x + 28, y + 34)]
        )
        canvas.shape([(mix(x, a, shown), mix(y, b, shown)) for a, b in body], "deep")


@dataclass
class Bills(Drawing):
    """Draw a pile of bills that goes in one movement and leaves a clean sheet."""

    count: int = 9
    start: float = 4.6
    seconds: float = 1.3
    centre: Point = (860, 320)

    def __post_init__(self):
        if not 1 <= self.count <= 30:
            raise ValueError("a count from 1 to 30 is possible.")

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Build the pile, then sweep it away."""
        headline(canvas, shot)
        gone = span(shot.seconds, self.start, self.seconds)
        if gone > 0:
            self._sheet(canvas, self.centre, -2)
        for number in range(self.count):
            landed = span(shot.seconds, 0.2 + number * 0.3, 0.6)
            if landed > 0 and gone < 1:
                self._bill(canvas, number, landed, gone)

    def _bill(self, canvas: Canvas, number: int, landed: float, gone: float) -> None:
        lean = ((number * 37) % 17 - 8) * 1.5
        x = self.centre[0] + ((number * 53) % 21 - 10) * 3 + 820 * gone
        y = self.centre[1] + ((number * 29) % 13 - 6) * 3 - 560 * (1 - landed) - 90 * gone
        self._sheet(canvas, (x, y), lean + 24 * gone, written=True)

    def _sheet(self, canvas: Canvas, centre: Point, lean: float, written: bool = False) -> None:
        x, y = centre

        def corners(left: float, top: float, right: float, low: float) -> list[Point]:
            box = [(left, top), (right, top), (right, low), (left, low)]
            return turned([(x + a, y + b) for a, b in box], centre, lean)

        canvas.shape(corners(-141, -191, 141, 191), "line" if written else "teal")
        canvas.shape(corners(-137, -187, 137, 187), "paper")
        if written:
            canvas.shape(corners(-108, -156, 10, -136), "orange")
            for row in range(6):
                end = 108 if row % 3 else 60
                canvas.shape(corners(-108, -98 + row * 34, end, -91 + row * 34), "line")
            canvas.shape(corners(34, 134, 108, 152), "soft")
