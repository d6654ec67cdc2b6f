"""Whether a translation still says what its original says.

An original holds a digest of its words, since when it has them, and the revision they came with.
A translation holds the same of the words that it renders: they differ where it is behind.
wagtail-localize copies the three from the version that was translated.
"""

import hashlib
from datetime import datetime, time

from django.db import models
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

FIELDS = ("words_digest", "words_on", "words_revision")


class Freshness(models.Model):
    """Share among pages what tells stale translations from fresh ones."""

    words_digest = models.CharField(max_length=64, editable=False, default="")
    words_on = models.DateTimeField(null=True, editable=False)
    words_revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in FIELDS]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Note, at every change of an original, which words it has."""
        if self.is_original and kwargs.get("update_fields") is None:
            self.note_words()
        return super().save(*args, **kwargs)

    def note_words(self):
        """Note the words that this original has now, where they changed."""
        digest = digest_of(words_of(self))
        if digest != self.words_digest:
            self.words_digest, self.words_on = digest, timezone.now()
            self.words_revision = None
        if self.words_revision_id is None:
            # A page is saved before its first revision is made.
            self.words_revision_id = self.live_revision_id

    def follow(self, original):
        """Note that this translation says what its original says now."""
        for name in FIELDS:
            setattr(self, name, getattr(original, name))

    def fall_behind(self, day):
        """Note that this translation follows what its original said on an earlier day."""
        self.words_digest, self.words_revision = "", None
        self.words_on = timezone.make_aware(datetime.combine(day, time.min))

    @property
    def is_stale(self):
        """Tell whether the words of the original changed since they were translated."""
        return not self.is_original and self.words_digest != self.source.words_digest


def words_of(page):
    """Return (path, text) of everything on a page that is translated, in its order."""
    for field in page._meta.fields:
        if isinstance(field, StreamField):
            # Blocks get their ids when they are stored; wagtail-localize cannot do without.
            getattr(page, field.name).get_prep_value()
    return [
        (segment.path, segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    ]


def digest_of(words):
    """Return a short mark of words; the ids of blocks and rows in their paths do not count."""
    texts = "\0".join(f"{path.partition('.')[0]}\1{text}" for path, text in words)
    return hashlib.sha256(texts.encode()).hexdigest()
