"""Recordings: video or sound with captions, transcript and audio description."""

import mimetypes
from pathlib import PurePath

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import FileExtensionValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.managers import TaggableManager
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index
from wagtailmedia.models import AbstractMedia, MediaQuerySet

from koers import bundle
from koers.records import KeyField, RecordQuerySet
from koers.site_settings import Licences
from koers.times import clock
from media import caption_checks, caption_files, captions
from media.uploads import KINDS, check_new, is_new


class RecordingQuerySet(MediaQuerySet, RecordQuerySet):
    """Choose among recordings, and search them."""


@bundle.register_records(
    "recordings",
    {
        "title": bundle.Text(max_length=255),
        "language": bundle.Language(),
        "duration": bundle.Number(decimal=True, minimum=0),
        "credit": bundle.Text(max_length=255),
        "licence": bundle.Choice(choices=Licences),
        "video": bundle.FileRef(files="video"),
        "audio": bundle.FileRef(files="audio"),
        "captions": bundle.Rows(
            relation="captions",
            fields={"language": bundle.Language(), "file": bundle.FileRef(files="captions")},
            required=("language", "file"),
        ),
        "transcript": bundle.FileRef(files="text"),
        "audio_description": bundle.FileRef(files="text"),
    },
    required=("title",),
)
class Recording(AbstractMedia, ClusterableModel):
    """Hold a recording; it may be told of before its file is there."""

    key = KeyField(unique=True, help_text=_("Names the recording in bundles; never change it."))
    archived = models.BooleanField(_("archived"), default=False)
    tags = TaggableManager(_("tags"), blank=True, related_name="koers_recordings")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=20, blank=True, help_text=_("Such as nl"))
    type = models.CharField(default="video", editable=False, max_length=255)
    file = models.FileField(
        _("video file"),
        upload_to="recordings",
        blank=True,
        validators=[FileExtensionValidator(list(KINDS["video"]))],
    )
    audio = models.FileField(
        _("sound file"),
        upload_to="recordings",
        blank=True,
        validators=[FileExtensionValidator(list(KINDS["audio"]))],
    )
    duration = models.FloatField(
        _("duration in seconds"), blank=True, default=0, validators=[MinValueValidator(0)]
    )
    credit = models.CharField(_("credit"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=30, choices=Licences.choices, blank=True)
    transcript = models.FileField(
        _("transcript"),
        upload_to="transcripts",
        blank=True,
        validators=[FileExtensionValidator(["txt"])],
        help_text=_("Plain text. Empty: it is made from the captions."),
    )
    audio_description = models.FileField(
        _("audio description"),
        upload_to="transcripts",
        blank=True,
        validators=[FileExtensionValidator(["txt"])],
        help_text=_("What can be seen, as plain text."),
    )

    search_fields = [*AbstractMedia.search_fields, index.FilterField("archived")]

    objects = RecordingQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("duration")]),
        MultiFieldPanel(
            [FieldPanel("file"), FieldPanel("audio"), FieldPanel("thumbnail")], heading=_("Files")
        ),
        InlinePanel("captions", label=_("captions"), heading=_("Captions")),
        MultiFieldPanel(
            [FieldPanel("transcript"), FieldPanel("audio_description")], heading=_("As text")
        ),
        FieldRowPanel([FieldPanel("credit"), FieldPanel("licence")]),
        FieldPanel("archived"),
    ]

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["title"]

    def clean(self):
        """Check what was given; the base would insist on a video file."""
        super(AbstractMedia, self).clean()
        self.duration = self.duration or 0
        check_new(self, file="video", audio="audio", thumbnail="thumbnail")

    @property
    def length(self):
        """Return the length as m:ss."""
        return clock(self.duration)

    @property
    def minutes(self):
        """Return the length in whole minutes, at least one."""
        return max(1, round(self.duration / 60))

    @property
    def has_media(self):
        """Tell whether there is something to play."""
        return bool(self.file or self.audio)

    @cached_property
    def caption_tracks(self):
        """Return the captions, those in the language spoken first."""
        return sorted(self.captions.all(), key=lambda track: track.language != self.language)

    def track_in(self, language):
        """Return the captions of a language, or None."""
        return next((track for track in self.caption_tracks if track.language == language), None)

    def best_caption_language(self, language):
        """Return the language of the captions to read: the given one, else the one spoken."""
        known = [track.language for track in self.caption_tracks]
        return language if language in known else next(iter(known), "")

    def paragraphs_in(self, language):
        """Return the captions of a language as paragraphs with times."""
        track = self.track_in(language)
        return captions.paragraphs(track.cues) if track else []

    @property
    def video_type(self):
        """Return the content type of the video file."""
        return mimetypes.guess_type(self.file.name)[0] or "video/mp4"

    @property
    def foreign(self):
        """Return the language code of the recording where it is not the reader's."""
        return self.language if self.language and self.language != get_language() else ""

    @property
    def transcript_text(self):
        """Return the transcript as it was written, as a list of paragraphs."""
        return split_paragraphs(read_text(self.transcript)) if self.transcript else []

    @property
    def description_text(self):
        """Return what can be seen, as a list of paragraphs."""
        text = read_text(self.audio_description) if self.audio_description else ""
        return split_paragraphs(text)


class Captions(Orderable):
    """Hold the captions of a recording in one language."""

    recording = ParentalKey(Recording, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=20, help_text=_("Such as nl"))
    file = models.FileField(
        _("captions"),
        upload_to="captions",
        validators=[FileExtensionValidator(["vtt", "srt"])],
        help_text=_("A VTT or SRT file."),
    )

    panels = [FieldPanel("language"), FieldPanel("file")]

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
        """Return the captions as text of a kind: vtt, srt or txt."""
        return self.text if kind == "vtt" else caption_files.WRITERS[kind](self.cues)

    @property
    def sizes(self):
        """Return {kind: bytes} of what `written_as` gives; remembered, as a name is one text."""
        key = f"captions-sizes-{self.file.name}-{self.file.size}"
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


def split_paragraphs(text):
    """Split plain text at its empty lines."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
