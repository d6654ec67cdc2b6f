"""Addresses of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from koers import sign_in, views
from koers.sitemaps import PageSitemap
from media.document_views import serve_document
from media.serve import serve_file
from search.health import healthz
from search.views import search, suggest

handler404 = "koers.views.not_found"

urlpatterns = [
    path("admin/login/", sign_in.to_the_door),
    path("admin/", include(admin_urls)),
    path("documents/<int:document_id>/<path:document_filename>", serve_document),
    path("documents/", include(document_urls)),
    path("files/<path:name>", serve_file, name="file"),
    path("colours.css", views.colours, name="colours"),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security),
    path("healthz", healthz),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
]
# The first language has no prefix, so that its addresses are short.
page_urls = [
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, views.serve, name="wagtail_serve"),
]
urlpatterns += i18n_patterns(
    # Translators: the address of the search page.
    path(_("search/"), search, name="search"),
    path("_suggest/", suggest, name="suggest"),
    path("", include(page_urls)),
    prefix_default_language=False,
)
