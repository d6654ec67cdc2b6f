"""A whole new index, built on the side that does not answer, then put in the place of the other."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.db import connection, transaction

from search.index import (
    add_counts,
    count_all,
    entry_of,
    indexable,
    lock,
    put_rows,
    remove_side,
)
from search.leases import BUILDER, keep, taken
from search.stores.schema import bulk, list_side
from search.tables import IndexedPage, IndexPending, IndexState, new_name

AT_ONCE = 50


def rebuild(progress=lambda done, total: None):
    """Build the index anew beside the one that answers, and swap; return the number of pages."""
    with taken(BUILDER) as builder:
        # By what is seen here: what is committed later may have been noted before.
        noted = IndexPending.noted()
        side = 1 - IndexState.now().side
        remove_side(side, builder)
        total = fill(side, builder, progress)
        with transaction.atomic():
            keep(BUILDER, builder)
            IndexPending.forget(noted)
            IndexState.objects.filter(pk=1).update(
                side=side,
                version=analysis_version(),
                build=new_name(),
                generation=new_name(),
            )
        # Still as the builder: another one would write on the side that is emptied here.
        remove_side(1 - side, builder)
    return total


def fill(side, builder, progress):
    """Write every page on a side, some at a time; what changes meanwhile is noted and follows."""
    ids = list(indexable().order_by("path").values_list("pk", flat=True))
    counts = {}
    held = IndexedPage.objects.filter(side=side)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        pages = indexable().filter(pk__in=some).specific()
        with transaction.atomic():
            lock()
            keep(BUILDER, builder)
            there = set(held.filter(page_id__in=some).values_list("page_id", flat=True))
            entries = [entry_of(page, side) for page in pages if page.pk not in there]
            with bulk(connection):
                put_rows(entries)
        add_counts(counts, entries)
        progress(min(start + AT_ONCE, len(ids)), len(ids))
    with transaction.atomic():
        lock()
        count_all(counts)
        list_side(connection, side)
    return len(ids)


@cache
def analysis_version():
    """Return what texts are analysed with: our own code and the versions of what it uses."""
    parts = [version(name) for name in ("simplemma", "PyStemmer")]
    folder = Path(__file__).parent
    for path in sorted([*folder.glob("analysis/*"), folder / "documents.py"]):
        if path.is_file():
            parts.append(sha256(path.read_bytes()).hexdigest())
    return sha256("".join(parts).encode()).hexdigest()
