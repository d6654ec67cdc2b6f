"""What was made of recordings, and how far the making is."""

from datetime import timedelta
from pathlib import PurePath

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_cleanup import cleanup

from media.recipe import Kinds

# A worker tells of itself every two seconds; one that is silent for so long was killed.
SILENCE = timedelta(minutes=1)


def soon():
    """Return until when a worker may be silent."""
    return timezone.now() + SILENCE


class States(models.TextChoices):
    """How far the making of versions is."""

    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Being made ready")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class Conversion(models.Model):
    """Say how far the making of versions of a recording is.

    It is a row of its own, since editors save the recording meanwhile.
    """

    recording = models.OneToOneField(
        "media.Recording", on_delete=models.CASCADE, related_name="conversion"
    )
    # The names of the files that versions are made of: another name is another upload.
    source = models.TextField()
    state = models.CharField(max_length=10, choices=States.choices, default=States.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)
    duration = models.FloatField(default=0)
    # Who makes them, and until when that may be silent.
    worker = models.UUIDField(null=True)
    until = models.DateTimeField(default=soon)

    class Meta:
        verbose_name = _("conversion")

    def __str__(self):
        return f"{self.recording}: {self.get_state_display()}"

    @property
    def is_under_way(self):
        """Tell whether it waits or is being made."""
        return self.state in {States.WAITING, States.RUNNING}

    @property
    def is_silent(self):
        """Tell whether nobody has been heard of for long."""
        return self.is_under_way and timezone.now() > self.until


FILMS = {Kinds.FILM, Kinds.DESCRIBED}
NAMES = {
    Kinds.FILM: _("Video (%(kind)s)"),
    Kinds.DESCRIBED: _("Video with audio description (%(kind)s)"),
    Kinds.SOUND: _("Sound (%(kind)s)"),
    Kinds.POSTER: pgettext_lazy("of a video", "Still picture (%(kind)s)"),
}


@cleanup.select
class Version(models.Model):
    """Hold a file that was made of a recording; it counts once all of them are ready.

    The row comes before its file, so that what a killed worker leaves behind is found.
    """

    recording = models.ForeignKey(
        "media.Recording", on_delete=models.CASCADE, related_name="versions"
    )
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    file = models.FileField(upload_to="recordings/made")
    ready = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("version")
        ordering = ["kind", "-height"]
        indexes = [models.Index(fields=["file"], name="version_file")]

    def __str__(self):
        return f"{self.recording}: {self.label}"

    @property
    def label(self):
        """Return what kind of file it is: “MP4, 720p”, “MP3”."""
        ending = PurePath(self.file.name).suffix.removeprefix(".").upper()
        height = min(self.width, self.height)
        return f"{ending}, {height}p" if self.kind in FILMS else ending

    @property
    def words(self):
        """Return what it is called: “Video (MP4, 720p)”, “Sound (MP3)”."""
        return NAMES[self.kind] % {"kind": self.label}
