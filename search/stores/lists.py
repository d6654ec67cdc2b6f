"""Long lists of sections that hold a term, kept in memory as long as the index stays as it is.

The words that stand everywhere are those that nearly every reader asks for, and the database takes
longest to hand them over.
"""

from threading import Lock

LONG = 2000
# At 50,000 sections each takes less than a megabyte.
MOST = 48
kept, lock = {}, Lock()


def remembered(moment, locale, terms):
    """Return {term: (numbers, levels)} of those terms whose lists are kept."""
    keys = {term: key(moment, locale, term) for term in terms}
    return {term: kept[at] for term, at in keys.items() if at in kept}


def remember(moment, locale, found):
    """Keep the long ones of some lists, {term: (numbers, levels)}; the oldest go."""
    with lock:
        for term, (numbers, levels) in found.items():
            if len(numbers) >= LONG:
                if len(kept) >= MOST:
                    del kept[next(iter(kept))]
                kept[key(moment, locale, term)] = (numbers, levels)


def key(moment, locale, term):
    """Return what tells a list: every change of the index makes another generation."""
    return moment.generation, moment.side, locale, term
