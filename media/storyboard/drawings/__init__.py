"""The drawings a scene can ask for by name."""

from media.storyboard.drawings.base import Drawing, Shot
from media.storyboard.drawings.fields import Dots, Funnel
from media.storyboard.drawings.lines import Balance, Book, Path
from media.storyboard.drawings.shapes import Bills, Circles
from media.storyboard.drawings.tiles import Partners, Tiles
from media.storyboard.drawings.words import Address, Cards, Figure

DRAWINGS: dict[str, type[Drawing]] = {
    "address": Address,
    "balance": Balance,
    "bills": Bills,
    "book": Book,
    "cards": Cards,
    "circles": Circles,
    "dots": Dots,
    "figure": Figure,
    "funnel": Funnel,
    "partners": Partners,
    "path": Path,
    "tiles": Tiles,
}

__all__ = ["DRAWINGS", "Drawing", "Shot"]
