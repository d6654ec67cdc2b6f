"""Soft hyphens for titles: browsers do not hyphenate every language, and compounds are long."""

import re
from functools import cache

import pyphen

LONG_WORD = re.compile(r"\w{16,}")
SOFT_HYPHEN = "\u00ad"


@cache
def patterns(language):
    """Return the hyphenation patterns of a language, or None."""
    code = pyphen.language_fallback(language or "")
    return pyphen.Pyphen(lang=code, left=4, right=4) if code else None


def soften(text, language):
    """Put soft hyphens into the long words of a text."""
    known = patterns(language)
    if known is None:
        return text
    return LONG_WORD.sub(lambda match: known.inserted(match.group(), SOFT_HYPHEN), str(text))
