"""Work that one process at a time may do; who falls silent loses it to the next who asks."""

import secrets
import time
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from search.tables import IndexState

BUILDER, SENDER = "builder", "sender"
SILENCE = timedelta(minutes=2)
AGAIN = 0.5


class HeldElsewhereError(Exception):
    """Say that another process does this work right now."""


@contextmanager
def taken(role, patience=timedelta(0)):
    """Hold a role, yielding the token that proves it; wait for it as long as patience lasts.

    HeldElsewhereError where another process still has it then.
    """
    token = waited_for(role, timezone.now() + patience)
    try:
        yield token
    finally:
        IndexState.objects.filter(pk=1, **{role: token}).update(**{role: ""})


def waited_for(role, until):
    """Take a role, asking again until a moment."""
    while True:
        try:
            return take(role)
        except HeldElsewhereError:
            if timezone.now() >= until:
                raise
            time.sleep(AGAIN)


def take(role):
    """Take a role that nobody holds, or whose holder fell silent."""
    state, now, token = IndexState.now(), timezone.now(), secrets.token_hex(8)
    holder, seen = getattr(state, role), getattr(state, f"{role}_seen")
    if holder and seen and seen > now - SILENCE:
        raise HeldElsewhereError
    free = IndexState.objects.filter(pk=1, **{role: holder})
    if not free.update(**{role: token, f"{role}_seen": now}):
        raise HeldElsewhereError
    return token


def keep(role, token):
    """Tell the others that the holder is alive; stop where one of them took over."""
    held = IndexState.objects.filter(pk=1, **{role: token})
    if not held.update(**{f"{role}_seen": timezone.now()}):
        raise HeldElsewhereError
