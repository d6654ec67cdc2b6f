"""What the blocks of a body refer to, fetched in a handful of queries however many there are."""

from collections import defaultdict

from django.db.models import Q
from django.utils.functional import cached_property
from wagtail.models import get_page_models

from cases.ledger import Ledger
from koers.pages import localize

CARDS = {
    "lesson": "cases.LessonPage",
    "practice": "cases.PracticePage",
    "video": "media.VideoPage",
}


class References:
    """Resolve figures, cards and quoted people of stored blocks as visitors may see them.

    `rows` are the stored blocks (`{"type", "value"}`); `locale_id` is the reader's language.
    """

    def __init__(self, rows, locale_id):
        self.locale_id = locale_id
        self.wanted = defaultdict(set)
        for row in rows:
            self.collect(row["type"], row["value"])

    def collect(self, block_type, value):
        """Note the ids that one stored block names."""
        if block_type == "figure":
            self.wanted["result"].add(value.get("result"))
        elif block_type in CARDS:
            self.wanted[block_type].add(value.get("page"))
        elif block_type == "quote":
            self.wanted["person"].add(value.get("person"))
            self.wanted["source"].add(value.get("source"))

    @cached_property
    def results(self):
        """Map the id of an original result to (page to show, its ledger)."""
        from cases.results import ResultPage

        ids = self.wanted["result"] - {None}
        if not ids:
            return {}
        visible = ResultPage.objects.visible().values("pk")
        ledgers = Ledger.of_results(Q(result__in=ids) & Q(result__in=visible))
        strangers = [one.result for one in ledgers if one.result.locale_id != self.locale_id]
        own = {page.translation_key: page for page in localize(strangers, self.locale_id)}
        return {
            one.result.pk: (own.get(one.result.translation_key, one.result), one) for one in ledgers
        }

    def figure(self, value):
        """Return (claim, page of its result, its ledger), or None where it may not be shown.

        Without a chosen claim it is the current one; where there is none, the claim is None.
        """
        found = self.results.get(value.get("result"))
        if found is None:
            return None
        page, ledger = found
        if not value.get("claim"):
            return (ledger.current, page, ledger) if ledger.standing else None
        claim = ledger.find(value["claim"])
        return (claim, page, ledger) if claim else None

    @cached_property
    def cards(self):
        """Map (block type, id of the chosen page) to the page to show."""
        models = {model._meta.label: model for model in get_page_models()}
        found = {}
        for block_type, label in CARDS.items():
            ids = self.wanted[block_type] - {None}
            if not ids:
                continue
            model = models[label]
            shown = localize(model.objects.filter(pk__in=ids), self.locale_id)
            shown = model.finish_cards(shown, self.locale_id)
            # A page without a translation stands for itself; else its original's id leads to it.
            found |= {(block_type, page.pk): page for page in shown}
            found |= {(block_type, page.source.pk): page for page in shown}
        return found

    def card(self, block_type, value):
        """Return the page of a card, or None where visitors may not see it."""
        return self.cards.get((block_type, value.get("page")))

    @cached_property
    def people(self):
        """Map ids of quoted people to them with their roles."""
        from cases.people import Person

        ids = self.wanted["person"] - {None}
        return Person.objects.with_roles().in_bulk(ids) if ids else {}

    @cached_property
    def sources(self):
        """Map ids of quoted sources to them."""
        from cases.sources import Source

        ids = self.wanted["source"] - {None}
        return Source.objects.in_bulk(ids) if ids else {}
