"""How the records of the cases are listed, filtered and chosen."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cases.claims import Claim
from cases.organisations import Organisation
from cases.people import Person
from cases.results import ResultPage
from cases.sources import Source
from koers.record_admin import RecordChooserViewSet, RecordViewSet


class OrganisationChooserViewSet(RecordChooserViewSet):
    """Offer organisations, of one kind where it is asked for."""

    url_filter_parameters = ["kind"]
    preserve_url_parameters = ["multiple", "kind"]


class OrganisationViewSet(RecordViewSet):
    """Edit organisations."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    chooser_viewset_class = OrganisationChooserViewSet
    list_display = ["name", "kind", "role", "key", BooleanColumn("archived", label=_("archived"))]
    list_filter = ["kind", "role", "archived"]
    search_fields = ["name", "key", "cbs_code"]
    ordering = ["name"]


class PersonViewSet(RecordViewSet):
    """Edit people."""

    model = Person
    icon = "user"
    menu_label = _("People")
    list_display = ["name", "key", BooleanColumn("archived", label=_("archived"))]
    list_filter = ["archived"]
    search_fields = ["name", "key"]
    ordering = ["name"]


class SourceViewSet(RecordViewSet):
    """Edit sources."""

    model = Source
    icon = "openquote"
    menu_label = _("Sources")
    list_display = [
        "title",
        "publisher",
        "date",
        "language",
        "key",
        BooleanColumn("archived", label=_("archived")),
    ]
    list_filter = ["language", "archived"]
    search_fields = ["title", "publisher", "key", "url"]
    ordering = ["publisher", "title"]


class ClaimFilterSet(WagtailFilterSet):
    """Filter claims by their result, source and word."""

    result = django_filters.ModelChoiceFilter(
        queryset=lambda request: ResultPage.objects.originals().order_by("title"),
        label=_("Result"),
    )

    class Meta:
        model = Claim
        fields = ["result", "source", "qualifier", "current", "live"]


class ClaimViewSet(RecordViewSet):
    """Edit the claims of results."""

    model = Claim
    icon = "decimal"
    menu_label = _("Claims")
    list_display = [
        "result",
        Column("counted", label=_("figure")),
        Column("moment_words", label=_("when")),
        "source",
        "key",
        BooleanColumn("current", label=_("holds now")),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    filterset_class = ClaimFilterSet
    search_fields = ["key", "measure", "result__title", "source__title", "source__publisher"]
    ordering = ["result__title", "pk"]

    def get_queryset(self, request):
        """Fetch what the list shows."""
        return Claim.objects.select_related("result", "source")


class RecordsGroup(SnippetViewSetGroup):
    """Gather the records in one menu."""

    menu_label = _("Records")
    menu_icon = "folder-open-inverse"
    menu_name = "records"
    menu_order = 200
    items = (OrganisationViewSet, PersonViewSet, SourceViewSet, ClaimViewSet)
