"""Wagtail's hooks of the cases."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.snippets.models import register_snippet

from cases.admin import RecordsGroup
from cases.claims import Claim
from koers.named_pages import keep

register_snippet(RecordsGroup)


@hooks.register("before_delete_page")
def keep_results(request, page):
    """Explain, in place of failing, that a result with claims stays."""
    claims = Claim.objects.filter(result__path__startswith=page.path)
    titles = list(
        claims.order_by("result__path").values_list("result__title", flat=True).distinct()
    )
    if not titles:
        return None
    names = ", ".join(f"“{title}”" for title in titles)
    words = _(
        "“%(page)s” cannot be deleted: %(names)s has claims, and claims are kept. "
        "Unpublish it instead."
    )
    return keep(request, page, words % {"page": page.get_admin_display_title(), "names": names})


@hooks.register("before_unpublish")
def keep_claims(request, instance):
    """Refuse to take a claim that was live out of sight: it is retracted, with a reason."""
    if not isinstance(instance, Claim):
        return None
    messages.error(
        request, _("A claim is not taken off the site: retract it, or publish one in its place.")
    )
    return redirect(instance.snippet_viewset.get_url_name("edit"), instance.pk)


@hooks.register("construct_snippet_action_menu")
def offer_no_unpublishing(items, request, context):
    """Do not offer what is refused."""
    if context["model"] is Claim:
        items[:] = [item for item in items if item.name != "action-unpublish"]


@hooks.register("register_bulk_action", order=100)
class DeletePages(DeleteBulkAction):
    """Explain the same where several pages are deleted at once; Wagtail says “no permission”."""

    def dispatch(self, request, *args, **kwargs):
        """Refuse before Wagtail does."""
        pages = self.get_actionable_objects()[0]
        keepers = hooks.get_hooks("before_delete_page")
        refused = [answer for page in pages for ask in keepers if (answer := ask(request, page))]
        return refused[0] if refused else super().dispatch(request, *args, **kwargs)
