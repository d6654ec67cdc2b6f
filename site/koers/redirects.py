"""Redirects from the addresses that pages had, and where they may lead.

Wagtail makes them page by page, deletes what is in their way with one condition a page, which
SQLite refuses from a thousand on, and leads anyone to the address of a private page.
`WAGTAILREDIRECTS_AUTO_CREATE` is off: these handlers make them, a chunk at a time.
"""

from itertools import islice
from urllib.parse import urlparse

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex, Site, get_page_models
from wagtail.signals import page_published, page_slug_changed, post_page_move

CHUNK = 500
LONGEST = Redirect._meta.get_field("old_path").max_length


def connect():
    """Listen to what changes the addresses of pages."""
    page_slug_changed.connect(renamed, dispatch_uid="redirect-renamed")
    post_page_move.connect(moved, dispatch_uid="redirect-moved")
    page_published.connect(published, dispatch_uid="redirect-published")


def renamed(sender, instance, instance_before, **kwargs):
    """Lead from the addresses before a new slug to those after it."""
    remember(instance, instance_before.url_path, instance.url_path)


def moved(sender, instance, url_path_before, url_path_after, **kwargs):
    """Lead from the addresses at the old place to those at the new one."""
    remember(instance, url_path_before, url_path_after)


def published(sender, instance, **kwargs):
    """Take away the redirect from an address where there is a page now."""
    for root in roots_of(instance.url_path):
        drop(root.site_id, {address(root, instance.url_path)})


def roots_of(url_path):
    """Return the homes, one a site, below which a path of the tree lies."""
    return [root for root in Site.get_site_root_paths() if url_path.startswith(root.root_path)]


def address(root, url_path):
    """Return the address of a path of the tree as redirects are looked up: without last slash."""
    with translation.override(root.language_code):
        base = reverse("wagtail_serve", args=[""])
    return f"{base}{url_path[len(root.root_path) :]}".rstrip("/") or "/"


def remember(page, before, after):
    """Redirect what was reached below one path of the tree to the same pages at another."""
    homes = {root.site_id: root for root in roots_of(after)}
    for root in roots_of(before):
        home = homes.get(root.site_id)
        # The slug of a home page is no part of any address.
        if home is None or before == after or after == home.root_path:
            continue
        old, new = address(root, before), address(home, after)
        places = [(pk, *place) for pk, *place in below(page, len(after))]
        with transaction.atomic():
            drop(root.site_id, {joined(new, rest, route) for _pk, rest, route in places})
            targets = {joined(old, rest, route): (pk, route) for pk, rest, route in places}
            save(root.site_id, targets)


def below(page, length):
    """Yield (id, rest of the address, route) of a page and all below it that were ever public."""
    known = Q(live=True) | Q(first_published_at__isnull=False)
    pages = Page.objects.filter(known, path__startswith=page.path, alias_of=None)
    types = routed_types()
    routed = []
    for pk, url_path, kind in pages.values_list("pk", "url_path", "content_type_id"):
        yield pk, url_path[length:].rstrip("/"), ""
        if kind in types:
            routed.append(pk)
    for one in Page.objects.filter(pk__in=routed).specific() if routed else ():
        for path in one.get_route_paths():
            if route := Redirect.normalise_page_route_path(path):
                yield one.pk, one.url_path[length:].rstrip("/"), route


def routed_types():
    """Return the ids of the types of pages that have addresses below their own."""
    models = [m for m in get_page_models() if m.get_route_paths is not Page.get_route_paths]
    return {kind.pk for kind in ContentType.objects.get_for_models(*models).values()}


def joined(base, rest, route):
    """Return the address of a place below another."""
    path = f"{base.rstrip('/')}/{rest}" if rest else base
    return (path.rstrip("/") + route).rstrip("/") or "/"


def chunks(things):
    """Yield lists of things that one statement can hold."""
    things = iter(things)
    while some := list(islice(things, CHUNK)):
        yield some


def found(site_id, addresses):
    """Yield (id, address, whether made by itself) of the redirects from addresses."""
    for some in chunks(sorted(addresses)):
        rows = Redirect.objects.filter(Q(site=site_id) | Q(site=None), old_path__in=some)
        yield from rows.values_list("pk", "old_path", "automatically_created")


def drop(site_id, addresses):
    """Delete the redirects from addresses, but those that people made; return what these hold."""
    known = list(found(site_id, addresses))
    kind = ContentType.objects.get_for_model(Redirect)
    for some in chunks(pk for pk, _path, own in known if own):
        # Deleting them by the usual way asks for the references of each.
        for rows in (
            ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=map(str, some)),
            Redirect.objects.filter(pk__in=some),
        ):
            rows._raw_delete(rows.db)
    return {path for _pk, path, own in known if not own}


def save(site_id, targets):
    """Make redirects from addresses to (id of a page, route), but where people made one."""
    kept = drop(site_id, targets.keys())
    rows = (
        Redirect(
            old_path=path,
            site_id=site_id,
            redirect_page_id=pk,
            redirect_page_route_path=route,
            automatically_created=True,
        )
        for path, (pk, route) in targets.items()
        if path not in kept and len(path) <= LONGEST
    )
    for some in chunks(rows):
        Redirect.objects.bulk_create(some)


def may_follow(redirect, request):
    """Tell whether a visitor may know where a redirect to a page leads."""
    if redirect.redirect_page_id is None:
        return bool(redirect.redirect_link)
    page = redirect.redirect_page.specific
    if not getattr(page, "is_published", page.live):
        return False
    return all(one.accept_request(request) for one in page.get_view_restrictions())


class RedirectMiddleware(MiddlewareMixin):
    """Lead on from addresses where there is nothing, but never to what the visitor may not see."""

    def process_response(self, request, response):
        """Replace “not found” by a redirect where there is one."""
        if response.status_code != 404:
            return response
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        tries = dict.fromkeys([path, urlparse(path).path])
        redirect = next(filter(None, (get_redirect(request, one) for one in tries)), None)
        if redirect is None or not may_follow(redirect, request):
            return response
        if not redirect.link or urlparse(redirect.link).path == request.path:
            return response
        kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return kind(redirect.link)
