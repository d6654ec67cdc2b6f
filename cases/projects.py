"""Projects as case studies: their course, who takes part, and what taking over needs."""

from django.db import models
from django.db.models import QuerySet, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField

from cases import facets
from cases.findable_projects import FindableProject
from cases.listings import Facet, IndexPage
from cases.participations import PARTICIPATION_FIELDS, Participation
from cases.phases import PHASE_FIELDS, USUAL_COURSE, Phases, ProjectPhase
from cases.themes import ThemedPage
from cases.tilemap import TileMap
from koers import bundle, richtext
from koers.pages import localize
from koers.panels import editor


class TextsBlock(blocks.StreamBlock):
    """A list of short texts."""

    text = blocks.CharBlock(label=capfirst(_("text")))


def phase_values(model):
    """Yield (translation key, status) of projects: the last of their phases."""
    rows = ProjectPhase.objects.filter(page__source_locale=models.F("page__locale"))
    last = rows.order_by("page", "sort_order").values_list("page__translation_key", "phase")
    return ((key, phase, phase) for key, phase in dict(last).items())


def municipality_values(model):
    """Yield (translation key, key, name) of municipalities that take part."""
    rows = Participation.objects.filter(
        page__source_locale=models.F("page__locale"), organisation__kind="municipality"
    ).select_related("organisation")
    rows = rows.annotate(project=models.F("page__translation_key"))
    return ((row.project, row.organisation.key, row.organisation.name) for row in rows
            if not row.over)  # fmt: skip


class ProjectIndexPage(IndexPage):
    """List the projects."""

    bundle_type = "project-index"
    subpage_types = ["cases.ProjectPage"]
    kind = _("Overview")

    class Meta:
        verbose_name = _("list of projects")

    @property
    def item_model(self):
        """Name the type of page that is listed."""
        return ProjectPage

    def facets(self):
        """Filter by theme, phase and municipality."""
        return [
            facets.themes(ProjectPage),
            Facet(
                "phase",
                _("Phase"),
                _("Every phase"),
                phase_values,
                lambda words, _l: {v: text for v, text in Phases.choices if v in words},
            ),
            Facet(
                "municipality",
                _("Municipality"),
                _("All municipalities"),
                municipality_values,
                lambda words, _l: dict(sorted(words.items(), key=lambda pair: pair[1])),
            ),
        ]


class AboutProjects:
    """Read the projects that a page relates to; mixed into types with a field `projects`."""

    @cached_property
    def own_projects(self):
        """Return the visible projects of the original, in this page's language."""
        return localize(self.source.projects.all(), self.locale_id)


