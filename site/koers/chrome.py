"""Header, breadcrumb, language switch and footer of a page, in as few queries as can be."""

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils.functional import cached_property
from wagtail.models import Locale, Page, Site

from koers import site_settings
from koers.visibility import visible_pages


def remembered_locales():
    """Map language code to locale, remembered for a minute."""
    found = cache.get("koers-locales")
    if found is None:
        found = {locale.language_code: locale for locale in Locale.objects.all()}
        cache.set("koers-locales", found, site_settings.REMEMBERED)
    return found


class Chrome:
    """What stands around the content of one page."""

    def __init__(self, request, page=None):
        self.request = request
        self.page = page
        self.site = Site.find_for_request(request)
        self.settings = site_settings.for_site(self.site)

    @cached_property
    def pages(self):
        """Fetch the pages of the menus and the translations of this page, as visitors see them."""
        ids = [*self.settings.menu("main_menu"), *self.settings.menu("footer_menu")]
        chosen = Page.objects.filter(pk__in=ids).values("translation_key")
        wanted = Q(translation_key__in=chosen)
        if self.page is not None:
            wanted |= Q(translation_key=self.page.translation_key)
        return list(visible_pages().filter(wanted).select_related("locale"))

    def menu(self, name):
        """Return the visible pages of a menu in this language, in order, marked where we are."""
        by_id = {page.pk: page for page in self.pages}
        active = self.locale.pk
        own = {page.translation_key: page for page in self.pages if page.locale_id == active}
        keys = {page.pk: page.translation_key for page in self.pages}
        items = []
        for pk in self.settings.menu(name):
            target = own.get(keys.get(pk)) if pk in by_id else None
            if target is not None:
                here = self.page is not None and self.page.path.startswith(target.path)
                items.append({"page": target, "here": here})
        return items

    @property
    def main_menu(self):
        """Return the items of the main menu."""
        return self.menu("main_menu")

    @property
    def footer_menu(self):
        """Return the items of the footer."""
        return self.menu("footer_menu")

    @cached_property
    def locale(self):
        """Return the locale of this page, or of the request."""
        if self.page is not None:
            by_id = {locale.pk: locale for locale in remembered_locales().values()}
            return by_id.get(self.page.locale_id) or self.page.locale
        return Locale.get_active()

    @cached_property
    def languages(self):
        """Return (code, name, page) of the languages that this page exists in, in settings order."""
        if self.page is None:
            return []
        by_locale = {
            page.locale_id: page
            for page in self.pages
            if page.translation_key == self.page.translation_key
        }
        locales = remembered_locales()
        return [
            (code, name, by_locale[locales[code].pk])
            for code, name in settings.LANGUAGES
            if code in locales and locales[code].pk in by_locale
        ]

    @cached_property
    def crumbs(self):
        """Return the published pages above this one, from home downwards, without itself."""
        if self.page is None:
            return []
        above = getattr(self.request, "koers_path", None)
        if above is None or not above or above[-1].pk != self.page.pk:
            above = list(self.page.get_ancestors(inclusive=True).filter(depth__gt=1))
        return [page for page in above[:-1] if page.live]
