"""Recordings: video or sound with transcript and audio description."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_cleanup import cleanup
from modelcluster.models import ClusterableModel
from taggit.managers import TaggableManager
from wagtail.search import index
from wagtailmedia.models import AbstractMedia, MediaQuerySet

from koers import bundle
from koers.records import KEY_HELP, KeyField, RecordQuerySet, free_key
from koers.site_settings import Licences
from koers.times import clock
from media import captions, external, transcripts
from media.caption_tracks import read_text
from media.captions import Paragraph
from media.description_clips import DescriptionClip
from media.recipe import Kinds
from media.recording_form import RecordingForm
from media.recording_panels import PANELS
from media.uploads import KINDS, check_new

# Which film screens of the usual size get, by the shorter side.
USUAL = 720


class RecordingQuerySet(MediaQuerySet, RecordQuerySet):
    """Choose among recordings, and search them."""


@cleanup.select
@bundle.register_records(
    "recordings",
    {
        "title": bundle.Text(max_length=255),
        "language": bundle.Language(),
        "duration": bundle.Number(decimal=True, minimum=0),
        "credit": bundle.Text(max_length=255),
        "licence": bundle.Choice(choices=Licences),
        "address": bundle.Url(),
        "poster": bundle.FileRef(files="thumbnail"),
        "video": bundle.FileRef(files="video"),
        "described": bundle.FileRef(files="video"),
        "audio": bundle.FileRef(files="audio"),
        "captions": bundle.Rows(
            relation="captions",
            fields={"language": bundle.Language(), "file": bundle.FileRef(files="captions")},
            required=("language", "file"),
        ),
        "clips": bundle.Rows(
            relation="clips",
            fields={
                "time": bundle.Number(decimal=True, minimum=0),
                "file": bundle.FileRef(files="audio"),
                "text": bundle.Text(),
            },
            required=("time", "file"),
        ),
        "transcript": bundle.FileRef(files="text"),
        "audio_description": bundle.FileRef(files="text"),
    },
    required=("title",),
)
class Recording(AbstractMedia, ClusterableModel):
    """Hold a recording; it may be told of before its file is there."""

    key = KeyField(unique=True, help_text=KEY_HELP)
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
    language = models.CharField(_("language"), max_length=20, blank=True)
    type = models.CharField(default="video", editable=False, max_length=255)
    file = models.FileField(
        _("video file"),
        upload_to="recordings",
        blank=True,
        validators=[FileExtensionValidator(list(KINDS["video"]))],
    )
    address = models.URLField(
        _("address at another site"),
        blank=True,
        validators=[external.validate_address],
        help_text=_(
            "Of a video at YouTube, Vimeo or a PeerTube, in place of a file. Title and still "
            "picture are fetched when you save; visitors reach the other site only by choosing to."
        ),
    )
    described = models.FileField(
        _("video file with audio description"),
        upload_to="recordings",
        blank=True,
        validators=[FileExtensionValidator(list(KINDS["video"]))],
        help_text=_(
            "The same film, in which a voice says what can be seen. Empty: it is made from clips "
            "of that voice, if you give them below."
        ),
    )
    audio = models.FileField(
        _("sound file"),
        upload_to="recordings",
        blank=True,
        validators=[FileExtensionValidator(list(KINDS["audio"]))],
    )
    duration = models.FloatField(
        _("duration in seconds"),
        blank=True,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("Once there is a file it is measured."),
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
    bundle_attributes = {"video": "file", "poster": "thumbnail"}
    base_form_class = RecordingForm

    panels = PANELS

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["title"]

    def clean(self):
        """Check what was given; the base would insist on a video file."""
        super(AbstractMedia, self).clean()
        self.duration = self.duration or 0
        self.key = self.key or free_key(Recording.objects, self.title)
        if self.address and self.has_media:
            words = _("Choose a file or an address at another site, not both.")
            raise ValidationError({"address": words})
        check_new(self, file="video", described="video", audio="audio", thumbnail="thumbnail")

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
        """Tell whether there is a file to make versions of."""
        return bool(self.file or self.audio)

    @property
    def external(self):
        """Return the video at another site, or None; a file of our own goes before it."""
        return external.recognise(self.address) if not self.has_media else None

    @property
    def found_out(self):
        """Name the fields that the worker fills in, which is no change that somebody made."""
        return ("duration",) if self.has_media else ()

    @property
    def source(self):
        """Return the names of the files that versions are made of."""
        names = [self.file.name, self.audio.name, self.described.name]
        # As they are stored: a form that is being saved holds clips without their names yet.
        clips = DescriptionClip.objects.filter(recording=self.pk)
        return "\n".join([*names, *(f"{clip.file.name} {clip.time}" for clip in clips)])

    @property
    def state_words(self):
        """Say how far the files are that visitors get."""
        if self.external:
            return self.external.name
        conversion = getattr(self, "conversion", None)
        return conversion.get_state_display() if conversion else _("No file yet")

    @cached_property
    def ready_versions(self):
        """Return the versions that visitors may have, the largest film first."""
        return [version for version in self.versions.all() if version.ready]

    @property
    def films(self):
        """Return the films that can be played, the largest first."""
        return [version for version in self.ready_versions if version.kind == Kinds.FILM]

    @property
    def sound(self):
        """Return the sound that can be played, or None."""
        return self.version_of(Kinds.SOUND)

    @property
    def poster(self):
        """Return the still picture to show before it plays: the editor's own, else one made."""
        made = self.version_of(Kinds.POSTER)
        return self.thumbnail or (made.file if made else None)

    @property
    def described_films(self):
        """Return the films in which a voice says what can be seen, the largest first."""
        return [version for version in self.ready_versions if version.kind == Kinds.DESCRIBED]

    def player_films(self, described):
        """Return (film, screens it is for as a media query); the last is for all others."""
        films = self.described_films if described else self.films
        usual = next((film for film in films if min(film.width, film.height) <= USUAL), films[-1])
        small = [(films[-1], "(max-width: 40em)")] if films[-1] != usual else []
        large = [(films[0], "(min-width: 100em)")] if films[0] != usual else []
        return [*small, *large, (usual, "")]

    def version_of(self, kind):
        """Return the first version of a kind, or None."""
        return next((one for one in self.ready_versions if one.kind == kind), None)

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
    def foreign(self):
        """Return the language code of the recording where it is not the reader's."""
        return self.language if self.language and self.language != get_language() else ""

    @property
    def transcript_words(self):
        """Return the transcript as it was written, or nothing."""
        return read_text(self.transcript) if self.transcript else ""

    @cached_property
    def written_transcript(self):
        """Return the transcript as it was written, as paragraphs."""
        return transcripts.read(self.transcript_words)

    @cached_property
    def description(self):
        """Return what can be seen, as paragraphs: the text of its own, else what the clips say."""
        if self.audio_description:
            return transcripts.read(read_text(self.audio_description))
        clips = sorted(self.clips.all(), key=lambda clip: clip.time)
        return [Paragraph(clip.time, "", clip.text) for clip in clips if clip.text]
