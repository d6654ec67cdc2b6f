"""Wagtail's hooks of the cases."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from cases.admin import RecordsGroup
from cases.claims import Claim

register_snippet(RecordsGroup)


@hooks.register("before_delete_page")
def keep_results(request, page):
    """Explain, in place of failing, that a result with claims stays."""
    claims = Claim.objects.filter(result__path__startswith=page.path)
    titles = list(claims.order_by("result__path").values_list("result__title", flat=True).distinct())
    if not titles:
        return None
    names = ", ".join(f"“{title}”" for title in titles)
    messages.error(
        request,
        _(
            "“%(page)s” cannot be deleted: %(names)s has claims, and claims are kept. "
            "Unpublish it instead."
        )
        % {"page": page.get_admin_display_title(), "names": names},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_results_in_bulk(request, action_type, objects, action):
    """Do the same where several pages are deleted at once."""
    if action_type != "delete" or not hasattr(action.model, "get_admin_display_title"):
        return None
    return next((found for page in objects if (found := keep_results(request, page))), None)
