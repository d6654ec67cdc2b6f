"""Pages narrowed down by what they are about, and counted: each facet without its own choice."""

from functools import cached_property, lru_cache

import numpy

from search.queries import FACETS
from search.stores import arrays

VALUES = (
    "SELECT name, value, {keys} FROM search_indexedfacet WHERE name IN {names} GROUP BY name, value"
)


@lru_cache(maxsize=2)
def all_values(generation):
    """Return (facet, value, keys of the pages that have it) of the index in a state."""
    query = VALUES.format(keys=arrays.joined("page_id"), names=FACETS)
    return [(name, value, arrays.numbers_of(keys)) for name, value, keys in arrays.rows(query)]


class Narrowing:
    """Narrow the pages with some keys; the keys may repeat, and `places` tells which is which."""

    def __init__(self, keys, query):
        self.keys, self.places = numpy.unique(keys, return_inverse=True)
        self.generation = query.generation
        self.chosen = {name: values for name, values in query.chosen.items() if values}

    @cached_property
    def values(self):
        """Return {facet: {value: places of the pages that have it}}."""
        found = {}
        for name, value, keys in all_values(self.generation):
            places = self.places_of(keys)
            if len(places):
                found.setdefault(name, {})[value] = places
        return found

    def places_of(self, keys):
        """Return the places of those keys that are among ours."""
        if not len(self.keys):
            return arrays.EMPTY
        places = numpy.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
        return places[self.keys[places] == keys]

    def passing(self, without=""):
        """Return for each page whether it has a chosen value of every facet but one."""
        passing = numpy.ones(len(self.keys), dtype=bool)
        for name, chosen in self.chosen.items():
            if name != without:
                has = numpy.zeros(len(self.keys), dtype=bool)
                for value in chosen:
                    has[self.values.get(name, {}).get(value, arrays.EMPTY)] = True
                passing &= has
        return passing

    def counts(self, weights):
        """Return {facet: {value: number of groups}} where there are any; pages have some each."""
        found = {}
        for name, values in self.values.items():
            passing = self.passing(without=name)
            counted = {
                value: int(weights[places[passing[places]]].sum())
                for value, places in values.items()
            }
            if some := {value: number for value, number in counted.items() if number}:
                found[name] = some
        return found
