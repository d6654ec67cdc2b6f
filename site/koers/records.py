"""What all records share: a key that never changes, and an archive instead of a bin."""

from itertools import chain, count

from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

KEY = RegexValidator(
    r"^[a-z0-9-]+\Z", _("Use small letters, digits and hyphens only, such as “voorbeeld-2022”.")
)


KEY_HELP = _("Names it in content bundles. Leave it empty for a new one; never change it.")
# Keys that are made by themselves leave room for a number.
SHORT = 90


class KeyField(models.CharField):
    """Hold a key of small letters, digits and hyphens; editors may leave it to `free_key`."""

    def __init__(self, *args, **kwargs):
        kwargs = {
            "max_length": 100, "validators": [KEY], "verbose_name": _("key"), "blank": True,
        } | kwargs  # fmt: skip
        super().__init__(*args, **kwargs)


def free_key(others, words):
    """Return a key made of words that none of the other records has."""
    wanted = slugify(words)[:SHORT].strip("-") or others.model._meta.model_name
    taken = set(others.filter(key__startswith=wanted).values_list("key", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(key for key in chain([wanted], numbered) if key not in taken)


class RecordQuerySet(models.QuerySet):
    """Choose among records."""

    def choosable(self):
        """Leave out what was archived."""
        return self.filter(archived=False)


class Record(models.Model):
    """Share key and archive among the kinds of records."""

    key = KeyField(
        unique=True,
        help_text=KEY_HELP,
    )
    archived = models.BooleanField(
        _("archived"), default=False, help_text=_("Takes it out of the choosers, nothing else.")
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self):
        """Give what has no key yet one of its own."""
        super().clean()
        self.key = self.key or free_key(type(self).objects, str(self))
