"""Which store answers."""

from search.stores.database import DatabaseStore


def ranked(query):
    """Return every section that answers a query, as `Ranked`."""
    return DatabaseStore().ranked(query)


def answer(query):
    """Return the groups and counts of a query, as an `Answer`."""
    return DatabaseStore().answer(query)
