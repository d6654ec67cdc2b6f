"""People and the roles they have or had."""

from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from koers import bundle, edtf
from koers.records import Record, RecordQuerySet
from koers.words import WordsField, pick

ROLE_FIELDS = {
    "organisation": bundle.RecordRef(records="organisations"),
    "role": bundle.Words(),
    "from": bundle.Edtf(),
    "until": bundle.Edtf(),
    "note": bundle.Words(),
    "source": bundle.RecordRef(records="sources"),
}


class PersonQuerySet(RecordQuerySet):
    """Fetch people with what is said of them."""

    def with_roles(self):
        """Fetch the roles with their organisations in one more query."""
        roles = PersonRole.objects.select_related("organisation", "source")
        return self.prefetch_related(Prefetch("roles", roles))


@bundle.register_records(
    "people",
    {
        "name": bundle.Text(max_length=255),
        "roles": bundle.Rows(relation="roles", fields=ROLE_FIELDS, required=("organisation",)),
        "note": bundle.Words(),
    },
)
class Person(index.Indexed, ClusterableModel, Record):
    """Hold a person who leads, speaks or is quoted."""

    name = models.CharField(_("name"), max_length=255)
    note = WordsField(verbose_name=_("note"), multiline=True)

    objects = PersonQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        InlinePanel("roles", label=_("role"), heading=_("Roles")),
        FieldPanel("note"),
        FieldPanel("key"),
        FieldPanel("archived"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("archived"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def note_words(self):
        """Return the note in the reader's language."""
        return pick(self.note)

    @property
    def current_roles(self):
        """Return the roles that have not ended, else all that the person had."""
        roles = list(self.roles.all())
        return [role for role in roles if not role.ended] or roles

    def role_at(self, moment):
        """Return the role at an EDTF date, else one that goes on, else the last; or None."""
        roles = list(self.roles.all())
        if moment:
            day = edtf.lower(moment)
            roles.sort(key=lambda role: not role.holds_at(day))
        else:
            roles.sort(key=lambda role: role.ended)
        return roles[0] if roles else None


class PersonRole(Orderable):
    """Hold what a person is or was at an organisation."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(
        "cases.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="person_roles",
    )
    role = WordsField(verbose_name=_("role"))
    start = edtf.EDTFField(_("from"))
    until = edtf.EDTFField(_("until"))
    note = WordsField(verbose_name=_("note"))
    source = models.ForeignKey(
        "cases.Source",
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    panels = [
        FieldPanel("organisation"),
        FieldPanel("role"),
        FieldRowPanel([FieldPanel("start"), FieldPanel("until")]),
        FieldPanel("note"),
        FieldPanel("source"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("role")

    def __str__(self):
        return f"{self.words} – {self.organisation}"

    def clean(self):
        """Refuse a role that ends before it begins."""
        super().clean()
        edtf.check_order(self.start, self.until, "until")

    @property
    def words(self):
        """Return the role in the reader's language."""
        return pick(self.role)

    @property
    def moment_words(self):
        """Return from when until when, in words, or nothing."""
        return edtf.span_words(self.start, self.until)

    @property
    def note_words(self):
        """Return the note in the reader's language."""
        return pick(self.note)

    def holds_at(self, day):
        """Tell whether the role was held on a day, as far as is known."""
        begun = not self.start or edtf.lower(self.start) <= day
        return begun and (not self.until or day <= edtf.upper(self.until))

    @property
    def ended(self):
        """Tell whether the role is over for certain."""
        return bool(self.until) and edtf.upper(self.until) < timezone.localdate()
