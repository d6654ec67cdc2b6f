"""What an operator's monitor asks: does the site answer, and from which index."""

from django.conf import settings
from django.db import DatabaseError
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.rebuild import analysis_version
from search.stores.answering import breaker
from search.tables import IndexPending, IndexState, IndexUnsent
from search.upkeep import catch_up


@never_cache
@require_safe
def healthz(request):
    """Answer 200 while visitors are served, with what is not as it should be; 503 without database.

    Reasons are fixed words: the log has the particulars.
    """
    try:
        complaints = {**index_complaints(), **server_complaints()}
        catch_up()
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "no answer"}, status=503)
    found = {"status": "degraded" if complaints else "ok", "database": "ok"}
    return JsonResponse(found | {"search": store_of(complaints)} | complaints)


def index_complaints():
    """Return what is wrong with the index in the database."""
    state = IndexState.now()
    if not state.version:
        return {"index": "not built yet: run manage.py rebuild_search"}
    if state.version != analysis_version():
        return {"index": "of another analysis: run manage.py rebuild_search"}
    if IndexPending.is_late():
        return {"index": "behind the pages: does the worker run?"}
    return {}


def server_complaints():
    """Return what is wrong with Elasticsearch, where the site uses it."""
    if not settings.ELASTICSEARCH_URL:
        return {}
    from search.stores.elastic_index import is_there

    try:
        if not is_there():
            return {"elasticsearch": "no index of this build: run manage.py rebuild_search"}
    except Exception:
        return {"elasticsearch": "no answer"}
    if IndexUnsent.is_late():
        return {"elasticsearch": "behind the database"}
    return {"elasticsearch": "resting after a failure"} if breaker.is_open else {}


def store_of(complaints):
    """Return the name of the store that answers readers now."""
    well = settings.ELASTICSEARCH_URL and "elasticsearch" not in complaints
    return "elasticsearch" if well else "database"
