"""How the records of the cases are listed, filtered and chosen."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSetGroup

from cases.claim_form import follow_up
from cases.claim_history import ClaimHistoryView
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


LONGEST_ID = 19


class ClaimChooserViewSet(RecordChooserViewSet):
    """Offer live claims, of one result where it is asked for."""

    url_filter_parameters = ["result"]
    preserve_url_parameters = ["multiple", "result"]

    def get_object_list(self):
        """Leave out what visitors could not see."""
        return Claim.objects.filter(live=True).for_lists()


class BackToResult:
    """Return to the ledger of the result when a claim was published or submitted."""

    def get_success_url(self):
        """Return the page of the result, or where Wagtail would go."""
        address = super().get_success_url()
        if address != reverse(self.index_url_name):
            return address
        result = self.form.instance.result
        if not result.permissions_for_user(self.request.user).can_edit():
            return address
        return reverse("wagtailadmin_pages:edit", args=[result.pk])


class ClaimCreateView(BackToResult, CreateView):
    """Begin a claim of a result, or one that replaces another."""

    def asked(self, name):
        """Return the id that the address gives, or None."""
        text = self.request.GET.get(name, "")
        return int(text) if text.isdecimal() and len(text) < LONGEST_ID else None

    def get_initial_form_instance(self):
        """Take over what the address says of result and replaced claim."""
        replaced = Claim.objects.filter(pk=self.asked("supersedes"), live=True).first()
        if replaced:
            return follow_up(Claim, replaced)
        result = ResultPage.objects.originals().filter(pk=self.asked("result")).first()
        if result:
            return Claim(result=result)
        return super().get_initial_form_instance()


class ClaimEditView(BackToResult, EditView):
    """Edit a claim, or begin to retract it."""

    def get_form(self, *args, **kwargs):
        """Prepare the form for a retraction where the address asks for it."""
        form = super().get_form(*args, **kwargs)
        if "retract" in self.request.GET and not form.is_bound:
            form.prepare_retraction()
        return form


class ClaimViewSet(RecordViewSet):
    """Edit the claims of results."""

    model = Claim
    chooser_viewset_class = ClaimChooserViewSet
    add_view_class = ClaimCreateView
    edit_view_class = ClaimEditView
    history_view_class = ClaimHistoryView
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
        return Claim.objects.for_lists()


class RecordsGroup(SnippetViewSetGroup):
    """Gather the records in one menu."""

    menu_label = _("Records")
    menu_icon = "folder-open-inverse"
    menu_name = "records"
    menu_order = 200
    items = (OrganisationViewSet, PersonViewSet, SourceViewSet, ClaimViewSet)
