"""Show how a query is understood and why sections rank where they do."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from wagtail.models import Page

from search.explain import Explanation


class Command(BaseCommand):
    """Print what a visitor's query was taken for, and its first answers."""

    help = "Show how a search query is understood and why sections rank where they do."

    def add_arguments(self, parser):
        """Take the query, a language, and a page to look at."""
        parser.add_argument("query")
        parser.add_argument("--locale", default=settings.LANGUAGE_CODE)
        parser.add_argument("--page", type=int, metavar="ID")

    def handle(self, *, query, locale, page, **options):
        """Explain."""
        if locale not in settings.LANGUAGE_CODES:
            known = ", ".join(settings.LANGUAGE_CODES)
            raise CommandError(f"This site has no language {locale!r}; it has {known}.")
        if page is not None and not Page.objects.filter(pk=page).exists():
            raise CommandError(f"There is no page with id {page}.")
        with translation.override(locale):
            explanation = Explanation(query, locale)
            lines = [*explanation.understood(), ""]
            lines += explanation.first() if page is None else explanation.page(page)
        self.stdout.write("\n".join(lines))
