"""Points in time of a recording as editors write them, such as 1:02:35.200."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext as _

from koers.times import clock
from media.captions import seconds

TIME = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,4})(?:[.,](\d{1,3}))?", re.ASCII)
# Behind a colon no more than 59 can stand.
LAST = 59


class TimeField(forms.CharField):
    """Take a time such as 1:02:35.200 as seconds."""

    def to_python(self, value):
        """Return seconds, or nothing; raises ValidationError."""
        if not (text := super().to_python(value)):
            return None
        match = TIME.fullmatch(text)
        if (
            match is None
            or (match[2] and int(match[3]) > LAST)
            or (match[1] and int(match[2]) > LAST)
        ):
            raise ValidationError(_("Write a time such as 0:35 or 1:02:35.200."))
        return seconds(match.groups())

    def prepare_value(self, value):
        """Return seconds as they are written; what was typed stays as it is."""
        return written(value) if isinstance(value, float) else value


def written(time):
    """Write seconds as 0:35.200, or 1:02:35.200 from an hour on."""
    whole, thousandths = divmod(round(time * 1000), 1000)
    return f"{clock(whole)}.{thousandths:03}"


class SecondsField(models.FloatField):
    """Hold a point in time, in seconds."""

    default_validators = [MinValueValidator(0)]

    def formfield(self, **kwargs):
        """Take it as a time."""
        more = {"form_class": TimeField, "widget": forms.TextInput({"size": 9})}
        return super().formfield(**{**kwargs, **more})
