"""The blocks that choose records and pages, and the body that is made of all blocks."""

from itertools import groupby

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Locale
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

from cases.references import CARDS, References
from koers import blocks as base
from koers.times import clock


class InBody:
    """Preview a block that chooses records as the body shows it; mixed into such blocks."""

    def get_preview_template(self, value, context=None):
        """Show the block as part of a body."""
        return "blocks/in_body.html"

    def get_preview_value(self):
        """Return an example from this site, or nothing where there is none yet."""
        return self.to_python(self.example() or {})

    def get_preview_context(self, value, parent_context=None):
        """Resolve what the block refers to, as the body does."""
        context = super().get_preview_context(value, parent_context)
        rows = [{"type": self.name, "value": self.get_prep_value(value)}]
        references = References(rows, Locale.get_active().pk)
        return context | {"groups": list(grouped([value], rows, references))}


class ReferenceBlock(InBody, blocks.StructBlock):
    """A choice of pages or records, which is the same in every language."""

    def get_translatable_segments(self, value):
        """Leave the choice alone when the page is translated."""
        return []

    def restore_translated_segments(self, value, segments):
        """Leave the choice alone when the page is translated."""
        return value


class ClaimChooserBlock(SnippetChooserBlock):
    """Offer the claims of the result that is chosen beside it."""

    @cached_property
    def widget(self):
        """Tell the chooser where the result stands."""
        beside = {"match": r"^.+-value-", "append": "result"}
        return AdminSnippetChooser(
            self.target_model, icon=self.meta.icon, linked_fields={"result": beside}
        )


class FigureBlock(ReferenceBlock):
    """One claim, or the current claim of a result; always shown from the record."""

    result = blocks.PageChooserBlock(page_type="cases.ResultPage", label=capfirst(_("result")))
    claim = ClaimChooserBlock(
        "cases.Claim",
        required=False,
        label=capfirst(_("claim")),
        help_text=_("Empty: the claim that holds now."),
    )

    def example(self):
        """Show a result with a claim that holds now."""
        model = self.child_blocks["result"].target_model
        results = model.objects.visible().filter(source_locale=F("locale"), claims__live=True)
        shown = next((result for result in results.distinct() if result.ledger.current), None)
        return shown and {"result": shown.pk}

    def clean(self, value):
        """Belong to the original result, and keep result and claim together."""
        value = super().clean(value)
        if value["result"] is None:  # a draft may wait for it
            return value
        value["result"] = value["result"].specific.source
        if value["claim"] and value["claim"].result_id != value["result"].pk:
            message = _("This claim belongs to another result.")
            raise blocks.StructBlockValidationError({"claim": ValidationError(message)})
        return value

    class Meta:
        icon = "decimal"
        label = _("Figure")
        description = _("A figure with its source, always as it is in the ledger.")


class CardBlock(ReferenceBlock):
    """A card of another page."""

    def example(self):
        """Show the newest page of this type."""
        model = self.child_blocks["page"].target_model
        page = model.objects.visible().order_by("-last_published_at").first()
        return page and {"page": page.pk}


class LessonBlock(CardBlock):
    """A card of a lesson."""

    page = blocks.PageChooserBlock(page_type="cases.LessonPage", label=capfirst(_("lesson")))

    class Meta:
        icon = "help"
        label = _("Lesson")
        description = _("A card that leads to a lesson.")


class PracticeBlock(CardBlock):
    """A card of a practice example."""

    page = blocks.PageChooserBlock(
        page_type="cases.PracticePage", label=capfirst(_("practice example"))
    )

    class Meta:
        icon = "pick"
        label = _("Practice example")
        description = _("A card that leads to a practice example.")


class VideoBlock(CardBlock):
    """A card of a video, from a second onwards."""

    page = blocks.PageChooserBlock(page_type="media.VideoPage", label=capfirst(_("video")))
    start = blocks.IntegerBlock(
        required=False,
        min_value=0,
        label=capfirst(_("from second")),
        help_text=_("Empty: the beginning."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A card that leads to a video, at a chosen second.")


class QuoteBlock(InBody, blocks.StructBlock):
    """What somebody said, with who and where."""

    text = base.TextBlock(features=["bold", "italic", "link"], label=capfirst(_("text")))
    person = SnippetChooserBlock("cases.Person", required=False, label=capfirst(_("person")))
    name = blocks.CharBlock(
        required=False, label=capfirst(_("name")), help_text=_("For who is not among the people.")
    )
    source = SnippetChooserBlock("cases.Source", required=False, label=capfirst(_("source")))

    def example(self):
        """Show made-up words, so that nobody seems to have said them."""
        return {"text": str(_("<p>What somebody said.</p>")), "name": str(_("Name of who said it"))}

    def clean(self, value):
        """Ask for a person or a name, not both."""
        value = super().clean(value)
        if value["person"] and value["name"]:
            message = _("Choose a person or write a name, not both.")
            raise blocks.StructBlockValidationError({"name": ValidationError(message)})
        return value

    def get_translatable_segments(self, value):
        """Translate the words; person and source are the same in every language."""
        words = {name: value[name] for name in ("text", "name") if name in value}
        struct = blocks.StructValue(self, words)
        return StreamFieldSegmentExtractor(None).handle_struct_block(struct)

    def restore_translated_segments(self, value, segments):
        """Put the translated words in their places."""
        return StreamFieldSegmentsWriter(None, None, None).handle_struct_block(value, segments)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Words of a person, with their source.")


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    text = base.TextBlock()
    figure = FigureBlock()
    image = base.ImageBlock()
    quote = QuoteBlock()
    callout = base.CalloutBlock()
    table = base.TableBlock()
    lesson = LessonBlock()
    practice = PracticeBlock()
    video = VideoBlock()
    documents = base.DocumentsBlock()
    accordion = base.AccordionBlock()
    local = base.LocalBlock()

    class Meta:
        template = "blocks/body.html"

    def get_context(self, value, parent_context=None):
        """Resolve what the blocks refer to and group neighbouring cards."""
        context = super().get_context(value, parent_context=parent_context)
        rows = list(value.raw_data)
        if "references" not in context:
            context["references"] = References(rows, Locale.get_active().pk)
        context["groups"] = list(grouped(value, rows, context["references"]))
        return context


def grouped(value, rows, references):
    """Yield (kind, content) of each block; neighbouring cards are one group.

    Blocks that refer to records are made from `references`, so that Wagtail's own choosers need
    not fetch what they chose.
    """
    for is_card, group in groupby(enumerate(rows), key=lambda pair: pair[1]["type"] in CARDS):
        if is_card:
            cards = [card for _i, row in group if (card := as_card(row, references))]
            if cards:
                yield "cards", cards
            continue
        for i, row in group:
            make = {"figure": as_figure, "quote": as_quote}.get(row["type"])
            content = make(row["value"], references) if make else value[i]
            if content:
                yield row["type"] if make else "block", content


def as_card(row, references):
    """Make the context of a card, or None where its page may not be seen."""
    page = references.card(row["type"], row["value"])
    start = row["value"].get("start")
    return page and {"page": page, "start": start, "time": clock(start or 0), "type": row["type"]}


def as_figure(value, references):
    """Make the context of a figure, or None where its result may not be seen."""
    found = references.figure(value)
    return found and dict(zip(("claim", "page", "ledger"), found, strict=True))


def as_quote(value, references):
    """Make the context of a quote."""
    person = references.people.get(value.get("person"))
    source = references.sources.get(value.get("source"))
    return {
        "text": value["text"],
        "person": person,
        "role": person and person.role_at(source.date if source else ""),
        "name": value.get("name"),
        "source": source,
    }
