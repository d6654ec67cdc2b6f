"""Chapters of videos: parts that a reader can go to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from koers.times import clock


class VideoChapter(TranslatableMixin, Orderable):
    """Hold a part of a recording that a reader can go to."""

    page = ParentalKey("media.VideoPage", on_delete=models.CASCADE, related_name="chapters")
    time = models.PositiveIntegerField(_("from second"))
    title = models.CharField(_("title"), max_length=255)

    override_translatable_fields = [
        SynchronizedField("time", overridable=False),
        TranslatableField("title"),
    ]
    panels = [FieldPanel("time"), FieldPanel("title")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("chapter")

    def __str__(self):
        return f"{self.clock} {self.title}"

    @property
    def clock(self):
        """Return the time as m:ss."""
        return clock(self.time)
