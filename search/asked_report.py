"""The report of queries asked, for those who write what readers look for."""

from datetime import timedelta
from urllib.parse import urlencode

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from search.asked import AskedQuery
from search.synonyms import Synonym

WITHOUT_HIT = "without-hit"
# What a spreadsheet would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@")


def may_see(user):
    """Tell whether somebody edits pages or synonyms."""
    actions = ("add", "change")
    policies = (policy_registry.get_by_type(model) for model in (Page, Synonym))
    return any(policy.user_has_any_permission(user, actions) for policy in policies)


class AskedMenuItem(MenuItem):
    """Lead to the report."""

    def is_shown(self, request):
        """Hide it from those who may not see the report."""
        return may_see(request.user)


class AskedFilters(WagtailFilterSet):
    """Narrow the report down to a period, a language, or what found nothing."""

    period = django_filters.ChoiceFilter(
        label=_("Period"),
        method="since",
        choices=[("7", _("The last 7 days")), ("30", _("The last 30 days")),
                 ("90", _("The last 90 days"))],
        empty_label=_("The last year"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=lambda: [(code, name_of(code)) for code in settings.LANGUAGE_CODES],
        empty_label=_("All languages"),
        widget=forms.RadioSelect,
    )
    hits = django_filters.ChoiceFilter(
        label=_("Hits"),
        method="missing",
        choices=[(WITHOUT_HIT, _("Only without a hit"))],
        empty_label=_("All queries"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AskedQuery
        fields = []

    def since(self, rows, name, value):
        """Keep the last days, today among them."""
        first = timezone.localdate() - timedelta(days=int(value) - 1)
        return rows.filter(day__gte=first)

    def missing(self, rows, name, value):
        """Keep the queries that found nothing at least once."""
        return rows.filter(missed__gt=0)


class SynonymColumn(Column):
    """Offer to add a synonym for a query."""

    cell_template_name = "search/admin/asked_synonym.html"

    def get_value(self, row):
        """Return the address of the form with the query filled in."""
        params = {"language": row["language"], "term": row["query"]}
        return f"{reverse(Synonym.snippet_viewset.get_url_name('add'))}?{urlencode(params)}"


class AskedReport(ReportView):
    """List what was asked, the most frequent first."""

    template_name = "search/admin/asked.html"
    results_template_name = "search/admin/asked_results.html"
    page_title = _("Queries")
    header_icon = "search"
    index_url_name = "search_asked"
    index_results_url_name = "search_asked_results"
    filterset_class = AskedFilters
    default_ordering = "-times"
    export_filename = "queries"
    list_export = ["query", "language", "times", "missed", "last"]
    export_headings = {
        "query": _("Query"),
        "language": _("Language"),
        "times": _("Asked"),
        "missed": _("Without a hit"),
        "last": _("Last asked"),
    }

    def dispatch(self, request, *args, **kwargs):
        """Refuse those who edit nothing that readers search."""
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        """Return one row a query with its counts; those with too few asks have no words."""
        kept = AskedQuery.objects.exclude(query="").filter(until__gt=timezone.localdate())
        return kept.values("query", "language").annotate(
            times=Sum("asked"), missed=Sum("without_hit"), last=Max("day")
        )

    def order_queryset(self, queryset):
        """Order what is equal by its words, so that pages never overlap."""
        return queryset.order_by(self.ordering, "query", "language")

    @cached_property
    def columns(self):
        """Return the columns; only some may add synonyms."""
        headings = self.export_headings
        found = [
            TitleColumn("query", label=headings["query"], sort_key="query", get_url=results_url),
            Column("language", label=headings["language"], accessor=language_name),
            NumberColumn("times", label=headings["times"], sort_key="times"),
            NumberColumn("missed", label=headings["missed"], sort_key="missed"),
            Column("last", label=headings["last"], sort_key="last", accessor=last_day),
        ]
        if policy_registry.get_by_type(Synonym).user_has_permission(self.request.user, "add"):
            found.append(SynonymColumn("synonym", label=_("Synonym")))
        return found

    def get_table_kwargs(self):
        """Let the table scroll on a phone instead of breaking words into letters."""
        return super().get_table_kwargs() | {"attrs": {"style": "min-width: 46rem"}}

    def preprocess_field_value(self, field, value, export_format):
        """Mark what a reader typed as text where a spreadsheet would calculate with it."""
        value = super().preprocess_field_value(field, value, export_format)
        typed = export_format == self.FORMAT_CSV and field == "query"
        return f"'{value}" if typed and value.startswith(FORMULA) else value


def results_url(row):
    """Return the address of what readers find, as page 1: looking it up is not asking."""
    if row["language"] not in settings.LANGUAGE_CODES:
        return None
    with override(row["language"]):
        return f"{reverse('search')}?{urlencode({'q': row['query'], 'p': 1})}"


def language_name(row):
    """Return the name of the language that was asked in."""
    return name_of(row["language"])


def name_of(code):
    """Return the name of a language in the language of the editor."""
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code


def last_day(row):
    """Return the words of the day on which a query was last asked."""
    return date_format(row["last"])
