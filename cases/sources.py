"""Sources: what claims and evidence rest on."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from koers import bundle, edtf
from koers.language_select import LanguageSelect
from koers.records import Record


@bundle.register_records(
    "sources",
    {
        "title": bundle.Text(max_length=255),
        "publisher": bundle.Text(max_length=255),
        "language": bundle.Language(),
        "date": bundle.Edtf(),
        "url": bundle.Url(),
        "archived_url": bundle.Url(),
        "document": bundle.FileRef(files="documents"),
    },
    required=("title",),
)
class Source(index.Indexed, Record):
    """Hold a publication that a claim or a lesson can name."""

    title = models.CharField(_("title"), max_length=255)
    language = models.CharField(_("language"), max_length=20, blank=True)
    publisher = models.CharField(_("publisher"), max_length=255, blank=True)
    date = edtf.EDTFField(_("date"), help_text=_("Empty: the date is not known."))
    url = models.URLField(_("address"), max_length=500, blank=True)
    archived_url = models.URLField(_("address of a kept copy"), max_length=500, blank=True)
    document = models.ForeignKey(
        "media.Document",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("language", widget=LanguageSelect),
        FieldPanel("date"),
        MultiFieldPanel(
            [FieldPanel("url"), FieldPanel("archived_url"), FieldPanel("document")],
            heading=_("Where it can be read"),
        ),
        FieldPanel("key"),
        FieldPanel("archived"),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.AutocompleteField("publisher"),
        index.FilterField("archived"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["publisher", "title"]

    def __str__(self):
        return f"{self.publisher}: {self.title}" if self.publisher else self.title

    @property
    def name(self):
        """Return the short name by which claims cite the source."""
        return self.publisher or self.title

    @property
    def foreign(self):
        """Return the language code of the title where it is not the reader's, else nothing."""
        return self.language if self.language and self.language != get_language() else ""

    @cached_property
    def address(self):
        """Return where the source can be read: its address, else its document, else nothing."""
        if self.url:
            return self.url
        return self.document.url if self.document_id else ""

    @classmethod
    def link_attributes(cls, pks):
        """Map ids of sources to what a link in a text says: where they can be read."""
        found = cls.objects.filter(pk__in=pks).select_related("document")
        addresses = {source.pk: source.address or source.archived_url for source in found}
        return {pk: {"href": address} for pk, address in addresses.items() if address}
