"""Wagtail's hooks of search."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from search.admin import SynonymViewSet
from search.asked_report import AskedMenuItem, AskedReport

register_snippet(SynonymViewSet)


@hooks.register("register_admin_urls")
def register_report():
    """Add the report of queries to the admin."""
    results = AskedReport.as_view(results_only=True)
    return [
        path("reports/queries/", AskedReport.as_view(), name="search_asked"),
        path("reports/queries/results/", results, name="search_asked_results"),
    ]


@hooks.register("register_reports_menu_item")
def add_report_to_menu():
    """Lead to the report from the menu."""
    return AskedMenuItem(
        _("Queries"), reverse("search_asked"), name="queries", icon_name="search", order=600
    )
