"""The organisations' section: one address per organisation, made from the records."""

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from cases.body import BodyPage
from cases.organisations import CoalitionRoles, Organisation, OrganisationKinds
from cases.participations import Participation
from cases.people import PersonRole
from cases.phases import Phases
from cases.practices import PracticePage
from cases.projects import ProjectPage
from cases.tilemap import TileMap
from koers.pages import localize
from koers.routed_pages import RoutedPage
from koers.sections import Section

ROLE_HEADINGS = {
    CoalitionRoles.OWNER.value: _("Owners"),
    CoalitionRoles.PARTNER.value: _("Partners"),
    CoalitionRoles.EXTERNAL.value: _("Outside the coalition"),
    "": _("Other organisations"),
}


class OrganisationIndexPage(RoutedPage, BodyPage):
    """List the organisations of the coalition and give each its page."""

    search_follows = ("cases.Organisation",)
    bundle_type = "organisation-index"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    kind = _("Overview")
    template = "cases/organisation_index_page.html"

    class Meta:
        verbose_name = _("list of organisations")

    @classmethod
    def address(cls, locale):
        """Return the address of the visible list in a language, or None."""
        page = cls.objects.visible().filter(locale=locale).order_by("path").first()
        return page.url if page else None

    def get_context(self, request, *args, **kwargs):
        """Add the organisations by kind, owners first."""
        context = super().get_context(request, *args, **kwargs)
        context["groups"] = self.groups
        return context

    @cached_property
    def groups(self):
        """Return (role words, [(kind words, organisations)]) of what is not a deciding body."""
        records = Organisation.objects.exclude(kind=OrganisationKinds.DECIDING_BODY)
        records = list(records)
        groups = []
        for role, words in ROLE_HEADINGS.items():
            members = [record for record in records if record.role == role]
            members.sort(key=lambda record: not record.is_municipality)
            if members:
                groups.append({"role": role, "words": words, "members": members})
        return groups

    def search_sections(self):
        """Add the organisations, each at its own address below this page."""
        records = [record for group in self.groups for record in group["members"]]
        one_by_one = [
            Section(title=one.name, text=one.get_kind_display(), path=f"{one.key}/")
            for one in records
        ]
        return super().search_sections() + one_by_one

    def addresses(self):
        """Return the address of the list and of every organisation in it."""
        moment = self.last_published_at
        records = [record for group in self.groups for record in group["members"]]
        return [(self.url, moment), *((f"{self.url}{one.key}/", moment) for one in records)]

    def get_route_paths(self):
        """Return every address of the list, so that all are redirected when it moves."""
        return ["/", *(f"/{key}/" for key in Organisation.objects.values_list("key", flat=True))]

    @path("<slug:key>/", name="organisation")
    def organisation(self, request, key):
        """Show one organisation."""
        record = Organisation.objects.filter(key=key).select_related("logo").first()
        if record is None:
            raise Http404
        request.koers_title = record.name
        return self.render(
            request,
            template="cases/organisation.html",
            context_overrides={"profile": OrganisationProfile(record, self.locale_id)},
        )


class OrganisationProfile:
    """What the pages say of one organisation, as visitors may see it."""

    def __init__(self, record, locale_id):
        self.record = record
        self.locale_id = locale_id

    @cached_property
    def rows(self):
        """Return the participations in visible projects, each with its page to show."""
        rows = Participation.objects.filter(organisation=self.record)
        rows = rows.filter(page__in=ProjectPage.objects.originals())
        rows = list(rows.order_by("page__path"))
        originals = ProjectPage.objects.filter(pk__in=[row.page_id for row in rows])
        shown = self.projects(localize(originals, self.locale_id))
        by_source = {page.source.pk: page for page in shown}
        for row in rows:
            row.project = by_source.get(row.page_id)
        return [row for row in rows if row.project]

    def projects(self, pages):
        """Add originals, themes and phases to projects; a few queries however many."""
        pages = ProjectPage.finish_cards(pages, self.locale_id)
        prefetch_related_objects([page.source for page in pages], "themes")
        themes = [theme for page in pages for theme in page.source.themes.all()]
        words = {theme.translation_key: theme for theme in localize(themes, self.locale_id)}
        for page in pages:
            found = [words.get(theme.translation_key) for theme in page.source.themes.all()]
            page.theme_words = [theme.title for theme in found if theme]
        return pages

    @property
    def taking_part(self):
        """Return the participations that go on."""
        return [row for row in self.rows if not row.over]

    @property
    def took_part(self):
        """Return the participations that ended."""
        return [row for row in self.rows if row.over]

    @cached_property
    def can_join(self):
        """Return the projects an owner can still join: known participation, not ended, not its own.

        Where nobody's participation is known, the page cannot know who is missing.
        """
        if self.record.role != CoalitionRoles.OWNER:
            return []
        mine = {row.page_id for row in self.rows}
        known = Participation.objects.values("page")
        open_ones = ProjectPage.objects.originals().filter(pk__in=known).exclude(pk__in=mine)
        pages = self.projects(localize(open_ones, self.locale_id))
        return [p for p in pages if p.status is None or p.status.phase != Phases.STOPPED]

    @cached_property
    def roles(self):
        """Return the people's roles at this organisation, current ones first."""
        roles = PersonRole.objects.filter(organisation=self.record)
        roles = roles.select_related("person", "source").order_by("person__name", "sort_order")
        return sorted(roles, key=lambda role: role.ended)

    @cached_property
    def practices(self):
        """Return the visible practice examples of this organisation."""
        originals = PracticePage.objects.originals().filter(organisations=self.record)
        return localize(originals, self.locale_id)

    @cached_property
    def tiles(self):
        """Return the map with this organisation marked, or None where it has no tile."""
        return TileMap.of_region(here=self.record) if self.record.tile else None
