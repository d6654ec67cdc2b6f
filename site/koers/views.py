"""Views that belong to no page."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from wagtail.models import Site
from wagtail.views import serve as wagtail_serve

from koers import routing, site_settings
from koers.chrome import Chrome
from koers.visibility import visible_pages

SLUG = re.compile(r"[\w-]{1,255}")


def serve(request, path):
    """Serve a page by Wagtail's own view, with the route found in fewer queries."""
    request._wagtail_route_for_request = routing.find(request, path)
    return wagtail_serve(request, path)


@cache_control(public=True, max_age=31_536_000)
def colours(request):
    """Serve the region's own colours as a style sheet for light screens."""
    palette = site_settings.for_site(Site.find_for_request(request)).palette
    rules = "".join(f"--tk-{name}:{value};" for name, value in sorted(palette.items()))
    css = f"@media screen and (not (prefers-color-scheme:dark)){{:root{{{rules}}}}}\n"
    return HttpResponse(css, content_type="text/css")


def robots(request):
    """Tell robots where the map of the site is, and to leave the admin alone."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", f"Disallow: {reverse('wagtailadmin_home')}", f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def security(request):
    """Say where a weakness can be reported (RFC 9116), once an address is known."""
    region = site_settings.for_site(Site.find_for_request(request))
    if not region.email:
        raise Http404
    expires = f"{datetime.now(UTC).year + 1}-01-31T00:00:00Z"
    lines = [
        f"Contact: mailto:{region.email}",
        f"Expires: {expires}",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def not_found(request, exception=None):
    """Say that there is no such page, and offer the languages in which there is one."""
    chrome = Chrome(request)
    context = {"chrome": chrome, "asked_path": request.path, "offers": offers(request, chrome)}
    return render(request, "404.html", context, status=404)


def offers(request, chrome):
    """Return (code, name, page) of visible pages at the same place, or of the same slug.

    An address in one language often only differs by its language; where a page exists in some
    languages, its last part is looked for among the slugs of the others.
    """
    slug = request.path.rstrip("/").rpartition("/")[2]
    if not SLUG.fullmatch(slug):
        return []
    found = visible_pages().filter(slug=slug, depth__gt=2).order_by("path")[:5]
    keys = {page.translation_key for page in found}
    pages = visible_pages().filter(translation_key__in=keys).select_related("locale")
    names = dict(settings.LANGUAGES)
    return [
        (page.locale.language_code, names.get(page.locale.language_code, ""), page)
        for page in pages.order_by("locale_id", "path")[:6]
    ]
