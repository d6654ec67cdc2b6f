"""Drawings made of words: a figure with its source, cards, an address."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from media.storyboard.canvas import WIDTH, Canvas, span
from media.storyboard.drawings.base import LEFT, WORDS_FROM, Drawing, Shot, stroke_and_point


@dataclass
class Figure(Drawing):
    """Write a figure large, with what is counted and the source below it."""

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Show the figure first and the source after it."""
        figure, _, unit = shot.title.partition(" ")
        first, then = span(shot.seconds, WORDS_FROM, 0.9), span(shot.seconds, 1.4, 0.8)
        canvas.words((LEFT - 12, 372 + 16 * (1 - first)), figure, 340, "yellow", 800, first)
        canvas.words((LEFT, 466 + 16 * (1 - first)), unit, 72, shot.ink, 720, first)
        if then > 0:
            stroke_and_point(canvas, (LEFT + 2, 540), then, "yellow")
            canvas.words((LEFT + 66, 552), shot.text, 36, shot.soft, 420, then)


@dataclass
class Cards(Drawing):
    """Slide in one card per part of the text; the parts are separated by a middle dot."""

    starts: Sequence[float] = field(default_factory=list)

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Slide the cards in, one at each start."""
        cards = [card.strip() for card in shot.text.split("·")]
        if len(self.starts) != len(cards):
            raise ValueError(f"the text has {len(cards)} parts, so starts needs as many moments.")
        title = span(shot.seconds, WORDS_FROM, 0.7)
        stroke_and_point(canvas, (LEFT, 100), title)
        canvas.words((LEFT - 2, 178 + 10 * (1 - title)), shot.title, 64, shot.ink, 740, title)
        gap = 24
        width = (WIDTH - 2 * LEFT - gap * (len(cards) - 1)) / len(cards)
        for number, (card, start) in enumerate(zip(cards, self.starts, strict=True)):
            shown = span(shot.seconds, start, 1.0)
            newest = number + 1 == len(cards) or shot.seconds < self.starts[number + 1]
            rule = "orange" if newest else "teal"
            if shown > 0:
                box = (LEFT + number * (width + gap) + 90 * (1 - shown), width)
                self._card(canvas, box, f"{number + 1} {card}", rule, shown)

    def _card(self, canvas: Canvas, box: tuple[float, float], words: str, rule: str,
              shown: float) -> None:  # fmt: skip
        left, width = box
        number, _, card = words.partition(" ")
        canvas.box(left, 240, width, 300, "paper", shown, radius=0)
        canvas.box(left, 240, width, 8, rule, shown, radius=0)
        canvas.words((left + 26, 340), number, 72, "teal", 800, shown)
        canvas.paragraph((left + 26, 408), card, 34, "ink", 680, shown, width - 40, leading=1.22)


@dataclass
class Address(Drawing):
    """Write the text as large as fits, under the title."""

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Show the title, then the address with a line drawn under it."""
        title, text = span(shot.seconds, WORDS_FROM, 0.8), span(shot.seconds, 0.8, 0.9)
        size = min(120.0, 100 * (WIDTH - 2 * LEFT) / canvas.length(shot.text or " ", 100, 760))
        stroke_and_point(canvas, (LEFT, 190), title, "yellow")
        canvas.words((LEFT, 268), shot.title, 60, "yellow", 720, title)
        canvas.words((LEFT - 3, 404 + 14 * (1 - text)), shot.text, size, shot.ink, 760, text)
        line = span(shot.seconds, 1.2, 1.6)
        if line > 0:
            end = LEFT + (canvas.length(shot.text, size, 760) - 3) * line
            canvas.line([(LEFT, 462), (end, 462)], 7, "orange")
            canvas.disc((end, 462), 16, "orange")
