"""What all records share: a key that never changes, and an archive instead of a bin."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

KEY = RegexValidator(
    r"^[a-z0-9-]+\Z", _("Use small letters, digits and hyphens only, such as “voorbeeld-2022”.")
)


class KeyField(models.CharField):
    """Hold a key of small letters, digits and hyphens."""

    def __init__(self, *args, **kwargs):
        kwargs = {"max_length": 100, "validators": [KEY], "verbose_name": _("key")} | kwargs
        super().__init__(*args, **kwargs)


class RecordQuerySet(models.QuerySet):
    """Choose among records."""

    def choosable(self):
        """Leave out what was archived."""
        return self.filter(archived=False)


class Record(models.Model):
    """Share key and archive among the kinds of records."""

    key = KeyField(
        unique=True, help_text=_("Names the record in content bundles; never change it.")
    )
    archived = models.BooleanField(
        _("archived"), default=False, help_text=_("Takes it out of the choosers, nothing else.")
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
