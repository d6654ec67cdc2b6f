"""Documents: with their language, credit and licence."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument

from koers.site_settings import Licences
from media.uploads import check_new


class Document(AbstractDocument):
    """Hold a file to download."""

    # Wagtail's own document model takes the names that its fields would have here (E304).
    tags = TaggableManager(_("tags"), blank=True, related_name="koers_documents")
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
    credit = models.CharField(_("credit"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=30, choices=Licences.choices, blank=True)

    admin_form_fields = ("title", "file", "collection", "language", "credit", "licence")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        """Refuse a new file that is not what it seems."""
        super().clean()
        check_new(self, file="documents")

    @classmethod
    def addresses(cls, pks):
        """Map ids of documents to where they can be fetched."""
        return {document.pk: document.url for document in cls.objects.filter(pk__in=pks)}

    @property
    def link_title(self):
        """Return the title with the kind of file: “Annual report (PDF)”."""
        return f"{self.title}{self.kind_words}"

    @property
    def kind_words(self):
        """Return the kind of file in brackets, or nothing."""
        return f" ({self.kind})" if self.kind else ""

    @property
    def kind(self):
        """Return the kind of file as readers know it: PDF, DOCX."""
        return PurePath(self.file.name).suffix.removeprefix(".").upper()
