"""The one door to the site's accounts: who came in, who was shut out, who may do what since when.

Everything goes to the log of the server; what an account did goes to Wagtail's audit log too,
which administrators read under Reports.
"""

import logging
from ipaddress import ip_address

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model, user_logged_in
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.log_actions import LogFormatter, get_active_log_context, log
from wagtail.models import GroupCollectionPermission, GroupPagePermission

logger = logging.getLogger("koers.accounts")
SWITCHES = ("is_active", "is_staff", "is_superuser")


def to_the_door(request):
    """Lead from Wagtail's own sign-in form to ours, and on to where one wanted to go."""
    query = request.META.get("QUERY_STRING")
    return redirect(reverse("wagtailcore_login") + (f"?{query}" if query else ""))


def behind_proxy(request):
    """Return the visitor's address as our own proxy, the last to write, saw it."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(seen))
    except ValueError:
        return request.META.get("REMOTE_ADDR")


def locked_out(request, *args):
    """Answer who gave too many wrong passwords."""
    return render(request, "koers/locked_out.html", status=429)


def connect():
    """Listen to sign-ins, lock-outs and changes of what accounts and groups may do."""
    user = get_user_model()
    user_logged_in.connect(note_sign_in, dispatch_uid="note-sign-in")
    user_locked_out.connect(note_lock_out, dispatch_uid="note-lock-out")
    for through in (user.groups.through, user.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(note_members, sender=through, dispatch_uid=f"note-{through.__name__}")
    pre_save.connect(note_switches, sender=user, dispatch_uid="note-switches")
    post_save.connect(note_first_switches, sender=user, dispatch_uid="note-first-switches")


def note_sign_in(sender, request, user, **kwargs):
    """Log that an account came in."""
    logger.info("%s signed in", user.get_username())
    log(instance=user, action="koers.sign_in", user=user)


def note_lock_out(sender, username, ip_address, **kwargs):
    """Log that a name is shut out for a while."""
    logger.warning("%s is shut out at %s after too many wrong passwords", username, ip_address)


def note(instance, change):
    """Log a change of rights that somebody made."""
    actor = get_active_log_context().user
    if actor:
        logger.info("%s: %s, by %s", instance, change, actor.get_username())
        log(instance=instance, action="koers.rights", user=actor, data={"change": change})


def note_members(sender, instance, action, reverse, model, pk_set, **kwargs):
    """Log groups that an account got or lost, and permissions that a group or account did."""
    sign = {"post_add": "+", "post_remove": "-"}.get(action)
    if sign is None or not pk_set:
        return
    changed = model._default_manager.filter(pk__in=pk_set)
    if reverse:
        for one in changed:
            note(one, f"{sign} {instance}")
    else:
        note(instance, ", ".join(f"{sign} {name_of(one)}" for one in changed))


def name_of(thing):
    """Return the words for a group or permission."""
    return thing.codename if isinstance(thing, Permission) else str(thing)


def places_of(group):
    """Return what a group may do where: right and page or collection, in words."""
    found = set()
    for model, place in ((GroupPagePermission, "page"), (GroupCollectionPermission, "collection")):
        rows = model.objects.filter(group=group).select_related("permission", place)
        found |= {f"{row.permission.codename}: {getattr(row, place)}" for row in rows}
    return found


def note_places(group, before):
    """Log what a group may do where that it could not before, and the other way round."""
    after = places_of(group)
    changes = [f"+ {one}" for one in after - before] + [f"- {one}" for one in before - after]
    for change in sorted(changes):
        note(group, change)


def note_switches(sender, instance, raw=False, **kwargs):
    """Log that an account was closed, opened, or given every right."""
    before = sender.objects.filter(pk=instance.pk).values(*SWITCHES).first()
    if raw or before is None:
        return
    changed = [name for name in SWITCHES if before[name] != getattr(instance, name)]
    if changed:
        signs = ("+" if getattr(instance, name) else "-" for name in changed)
        note(instance, ", ".join(f"{s} {n}" for s, n in zip(signs, changed, strict=True)))


def note_first_switches(sender, instance, created, raw=False, **kwargs):
    """Log that a new account was given every right."""
    if created and not raw and instance.is_superuser:
        note(instance, "+ is_superuser")


def register_log_actions(actions):
    """Name our entries in Wagtail's audit log."""
    actions.register_action("koers.sign_in", gettext_lazy("Sign in"), gettext_lazy("Signed in"))

    @actions.register_action("koers.rights")
    class RightsFormatter(LogFormatter):
        label = gettext_lazy("Change of rights")

        def format_message(self, log_entry):
            return gettext("Rights changed: %(change)s") % log_entry.data
