"""What the admin shows beside claims: the ledger on a result, and the places on a claim."""

from django.urls import reverse
from wagtail.admin.panels import Panel

from cases.claim_places import places


class PlacesPanel(Panel):
    """List, before a claim is saved, every page that changes with it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cases/admin/places_panel.html"

        def is_shown(self):
            """Stay away where the claim is new."""
            return self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            """Return the places."""
            context = super().get_context_data(parent_context)
            return context | {"result": self.instance.result, "places": places(self.instance)}


class LedgerPanel(Panel):
    """List the claims of a result, with what can be done to each."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cases/admin/ledger_panel.html"

        def get_context_data(self, parent_context=None):
            """Return the claims, drafts too, with their state and links."""
            from cases.claims import Claim

            context = super().get_context_data(parent_context)
            result, user = self.instance.source, self.request.user
            if result.pk is None:
                return context | {"rows": [], "unsaved": True}
            claims = list(Claim.objects.filter(result=result).select_related("source"))
            urls = Claim.snippet_viewset
            add = f"{reverse(urls.get_url_name('add'))}?result={result.pk}"
            rows = [(claim, state_of(claim, result.ledger)) for claim in claims]
            return context | {
                "rows": rows,
                "add_url": add if user.has_perm("cases.add_claim") else "",
                "may_edit": user.has_perm("cases.change_claim"),
                "edit_name": urls.get_url_name("edit"),
            }


def state_of(claim, ledger):
    """Return draft, retracted, superseded, current or standing."""
    if not claim.live:
        return "draft"
    if claim.retracted_on:
        return "retracted"
    if claim.pk in ledger.superseded:
        return "superseded"
    return "current" if ledger.current and claim.pk == ledger.current.pk else "standing"
