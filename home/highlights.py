"""What the home page gathers: numbers, one project, news, themes and an award."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q, prefetch_related_objects
from django.utils.functional import cached_property

from cases.ledger import Ledger
from cases.practices import Awards, PracticePage
from cases.projects import ProjectPage
from cases.results import ResultPage
from cases.themes import ThemePage, themed_models
from cases.tilemap import TileMap
from koers.pages import localize
from koers.visibility import visible_pages

NUMBERS = 3
NEWS = 5


class Highlights:
    """Fetch what the home page shows of other pages, in few queries."""

    def __init__(self, home, chrome):
        self.home = home
        self.chrome = chrome
        self.locale_id = home.locale_id

    @cached_property
    def featured(self):
        """Return the featured pages as they are visible in this language, untyped, in order."""
        pages = self.chrome.pages
        own = {page.translation_key: page for page in pages if page.locale_id == self.locale_id}
        by_id = {page.pk: own.get(page.translation_key) for page in pages}
        return [by_id[pk] for pk in self.home.featured_ids if by_id.get(pk)]

    def featured_of(self, model):
        """Return the ids of featured pages of one type."""
        return [page.pk for page in self.featured if page.specific_class is model]

    @cached_property
    def project(self):
        """Return the first featured project with its status and themes, or None."""
        ids = self.featured_of(ProjectPage)[:1]
        pages = localize(ProjectPage.objects.filter(pk__in=ids), self.locale_id) if ids else []
        if not pages:
            return None
        prefetch_related_objects([pages[0].source], "phases")
        return pages[0]

    @cached_property
    def numbers(self):
        """Return (result, claim) of results with a figure that holds now, featured ones first."""
        results = ResultPage.objects.visible().filter(locale_id=self.locale_id)
        first = self.featured_of(ResultPage)
        pages = sorted(
            results.order_by("-last_published_at", "path"), key=lambda p: p.pk not in first
        )
        keys = [page.translation_key for page in pages]
        ledgers = Ledger.of_results(Q(result__translation_key__in=keys))
        current = {ledger.result.translation_key: ledger.current for ledger in ledgers}
        found = [(page, current.get(page.translation_key)) for page in pages]
        return [(page, claim) for page, claim in found if claim][:NUMBERS]

    @cached_property
    def news(self):
        """Return the pages that were published last, with their kind."""
        types = ContentType.objects.get_for_models(*themed_models())
        pages = visible_pages().filter(
            locale_id=self.locale_id,
            content_type__in=types.values(),
            path__startswith=self.home.path,
            last_published_at__isnull=False,
        )
        found = list(pages.order_by("-last_published_at", "path")[:NEWS])
        for page in found:
            page.kind_words = page.specific_class.kind
        return found

    @cached_property
    def rest(self):
        """Return what is featured beside the large project."""
        shown = self.project.pk if self.project else None
        return [page for page in self.featured if page.pk != shown]

    @cached_property
    def themes(self):
        """Return the visible themes with the number of visible projects of each; two queries."""
        counts = ProjectPage.objects.originals().filter(
            translation_key__in=ProjectPage.objects.visible()
            .filter(locale_id=self.locale_id)
            .values("translation_key")
        )
        rows = counts.order_by().values("themes__translation_key").annotate(number=Count("pk"))
        numbers = {row["themes__translation_key"]: row["number"] for row in rows}
        themes = list(ThemePage.objects.visible().filter(locale_id=self.locale_id).order_by("path"))
        for theme in themes:
            theme.project_count = numbers.get(theme.translation_key, 0)
        return themes

    @cached_property
    def winner(self):
        """Return the latest visible practice example that won, or None."""
        won = PracticePage.objects.visible().originals().filter(award=Awards.WINNER)
        won = won.order_by(F("year").desc(nulls_last=True), "path")
        return next(iter(localize(won[:1], self.locale_id)), None)

    @cached_property
    def tiles(self):
        """Return the map of the region."""
        return TileMap.of_region()
