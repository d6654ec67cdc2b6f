"""The home page and pages that belong to no section."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cases.body import BodyPage
from home.highlights import Highlights
from koers import bundle
from koers.panels import editor
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
    schema_type = "WebSite"

    edit_handler = editor(
        FieldPanel("lead"),
        FieldPanel("featured"),
        tabs=[(_("Text"), [FieldPanel("body")])],
    )

    class Meta:
        verbose_name = _("home page")

    @property
    def featured_ids(self):
        """Return the ids of the pages that the original home features, in order."""
        return [row["value"] for row in self.source.featured.raw_data if row["value"]]

    @cached_property
    def link_ids(self):
        """Return the ids of linked and featured pages, which are fetched together."""
        return super().link_ids | set(self.featured_ids)

    @property
    def lead_word(self):
        """Return the lead in this page's language or its original's."""
        return self.word("lead")

    def get_context(self, request, *args, **kwargs):
        """Add the highlights."""
        context = super().get_context(request, *args, **kwargs)
        context["highlights"] = Highlights(self, context["chrome"])
        return context


class StandardPage(BodyPage):
    """Hold a text that belongs to no section."""

    bundle_type = "standard"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("page")

    @cached_property
    def below(self):
        """Return the visible pages right below this one."""
        pages = StandardPage.objects.visible().filter(path__startswith=self.path)
        return list(pages.filter(depth=self.depth + 1).defer_streamfields().order_by("path"))
