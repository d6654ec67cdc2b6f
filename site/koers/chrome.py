"""Header, breadcrumb, language switch and footer of a page, in as few queries as can be."""

from django.conf import settings
from django.db.models import Q
from django.utils.functional import cached_property
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from koers import locales, site_settings
from koers.structured_data import breadcrumb, script
from koers.visibility import visible_pages
from koers.words import pick

SECTION_DEPTH = 3
OG_LOCALES = {"nl": "nl_NL", "en": "en_GB", "de": "de_DE"}


class Chrome:
    """What stands around the content of one page, or around no page at all."""

    def __init__(self, request, page=None):
        self.request = request
        self.page = page
        self.site = Site.find_for_request(request)
        self.settings = site_settings.for_site(self.site)

    @cached_property
    def locale(self):
        """Return the locale of this page, or of the request."""
        if self.page is None:
            return locales.active()
        return locales.locales()[locales.code_of(self.page.locale_id)]

    @cached_property
    def pages(self):
        """Fetch menus, sections, linked pages and translations as visitors see them; one query."""
        ids = [*self.settings.menu("main_menu"), *self.settings.menu("footer_menu")]
        chosen = Page.objects.filter(pk__in=ids).values("translation_key")
        wanted = Q(translation_key__in=chosen) | Q(depth__in=(2, SECTION_DEPTH), locale=self.locale)
        if self.page is not None:
            wanted |= Q(translation_key=self.page.translation_key)
            linked = Page.objects.filter(pk__in=self.page.link_ids).values("translation_key")
            wanted |= Q(translation_key__in=linked)
            wanted |= Q(pk__in=[page.pk for page in self.above])
        return list(visible_pages().filter(wanted).order_by("path"))

    def menu(self, name):
        """Return the visible pages of a menu in this language, in order, marked where we are."""
        keys = {page.pk: page.translation_key for page in self.pages}
        own = {page.translation_key: page for page in self.pages if self.is_own(page)}
        items = []
        for pk in self.settings.menu(name):
            target = own.get(keys.get(pk))
            if target is not None:
                here = self.page is not None and self.page.path.startswith(target.path)
                items.append({"page": target, "here": here})
        return items

    def is_own(self, page):
        """Tell whether a page is in the language of this page."""
        return page.locale_id == self.locale.pk

    @cached_property
    def main_menu(self):
        """Return the items of the main menu."""
        return self.menu("main_menu")

    @cached_property
    def footer_menu(self):
        """Return the items of the footer."""
        return self.menu("footer_menu")

    @cached_property
    def sections(self):
        """Map kinds of sections (`project`, `organisation`, …) to their pages in this language."""
        found = {}
        for page in self.pages:
            if page.depth == SECTION_DEPTH and self.is_own(page):
                kind = getattr(page.specific_class, "bundle_type", "")
                found.setdefault(kind.removesuffix("-index"), page)
        return found

    @cached_property
    def home(self):
        """Return the home page in this language, or None."""
        return next((page for page in self.pages if page.depth == 2 and self.is_own(page)), None)

    @property
    def home_address(self):
        """Return where the mark leads."""
        return self.home.url if self.home else "/"

    @property
    def is_home(self):
        """Tell whether this is the home page."""
        return self.page is not None and self.page.depth == 2

    @property
    def tagline(self):
        """Return the tagline in the reader's language."""
        return pick(self.settings.tagline)

    @property
    def suffix(self):
        """Return what follows the address of a page that has addresses below it."""
        if isinstance(self.page, RoutablePageMixin) and self.page.url:
            return self.request.path.removeprefix(self.page.url)
        return ""

    @cached_property
    def languages(self):
        """Return (code, name, address) of the languages this page exists in, in settings order."""
        return [(code, name, page.url + self.suffix) for code, name, page in self.translations]

    @cached_property
    def translations(self):
        """Return (code, name, page) of the languages this page exists in, in settings order."""
        if self.page is None:
            return []
        key = self.page.translation_key
        by_locale = {page.locale_id: page for page in self.pages if page.translation_key == key}
        found = locales.locales()
        return [
            (code, name, by_locale[found[code].pk])
            for code, name in settings.LANGUAGES
            if code in found and found[code].pk in by_locale
        ]

    @property
    def alternates(self):
        """Return (code, name, absolute address) for search engines; none without a translation."""
        if len(self.languages) < 2:
            return []
        whole = self.request.build_absolute_uri
        return [(code, name, whole(address)) for code, name, address in self.languages]

    @property
    def canonical(self):
        """Return the absolute address of this page without filters."""
        return self.request.build_absolute_uri(self.request.path)

    @property
    def og_locale(self):
        """Return the language as Open Graph writes it."""
        code = self.locale.language_code
        return OG_LOCALES.get(code, code)

    @property
    def title(self):
        """Return the title of what is shown: of this page, or of what it shows at an address."""
        return getattr(self.request, "koers_title", None) or self.page.title

    @property
    def description(self):
        """Return the description of this page; what it shows below its address has none."""
        if self.suffix:
            return ""
        return self.page.search_description or self.page.summary

    @cached_property
    def picture(self):
        """Return the absolute address of the picture for social previews, or nothing."""
        image = self.page.source.image if self.page is not None else None
        return self.request.build_absolute_uri(image.social_address) if image else ""

    @cached_property
    def above(self):
        """Return the pages from home down to this one, hidden ones too."""
        way = getattr(self.request, "koers_path", None)
        if not way or way[-1].pk != self.page.pk:
            way = list(self.page.get_ancestors(inclusive=True).filter(depth__gt=1))
        return way

    @cached_property
    def crumbs(self):
        """Return the pages above that may show, from home downwards; with a suffix this one too.

        Who reads a page that is not public was let in to all above it; drafts stay hidden.
        """
        if self.page is None:
            return []
        shown = self.above if self.suffix else self.above[:-1]
        seen = {page.pk for page in self.pages}
        let_in = not self.page.known_public
        return [
            page for page in shown if page.pk in seen or (let_in and page.specific.is_published)
        ]

    @property
    def parent(self):
        """Return the page right above this one, or None where it may not show."""
        last = self.crumbs[-1] if self.crumbs else None
        return last if last and last.depth >= self.page.depth - 1 else None

    @property
    def structured_data(self):
        """Return the JSON-LD of this page as texts that may stand in a script element."""
        if self.page is None:
            return []
        data = [*self.page.structured_data(self)]
        if self.crumbs:
            data.append(breadcrumb(self))
        return [script(one) for one in data]
