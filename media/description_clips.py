"""Clips in which a voice says what can be seen, each at its time in the film."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_cleanup import cleanup
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from koers.times import clock
from media.time_fields import SecondsField
from media.uploads import KINDS, check_new


@cleanup.select
class DescriptionClip(Orderable):
    """Hold one clip; the worker mixes all of them into the sound of the film."""

    recording = ParentalKey("media.Recording", on_delete=models.CASCADE, related_name="clips")
    time = SecondsField(_("begins at"), help_text=_("Where in the film it begins, such as 0:35."))
    file = models.FileField(
        _("sound file"),
        upload_to="recordings",
        validators=[FileExtensionValidator(list(KINDS["audio"]))],
    )
    text = models.TextField(
        _("what the voice says"), blank=True, help_text=_("Shown to who reads rather than listens.")
    )

    panels = [FieldPanel("time"), FieldPanel("file"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("description clip")
        verbose_name_plural = _("description clips")

    def __str__(self):
        return self.clock

    def clean(self):
        """Refuse what is no sound."""
        super().clean()
        check_new(self, file="audio")

    @property
    def clock(self):
        """Return the time as m:ss."""
        return clock(self.time)
