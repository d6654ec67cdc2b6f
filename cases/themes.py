"""Themes, and what every page with themes shares."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import PageManager, get_page_models
from wagtail_localize.fields import SynchronizedField

from cases.body import BodyPage
from cases.listings import IndexPage
from koers import bundle, edtf
from koers.pages import in_language, localize
from koers.panels import editor
from koers.visibility import BasePageQuerySet


class ThemeIndexPage(IndexPage):
    """List the themes."""

    bundle_type = "theme-index"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["cases.ThemePage"]
    max_count_per_parent = 1
    kind = _("Overview")

    class Meta:
        verbose_name = _("list of themes")

    @property
    def item_model(self):
        """Name the type of page that is listed."""
        return ThemePage


class ThemePage(BodyPage):
    """Show everything of one theme."""

    valid_from = edtf.EDTFField(_("on the agenda since"))
    valid_until = edtf.EDTFField(_("on the agenda until"))
    succeeded_by = models.ForeignKey(
        "self",
        verbose_name=_("succeeded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    bundle_type = "theme"
    bundle_fields = BodyPage.bundle_fields | {
        "valid_from": bundle.Edtf(),
        "valid_until": bundle.Edtf(),
        "succeeded_by": bundle.PageRef(type="theme"),
    }
    override_translatable_fields = [
        *BodyPage.override_translatable_fields,
        SynchronizedField("valid_from", overridable=False),
        SynchronizedField("valid_until", overridable=False),
        SynchronizedField("succeeded_by", overridable=False),
    ]
    card_template = "components/theme_card.html"
    schema_type = "CollectionPage"
    number_words = ngettext_lazy("%(n)s theme", "%(n)s themes", "n")
    parent_page_types = ["cases.ThemeIndexPage"]
    subpage_types = []
    kind = _("Theme")

    edit_handler = editor(
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("succeeded_by"),
        tabs=[(_("Text"), [FieldPanel("body")])],
    )

    class Meta:
        verbose_name = _("theme")

    def search_facets(self):
        """Belong to itself."""
        return super().search_facets() | {"theme": [(str(self.translation_key), "")]}

    def clean(self):
        """Refuse an end before the beginning."""
        super().clean()
        edtf.check_order(self.valid_from, self.valid_until, "valid_until")

    @classmethod
    def for_cards(cls, pages):
        """Add the picture that cards show."""
        return (
            super().for_cards(pages).select_related("image").prefetch_related("image__renditions")
        )

    @cached_property
    def successor(self):
        """Return the theme that came after this one, in this language."""
        return next(iter(localize([self.source.succeeded_by], self.locale_id)), None)

    @cached_property
    def groups(self):
        """Return the visible pages of this theme, one group a type, one query a type."""
        groups = []
        for model in themed_models():
            pages = model.for_cards(model.objects.visible().about(self))
            pages = in_language(pages, self.locale_id)
            if pages:
                pages = model.finish_cards(pages, self.locale_id)
                words = model.number_words % {"n": len(pages)}
                group = {"model": model, "pages": pages, "words": words, "heading": model.plural}
                groups.append(group)
        return groups

    def get_context(self, request, *args, **kwargs):
        """Add the groups."""
        context = super().get_context(request, *args, **kwargs)
        context["groups"] = self.groups
        return context


class ThemedPageQuerySet(BasePageQuerySet):
    """Add questions about themes to page queries."""

    def about(self, theme):
        """Keep pages whose original has this theme, in whatever language the theme is given."""
        model = self.model
        originals = model.objects.filter(
            translation_key=OuterRef("translation_key"),
            locale=OuterRef("source_locale"),
            themes__translation_key=theme.translation_key,
        )
        return self.filter(Exists(originals))


class ThemedPage(BodyPage):
    """Share themes among the page types that have them."""

    themes = ParentalManyToManyField(
        ThemePage, verbose_name=_("themes"), blank=True, related_name="+"
    )

    objects = PageManager.from_queryset(ThemedPageQuerySet)()

    bundle_fields = BodyPage.bundle_fields | {"themes": bundle.PageRef(type="theme", many=True)}
    override_translatable_fields = [
        *BodyPage.override_translatable_fields,
        SynchronizedField("themes", overridable=False),
    ]
    theme_order = 50
    plural = _("Pages")
    number_words = ngettext_lazy("%(n)s page", "%(n)s pages", "n")

    class Meta:
        abstract = True

    def search_facets(self):
        """Add the themes of the original."""
        keys = [(str(theme.translation_key), "") for theme in self.source.themes.all()]
        return super().search_facets() | {"theme": keys}

    @cached_property
    def own_themes(self):
        """Return the visible themes of the original, in this page's language."""
        return localize(self.source.themes.all(), self.locale_id)


def themed_models():
    """Return every type of page that has themes, in the order of a theme's page."""
    models = (model for model in get_page_models() if issubclass(model, ThemedPage))
    return sorted(models, key=lambda model: model.theme_order)
