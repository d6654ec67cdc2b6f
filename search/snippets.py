"""The part of a text that answers a query, with the words that do marked."""

from bisect import bisect_left

from django.utils.html import escape
from django.utils.safestring import mark_safe

LENGTH = 240
BEFORE = 40


def snippet(text, terms, analyzer):
    """Return safe HTML of the densest part of a text; words that share a term are marked."""
    tokens = list(analyzer.tokens(text))
    marked = [
        token
        for token in analyzer.telling(tokens)
        if not terms.isdisjoint(analyzer.forms(token).terms)
    ]
    start = best_start(marked)
    if start:
        start = next((token.start for token in tokens if token.start >= start), 0)
    end = len(text)
    if end - start > LENGTH:
        ends = [token.end for token in tokens if token.end <= start + LENGTH]
        end = ends[-1] if ends else start + LENGTH
    parts, at = ["… " if start else ""], start
    for token in marked:
        if start <= token.start and token.end <= end:
            parts += [escape(text[at : token.start]), "<mark class=\"nl-mark\">",
                      escape(text[token.start : token.end]), "</mark>"]  # fmt: skip
            at = token.end
    parts += [escape(text[at:end].rstrip()), " …" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308 - all of the text is escaped


def best_start(marked):
    """Return the place from which most marked words follow within the length."""
    best, where = 0, 0
    starts = [token.start for token in marked]
    for start in starts:
        begin = max(0, start - BEFORE)
        window = slice(bisect_left(starts, begin), bisect_left(starts, begin + LENGTH))
        words = {token.word for token in marked[window]}
        if len(words) > best:
            best, where = len(words), begin
    return where if where > BEFORE else 0
