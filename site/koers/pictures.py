"""In which kinds and sizes a page offers a picture, for the browser to choose from."""

from wagtail.images.models import Filter

# From small to large; the one nearest to the column of text is the fallback, so it comes first.
WIDTHS = (400, 800, 1280)
COLUMN = 800
KINDS = ("avif", "webp", "jpeg")


def filters_for(width):
    """Return the filters of a picture of so many pixels wide; none makes the same size again."""
    enough = next((one for one in WIDTHS if one >= width), WIDTHS[-1])
    widths = sorted(WIDTHS[: WIDTHS.index(enough) + 1], key=lambda one: abs(one - COLUMN))
    return [Filter(f"format-{kind}|width-{one}") for kind in KINDS for one in widths]
