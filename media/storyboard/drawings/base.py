"""What all drawings share: the moment they draw and the words beside them."""

from dataclasses import dataclass

from media.storyboard.canvas import Canvas, Point, span

LEFT = 80
# The words of the scene before have faded by then.
WORDS_FROM = 0.45
DARK = ("deep", "teal", "tile", "ink")


@dataclass(frozen=True)
class Shot:
    """Tell a drawing the words of its scene and the seconds since the scene began."""

    title: str
    text: str
    ground: str
    seconds: float
    organisations: list[dict]

    @property
    def ink(self) -> str:
        """Return the colour of words on this ground."""
        return "paper" if self.ground in DARK else "ink"

    @property
    def soft(self) -> str:
        """Return the colour of lesser words on this ground."""
        return "sand" if self.ground in DARK else "soft"


class Drawing:
    """Draw one scene; the fields of a subclass are what the storyboard can set."""

    def draw(self, canvas: Canvas, shot: Shot) -> None:
        """Draw the scene as it is at the moment of the shot."""
        raise NotImplementedError


def stroke_and_point(canvas: Canvas, at: Point, share: float, colour: str = "orange") -> None:
    """Draw the course line in its smallest form, the motif of the site."""
    x, y = at
    if share > 0:
        canvas.line([(x, y), (x + 40 * share, y)], 4, colour)
        canvas.disc((x + 40 * share, y), 8, colour)


def headline(canvas: Canvas, shot: Shot, width: float = 400, top: float = 164,
             text_after: float = 0.8) -> None:  # fmt: skip
    """Write the title and the text of the scene in the left column."""
    title, text = span(shot.seconds, WORDS_FROM, 0.7), span(shot.seconds, text_after, 0.7)
    stroke_and_point(canvas, (LEFT, top), title)
    at = (LEFT - 2, top + 74 + 10 * (1 - title))
    y = canvas.paragraph(at, shot.title, 56, shot.ink, 740, title, width, leading=1.08)
    canvas.paragraph(
        (LEFT, y + 6 + 10 * (1 - text)), shot.text, 29, shot.soft, 420, text, width, leading=1.36
    )
