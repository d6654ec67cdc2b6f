"""Pages with addresses of their own below them."""

from django.http import Http404
from wagtail.contrib.routable_page.models import RoutablePageMixin


class RoutedPage(RoutablePageMixin):
    """Serve what is at a page or below it; nothing where the page is not there for visitors."""

    def serve(self, request, view=None, args=None, kwargs=None):
        """Show the page or what is below it; one that expired is not there."""
        if not self.is_published:
            raise Http404
        return super().serve(request, view, args, kwargs)
