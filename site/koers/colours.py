"""The colours a region may choose, and whether they can be read (WCAG 2.2, 1.4.3 and 1.4.11)."""

from django.utils.translation import gettext as _

HEX = r"#[0-9a-fA-F]{6}"
PAPER, SAND, WHITE, NIGHT = "#fffdf9", "#f5efe4", "#ffffff", "#14262b"
TEXT, LARGE = 4.5, 3.0
# Each token with what it stands on and the contrast it needs there (see the table of the design).
NEEDS = {
    "ink": [("paper", TEXT), ("sand", TEXT)],
    "soft": [("paper", TEXT), ("sand", TEXT)],
    "teal": [("paper", TEXT), ("sand", TEXT)],
    "rust": [("paper", TEXT), ("sand", TEXT)],
    "orange": [("paper", LARGE), ("sand", LARGE)],
    "edge": [("paper", LARGE), ("sand", LARGE)],
    "error": [("paper", TEXT), ("sand", TEXT)],
    "tile": [("white", TEXT)],
    "tile-edge": [("paper", LARGE)],
    "yellow": [("night", TEXT), ("deep", LARGE)],
    "deep": [("white", TEXT)],
    "focus": [("paper", LARGE), ("sand", LARGE)],
    "night": [("yellow", TEXT)],
    "paper": [("ink", TEXT), ("soft", TEXT), ("teal", TEXT), ("rust", TEXT), ("edge", LARGE)],
    "sand": [("ink", TEXT), ("soft", TEXT), ("teal", TEXT), ("rust", TEXT), ("edge", LARGE)],
    "line": [],
    "tint": [("ink", TEXT)],
    "sun": [("ink", TEXT)],
    "error-tint": [("ink", TEXT), ("error", TEXT)],
}
DEFAULTS = {
    "paper": PAPER,
    "sand": SAND,
    "white": WHITE,
    "night": NIGHT,
    "ink": NIGHT,
    "soft": "#47595d",
    "teal": "#0f686e",
    "rust": "#a5420f",
    "orange": "#d9642a",
    "edge": "#6a7b7d",
    "error": "#a8231c",
    "tile": "#1a6f78",
    "tile-edge": "#1a6f78",
    "yellow": "#f2b84b",
    "deep": "#0b4f58",
    "focus": NIGHT,
    "line": "#dcd2bf",
    "tint": "#e3f0ee",
    "sun": "#fdf1d6",
    "error-tint": "#fbeae6",
}
CHOICES = [(name, name) for name in NEEDS]


def luminance(colour):
    """Return the relative luminance of #rrggbb, from 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def problems(chosen):
    """Say of every chosen colour where its contrast is too low; an empty list is good."""
    palette = DEFAULTS | chosen
    found = []
    for name, colour in chosen.items():
        for other, needed in NEEDS[name]:
            ratio = contrast(colour, palette[other])
            if ratio < needed:
                found.append(
                    _(
                        "The colour %(name)s (%(colour)s) has a contrast of %(ratio).1f with "
                        "%(other)s; it needs %(needed).1f."
                    )
                    % {
                        "name": name,
                        "colour": colour,
                        "ratio": ratio,
                        "other": other,
                        "needed": needed,
                    }
                )
    return found
