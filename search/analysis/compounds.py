"""Compounds: words that are fully covered by known words, with or without glue between them."""

SHORTEST = 4
SHORTEST_WHOLE = 7
# The longest compounds that people write; what is longer is no word.
LONGEST_WHOLE = 45
LONGEST = 24


def split(word, beginnings, links, short=frozenset()):
    """Return the parts of a compound, the fewest that cover it; nothing where it is none.

    `beginnings(text)` returns the words that a text begins with; `links` may stand between two
    parts. Among equally few parts the one with the longest last part wins, since the last part is
    the head in Dutch and German. `short` are words below four letters that form compounds.
    """
    if not SHORTEST_WHOLE <= len(word) <= LONGEST_WHOLE:
        return ()
    best = {len(word): ()}
    for start in range(len(word) - 3, -1, -1):
        found = [
            (part, *best[end])
            for part, end in parts_from(word, start, links, beginnings, short)
            if end in best and (end < len(word) or part == word[start:])
        ]
        if found:
            best[start] = min(found, key=lambda parts: (len(parts), -len(parts[-1])))
    parts = best.get(0, ())
    return parts if len(parts) > 1 else ()


def parts_from(word, start, links, beginnings, short):
    """Yield (part, place after it and its glue) of the known words at a place, but the whole."""
    for part in beginnings(word[start : start + LONGEST]):
        if part == word or not (len(part) >= SHORTEST or part in short):
            continue
        end = start + len(part)
        yield part, end
        for link in links:
            if word.startswith(link, end) and end + len(link) < len(word):
                yield part, end + len(link)
