"""Who takes part in a project, since when and as what."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from koers import bundle, edtf


class ParticipationRoles(models.TextChoices):
    """What an organisation does in a project."""

    OWNER = "owner", _("owner")
    EXECUTOR = "executor", _("executor")
    PARTNER = "partner", _("partner")


PARTICIPATION_FIELDS = {
    "organisation": bundle.RecordRef(records="organisations"),
    "role": bundle.Choice(choices=ParticipationRoles),
    "joined": bundle.Edtf(),
    "left": bundle.Edtf(),
    "note": bundle.Text(word=True),
}


class Participation(TranslatableMixin, Orderable):
    """Hold that an organisation takes or took part in a project."""

    page = ParentalKey("cases.ProjectPage", on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(
        "cases.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="participations",
    )
    role = models.CharField(
        _("role"), max_length=20, choices=ParticipationRoles.choices, blank=True
    )
    joined = edtf.EDTFField(_("joined"), help_text=_("Empty: the date is not known."))
    left = edtf.EDTFField(_("left"))
    note = models.TextField(_("note"), blank=True)

    override_translatable_fields = [
        SynchronizedField("role", overridable=False),
        SynchronizedField("joined", overridable=False),
        SynchronizedField("left", overridable=False),
        TranslatableField("note"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("joined"), FieldPanel("left")]),
        FieldPanel("note"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")

    def __str__(self):
        return str(self.organisation)

    def clean(self):
        """Refuse leaving before joining."""
        super().clean()
        edtf.check_order(self.joined, self.left, "left")

    @property
    def over(self):
        """Tell whether the organisation has left for certain."""
        return bool(self.left) and edtf.upper(self.left) < timezone.localdate()

    @property
    def joined_words(self):
        """Return since when, in words, or nothing."""
        return edtf.words(self.joined)

    @property
    def left_words(self):
        """Return until when, in words, or nothing."""
        return edtf.words(self.left)

    @property
    def moment_words(self):
        """Return from when until when, in words, or nothing."""
        return edtf.span_words(self.joined, self.left)
