"""The search page."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from koers.chrome import Chrome
from koers.visibility import visible_pages
from search import asked
from search.results import Results
from search.suggestions import Suggestions
from search.upkeep import catch_up


class SearchChrome(Chrome):
    """Lead from the search page to the same search in other languages."""

    def __init__(self, request, query):
        super().__init__(request)
        self.query = query

    @cached_property
    def languages(self):
        """Return (code, name, address) of the languages that have a home page, in their order."""
        homes = visible_pages().filter(depth=2).values_list("locale__language_code", flat=True)
        there = set(homes)
        found = [(code, name) for code, name in settings.LANGUAGES if code in there]
        return [(code, name, self.address(code)) for code, name in found]

    def address(self, code):
        """Return the address of this search in a language."""
        with translation.override(code):
            address = reverse("search")
        return f"{address}?{urlencode({'q': self.query})}" if self.query else address


@require_safe
def suggest(request):
    """Answer what a reader may mean while typing, for the search field."""
    response = JsonResponse({"suggestions": suggestions(request.GET.get("q", ""))})
    patch_cache_control(response, private=True, max_age=60)
    return response


@require_safe
def search(request):
    """Show what answers a query; without one, the field alone."""
    results = results_of(request.GET, translation.get_language())
    context = {"chrome": SearchChrome(request, results.query), "results": results}
    response = render(request, "search/results.html", context)
    asked.note(request, results)
    catch_up()
    patch_cache_control(response, private=True, max_age=0)
    return response


def suggestions(text):
    """Return what is suggested; once more where a rebuild took the old index away meanwhile."""
    first = Suggestions(text, translation.get_language())
    found = first.all()
    if first.moment.is_over:
        found = Suggestions(text, translation.get_language()).all()
    return [asdict(one) for one in found]


def results_of(params, locale):
    """Answer what is asked; once more where a rebuild took the old index away meanwhile."""
    results = Results(params, locale)
    if results.query and results.hits is not None and results.moment.is_over:
        return Results(params, locale)
    return results
