"""Practice examples: what others published about the region's work, GemeenteDelers above all."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from cases import facets
from cases.listings import IndexPage
from cases.projects import AboutProjects, ProjectPage
from cases.themes import ThemedPage
from koers import bundle, richtext
from koers.panels import editor
from koers.sections import plain


class Awards(models.TextChoices):
    """How an example did in a competition."""

    WINNER = "winner", _("Winner")
    NOMINATED = "nominated", _("Nominated")
    ENTRY = "entry", _("Entry")


class PracticeIndexPage(IndexPage):
    """List the practice examples."""

    bundle_type = "practice-index"
    subpage_types = ["cases.PracticePage"]
    kind = _("Overview")

    class Meta:
        verbose_name = _("list of practice examples")

    @property
    def item_model(self):
        """Name the type of page that is listed."""
        return PracticePage

    def facets(self):
        """Filter by programme, year, category, award and theme."""
        return [
            facets.texts("programme", _("Programme"), _("All programmes")),
            facets.texts("year", _("Year"), _("Every year"), reverse=True),
            facets.texts("category", _("Category"), _("All categories")),
            facets.choices("award", _("Award"), _("With and without award"), Awards),
            facets.themes(PracticePage),
        ]


class PracticePage(AboutProjects, ThemedPage):
    """Tell of an example that was published elsewhere."""

    programme = models.CharField(
        _("programme"), max_length=255, blank=True, help_text=_("Such as GemeenteDelers.")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    category = models.CharField(_("category"), max_length=255, blank=True)
    award = models.CharField(_("award"), max_length=20, choices=Awards.choices, blank=True)
    organisations = ParentalManyToManyField(
        "cases.Organisation", verbose_name=_("organisations"), blank=True, related_name="practices"
    )
    published_in = models.ForeignKey(
        "cases.Source",
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="practices",
    )
    link = models.URLField(
        _("address"), max_length=500, blank=True, help_text=_("Empty: the address is not known.")
    )
    archived_link = models.URLField(_("address of a kept copy"), max_length=500, blank=True)
    projects = ParentalManyToManyField(
        ProjectPage, verbose_name=_("projects"), blank=True, related_name="+"
    )
    successful = RichTextField(_("successful"), blank=True, features=richtext.FEATURES)
    valuable = RichTextField(_("valuable"), blank=True, features=richtext.FEATURES)
    reusable = RichTextField(_("reusable"), blank=True, features=richtext.FEATURES)

    fetched_along = ("image", "published_in")
    bundle_type = "practice"
    bundle_fields = ThemedPage.bundle_fields | {
        "programme": bundle.Text(max_length=255),
        "year": bundle.Number(minimum=1900, maximum=2200),
        "category": bundle.Text(max_length=255),
        "award": bundle.Choice(choices=Awards),
        "organisations": bundle.RecordRef(records="organisations", many=True),
        "source": bundle.RecordRef(records="sources"),
        "url": bundle.Url(),
        "archived_url": bundle.Url(),
        "projects": bundle.PageRef(type="project", many=True),
        "successful": bundle.RichText(word=True),
        "valuable": bundle.RichText(word=True),
        "reusable": bundle.RichText(word=True),
    }
    # Wagtail's page has a `url` and our base a `source` of another meaning.
    bundle_attributes = {"source": "published_in", "url": "link", "archived_url": "archived_link"}
    override_translatable_fields = [
        *ThemedPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "programme",
                "year",
                "category",
                "award",
                "organisations",
                "published_in",
                "link",
                "archived_link",
                "projects",
            )
        ),
    ]
    parent_page_types = ["cases.PracticeIndexPage"]
    subpage_types = []
    kind = _("Practice example")
    plural = _("Practice examples")
    schema_type = "Article"
    number_words = ngettext_lazy("%(n)s practice example", "%(n)s practice examples", "n")
    theme_order = 60
    card_template = "components/practice_card.html"
    rich_fields = ("successful", "valuable", "reusable")
    template = "cases/practice_page.html"

    edit_handler = editor(
        FieldRowPanel([FieldPanel("programme"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("category"), FieldPanel("award")]),
        FieldPanel("organisations"),
        FieldPanel("themes"),
        FieldPanel("projects"),
        tabs=[
            (
                _("The criteria of GemeenteDelers"),
                [FieldPanel("successful"), FieldPanel("valuable"), FieldPanel("reusable")],
            ),
            (_("Text"), [FieldPanel("body")]),
            (
                _("Where it was published"),
                [FieldPanel("published_in"), FieldPanel("link"), FieldPanel("archived_link")],
            ),
        ],
    )

    class Meta:
        verbose_name = _("practice example")

    @property
    def criteria(self):
        """Return (text as a `Word`, heading, anchor) of the criteria."""
        return [
            (self.word("successful"), _("Successful"), "k-successful"),
            (self.word("valuable"), _("Valuable"), "k-valuable"),
            (self.word("reusable"), _("Reusable"), "k-reusable"),
        ]

    def cut(self, cutter):
        """Add where it was published, and the criteria."""
        for text in (self.source.programme, self.source.category):
            cutter.add(text)
        for word, heading, anchor in self.criteria:
            if word.own:
                cutter.begin(heading, f"#{anchor}")
                cutter.add(plain(word.own))
        super().cut(cutter)

    def search_facets(self):
        """Add the municipalities and the year."""
        places = [(one.key, one.name) for one in self.own_organisations if one.is_municipality]
        year = self.source.year
        return super().search_facets() | {
            "municipality": places,
            "year": [(str(year), str(year))] if year else [],
        }

    @cached_property
    def own_organisations(self):
        """Return the organisations of the original."""
        return list(self.source.organisations.all())
