"""Models of the project's base."""

from koers.site_settings import SiteSettings
from koers.translations import ReadyTranslation

__all__ = ["ReadyTranslation", "SiteSettings"]
