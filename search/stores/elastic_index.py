"""The index in Elasticsearch: a copy of the rows of the database, sent after them."""

import secrets
from datetime import timedelta

from django.db.models import Prefetch
from elasticsearch import NotFoundError, helpers

from search.leases import SENDER, SILENCE, HeldElsewhereError, keep, taken
from search.stores.elastic_client import BUSY, client, quick_client
from search.tables import IndexedPage, IndexedSection, IndexState, IndexUnsent

AT_ONCE = 50
BREATH = timedelta(seconds=5)
AGAIN = {"max_retries": 5, "initial_backoff": 0.2, "max_backoff": 5, "retry_on_status": BUSY}
SEEN = {"refresh": True, "require_alias": True, "ignore_status": 404}
FURTHEST = 1_000_000
# More than the versions of as many pages have.
MOST = 100_000
KEYWORD = {"type": "keyword"}
MATCHED = KEYWORD | {"doc_values": False, "norms": False}
MAPPINGS = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        "number": {"type": "long"},
        "page": {"type": "long"},
        "key": KEYWORD,
        "group": KEYWORD,
        "moment": {"type": "date"},
        "levels": MATCHED,
        "terms": MATCHED,
        "words": {"type": "text", "analyzer": "whitespace", "norms": False},
        "facets": {"type": "object", "dynamic": True},
    },
    "dynamic_templates": [{"facets": {"path_match": "facets.*", "mapping": KEYWORD}}],
}
SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "max_result_window": FURTHEST,
    "refresh_interval": "-1",
}


def fill(progress=lambda done, total: None):
    """Copy the side that answers into an index of its own, and let it serve; return its pages."""
    # Who sends now is soon done, or fell silent.
    with taken(SENDER, patience=SILENCE + BREATH) as sender:
        noted, state = IndexUnsent.noted(), IndexState.now()
        server = client()
        name = f"{state.sent_to}-{secrets.token_hex(4)}"
        server.indices.create(index=name, mappings=MAPPINGS, settings=SETTINGS)
        keys = list(IndexedPage.objects.filter(side=state.side).values_list("key", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            keep(SENDER, sender)
            rows = IndexedPage.objects.filter(key__in=keys[start : start + AT_ONCE])
            helpers.bulk(server, actions(name, rows), **AGAIN)
            progress(min(start + AT_ONCE, len(keys)), len(keys))
        server.indices.put_settings(index=name, settings={"refresh_interval": "1s"})
        server.indices.refresh(index=name)
        keep(SENDER, sender)
        server.indices.update_aliases(actions=[{"add": {"index": name, "alias": state.sent_to}}])
        remove(kept=name)
        IndexUnsent.forget(noted)
    send()
    return len(keys)


def remove(kept=""):
    """Remove the indices of this site, but for one."""
    server = client()
    for name in server.indices.get(index=f"koers-{IndexState.now().site}-*"):
        if name != kept:
            server.indices.delete(index=name, ignore_unavailable=True)


def send():
    """Send what changed, the longest waiting first; leave it where another process sends."""
    while IndexUnsent.objects.exists():
        try:
            with taken(SENDER) as sender:
                send_waiting(sender)
        except HeldElsewhereError:
            return


def send_waiting(sender):
    """Send until nothing waits; RuntimeError where there is no index to send to."""
    server, name = client(), IndexState.now().sent_to
    while waiting := dict(
        IndexUnsent.objects.order_by("since").values_list("translation_key", "since")[:AT_ONCE]
    ):
        keep(SENDER, sender)
        replace(server, name, list(waiting))
        IndexUnsent.forget(waiting)


def replace(server, name, keys):
    """Bring what the server holds of the versions of pages to what the database holds."""
    rows = IndexedPage.objects.filter(side=IndexState.now().side, translation_key__in=keys)
    new = {action["_id"]: action for action in actions(name, rows)}
    held = {"terms": {"key": [str(key) for key in keys]}}
    try:
        old = server.search(index=name, query=held, size=MOST, sort="_doc", source=False)
    except NotFoundError:
        missing = "Elasticsearch has no index of this build: run manage.py rebuild_search"
        raise RuntimeError(missing) from None
    gone = [hit["_id"] for hit in old["hits"]["hits"] if hit["_id"] not in new]
    deletes = [{"_op_type": "delete", "_index": name, "_id": number} for number in gone]
    helpers.bulk(server, [*deletes, *new.values()], **SEEN, **AGAIN)


def actions(name, pages):
    """Yield what the client sends of the sections of some pages."""
    sections = Prefetch("sections", IndexedSection.objects.defer("text", "title", "heading"))
    for page in pages.prefetch_related(sections, "facets"):
        facets = {}
        for facet in page.facets.all():
            facets.setdefault(facet.name, []).append(facet.value)
        for section in page.sections.all():
            yield {"_index": name, "_id": str(section.number)} | document(page, section, facets)


def document(page, section, facets):
    """Return a section as the server keeps it; its terms lose the side they are on."""
    levels = [term.removeprefix(str(page.side)) for term in section.terms.split()]
    return {
        "number": section.number,
        "page": page.page_id,
        "key": str(page.translation_key),
        "group": f"{page.page_id} {section.path}",
        "moment": page.moment,
        "levels": levels,
        "terms": [level.rpartition(":")[0] for level in levels],
        "words": section.words,
        "facets": facets,
    }


def is_there():
    """Tell whether the server has an index of this build."""
    return bool(quick_client().indices.exists_alias(name=IndexState.now().sent_to))
