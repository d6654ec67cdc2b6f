"""The body of a page: blocks, and what they refer to, fetched together."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cases.blocks import BodyBlock
from cases.references import References
from koers import blocks as base
from koers.pages import BasePage
from koers.panels import editor
from koers.richtext import linked_ids, linked_records


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

    edit_handler = editor(tabs=[(_("Text"), [FieldPanel("body")])])

    card_template = "components/card.html"

    # Names of rich text fields whose links are fetched with those of the body.
    rich_fields = ()

    class Meta:
        abstract = True

    @classmethod
    def finish_cards(cls, pages, locale_id):
        """Add to fetched pages what their cards show in a language."""
        return pages

    @classmethod
    def finish_listed(cls, pages, listing):
        """Add to pages what their cards show; a listing may know it from its filters already."""
        return cls.finish_cards(pages, listing.index.locale_id)

    def get_context(self, request, *args, **kwargs):
        """Add what the blocks refer to."""
        context = super().get_context(request, *args, **kwargs)
        context["references"] = References(self.body.raw_data, self.locale_id)
        return context

    @cached_property
    def rich_texts(self):
        """Return the stored HTML of the body and of other texts."""
        texts = [text for row in self.body.raw_data for _title, text in base.texts(row)]
        holders = [self] if self.is_original else [self, self.source]
        return texts + [getattr(page, name) for name in self.rich_fields for page in holders]

    @cached_property
    def link_ids(self):
        """Return the ids of the pages that the texts link to."""
        return linked_ids(*self.rich_texts)

    @cached_property
    def linked_records(self):
        """Return the ids of the records and documents that the texts link to, by kind."""
        return linked_records(*self.rich_texts)

    def cut(self, cutter):
        """Add the body."""
        super().cut(cutter)
        for row in self.body.raw_data:
            base.cut(row, cutter)

    @property
    def toc(self):
        """Return (text, anchor) of the main headings."""
        return [(text, anchor) for level, text, anchor in self.headings if level == 2]

    @cached_property
    def headings(self):
        """Return (level, text, anchor) of the headings in the body, in order."""
        return base.headings(self.body.raw_data)
