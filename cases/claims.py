"""Claims: one statement of a figure by one source, and the words it is told in."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from cases.claim_form import ClaimChooser, ClaimForm
from cases.claim_panels import PlacesPanel
from cases.claim_states import ListedStates
from cases.claim_words import ClaimWords
from koers import edtf
from koers.records import KeyField
from koers.words import WordsField


class Qualifiers(models.TextChoices):
    """The source's own word before a number."""

    STATED = "stated", _("stated as a bare number")
    ABOUT = "about", _("about")
    MORE_THAN = "more-than", _("more than")
    AT_LEAST = "at-least", _("at least")
    AT_MOST = "at-most", _("at most")
    HUNDREDS_OF = "hundreds-of", _("hundreds of")
    THOUSANDS_OF = "thousands-of", _("thousands of")


class Units(models.TextChoices):
    """Spans of time that a figure can be counted per."""

    DAY = "day", _("day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")


WITHOUT_VALUE = {Qualifiers.HUNDREDS_OF, Qualifiers.THOUSANDS_OF}


def marked_beside(claim, result):
    """Return the other live claims of a result that are marked as holding now."""
    return Claim.objects.filter(result=result, current=True, live=True).exclude(pk=claim.pk)


class Claim(ClaimWords, ListedStates, index.Indexed, PreviewableMixin, WorkflowMixin,
            DraftStateMixin, LockableMixin, RevisionMixin, models.Model):  # fmt: skip
    """Hold one statement of a figure; once live it is superseded or retracted, never deleted."""

    result = models.ForeignKey(
        "cases.ResultPage", verbose_name=_("result"), on_delete=models.PROTECT,
        related_name="claims",
    )  # fmt: skip
    key = KeyField(help_text=_("Unique in its result; never change it."))
    measure = KeyField(
        verbose_name=_("measure"), help_text=_("Claims with the same measure count the same.")
    )
    value = models.DecimalField(
        _("value"), max_digits=16, decimal_places=4, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    value_max = models.DecimalField(
        _("up to"), max_digits=16, decimal_places=4, null=True, blank=True,
        help_text=_("Only for a range, such as 3,000 to 4,000."),
    )  # fmt: skip
    qualifier = models.CharField(
        _("the source's word"), max_length=20, choices=Qualifiers.choices,
        default=Qualifiers.STATED,
    )  # fmt: skip
    unit = WordsField(verbose_name=_("unit"), help_text=_("What is counted, such as residents."))
    scope = WordsField(verbose_name=_("who or what exactly"), multiline=True)
    period_from = edtf.EDTFField(_("period from"))
    period_until = edtf.EDTFField(_("period until"))
    per = models.CharField(_("per"), max_length=10, choices=Units.choices, blank=True)
    as_of = edtf.EDTFField(_("as of"))
    source = models.ForeignKey(
        "cases.Source", verbose_name=_("source"), on_delete=models.PROTECT, related_name="claims"
    )
    locator = WordsField(verbose_name=_("place in the source"), help_text=_("Such as a page."))
    note = WordsField(verbose_name=_("note"), multiline=True)
    supersedes = models.ForeignKey(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="superseded_by",
    )  # fmt: skip
    current = models.BooleanField(
        _("holds now"), default=False, help_text=_("At most one claim of a result.")
    )
    retracted_on = edtf.EDTFField(_("retracted on"))
    retraction_reason = WordsField(verbose_name=_("why it was retracted"), multiline=True)

    base_form_class = ClaimForm

    panels = [
        PlacesPanel(heading=_("Where it stands")),
        FieldRowPanel([FieldPanel("result"), FieldPanel("source")]),
        MultiFieldPanel(
            [
                FieldPanel("qualifier"),
                FieldRowPanel([FieldPanel("value"), FieldPanel("value_max"), FieldPanel("per")]),
                FieldPanel("unit"),
                FieldPanel("scope"),
            ],
            heading=_("The figure"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_until")]),
                FieldPanel("as_of"),
            ],
            heading=_("When"),
        ),
        FieldPanel("locator"),
        FieldPanel("note"),
        MultiFieldPanel(
            [FieldPanel("current"), FieldPanel("supersedes", widget=ClaimChooser)],
            heading=_("Beside the other claims"),
        ),
        MultiFieldPanel(
            [FieldPanel("retracted_on"), FieldPanel("retraction_reason")], heading=_("Retraction")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("key"), FieldPanel("measure")])],
            heading=_("Names for the computer"),
            help_text=_("Filled in by itself if you leave them empty."),
        ),
    ]
    search_fields = [
        index.SearchField("key"),
        index.AutocompleteField("key"),
        index.FilterField("result_id"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["result", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["result", "key"], name="claim_key_in_result"),
            models.UniqueConstraint(
                fields=["result"], condition=Q(current=True, live=True), name="one_current_claim"
            ),
        ]

    def __str__(self):
        return f"{self.result}: {self.words}" if self.result_id else self.words

    def save(self, *args, **kwargs):
        """Take the mark over when a claim goes live with it, by schedule or workflow too."""
        if self.live and self.current:
            marked_beside(self, self.result).update(current=False)
        return super().save(*args, **kwargs)

    def clean(self):
        """Refuse figures and times that contradict themselves."""
        super().clean()
        errors = {}
        if self.qualifier in WITHOUT_VALUE:
            if self.value is not None or self.value_max is not None:
                errors["value"] = _("“Hundreds of” and “thousands of” stand without a number.")
        elif self.value is None:
            errors["value"] = _("Give the number that the source names.")
        elif self.value_max is not None and self.value_max <= self.value:
            errors["value_max"] = _("The end of the range must be more than its beginning.")
        if self.retraction_reason and not self.retracted_on:
            errors["retracted_on"] = _("Give the date of the retraction too.")
        if self.retracted_on and not self.retraction_reason:
            errors["retraction_reason"] = _("Say why the claim was retracted.")
        if self.supersedes and self.supersedes.result_id != self.result_id:
            errors["supersedes"] = _("Choose a claim of the same result.")
        elif self.replaces_itself():
            errors["supersedes"] = _("A claim cannot replace itself, nor what replaces it.")
        if errors:
            raise ValidationError(errors)
        edtf.check_order(self.period_from, self.period_until, "period_until")

    def replaces_itself(self):
        """Tell whether following what claims replace leads back to this one."""
        seen, step = set(), self.supersedes
        while step is not None and step.pk not in seen:
            if step.pk == self.pk:
                return True
            seen.add(step.pk)
            step = step.supersedes
        return False

    def serve_preview(self, request, mode_name):
        """Show the page of the result as if this claim were live as it is written now."""
        from cases.ledger import Ledger

        page = self.result.source
        others = Ledger.of_results(Q(result=page) & ~Q(pk=self.pk))
        before = others[0].claims if others else []
        place = sum(other.pk < self.pk for other in before) if self.pk else len(before)
        self.pk = self.pk or 0
        page.ledger = Ledger(page, [*before[:place], self, *before[place:]])
        return page.serve_preview(request, mode_name)

    @property
    def keep_reason(self):
        """Say why this claim cannot be deleted, or nothing."""
        if self.live or self.first_published_at:
            return gettext("It was published. Retract it, or publish one that replaces it.")
        return ""

    def full_clean(self, *args, **kwargs):
        """Belong to the original of the result, in whatever language it was chosen."""
        if self.result_id and not self.result.is_original:
            self.result = self.result.source
        return super().full_clean(*args, **kwargs)
