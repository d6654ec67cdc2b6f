"""Documents: with their language, credit and licence."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument

from koers.sections import Section
from koers.site_settings import Licences
from media.uploads import check_new


class Document(AbstractDocument):
    """Hold a file to download."""

    # Wagtail's own document model takes the names that its fields would have here (E304).
    tags = TaggableManager(gettext_lazy("tags"), blank=True, related_name="koers_documents")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    language = models.CharField(gettext_lazy("language"), max_length=20, blank=True)
    credit = models.CharField(gettext_lazy("credit"), max_length=255, blank=True)
    licence = models.CharField(
        gettext_lazy("licence"), max_length=30, choices=Licences.choices, blank=True
    )
    # What the worker read, and in which file: another name is another upload.
    read_from = models.CharField(max_length=255, blank=True, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)
    tagged = models.BooleanField(default=False, editable=False)

    # What the worker finds out is no change that somebody made.
    found_out = ("read_from", "pages", "tagged")
    admin_form_fields = ("title", "file", "collection", "language", "credit", "licence")

    class Meta(AbstractDocument.Meta):
        verbose_name = gettext_lazy("document")
        verbose_name_plural = gettext_lazy("documents")

    def clean(self):
        """Refuse a new file that is not what it seems."""
        super().clean()
        check_new(self, file="documents")

    @classmethod
    def link_attributes(cls, pks):
        """Map ids of documents to what a link in a text says of them."""
        found = cls.objects.filter(pk__in=pks)
        return {one.pk: {"href": one.url, "data-file": one.file_words} for one in found}

    @property
    def file_words(self):
        """Return what a reader wants to know before fetching it: “PDF, 1.2 MB, 14 pages”."""
        pages = ngettext("%(n)s page", "%(n)s pages", self.pages or 0) % {"n": self.pages}
        size = filesizeformat(self.get_file_size() or 0)
        return ", ".join(filter(None, [self.kind, size, pages if self.pages else ""]))

    @property
    def texts(self):
        """Return the text of each page, as far as the worker has read it."""
        reading = getattr(self, "reading", None)
        return reading.texts if reading else []

    @property
    def remarks(self):
        """Return what keeps some people from reading it, for its editor."""
        if not self.pages:
            return []
        found = []
        if not self.texts:
            found.append(_("This PDF has no text: it cannot be found or read aloud."))
        if not self.tagged:
            found.append(_("This PDF has no tags: read aloud, headings and tables are lost."))
        return found

    def search_sections(self):
        """Return its text as sections, one a page; nothing where its collection is closed."""
        if self.collection.get_view_restrictions().exists():
            return []
        return [self.section(number, text) for number, text in enumerate(self.texts, 1) if text]

    def section(self, number, text):
        """Return a page of its text; documents of words have no pages."""
        if not self.pages:
            return Section(heading=self.title, text=text, place=self.url)
        heading = _("%(title)s, page %(n)s") % {"title": self.title, "n": number}
        return Section(heading=heading, text=text, place=f"{self.url}#page={number}")

    @property
    def kind(self):
        """Return the kind of file as readers know it: PDF, DOCX."""
        return PurePath(self.file.name).suffix.removeprefix(".").upper()


class DocumentReading(models.Model):
    """Hold the text of a document: apart, since it is long and seldom asked for."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="reading")
    texts = models.JSONField(default=list)

    class Meta:
        verbose_name = gettext_lazy("text of a document")

    def __str__(self):
        return str(self.document)
