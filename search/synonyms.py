"""Synonyms: words that find each other."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from koers import bundle
from koers.language_select import LanguageSelect
from koers.records import Record


class Directions(models.TextChoices):
    """Which terms find which."""

    BOTH = "both", _("all terms find each other")
    ONE_WAY = "one-way", _("the first term finds the others")


class TermsBlock(blocks.StreamBlock):
    """A list of words or short phrases."""

    term = blocks.CharBlock(label=_("term"))


@bundle.register_records(
    "synonyms",
    {
        "language": bundle.Language(),
        "terms": bundle.Texts(block="term"),
        "direction": bundle.Choice(choices=Directions),
    },
    required=("language", "terms", "direction"),
)
class Synonym(Record):
    """Hold terms of one language that mean the same."""

    language = models.CharField(_("language"), max_length=20)
    terms = StreamField(TermsBlock(min_num=2), verbose_name=_("terms"))
    direction = models.CharField(
        _("direction"), max_length=10, choices=Directions.choices, default=Directions.BOTH
    )

    panels = [
        FieldPanel("language", widget=LanguageSelect(others=False)),
        FieldPanel("terms"),
        FieldPanel("direction"),
        FieldPanel("key"),
        FieldPanel("archived", help_text=_("Search does not use it any more.")),
    ]

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "key"]

    def __str__(self):
        return ", ".join(row["value"] for row in self.terms.raw_data)

    def clean(self):
        """Ask for two terms at least."""
        super().clean()
        if len(self.terms) < 2:
            raise ValidationError({"terms": _("Give two terms at least.")})
