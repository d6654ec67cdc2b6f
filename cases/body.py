"""The body of a page: blocks, and what they refer to, fetched together."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from cases.blocks import BodyBlock
from cases.references import References
from koers import blocks as base
from koers.pages import BasePage
from koers.richtext import Links


class BodyField(StreamField):
    """Hold a body; its block definitions stay out of migrations while they are young."""

    def __init__(self, block_types=None, **kwargs):
        super().__init__(block_types or BodyBlock(required=False), **{"blank": True} | kwargs)

    def deconstruct(self):
        """Leave the blocks out."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class BodyPage(BasePage):
    """Share the body among page types."""

    body = BodyField(verbose_name=_("text"))

    card_template = "components/card.html"

    # Names of rich text fields whose links are fetched with those of the body.
    rich_fields = ()

    class Meta:
        abstract = True

    @classmethod
    def for_cards(cls, pages):
        """Add to a query what the cards of this type show."""
        return pages.defer_streamfields().order_by("path")

    @classmethod
    def finish_cards(cls, pages, locale_id):
        """Add to fetched pages what their cards show in a language."""
        return pages

    def get_context(self, request, *args, **kwargs):
        """Add what the blocks need: references, links and a fresh set of anchors."""
        context = super().get_context(request, *args, **kwargs)
        context["references"] = References(self.body.raw_data, self.locale_id)
        context["links"] = self.links
        return context

    @cached_property
    def links(self):
        """Resolve the page links of all texts of this page in one query."""
        texts = [str(row) for row in self.body.raw_data]
        holders = [self] if self.is_original else [self, self.source]
        texts += [getattr(page, name) for name in self.rich_fields for page in holders]
        return Links(*(text.replace('\\\\"', '"') for text in texts))

    @property
    def toc(self):
        """Return (text, anchor) of the main headings."""
        return [(text, anchor) for level, text, anchor in self.headings if level == 2]

    @cached_property
    def headings(self):
        """Return (level, text, anchor) of the headings in the body, in order."""
        return base.headings(self.body.raw_data)