class ProjectPage(FindableProject, ThemedPage):
    """Tell of one project."""

    leads = ParentalManyToManyField(
        "cases.Person", verbose_name=_("leads"), blank=True, related_name="led_projects"
    )
    target_groups = StreamField(TextsBlock(required=False), verbose_name=_("for whom"), blank=True)
    contact = models.CharField(_("contact"), max_length=255, blank=True)
    needs = RichTextField(_("what you need"), blank=True, features=richtext.FEATURES)
    financing = RichTextField(_("financing"), blank=True, features=richtext.FEATURES)
    obstacles = RichTextField(_("obstacles"), blank=True, features=richtext.FEATURES)
    evaluations = ParentalManyToManyField(
        "cases.Source", verbose_name=_("evaluations"), blank=True, related_name="+"
    )
    documents = ParentalManyToManyField(
        "media.Document", verbose_name=_("documents"), blank=True, related_name="+"
    )

    bundle_type = "project"
    bundle_fields = ThemedPage.bundle_fields | {
        "phases": bundle.Rows(
            relation="phases", fields=PHASE_FIELDS, identity=("phase", "date"), required=("phase",)
        ),
        "participations": bundle.Rows(
            relation="participations",
            fields=PARTICIPATION_FIELDS,
            identity=("organisation",),
            required=("organisation",),
        ),
        "leads": bundle.RecordRef(records="people", many=True),
        "target_groups": bundle.Texts(word=True),
        "contact": bundle.Text(max_length=255),
        "needs": bundle.RichText(word=True),
        "financing": bundle.RichText(word=True),
        "obstacles": bundle.RichText(word=True),
        "evaluations": bundle.RecordRef(records="sources", many=True),
        "documents": bundle.FileRef(files="documents", many=True),
    }
    override_translatable_fields = [
        *ThemedPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("leads", "contact", "evaluations", "documents")
        ),
    ]
    parent_page_types = ["cases.ProjectIndexPage"]
    subpage_types = []
    kind = _("Project")
    plural = _("Projects")
    schema_type = "Article"
    number_words = ngettext_lazy("%(n)s project", "%(n)s projects", "n")
    theme_order = 10
    card_template = "components/project_card.html"
    rich_fields = ("needs", "financing", "obstacles")
    template = "cases/project_page.html"

    edit_handler = editor(
        FieldPanel("themes"),
        FieldPanel("target_groups"),
        tabs=[
            (_("Phases"), [InlinePanel("phases", label=_("phase"))]),
            (_("Text"), [FieldPanel("body")]),
            (
                _("Who takes part?"),
                [
                    InlinePanel("participations", label=_("participant")),
                    FieldPanel("leads"),
                    FieldPanel("contact"),
                ],
            ),
            (
                _("Taking it over"),
                [
                    FieldPanel("needs"),
                    FieldPanel("financing"),
                    FieldPanel("obstacles"),
                    FieldPanel("evaluations"),
                    FieldPanel("documents"),
                ],
            ),
        ],
    )

    class Meta:
        verbose_name = _("project")

    @classmethod
    def finish_cards(cls, pages, locale_id):
        """Fetch the phases and participations that cards show; two queries."""
        originals = [page.source for page in pages]
        prefetch_related_objects(originals, "phases", "participations__organisation")
        return pages

    @classmethod
    def finish_listed(cls, pages, listing):
        """Take status and participation from the filters, which read them already."""
        for page in pages:
            phases = listing.values_of("phase", page)
            page.status = next((ProjectPhase(phase=phase) for phase in phases), None)
            page.municipalities_taking_part = len(listing.values_of("municipality", page))
        return pages

    @cached_property
    def course(self):
        """Return the phases of the original with the notes in this page's language."""
        return self.rows_with_words("phases", "note", "decided_by", "source")

    @property
    def ahead(self):
        """Return the words of the usual phases that follow the current one."""
        usual = [Phases(phase) for phase in USUAL_COURSE]
        if self.status is None or self.status.phase not in usual:
            return []
        return [phase.label for phase in usual[usual.index(self.status.phase) + 1 :]]

    @cached_property
    def status(self):
        """Return the last phase, or None where none is known."""
        rows = self.course if "course" in self.__dict__ else list(self.source.phases.all())
        return rows[-1] if rows else None

    @cached_property
    def tiles(self):
        """Return the municipalities of the region and which of them take part."""
        return TileMap.of_project(self.participants)

    @cached_property
    def participants(self):
        """Return the participations of the original with the notes in this page's language."""
        return self.rows_with_words("participations", "note", "organisation")

    @cached_property
    def municipalities_taking_part(self):
        """Count the municipalities that take part now."""
        rows = self.source.participations.all()
        return sum(row.organisation.is_municipality and not row.over for row in rows)

    @property
    def target_words(self):
        """Return (groups for whom the project is, language code where it is not the page's)."""
        own = [row["value"] for row in self.target_groups.raw_data]
        if own or self.is_original:
            return own, ""
        return [row["value"] for row in self.source.target_groups.raw_data], self.facts_language

    @property
    def has_facts(self):
        """Tell whether there is anything to say in short."""
        known = self.target_words[0], self.lead_people, self.tiles.inside, self.source.contact
        return any(known)

    @property
    def needs_word(self):
        """Return what it takes, in this page's language or its original's."""
        return self.word("needs")

    @property
    def financing_word(self):
        """Return who pays, in this page's language or its original's."""
        return self.word("financing")

    @property
    def obstacles_word(self):
        """Return what stands in the way, in this page's language or its original's."""
        return self.word("obstacles")

    @cached_property
    def lead_people(self):
        """Return the people who lead, with their roles."""
        leads = self.source.leads.all()
        return list(leads.with_roles() if isinstance(leads, QuerySet) else leads)

    @cached_property
    def evaluation_sources(self):
        """Return the sources that evaluate the project."""
        sources = self.source.evaluations.all()
        whole = isinstance(sources, QuerySet)
        return list(sources.select_related("document") if whole else sources)

    @cached_property
    def document_files(self):
        """Return the documents of the project."""
        return list(self.source.documents.all())
