"""What readers ask: counts per day of what is asked often, and nothing of who asks.

The words of a query are kept only for weeks in which it was asked `ENOUGH` times. Before that it is
counted under a keyed digest, another one every week, which goes when the week is over.
"""

import logging
import unicodedata
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connection, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from search.analysis.folding import APOSTROPHES
from search.asking import LONGEST, QUOTES
from search.facets import NAMES

ENOUGH = 5
WEEK = timedelta(weeks=1)
# Whole weeks, so that the days of a week go together, and none is kept longer than a year.
KEPT = timedelta(weeks=52)
# How many milliseconds a reader may lose where something else writes to the database.
PATIENCE = 200
AT_ONCE = 1000
# Turning pages, narrowing and sorting is not asking again.
SAME_QUESTION = (*NAMES, "sort", "literal", "p")
MARKS = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(QUOTES, '"'))
COUNT = (
    "INSERT INTO search_askedquery (digest, day, language, query, asked, without_hit, until)"
    " VALUES (%s, %s, '', '', 1, %s, %s) ON CONFLICT (digest, day) DO UPDATE"
    " SET asked = search_askedquery.asked + 1,"
    " without_hit = search_askedquery.without_hit + excluded.without_hit"
)

log = logging.getLogger(__name__)


class AskedQuery(models.Model):
    """Count the asks of a query on a day; it has no words while there are too few of them."""

    digest = models.CharField(max_length=64)
    day = models.DateField()
    language = models.CharField(max_length=20, blank=True)
    query = models.CharField(max_length=LONGEST, blank=True)
    asked = models.PositiveIntegerField()
    without_hit = models.PositiveIntegerField()
    until = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "day"], name="one_row_a_query_and_day")
        ]
        default_permissions = ()
        verbose_name = _("query")
        verbose_name_plural = _("queries")


def note(request, results):
    """Count what a reader asked; where the database is busy, the reader goes first."""
    query = normalised(results.query)
    too_long = len(request.GET.get("q", "")) > LONGEST
    again = any(any(request.GET.getlist(name)) for name in SAME_QUESTION)
    if request.method != "GET" or again or too_long or not query:
        return
    try:
        with impatient():
            count(query, results.locale, bool(results.answer.total), timezone.localdate())
    except Error as error:
        # Its message may hold the words.
        log.warning("A query was not counted: %s", type(error).__name__)


def normalised(text):
    """Return the form in which a query is the same query: small letters, plain quotes, no gaps.

    Accents stay, since editors read it and make synonyms of it.
    """
    text = unicodedata.normalize("NFC", text).lower().translate(MARKS)
    seen = (letter for letter in text if unicodedata.category(letter) != "Cf")
    words = "".join(letter if letter.isprintable() else " " for letter in seen).split()
    return " ".join(words)[:LONGEST].rstrip()


@contextmanager
def impatient():
    """Give up soon where writing has to wait for somebody else."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
                yield
            return
        # No transaction: it would keep all others from writing for longer than a statement takes.
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def count(query, language, found, day):
    """Count one ask, name the query in the weeks that have enough of them, and clear away."""
    monday = day - timedelta(days=day.weekday())
    digest = digest_of(query, language, monday)
    until = monday + WEEK
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [digest, day.isoformat(), int(not found), until.isoformat()])
    rows = AskedQuery.objects.filter(digest=digest)
    enough = rows.values("digest").annotate(total=models.Sum("asked")).filter(total__gte=ENOUGH)
    nameless = rows.filter(query="", digest__in=enough.values("digest"))
    nameless.update(language=language, query=query, until=monday + KEPT)
    forget(day)


def digest_of(query, language, monday):
    """Return what a query is counted under in the week of a Monday."""
    value = "\n".join([monday.isoformat(), language, query])
    return salted_hmac(__name__, value, algorithm="sha256").hexdigest()


def forget(day):
    """Delete the rows whose time is over, some at a time so that no reader waits for it."""
    over = AskedQuery.objects.filter(until__lte=day).select_for_update(skip_locked=True)
    rows = AskedQuery.objects.filter(pk__in=over.values("pk")[:AT_ONCE])
    rows._raw_delete(using="default")
