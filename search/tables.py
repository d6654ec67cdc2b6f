"""The index in the database: pages, their sections, facets, and how many sections hold a term.

All of it can be made anew from the pages. It has two sides: one answers, the other is where a new
index is built; so each key tells its side in its lowest bit.
"""

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

POSITIONS = 4096
SIDES = 2
# What waits longer makes answers too old.
BEHIND = timedelta(minutes=1)


def key_of(page_id, side):
    """Return the key of a page on a side of the index."""
    return page_id * SIDES + side


def page_of(number):
    """Return the id of the page that a section's number belongs to."""
    return number // POSITIONS // SIDES


def new_name():
    """Return a name that no other site or build has."""
    return secrets.token_hex(8)


class IndexState(models.Model):
    """Tell which side answers, what it was analysed with, who builds the other one, and who sends.

    A server of Elasticsearch may serve several sites: its indices are named by site and build. The
    generation changes with every change of the index.
    """

    side = models.PositiveSmallIntegerField(default=0)
    version = models.CharField(max_length=64, blank=True)
    site = models.CharField(max_length=16, default=new_name)
    build = models.CharField(max_length=16, default=new_name)
    generation = models.CharField(max_length=16, default=new_name)
    builder = models.CharField(max_length=64, blank=True)
    builder_seen = models.DateTimeField(null=True)
    sender = models.CharField(max_length=64, blank=True)
    sender_seen = models.DateTimeField(null=True)

    @classmethod
    def now(cls):
        """Return the state, which is one row."""
        return cls.objects.get_or_create(pk=1)[0]

    @property
    def sent_to(self):
        """Return the name under which Elasticsearch knows this build of the index."""
        return f"koers-{self.site}-{self.build}"


class IndexedPage(models.Model):
    """Hold a page of the index: what hits are grouped and sorted by.

    `written` changes whenever the page is indexed anew.
    """

    key = models.BigIntegerField(primary_key=True)
    page_id = models.BigIntegerField(db_index=True)
    translation_key = models.UUIDField(db_index=True)
    side = models.PositiveSmallIntegerField()
    locale = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    moment = models.DateTimeField(null=True)
    written = models.CharField(max_length=16, default=new_name)


class Waiting(models.Model):
    """Hold that something has to be done about the versions of a page, since when."""

    translation_key = models.UUIDField(primary_key=True)
    since = models.DateTimeField()

    class Meta:
        abstract = True

    @classmethod
    def noted(cls):
        """Return what waits as {translation key: since when}."""
        return dict(cls.objects.values_list("pk", "since"))

    @classmethod
    def among(cls, pages):
        """Return the ids of those pages of some that something has to be done about."""
        keys = {page.translation_key for page in pages}
        waiting = set(cls.objects.filter(pk__in=keys).values_list("pk", flat=True))
        return {page.pk for page in pages if page.translation_key in waiting}

    @classmethod
    def forget(cls, noted):
        """Remove what was done, as `noted` gave it; what was noted again since then stays."""
        for key, since in noted.items():
            cls.objects.filter(pk=key, since=since).delete()

    @classmethod
    def is_late(cls):
        """Tell whether anything waits for too long."""
        return cls.objects.filter(since__lt=timezone.now() - BEHIND).exists()


class IndexPending(Waiting):
    """Hold what changed and has to be indexed anew."""


class IndexUnsent(Waiting):
    """Hold what was indexed here and has to be sent to Elasticsearch."""


class IndexedSection(models.Model):
    """Hold a section: what is shown of it, and its terms as words of a text."""

    number = models.BigIntegerField(primary_key=True)
    page = models.ForeignKey(IndexedPage, on_delete=models.CASCADE, related_name="sections")
    title = models.TextField(blank=True)
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    place = models.TextField(blank=True)
    path = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["page", "number"], name="search_paths", condition=~Q(path=""))
        ]


class IndexedFacet(models.Model):
    """Hold one value that a page can be narrowed down by."""

    page = models.ForeignKey(IndexedPage, on_delete=models.CASCADE, related_name="facets")
    name = models.CharField(max_length=30)
    value = models.CharField(max_length=100)
    words = models.CharField(max_length=255, blank=True)

    class Meta:
        indexes = [models.Index(fields=["name", "value", "page"], name="search_values")]


class IndexedTerm(models.Model):
    """Count the sections of a language that hold a term; `=` begins a word as it is written.

    The empty term counts all of them.
    """

    side = models.PositiveSmallIntegerField()
    locale = models.CharField(max_length=20)
    term = models.CharField(max_length=100)
    sections = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["side", "locale", "term"], name="one_row_a_term")
        ]
