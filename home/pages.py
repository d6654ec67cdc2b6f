"""The home page and pages that belong to no section."""

from django.db import models
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cases.body import BodyPage
from home.highlights import Highlights
from koers import bundle
from koers.site_settings import PagesBlock


class HomePage(BodyPage):
    """Lead into the site."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("The promise of the site."))
    featured = StreamField(PagesBlock(required=False), verbose_name=_("featured"), blank=True)

    bundle_type = "home"
    bundle_fields = BodyPage.bundle_fields | {
        "lead": bundle.Text(word=True),
        "featured": bundle.PagePaths(),
    }
    override_translatable_fields = [
        *BodyPage.override_translatable_fields,
        SynchronizedField("featured", overridable=False),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    content_panels = [
        *BodyPage.content_panels,
        FieldPanel("lead"),
        FieldPanel("featured"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")

    def route(self, request, path_components):
        """Find the page of an address with one query for all pages on the way.

        Wagtail asks once for each part. The pages found are kept for the breadcrumb.
        """
        if not path_components:
            request.koers_path = [self]
            return super().route(request, path_components)
        paths = [self.url_path]
        for component in path_components:
            paths.append(f"{paths[-1]}{component}/")
        found = list(Page.objects.filter(url_path__in=paths[1:]).order_by("depth"))
        # An address leads down the tree without a gap; what is left belongs to the last page.
        on_the_way = []
        for page, path in zip(found, paths[1:], strict=False):
            if page.url_path != path:
                break
            on_the_way.append(page)
        if not on_the_way:
            raise Http404
        last = on_the_way[-1].specific
        request.koers_path = [self, *on_the_way[:-1], last]
        rest = path_components[len(on_the_way) :]
        return last.route(request, rest) if rest or not last.live else RouteResult(last)

    @property
    def lead_word(self):
        """Return the lead in this page's language or its original's."""
        return self.word("lead")

    @cached_property
    def highlights(self):
        """Return what the home page shows of other pages."""
        return Highlights(self)

    def get_context(self, request, *args, **kwargs):
        """Add the highlights."""
        context = super().get_context(request, *args, **kwargs)
        context["highlights"] = self.highlights
        return context


class StandardPage(BodyPage):
    """Hold a text that belongs to no section."""

    bundle_type = "standard"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"

    content_panels = [*BodyPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")

    @cached_property
    def below(self):
        """Return the visible pages right below this one."""
        pages = StandardPage.objects.visible().filter(path__startswith=self.path)
        return list(pages.filter(depth=self.depth + 1).defer_streamfields().order_by("path"))
