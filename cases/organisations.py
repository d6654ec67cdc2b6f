"""Organisations: who owns, decides, carries out and supports."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Locale
from wagtail.search import index

from koers import bundle
from koers.records import Record


class OrganisationKinds(models.TextChoices):
    """Kinds of organisations."""

    MUNICIPALITY = "municipality", _("municipality")
    INSURER = "insurer", _("insurer")
    PUBLIC_HEALTH_SERVICE = "public-health-service", _("public health service")
    PROVINCE = "province", _("province")
    DECIDING_BODY = "deciding-body", _("deciding body")
    CARE_PROVIDER = "care-provider", _("care provider")
    WELFARE = "welfare", _("welfare organisation")
    COALITION = "coalition", _("coalition")
    RESEARCH_INSTITUTE = "research-institute", _("research institute")
    ASSOCIATION = "association", _("association")
    PROGRAMME = "programme", _("programme")
    OTHER = "other", _("organisation")


class CoalitionRoles(models.TextChoices):
    """What an organisation is in the coalition."""

    OWNER = "owner", _("owner")
    PARTNER = "partner", _("partner")
    EXTERNAL = "external", _("external")


@bundle.register_records(
    "organisations",
    {
        "name": bundle.Text(max_length=255),
        "kind": bundle.Choice(choices=OrganisationKinds),
        "role": bundle.Choice(choices=CoalitionRoles),
        "cbs_code": bundle.Text(max_length=20),
        "tile": bundle.Tile(),
        "url": bundle.Url(),
        "logo": bundle.FileRef(files="images"),
    },
    required=("name", "kind"),
)
class Organisation(index.Indexed, Record):
    """Hold an organisation that the site speaks of."""

    name = models.CharField(_("name"), max_length=255)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKinds.choices)
    role = models.CharField(
        _("role in the coalition"), max_length=20, choices=CoalitionRoles.choices, blank=True
    )
    cbs_code = models.CharField(
        _("official code"), max_length=20, blank=True, help_text=_("The CBS code, such as GM0141.")
    )
    tile_column = models.PositiveSmallIntegerField(_("column on the map"), null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(_("row on the map"), null=True, blank=True)
    url = models.URLField(_("website"), max_length=500, blank=True)
    logo = models.ForeignKey(
        "media.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("role"),
        FieldPanel("cbs_code"),
        MultiFieldPanel([FieldPanel("tile_column"), FieldPanel("tile_row")], heading=_("Tile")),
        FieldPanel("url"),
        FieldPanel("logo"),
        FieldPanel("key"),
        FieldPanel("archived"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
        index.FilterField("archived"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tile_column", "tile_row"],
                condition=Q(tile_column__isnull=False),
                name="one_organisation_a_tile",
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Ask for both numbers of a tile or none."""
        super().clean()
        if (self.tile_column is None) != (self.tile_row is None):
            raise ValidationError({"tile_row": _("A tile needs a column and a row.")})

    @property
    def tile(self):
        """Return (column, row) on the tile map, or None."""
        return None if self.tile_column is None else (self.tile_column, self.tile_row)

    @property
    def is_municipality(self):
        """Tell whether this is a municipality."""
        return self.kind == OrganisationKinds.MUNICIPALITY

    @classmethod
    def link_attributes(cls, pks):
        """Map ids of organisations to what a link says: their pages in the reader's language."""
        from cases.organisation_pages import OrganisationIndexPage

        base = OrganisationIndexPage.address(Locale.get_active())
        if base is None:
            return {}
        keys = cls.objects.filter(pk__in=pks).values_list("pk", "key")
        return {pk: {"href": f"{base}{key}/"} for pk, key in keys}
