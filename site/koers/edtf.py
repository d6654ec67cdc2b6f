"""Dates that are known to the day, the month or the year: EDTF level 0 (ISO 8601-2)."""

import re
from calendar import monthrange
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def bounds(value):
    """Return the first and last day that an EDTF string can mean, or raise ValueError."""
    match = PATTERN.fullmatch(value)
    if match is None:
        raise ValueError(value)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    if day is not None:
        return first, first
    last_month = 12 if month is None else month
    return first, date(year, last_month, monthrange(year, last_month)[1])


def lower(value):
    """Return the first day that a valid EDTF string can mean."""
    return bounds(value)[0]


def upper(value):
    """Return the last day that a valid EDTF string can mean."""
    return bounds(value)[1]


def words(value):
    """Write an EDTF string as a date in the active language; what is none stays as it is."""
    if not value:
        return ""
    try:
        first = lower(value)
    except ValueError:
        return value
    return date_format(first, {4: "Y", 7: "F Y", 10: "DATE_FORMAT"}[len(value)])


def span_words(first, last):
    """Write a time from one EDTF string to another in words; either may be empty, or both."""
    start, end = words(first), words(last)
    if start == end:
        return start
    if not end:
        return gettext("since %(date)s") % {"date": start}
    if not start:
        return gettext("until %(date)s") % {"date": end}
    return gettext("%(first)s to %(last)s") % {"first": start, "last": end}


def validate(value):
    """Raise ValidationError unless the value is a year, a month or an existing day."""
    try:
        bounds(value)
    except ValueError:
        raise ValidationError(
            _(
                "“%(value)s” is not a date that we can read. Write a year (2022), a year and a "
                "month (2022-08) or a day that exists (2022-08-03)."
            ),
            params={"value": value},
            code="edtf",
        ) from None


def check_order(start, end, field):
    """Raise ValidationError on `field` when the end lies wholly before the beginning."""
    try:
        wrong = bool(start and end) and upper(end) < lower(start)
    except ValueError:
        # The field itself says what is wrong.
        return
    if wrong:
        raise ValidationError({field: _("The end lies before the beginning.")})


class EDTFField(models.CharField):
    """Hold an EDTF level 0 string; empty means that the date is not known."""

    default_validators = [validate]

    def __init__(self, *args, **kwargs):
        kwargs = {"max_length": 10, "blank": True, "default": ""} | kwargs
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        """Show by example what may be written."""
        hint = forms.TextInput(attrs={"placeholder": "2022, 2022-08, 2022-08-03"})
        return super().formfield(**{"widget": hint} | kwargs)
