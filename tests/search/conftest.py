"""A small site that can be searched."""

import pytest

from search.find import find
from search.rebuild import rebuild
from search.stores.database import DatabaseStore
from search.tables import IndexedSection
from search.upkeep import index_noted
from tests import factories as make


@pytest.fixture
def write(site):
    """Return `write(title, text, …)`: a live page with a heading and a text."""

    def add(title, text="", heading="Kop", factory=make.StandardPageFactory, **fields):
        fields.setdefault("parent", site.home)
        body = [("text", f"<h2>{heading}</h2><p>{text}</p>")] if text else []
        page = factory(title=title, body=body, **fields)
        page.save_revision().publish()
        return page

    return add


@pytest.fixture
def indexed(site):
    """Return a function that builds the index of what there is."""
    return rebuild


@pytest.fixture
def elasticsearch(settings, elasticsearch_url):
    """Let the site use the server, and take this site's index away afterwards."""
    from search.stores import answering
    from search.stores.elastic_client import client
    from search.stores.elastic_index import remove

    settings.ELASTICSEARCH_URL = elasticsearch_url
    answering.breaker.until = 0.0
    yield client()
    settings.ELASTICSEARCH_URL = elasticsearch_url
    remove()


@pytest.fixture
def send(settings):
    """Return a function that copies the index to the server, where the site uses one."""

    def copy():
        if settings.ELASTICSEARCH_URL:
            from search.stores.elastic_index import fill

            fill()

    return copy


@pytest.fixture
def follow():
    """Return a function that lets the worker index what was noted."""
    return index_noted.call


@pytest.fixture
def titles():
    """Return `titles(query)`: the titles of the pages that are found, the best first."""

    def ask(query, locale="nl"):
        numbers = [number for number, _score in find(query, locale).ranked]
        rows = IndexedSection.objects.select_related("page").in_bulk(numbers)
        return list(dict.fromkeys(rows[number].page.title for number in numbers))

    return ask


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def store(request):
    """Return each store in turn; the site asks it first."""
    if request.param == "database":
        return DatabaseStore()
    from search.stores.elastic import ElasticStore

    request.getfixturevalue("elasticsearch")
    return ElasticStore()
