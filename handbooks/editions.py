"""Editions: how a handbook read on a day, kept as it was shown, to cite and to come back to."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from handbooks.contents import Numbered
from koers.site_settings import Licences

# How addresses of editions begin, by language; they stay, whatever becomes of translations.
WORDS = {"nl": "uitgave", "de": "ausgabe"}
OTHER_WORD = "edition"
# Within that, an edition that was issued by mistake is taken back.
REGRET = timedelta(days=1)


def word_in(language):
    """Return how addresses of editions begin in a language."""
    return WORDS.get(language, OTHER_WORD)


class EditionQuerySet(models.QuerySet):
    """Add what lists of editions ask for."""

    def standing(self):
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def newest(self):
        """Return the newest of those that can be read, or None."""
        return self.standing().order_by("-number").first()

    def for_lists(self):
        """Leave out the long texts, the newest first."""
        return self.defer("intro", "annexes").order_by("-number")


class Edition(models.Model):
    """Hold a handbook as visitors read it when it was issued.

    `intro` is HTML as it was shown; links between chapters are relative, so that the edition can
    move. `annexes` maps addresses of lessons, practices and videos that the text shows cards of to
    `{"kind", "title", "language", "html"}`: what a reader on paper has instead of the link.
    """

    handbook = models.ForeignKey(
        "handbooks.HandbookPage", on_delete=models.PROTECT, related_name="editions"
    )
    number = models.PositiveIntegerField(_("number"))
    issued_at = models.DateTimeField(_("issued on"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(
        _("what changed"),
        help_text=_("In plain language, for readers: what is new, and what does it mean for them?"),
    )
    # The edition in the original language that was the newest when a translation was issued.
    original = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="translations"
    )
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    audience = models.TextField(blank=True)
    licence = models.CharField(max_length=30, choices=Licences.choices, blank=True)
    author = models.CharField(max_length=100)
    language = models.CharField(max_length=20)
    intro = models.TextField(blank=True)
    annexes = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(_("reason"), blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        default_permissions = ()
        permissions = [("withdraw_edition", _("Can withdraw editions of handbooks"))]
        constraints = [
            models.UniqueConstraint(fields=["handbook", "number"], name="edition_number")
        ]

    def __str__(self):
        return f"{self.title} ({self.words})"

    @property
    def words(self):
        """Return what it is called: “edition 2”."""
        return _("edition %(number)s") % {"number": self.number}

    @property
    def slug(self):
        """Return the first part of its addresses below the handbook."""
        return f"{word_in(self.language)}-{self.number}"

    @property
    def url(self):
        """Return the address of its first page."""
        return f"{self.handbook.url}{self.slug}/"

    @property
    def issued_on(self):
        """Return the day on which it was issued."""
        return timezone.localdate(self.issued_at)

    @property
    def may_be_taken_back(self):
        """Tell whether it is so young that a mistake can be undone."""
        return self.withdrawn_at is None and timezone.now() - self.issued_at < REGRET

    @cached_property
    def texts(self):
        """Return the chapters with their texts, in reading order."""
        return list(self.chapters.all())

    @cached_property
    def contents(self):
        """Return the chapters without their texts, in reading order."""
        return list(self.chapters.defer("html"))


class EditionChapter(Numbered, models.Model):
    """Hold a chapter of an edition; `key` is what all its versions and translations share."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField()
    key = models.UUIDField()
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    # Where it is below the edition, without slashes at the ends.
    path = models.CharField(max_length=520)
    summary = models.TextField(blank=True)
    html = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = _("chapter of an edition")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="edition_chapter")
        ]

    def __str__(self):
        return self.full_title

    @property
    def full_title(self):
        """Return number and title."""
        return f"{self.number}. {self.title}"

    @property
    def is_part(self):
        """Tell whether it is a part of the chapter above it."""
        return "." in self.number

    @property
    def url(self):
        """Return its address."""
        return f"{self.edition.url}{self.path}/"


class EditionFile(models.Model):
    """Name a file that an edition shows: a copy, since the original may change or go.

    Editions that show the same file share its copy, whose name says what it holds.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(max_length=300)

    class Meta:
        verbose_name = _("file of an edition")
        default_permissions = ()
        indexes = [models.Index(fields=["file"], name="edition_file")]

    def __str__(self):
        return self.file.name
