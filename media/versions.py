"""What was made of recordings, and how far the making is."""

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_cleanup import cleanup

from koers.jobs import Job
from media.recipe import Kinds


class Conversion(Job):
    """Say how far the making of versions of a recording is.

    It is a row of its own, since editors save the recording meanwhile.
    """

    recording = models.OneToOneField(
        "media.Recording", on_delete=models.CASCADE, related_name="conversion"
    )
    # The names of the files that versions are made of: another name is another upload.
    source = models.TextField()
    progress = models.PositiveSmallIntegerField(default=0)
    duration = models.FloatField(default=0)

    class Meta:
        verbose_name = _("conversion")

    def __str__(self):
        return f"{self.recording}: {self.get_state_display()}"


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
