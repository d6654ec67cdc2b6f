"""The blocks of a body that know nothing of the other rooms."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText
from wagtail_localize.segments import StringSegmentValue

from koers import anchors, richtext

INLINE_FEATURES = [name for name in richtext.FEATURES if name != "h2"]
ITEM_FEATURES = [name for name in richtext.FEATURES if name not in {"h2", "h3"}]


class Text(RichText):
    """A text that knows its block, so that templates of larger blocks may simply include it."""

    def __init__(self, source, block):
        super().__init__(source)
        self.block = block

    def render_as_block(self, context=None):
        """Write the text as its block does: with anchors, and links that were fetched together."""
        return self.block.render(self, context)


class TextBlock(blocks.RichTextBlock):
    """Text with headings, lists and links; its headings get their anchors while rendering."""

    def __init__(self, features=richtext.FEATURES, **kwargs):
        super().__init__(features=features, **kwargs)

    def to_python(self, value):
        """Let the value know its block."""
        return Text(value, self)

    def normalize(self, value):
        """Let the value know its block."""
        return Text(super().normalize(value).source, self)

    def value_from_form(self, value):
        """Let the value know its block."""
        return Text(value, self)

    def render(self, value, context=None):
        """Write the text with resolved links and with ids on its headings."""
        context = context or {}
        with richtext.known(context.get("links")):
            html = super().render(value, context)
        return anchors.marked(html, context.get("anchors"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Headings, paragraphs, lists and links.")
        preview_value = _("<h2>A heading</h2><p>Text with a <b>bold</b> word.</p>")


class Callouts(models.TextChoices):
    """Kinds of a callout."""

    INFO = "info", _("Information")
    TIP = "tip", _("Tip")
    WARNING = "warning", _("Mind this")
    CHECKLIST = "checklist", _("Checklist")


class CalloutBlock(blocks.StructBlock):
    """A text that stands apart: information, a tip, a warning, or a list to tick on paper."""

    kind = blocks.ChoiceBlock(
        choices=Callouts.choices, default=Callouts.INFO, label=capfirst(_("kind"))
    )
    title = blocks.CharBlock(required=False, label=capfirst(_("title")))
    text = TextBlock(features=INLINE_FEATURES, label=capfirst(_("text")))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("Information, a tip, a warning or a list to tick.")
        template = "blocks/callout.html"
        preview_value = {"kind": "tip", "title": _("A tip"), "text": _("<p>Handy to know.</p>")}


class PictureChooserBlock(ImageChooserBlock):
    """Choose a picture; all of a text come with their sizes, in two queries."""

    def bulk_to_python(self, values):
        """Fetch the pictures of a text together."""
        found = self.model_class.objects.prefetch_related("renditions").in_bulk(values)
        return [found.get(pk) for pk in values]


class ImageBlock(blocks.StructBlock):
    """A picture with its alternative text, or marked as decoration."""

    image = PictureChooserBlock(label=capfirst(_("picture")))
    alt = blocks.CharBlock(
        required=False,
        label=capfirst(_("alternative text")),
        help_text=_("What can be seen on it."),
    )
    decorative = blocks.BooleanBlock(
        required=False, label=capfirst(_("only decoration")), help_text=_("Then it needs no text.")
    )
    caption = blocks.CharBlock(required=False, label=capfirst(_("caption")))

    def get_preview_value(self):
        """Show a picture of this site."""
        picture = get_image_model().objects.first()
        caption = str(_("A caption, and below it who made the picture."))
        return self.to_python({"image": picture and picture.pk, "decorative": True,
                               "caption": caption})  # fmt: skip

    def clean(self, value):
        """Ask for either an alternative text or the mark; a draft may still lack both."""
        value = super().clean(value)
        given = bool(value["alt"]) + bool(value["decorative"])
        if given > 1 or (given == 0 and not self.is_deferred_validation):
            message = _("Give an alternative text, or mark the picture as decoration: one of both.")
            raise blocks.StructBlockValidationError({"alt": ValidationError(message)})
        return value

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with caption and credit.")
        template = "blocks/image.html"


class TextTableBlock(TypedTableBlock):
    """A table of short texts, whose headings and cells are translated in their order."""

    def get_translatable_segments(self, value):
        """Return the texts that are not empty: headings first, then row by row."""
        return [StringSegmentValue("", text) for text in cell_texts(value) if text.strip()]

    def restore_translated_segments(self, value, segments):
        """Put translated texts in the places of those that are not empty."""
        found = iter(sorted(segments, key=lambda segment: segment.order))

        def put(text):
            return next(found).render_text() if text.strip() else text

        for column in value.columns:
            column["heading"] = put(column["heading"])
        for row in value.row_data:
            row["values"] = [put(text) for text in row["values"]]
        return value


def cell_texts(table):
    """Yield the texts of a table: headings first, then row by row."""
    yield from (column["heading"] for column in table.columns)
    for row in table.row_data:
        yield from row["values"]


class TableBlock(blocks.StructBlock):
    """A table with a caption; the column headings are its first row."""

    caption = blocks.CharBlock(label=capfirst(_("caption")))
    table = TextTableBlock(
        [("text", blocks.CharBlock(required=False, label=_("Text")))], label=capfirst(_("table"))
    )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns of text, with a caption.")
        template = "blocks/table.html"

    def get_preview_value(self):
        """Show a small table."""
        words = [str(word) for word in (_("Column"), _("Another column"), _("Text"), "…")]
        columns = [{"type": "text", "heading": heading} for heading in words[:2]]
        table = {"columns": columns, "rows": [{"values": words[2:]}], "caption": ""}
        return self.to_python({"caption": str(_("What the table shows")), "table": table})


class DocumentLinkBlock(blocks.StructBlock):
    """A document and the words of its link."""

    document = DocumentChooserBlock(label=capfirst(_("document")))
    title = blocks.CharBlock(
        required=False,
        label=capfirst(_("words of the link")),
        help_text=_("Empty: the document's title."),
    )


class DocumentsBlock(blocks.ListBlock):
    """A list of downloads."""

    def __init__(self, **kwargs):
        super().__init__(DocumentLinkBlock(), **kwargs)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Downloads with their kind and size.")
        template = "blocks/documents.html"

    def get_preview_value(self):
        """Show documents of this site."""
        found = get_document_model().objects.order_by("title")[:2]
        return self.to_python([{"document": one.pk, "title": ""} for one in found])


class AccordionItemBlock(blocks.StructBlock):
    """One part that folds."""

    title = blocks.CharBlock(label=capfirst(_("title")))
    text = TextBlock(features=ITEM_FEATURES, label=capfirst(_("text")))


class AccordionBlock(blocks.ListBlock):
    """Parts that fold, each below a title."""

    def __init__(self, **kwargs):
        super().__init__(AccordionItemBlock(), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Questions and answers that fold.")
        template = "blocks/accordion.html"

    def get_preview_context(self, value, parent_context=None):
        """Bring what numbers the anchors of a page."""
        return super().get_preview_context(value, parent_context) | {"anchors": anchors.Anchors()}

    def get_preview_value(self):
        """Show one part."""
        item = {"title": str(_("A question?")), "text": str(_("<p>The answer.</p>"))}
        return self.to_python([item])


class LocalBlock(blocks.StructBlock):
    """What another region must replace by its own."""

    text = TextBlock(label=capfirst(_("text")))

    class Meta:
        icon = "edit"
        label = _("Fill in locally")
        description = _("What another region must replace when it takes this page over.")
        template = "blocks/local.html"
        preview_value = {"text": _("<p>Your own telephone number.</p>")}


def texts(row):
    """Yield (title, HTML) of the rich texts in a stored block, in the order they are shown.

    The title is that of an accordion's item, which has an anchor of its own; else nothing.
    """
    value = row["value"]
    if row["type"] == "text":
        yield "", value
    elif row["type"] in {"callout", "local", "quote"}:
        yield "", value.get("text", "")
    elif row["type"] == "accordion":
        for item in value:
            item = item.get("value", item)
            yield item.get("title", ""), item.get("text", "")


def headings(rows):
    """Return (level, text, anchor) of all headings in stored blocks, as rendering numbers them."""
    seen = anchors.Anchors()
    found = []
    for row in rows:
        for title, html in texts(row):
            if title:
                found.append((3, title, seen.give(title)))
            found += anchors.add_ids(html, seen)[1]
    return found


def cut(row, cutter):
    """Hand the words of a stored block to a cutter; chosen pages and records have their own."""
    for title, html in texts(row):
        if title:
            cutter.begin(title, f"#{cutter.anchors.give(title)}")
        cutter.add_html(html)
    value = row["value"]
    if row["type"] == "callout":
        cutter.add(value.get("title", ""))
    elif row["type"] in {"image", "table"}:
        cutter.add(value.get("caption", ""))
    if row["type"] == "table":
        table = value["table"]
        for text in stored_cells(table):
            cutter.add(text)


def stored_cells(table):
    """Yield the texts of a stored table: headings first, then row by row."""
    yield from (column.get("heading", "") for column in table.get("columns", []))
    for row in table.get("rows", []):
        yield from row["values"]
