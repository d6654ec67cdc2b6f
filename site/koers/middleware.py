"""Middleware of the project."""

from django.conf import settings
from django.urls import reverse

from koers.views import not_found


class RefuseNulMiddleware:
    """Answer 404 to addresses with a NUL, which PostgreSQL cannot even look for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Go on with every other address."""
        if "\x00" in request.path:
            return not_found(request)
        return self.get_response(request)


class AdminPolicyMiddleware:
    """Give Wagtail's admin the content security policy that it can run with."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Mark responses below the admin's address."""
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            # A preview was answered as a page of the site, whose policy forbids frames.
            response.headers.pop("Content-Security-Policy", None)
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return response
