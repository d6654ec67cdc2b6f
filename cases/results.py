"""Results: what was reached, told by claims that each keep their own source."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from cases import facets
from cases.charts import chart_of, series_charts
from cases.claim_panels import LedgerPanel
from cases.claims import Claim, Qualifiers, Units
from cases.ledger import Ledger
from cases.listings import IndexPage
from cases.projects import AboutProjects, ProjectPage
from cases.themes import ThemedPage
from koers import bundle
from koers.panels import editor

CLAIM_FIELDS = {
    "measure": bundle.Key(),
    "value": bundle.Number(decimal=True, minimum=0),
    "value_max": bundle.Number(decimal=True, minimum=0),
    "qualifier": bundle.Choice(choices=Qualifiers),
    "unit": bundle.Words(word=True),
    "scope": bundle.Words(word=True),
    "period_from": bundle.Edtf(),
    "period_until": bundle.Edtf(),
    "per": bundle.Choice(choices=Units),
    "as_of": bundle.Edtf(),
    "source": bundle.RecordRef(records="sources"),
    "locator": bundle.Words(word=True),
    "note": bundle.Words(word=True),
    "supersedes": bundle.Key(),
    "current": bundle.Flag(),
    "retracted_on": bundle.Edtf(),
    "retraction_reason": bundle.Words(word=True),
}


class ResultIndexPage(IndexPage):
    """List the results."""

    bundle_type = "result-index"
    subpage_types = ["cases.ResultPage"]
    kind = _("Overview")

    class Meta:
        verbose_name = _("list of results")

    @property
    def item_model(self):
        """Name the type of page that is listed."""
        return ResultPage

    def facets(self):
        """Filter by theme and project."""
        return [facets.themes(ResultPage), facets.projects(ResultPage)]


class ResultPage(AboutProjects, ThemedPage):
    """Tell what one figure counts and who says what about it."""

    definition = models.TextField(
        _("what is counted"), blank=True, help_text=_("One or two plain sentences.")
    )
    projects = ParentalManyToManyField(
        ProjectPage, verbose_name=_("projects"), blank=True, related_name="+"
    )

    bundle_type = "result"
    bundle_fields = ThemedPage.bundle_fields | {
        "definition": bundle.Text(word=True),
        "projects": bundle.PageRef(type="project", many=True),
    }
    bundle_contains = {
        "claims": bundle.Contained(
            Claim, "result", CLAIM_FIELDS, ("key", "measure", "qualifier", "source")
        )
    }
    override_translatable_fields = [
        *ThemedPage.override_translatable_fields,
        SynchronizedField("projects", overridable=False),
    ]
    parent_page_types = ["cases.ResultIndexPage"]
    subpage_types = []
    kind = _("Result")
    plural = _("Results")
    schema_type = "Dataset"
    number_words = ngettext_lazy("%(n)s result", "%(n)s results", "n")
    theme_order = 20
    card_template = "components/result_card.html"
    template = "cases/result_page.html"

    edit_handler = editor(
        FieldPanel("definition"),
        FieldPanel("themes"),
        FieldPanel("projects"),
        tabs=[(_("Claims"), [LedgerPanel()]), (_("Text"), [FieldPanel("body")])],
    )

    class Meta:
        verbose_name = _("result")

    @classmethod
    def finish_cards(cls, pages, locale_id):
        """Fetch the ledgers that cards show; one query."""
        keys = [page.translation_key for page in pages]
        ledgers = Ledger.of_results(Q(result__translation_key__in=keys))
        by_key = {ledger.result.translation_key: ledger for ledger in ledgers}
        for page in pages:
            page.ledger = by_key.get(page.translation_key) or Ledger(page, [])
        return pages

    def cut(self, cutter):
        """Add what is counted and every claim."""
        if definition := self.definition_word.own:
            cutter.begin(_("What do we count?"), "#k-wat-tellen-we")
            cutter.add(definition)
        for claim in self.ledger.claims:
            if not claim.retracted_on:
                cutter.begin(claim.words, f"#claim-{claim.key}")
                cutter.add(claim.scope_words.own)
                cutter.add(claim.note_words.own)
        super().cut(cutter)

    def search_facets(self):
        """Add the years that the claims are about."""
        times = (claim.moment for claim in self.ledger.claims if not claim.retracted_on)
        years = {time[:4] for pair in times if pair for time in pair if time}
        return super().search_facets() | {"year": [(year, year) for year in sorted(years)]}

    @cached_property
    def ledger(self):
        """Return the claims of this result in whatever language it is read."""
        found = Ledger.of_results(Q(result=self.source))
        return found[0] if found else Ledger(self.source, [])

    @cached_property
    def chart(self):
        """Return bars of the standing claims that count the same thing, or None."""
        return chart_of(self.ledger)

    @cached_property
    def series_charts(self):
        """Return a chart of every series."""
        return series_charts(self.ledger)

    @property
    def definition_word(self):
        """Return what is counted, in this page's language or its original's."""
        return self.word("definition")
