"""Many numbers at once out of the database: one text per row, made and read in C."""

import json

import numpy
from django.db import connection

JOINED = {"sqlite": "group_concat({})", "postgresql": "array_send(array_agg({}))"}
# A list as one parameter, however long it is.
LISTED = {
    "sqlite": "(SELECT value FROM json_each(%s))",
    "postgresql": "(SELECT value::bigint FROM json_array_elements_text(%s::json))",
}
CONTAINS = {"sqlite": "instr({}, %s) > 0", "postgresql": "position(%s in {}) > 0"}
# How PostgreSQL sends bigint[]: 20 bytes on its shape, then each number behind its length.
HEADER, SENT = 20, numpy.dtype([("length", ">i4"), ("number", ">i8")])
EMPTY = numpy.empty(0, dtype=numpy.int64)


def joined(column):
    """Write the SQL that joins the numbers of a column to one value, for `numbers_of`."""
    return JOINED[connection.vendor].format(column)


def listed():
    """Write the SQL of a list of numbers that is passed as `parameter(numbers)`."""
    return LISTED[connection.vendor]


def contains(column):
    """Write the SQL that tells whether a column holds a text."""
    return CONTAINS[connection.vendor].format(column)


def parameter(numbers):
    """Return numbers as the parameter of `listed`."""
    return json.dumps([int(number) for number in numbers])


def numbers_of(value):
    """Return the numbers of a text, or of an array of PostgreSQL as it is sent."""
    if not value:
        return EMPTY
    if isinstance(value, str):
        return numpy.fromstring(value, dtype=numpy.int64, sep=",")
    return sent_numbers(value[HEADER:])


def sent_numbers(value):
    """Return the numbers of an array of PostgreSQL behind its header."""
    return numpy.frombuffer(value, dtype=SENT)["number"].astype(numpy.int64)


def distinct(arrays):
    """Return the numbers of some arrays, each once, in their order.

    Sorting is quicker here than numpy.unique, which hashes: most of it is sorted already.
    """
    numbers = numpy.sort(numpy.concatenate([EMPTY, *arrays]), kind="stable")
    kept = numpy.ones(len(numbers), dtype=bool)
    kept[1:] = numbers[1:] != numbers[:-1]
    return numbers[kept]


def rows(query, params=()):
    """Return the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()
