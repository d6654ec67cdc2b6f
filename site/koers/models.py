"""Models of the project's base."""

from koers.site_settings import SiteSettings

__all__ = ["SiteSettings"]
