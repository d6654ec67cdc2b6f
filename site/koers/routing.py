"""From an address to its page in two queries, however deep it lies.

Wagtail asks for site, locale, home and every page on the way one by one. The rules are the same:
what is left of the address after the deepest page is handed to that page's own `route()`.
"""

from django.core.cache import cache
from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Page, Site

from koers import site_settings
from koers.visibility import restricted


def remember_site(request):
    """Put the site on the request, from memory where there is only one."""
    found = cache.get(site_settings.SITE)
    if found is None:
        sites = list(Site.objects.all()[:2])
        found = sites[0] if len(sites) == 1 and sites[0].is_default_site else False
        cache.set(site_settings.SITE, found, site_settings.REMEMBERED)
    if found:
        request._wagtail_site = found
    return Site.find_for_request(request)


def home_path(site):
    """Return the path of the home page in the active language, or None."""
    language = get_language()
    for root in Site.get_site_root_paths():
        if root.site_id == site.pk and root.language_code == language:
            return root.root_path
    return None


def find(request, path):
    """Return Wagtail's route result of an address, or None where there is no page."""
    site = remember_site(request)
    start = home_path(site) if site else None
    if start is None:
        return None
    parts = [part for part in path.split("/") if part]
    paths = [start]
    for part in parts:
        paths.append(f"{paths[-1]}{part}/")
    way = on_the_way(paths)
    if not way or not hasattr(way[-1].specific_class, "fetched_along"):
        return None
    page = with_original(way[-1])
    # Neither a method nor a door tells that there was something.
    if not page.is_published:
        return None
    request.koers_path = [*way[:-1], page]
    try:
        return page.route(request, parts[len(way) - 1 :])
    except Http404:
        return None


def on_the_way(paths):
    """Fetch the pages of a list of paths, from the first down to the first gap."""
    found = Page.objects.filter(url_path__in=paths).annotate(private=restricted())
    by_path = {page.url_path: page for page in found}
    way = []
    for path in paths:
        if path not in by_path:
            break
        way.append(by_path[path])
    return way


def with_original(page):
    """Return the full page with its original, fetched together."""
    model = page.specific_class
    versions = model.objects.filter(translation_key=page.translation_key)
    versions = list(versions.select_related(*model.fetched_along))
    full = next(version for version in versions if version.pk == page.pk)
    originals = [version for version in versions if version.locale_id == full.source_locale_id]
    if not full.is_original and originals:
        full.source = originals[0]
    # Neither the page nor its original is restricted: no need to ask again.
    full.known_public = not page.private and page.alias_of_id is None
    return full
