"""The words a claim is told in: number, unit, moment and source, in the reader's language."""

from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koers import edtf
from koers.words import pick

PER_WORDS = {
    "day": _("per day"),
    "week": _("per week"),
    "month": _("per month"),
    "quarter": _("per quarter"),
    "year": _("per year"),
}
LEADING_WORDS = {
    "about": _("about"),
    "more-than": _("more than"),
    "at-least": _("at least"),
    "at-most": _("at most"),
}
ROUND_WORDS = {"hundreds-of": _("hundreds"), "thousands-of": _("thousands")}
ROUND_WORDS_BEFORE_UNIT = {
    "hundreds-of": pgettext_lazy("before a unit", "hundreds of"),
    "thousands-of": pgettext_lazy("before a unit", "thousands of"),
}


def without_idle_zeros(value):
    """Return a number as people write it: 2800, not 2800.0000."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def number(value):
    """Write a number with the separators of the reader's language and without idle zeros."""
    return number_format(without_idle_zeros(value), use_l10n=True, force_grouping=True)


class ClaimWords:
    """Say a claim in words; mixed into its model."""

    @property
    def unit_words(self):
        """Return the unit in the reader's language."""
        return pick(self.unit)

    @property
    def scope_words(self):
        """Return who or what is counted, in the reader's language."""
        return pick(self.scope)

    @property
    def scope_names_unit(self):
        """Tell whether the scope begins with the unit, so that saying both would say it twice."""
        unit, scope = self.unit_words.text.casefold(), self.scope_words.text.casefold()
        return bool(scope) and scope.startswith(unit)

    @property
    def note_words(self):
        """Return the note in the reader's language."""
        return pick(self.note)

    @property
    def locator_words(self):
        """Return the place in the source, in the reader's language."""
        return pick(self.locator)

    @property
    def reason_words(self):
        """Return why the claim was retracted, in the reader's language."""
        return pick(self.retraction_reason)

    @property
    def lead(self):
        """Return the source's word before the number, or nothing."""
        return LEADING_WORDS.get(self.qualifier, "")

    @property
    def low(self):
        """Return the number, or the first of a range, as written; words for hundreds of."""
        if self.qualifier in ROUND_WORDS:
            words = ROUND_WORDS_BEFORE_UNIT if self.unit_words else ROUND_WORDS
            return str(words[self.qualifier])
        return "" if self.value is None else number(self.value)

    @property
    def high(self):
        """Return the end of a range as written, or nothing."""
        return "" if self.value_max is None else number(self.value_max)

    @property
    def per_words(self):
        """Return “per month” and the like, or nothing."""
        return str(PER_WORDS.get(self.per, ""))

    @property
    def amount(self):
        """Return the number with the source's word: “more than 1,000”, “3,000 to 4,000”."""
        text = self.low
        if self.high:
            text = pgettext_lazy("range", "%(low)s to %(high)s") % {
                "low": self.low, "high": self.high,
            }  # fmt: skip
        return f"{self.lead} {text}" if self.lead else str(text)

    @cached_property
    def moment(self):
        """Return the stored period, else the stored date, as a pair; None without either."""
        if self.period_from or self.period_until:
            return self.period_from, self.period_until
        return (self.as_of, self.as_of) if self.as_of else None

    @property
    def moment_words(self):
        """Return the period or the date in words, or nothing."""
        return edtf.span_words(*self.moment) if self.moment else ""

    @property
    def counted(self):
        """Return number, unit and time unit: “3,000 to 4,000 residents per month”."""
        parts = [self.amount, self.unit_words.text, self.per_words]
        return " ".join(part for part in parts if part)

    @property
    def words(self):
        """Return the claim in words with its moment and source in brackets."""
        name = self.source.name if self.source_id else ""
        known = [part for part in (self.moment_words, name) if part]
        return f"{self.counted} ({', '.join(known)})" if known else self.counted
