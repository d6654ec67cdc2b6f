"""How long a text takes to read."""

from django.utils.html import strip_tags

from koers import blocks

# Words a minute at which adults read texts that inform (Brysbaert 2019, Journal of Memory and
# Language 109: 238 in silence, in English; Dutch readers are as quick).
PACE = 238


def minutes(rows):
    """Return the whole minutes that stored blocks take to read, at least one; 0 without words."""
    texts = [f"{title} {text}" for row in rows for title, text in blocks.texts(row)]
    words = sum(len(strip_tags(text.replace("<", " <")).split()) for text in texts)
    return max(1, round(words / PACE)) if words else 0
