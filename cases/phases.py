"""The course of a project: its phases, and the status that follows from the last one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail_localize.fields import SynchronizedField, TranslatableField

from koers import bundle, edtf


class Phases(models.TextChoices):
    """Phases of a project, from idea to lasting practice."""

    IDEA = "idea", _("Idea")
    ON_THE_AGENDA = "on-the-agenda", _("On the agenda")
    TAKEN_UP = "taken-up", _("Taken up")
    PILOT = "pilot", _("Pilot")
    ROLL_OUT = "roll-out", _("Roll-out")
    EMBEDDED = "embedded", _("Embedded")
    PAUSED = "paused", _("Paused")
    STOPPED = "stopped", _("Stopped")


# The phases that follow each other where nothing comes in between.
USUAL_COURSE = ("idea", "on-the-agenda", "taken-up", "pilot", "roll-out", "embedded")
# How a status is drawn: an open, half-filled or full point, or a square.
MARKS = {
    Phases.IDEA: "open",
    Phases.ON_THE_AGENDA: "open",
    Phases.TAKEN_UP: "open",
    Phases.PILOT: "run",
    Phases.ROLL_OUT: "run",
    Phases.EMBEDDED: "",
    Phases.PAUSED: "stop",
    Phases.STOPPED: "stop",
}
STATUS_WORDS = {
    Phases.PILOT: _("Running: pilot"),
    Phases.ROLL_OUT: _("Running: roll-out"),
}

PHASE_FIELDS = {
    "phase": bundle.Choice(choices=Phases),
    "date": bundle.Edtf(),
    "decided_by": bundle.RecordRef(records="organisations", only=("deciding-body",)),
    "note": bundle.Text(word=True),
    "source": bundle.RecordRef(records="sources"),
}


class BodyChooser(AdminSnippetChooser):
    """Offer the organisations that decide."""

    def __init__(self, **kwargs):
        from cases.organisations import Organisation

        super().__init__(Organisation, **kwargs)

    def get_chooser_modal_url(self):
        """Ask for one kind only."""
        return f"{super().get_chooser_modal_url()}?kind=deciding-body"


class ProjectPhase(TranslatableMixin, Orderable):
    """Hold one step of a project's course."""

    page = ParentalKey("cases.ProjectPage", on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(_("phase"), max_length=20, choices=Phases.choices)
    date = edtf.EDTFField(_("date"), help_text=_("Empty: the date is not known."))
    decided_by = models.ForeignKey(
        "cases.Organisation",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": "deciding-body"},
    )
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(
        "cases.Source",
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    override_translatable_fields = [
        SynchronizedField("phase", overridable=False),
        SynchronizedField("date", overridable=False),
        TranslatableField("note"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("phase"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("decided_by", widget=BodyChooser), FieldPanel("source")]),
        FieldPanel("note"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")

    def __str__(self):
        return self.get_phase_display()

    @property
    def mark(self):
        """Return how this phase is drawn as a status."""
        return MARKS[self.phase]

    @property
    def status_words(self):
        """Return this phase as the status of a project."""
        return STATUS_WORDS.get(self.phase, self.get_phase_display())

    @property
    def date_words(self):
        """Return the date in words, or nothing."""
        return edtf.words(self.date)
