"""How records are edited: lists, choosers without the archive, and no deleting of what is named."""

from django.contrib.admin.utils import quote
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from koers.records import RecordQuerySet
from koers.usage import users_of

SHOWN = 5


class RecordChooserViewSet(SnippetChooserViewSet):
    """Offer the records that are not archived."""

    def get_object_list(self):
        """Leave out the archive."""
        records = self.model.objects.all()
        return records.choosable() if isinstance(records, RecordQuerySet) else records


class RecordViewSet(SnippetViewSet):
    """Share what the lists of all records have."""

    chooser_viewset_class = RecordChooserViewSet
    # Few enough to be asked of the database; its search engine knows whole words only.
    search_backend_name = None
    copy_view_enabled = False
    list_per_page = 50


def keep_reason(record):
    """Say why a record cannot be deleted, or nothing."""
    own = getattr(record, "keep_reason", "")
    if own:
        return own
    users = users_of(record)
    if not users:
        return ""
    shown = ", ".join(f"“{user}”" for user in users[:SHOWN])
    if len(users) > SHOWN:
        shown = _("%(names)s and %(number)s more") % {
            "names": shown, "number": len(users) - SHOWN,
        }  # fmt: skip
    return _("It is named by %(names)s. Archive it instead.") % {"names": shown}


def refuse_deletion(request, records):
    """Explain, in place of deleting, why records must stay; a hook for single and bulk."""
    records = list(records)
    reasons = [(record, reason) for record in records if (reason := keep_reason(record))]
    if not reasons:
        return None
    for record, reason in reasons:
        messages.error(
            request,
            _("“%(record)s” cannot be deleted. %(reason)s") % {"record": record, "reason": reason},
        )
    viewset = getattr(type(records[0]), "snippet_viewset", None)
    if viewset is None:
        return redirect("wagtailadmin_home")
    if len(records) == 1:
        return redirect(reverse(viewset.get_url_name("edit"), args=(quote(records[0].pk),)))
    return redirect(viewset.get_url_name("list"))
