"""Locales, remembered so that a page need not ask for them again and again."""

from django.core.cache import cache
from django.utils.translation import get_language
from wagtail.models import Locale

REMEMBERED = 60


def locales():
    """Map language code to locale; remembered for a minute in this process."""
    found = cache.get("koers-locales")
    if found is None:
        found = {locale.language_code: locale for locale in Locale.objects.all()}
        cache.set("koers-locales", found, REMEMBERED)
    return found


def code_of(locale_id):
    """Return the language code of a locale."""
    return next(code for code, locale in locales().items() if locale.pk == locale_id)


def active():
    """Return the locale of the reader's language, else of the site's first language."""
    return locales().get(get_language()) or Locale.get_default()


def forget(sender, **kwargs):
    """Forget the remembered locales."""
    cache.delete("koers-locales")
