"""A page that others name is not deleted by mistake: who names it is told instead."""

from django.contrib import messages
from django.db.models import CharField
from django.db.models.functions import Cast
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex, get_page_models
from wagtail.snippets.models import get_snippet_models

from koers.site_settings import SiteSettings

SHOWN = 5


def connect():
    """Ask before pages are deleted."""
    hooks.register("before_delete_page", keep_named)
    hooks.register("before_delete_page", keep_published)


def namers_of(page):
    """Return the pages, records and settings that name a page or one below it, each once."""
    ways = (*by_choice(page), *by_text(page), *by_menu(page))
    found = {(type(one)._meta.label, one.pk): one for one in ways}
    return sorted(found.values(), key=str)


def by_choice(page):
    """Yield the pages elsewhere that chose this one or one below it, such as their theme."""
    gone = Page.objects.filter(path__startswith=page.path).values("pk")
    for model in get_page_models():
        for field in model._meta.many_to_many:
            if issubclass(field.related_model, Page):
                naming = model._base_manager.filter(**{f"{field.name}__in": gone})
                yield from naming.exclude(path__startswith=page.path).distinct()


def by_text(page):
    """Yield what names this page or one below it in a field, a block or a text."""
    gone = Page.objects.filter(path__startswith=page.path)
    below = set(gone.values_list("pk", flat=True))
    written = gone.annotate(written=Cast("pk", CharField())).values("written")
    kind = ReferenceIndex._get_base_content_type(Page)
    references = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=written)
    for owner, _references in references.group_by_source_object():
        if isinstance(owner, Page):
            if owner.pk not in below and owner.alias_of_id not in below:
                yield owner.specific
        elif isinstance(owner, tuple(get_snippet_models())):
            yield owner


def by_menu(page):
    """Yield the settings whose menus name this page or one below it; no index knows of these."""
    below = set(Page.objects.filter(path__startswith=page.path).values_list("pk", flat=True))
    for region in SiteSettings.objects.all():
        if below.intersection((*region.menu("main_menu"), *region.menu("footer_menu"))):
            yield region


def keep(request, page, reason):
    """Say why a page is not deleted, in place of deleting it."""
    messages.error(request, reason)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def keep_named(request, page):
    """Explain, in place of deleting, who names the page or one below it."""
    namers = namers_of(page)
    if not namers:
        return None
    names = ", ".join(f"“{one}”" for one in namers[:SHOWN])
    if len(namers) > SHOWN:
        names = _("%(names)s and others") % {"names": names}
    text = _(
        "“%(page)s” cannot be deleted: it, or a page below it, is named by %(names)s. "
        "Take it out there first, or unpublish it instead."
    )
    return keep(request, page, text % {"page": page.get_admin_display_title(), "names": names})


def keep_published(request, page):
    """Leave to who may publish what was public once, or what others began; Wagtail does not."""
    if page.permissions_for_user(request.user).can_publish():
        return None
    tree = page.get_descendants(inclusive=True)
    others = tree.filter(first_published_at__isnull=False) | tree.exclude(owner=request.user)
    if not others.exists():
        return None
    text = _(
        "“%(page)s” was public once, or somebody else began it. Ask a chief editor to delete it."
    )
    return keep(request, page, text % {"page": page.get_admin_display_title()})
