"""The map of the site for search engines: what every visitor may see, in every language."""

from django.contrib.sitemaps import Sitemap
from wagtail.models import get_page_models

from koers.visibility import BasePageQuerySet


class PageSitemap(Sitemap):
    """List the visible pages with their translations."""

    limit = 5000

    def items(self):
        """Return the visible pages; those that wait for review too."""
        pages = []
        for model in get_page_models():
            if isinstance(model.objects.all(), BasePageQuerySet):
                pages += model.objects.visible().defer_streamfields()
        return [entry for page in pages for entry in page.addresses()]

    def location(self, item):
        """Return the path of an entry."""
        return item[0]

    def lastmod(self, item):
        """Return when an entry was published last."""
        return item[1]
