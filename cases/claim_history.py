"""The history of a claim, told in sentences: who changed what from what to what."""

from decimal import Decimal

from django.db.models import DecimalField
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import HistoryView

from cases.claim_words import number
from cases.claims import Claim
from cases.results import CLAIM_FIELDS
from cases.sources import Source
from koers import edtf

NONE = "–"


class SentenceColumn(Column):
    """Tell what one entry of the history did."""

    def __init__(self, *args, tell, **kwargs):
        super().__init__(*args, **kwargs)
        self.tell = tell

    def get_value(self, instance):
        """Return the sentence of an entry."""
        return self.tell(instance)


class ClaimHistoryView(HistoryView):
    """Put the sentences in front of Wagtail's own columns."""

    @cached_property
    def columns(self):
        """Add a column of sentences."""
        column = SentenceColumn("told", label=gettext_lazy("What happened"), tell=self.sentence)
        return [column, *super().columns]

    @cached_property
    def telling(self):
        """Fetch at once what the sentences need."""
        return Telling(self.object)

    def sentence(self, entry):
        """Return the sentence of one entry."""
        who = capfirst(entry.user_display_name)
        if entry.action == "wagtail.publish":
            return _("%(who)s published the claim.") % {"who": who}
        if entry.action == "wagtail.create" or (
            entry.content_changed and not entry.previous_revision_id
        ):
            return _("%(who)s wrote the claim down.") % {"who": who}
        changes = self.telling.changes(entry.revision_id, entry.previous_revision_id)
        if entry.content_changed and changes:
            return _("%(who)s changed %(changes)s.") % {"who": who, "changes": "; ".join(changes)}
        return f"{who}: {entry.message}"


class Telling:
    """Hold the contents of all revisions of a claim, and the names of what they point at."""

    def __init__(self, claim):
        self.contents = dict(claim.revisions.values_list("pk", "content"))
        ids = {name: self.ids(name) for name in ("source", "supersedes")}
        self.names = {
            "source": {one.pk: one.name for one in Source.objects.filter(pk__in=ids["source"])},
            "supersedes": {
                one.pk: one.words
                for one in Claim.objects.filter(pk__in=ids["supersedes"]).select_related("source")
            },
        }

    def ids(self, name):
        """Return the ids that the revisions hold in one field."""
        return {content.get(name) for content in self.contents.values()} - {None}

    def changes(self, revision, before):
        """Return what differs between two revisions, field by field, in words."""
        old, new = self.contents.get(before), self.contents.get(revision)
        if not old or not new:
            return []
        said = [(name, self.say(name, old), self.say(name, new)) for name in CLAIM_FIELDS]
        words = _("%(field)s from “%(old)s” to “%(new)s”")
        return [
            words % {"field": field_name(name), "old": was, "new": now}
            for name, was, now in said
            if was != now
        ]

    def say(self, name, content):
        """Return a value of a revision in words."""
        value, field = content.get(name), Claim._meta.get_field(name)
        if value in (None, "", {}):
            return NONE
        if name in self.names:
            return self.names[name].get(value, NONE)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, dict):
            return " / ".join(text for text in value.values() if text)
        if isinstance(field, DecimalField):
            return number(Decimal(value))
        if isinstance(field, edtf.EDTFField):
            return str(edtf.words(value))
        return str(dict(field.flatchoices).get(value, value))


def field_name(name):
    """Return the words for a field."""
    return str(Claim._meta.get_field(name).verbose_name)
