"""Nobody saves over what somebody else saved meanwhile without being told first.

Wagtail warns by a script while a form is open, and refuses stale drafts that it saves by itself;
a form that is sent with its buttons takes the place of the newer version in silence. Here the
person is asked, with all that was typed kept, and decides.
"""

from datetime import timedelta

from django.contrib.admin.utils import quote
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, Revision, RevisionMixin

OWN = {
    "csrfmiddlewaretoken",
    "loaded_revision_id",
    "loaded_revision_created_at",
    "overwrite_revision_id",
}
# As long as a draft that saves itself may be under way when its form is sent.
UNDER_WAY = timedelta(seconds=5)


def connect():
    """Ask before pages and records are saved."""
    hooks.register("before_edit_page", ask_first)
    hooks.register("before_edit_snippet", ask_first)


def is_stale(sent, latest):
    """Tell whether a form was opened before the latest version was saved."""
    known = str(latest.pk)
    if overwritten := sent.get("overwrite_revision_id"):
        return overwritten != known
    loaded = sent.get("loaded_revision_id")
    if not loaded:
        return False
    # A draft that saves itself stays one version, saved at ever later moments.
    moment = sent.get("loaded_revision_created_at", "")
    return loaded != known or moment != latest.created_at.isoformat()


def saved_itself(latest, user):
    """Tell whether a version is a draft that a form saved by itself as it was being sent.

    The form does not know of that version yet, and what it sends is newer.
    """
    return latest.user_id == user.pk and timezone.now() - latest.created_at < UNDER_WAY


def ask_first(request, instance):
    """Show who saved a newer version in place of saving over it."""
    # Drafts that save themselves ask for JSON; Wagtail refuses them itself.
    if request.method != "POST" or not request.accepts("text/html"):
        return None
    if not isinstance(instance, RevisionMixin) or instance.latest_revision_id is None:
        return None
    latest = Revision.objects.select_related("user").get(pk=instance.latest_revision_id)
    if not is_stale(request.POST, latest) or saved_itself(latest, request.user):
        return None
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OWN
        for value in values
    ]
    kept += [
        ("loaded_revision_id", latest.pk),
        ("loaded_revision_created_at", latest.created_at.isoformat()),
    ]
    context = {
        "page_title": _("Somebody saved meanwhile"),
        "page_subtitle": instance,
        "header_icon": "warning",
        "latest": latest,
        "kept": kept,
        "history": history_of(instance),
    }
    return render(request, "koers/stale_save.html", context, status=409)


def history_of(instance):
    """Return where the versions of a page or record are listed."""
    if isinstance(instance, Page):
        return reverse("wagtailadmin_pages:history", args=[instance.pk])
    name = instance.snippet_viewset.get_url_name("history")
    return reverse(name, args=[quote(instance.pk)])
