"""Captions of recordings, one file a language, stored as WebVTT."""

from pathlib import PurePath

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_cleanup import cleanup
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from koers.language_select import LanguageSelect
from media import caption_checks, caption_files, captions
from media.uploads import is_new


@cleanup.select
class Captions(Orderable):
    """Hold the captions of a recording in one language."""

    recording = ParentalKey("media.Recording", on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=20)
    file = models.FileField(
        _("captions"),
        upload_to="captions",
        validators=[FileExtensionValidator(["vtt", "srt"])],
        help_text=_("A VTT or SRT file."),
    )

    panels = [FieldPanel("language", widget=LanguageSelect), FieldPanel("file")]

    class Meta(Orderable.Meta):
        verbose_name = _("captions")
        verbose_name_plural = _("captions")

    def __str__(self):
        return self.language

    def clean(self):
        """Take new captions as WebVTT in UTF-8, whatever they came as; refuse what has faults."""
        super().clean()
        if not is_new(self.file):
            return
        if self.file.size > settings.LARGEST["captions"]:
            raise ValidationError({"file": _("Captions are never as large as this file.")})
        self.file.seek(0)
        data = self.file.read()
        try:
            text = caption_files.decode(data)
            cues = captions.parse_any(text)
        except captions.CaptionError as error:
            raise ValidationError({"file": captions.sentences(error.remarks)}) from None
        if captions.is_subrip(text):
            text = caption_files.to_vtt(cues)
        name = PurePath(self.file.name).with_suffix(".vtt").name
        self.file = ContentFile(text.encode(), name=name)

    @cached_property
    def cues(self):
        """Return the captions as cues."""
        return captions.parse(self.text)

    @cached_property
    def text(self):
        """Return the stored WebVTT."""
        return read_text(self.file)

    def written_as(self, kind):
        """Return the captions as text of a kind: vtt, srt or txt, as it was corrected."""
        if kind == "txt" and self.has_own_transcript:
            return caption_files.as_txt(self.recording.written_transcript)
        return self.text if kind == "vtt" else caption_files.WRITERS[kind](self.cues)

    @property
    def has_own_transcript(self):
        """Tell whether a transcript of the same language was written."""
        return bool(self.recording.transcript) and self.language == self.recording.language

    @property
    def sizes(self):
        """Return {kind: bytes} of what `written_as` gives; remembered, as a name is one text."""
        own = self.recording.transcript.name if self.has_own_transcript else ""
        key = f"captions-sizes-{self.file.name}-{self.file.size}-{own}"
        return cache.get_or_set(key, self.measured)

    def measured(self):
        """Return {kind: bytes} of the captions as each kind of text."""
        return {
            kind: len(self.written_as(kind).encode()) for kind in ("vtt", *caption_files.WRITERS)
        }

    @property
    def remarks(self):
        """Return what viewers would stumble over, line by line."""
        return caption_checks.remarks(self.cues, self.recording.duration)

    @property
    def language_name(self):
        """Return the name of the language in that language."""
        return settings.LANGUAGE_NAMES.get(self.language, self.language)


def read_text(stored):
    """Read a text file of a record; the file is left open or closed as it was."""
    with stored.storage.open(stored.name) if stored._committed else stored.file as opened:
        return opened.read().decode("utf-8-sig", errors="replace")
