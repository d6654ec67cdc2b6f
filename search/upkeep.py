"""The index follows the pages: what changed is noted with the change, and indexed by the worker.

The note is part of the transaction that changed the page, so that nothing is forgotten when a
process dies; it goes away when the page was indexed.
"""

import functools
import logging

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django_tasks import task
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, get_page_models
from wagtail.signals import page_published, page_unpublished, post_page_move

from koers import bundle, usage
from search import index
from search.tables import BEHIND, IndexPending, IndexUnsent

log = logging.getLogger("koers.search")


def connect():
    """Listen to what changes pages, and the records and claims they tell of."""
    page_published.connect(page_changed, dispatch_uid="search-published")
    page_unpublished.connect(page_changed, dispatch_uid="search-unpublished")
    post_page_move.connect(page_moved, dispatch_uid="search-moved")
    post_delete.connect(page_changed, sender=Page, dispatch_uid="search-deleted")
    # A document is told of by the pages that show it, once the worker has read it.
    records = [kind.model for kind in bundle.RECORD_KINDS.values()]
    for model in [*records, get_document_model()]:
        uid = f"search-{model.__name__}"
        post_save.connect(record_changed, sender=model, dispatch_uid=uid)
        # Before, since who names it is not known any more afterwards.
        pre_delete.connect(record_changed, sender=model, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        signal.connect(
            collection_changed, sender=CollectionViewRestriction, dispatch_uid="search-doors"
        )
    for model in bundle_parts():
        uid = f"search-{model.__name__}"
        post_save.connect(part_changed, sender=model, dispatch_uid=uid)
        pre_delete.connect(part_changed, sender=model, dispatch_uid=uid)


def page_changed(instance, **kwargs):
    """Note a page that was published, unpublished or deleted."""
    note([instance.translation_key])


def page_moved(instance, **kwargs):
    """Note a page that moved and all below it: they may tell what is above them."""
    below = Page.objects.descendant_of(instance, inclusive=True)
    note(below.values_list("translation_key", flat=True))


def record_changed(instance, created=False, raw=False, **kwargs):
    """Note the pages that name a record, and those that list its kind."""
    if raw:
        return
    named = [] if created else [*usage.related(instance), *usage.indexed(instance)]
    lists = [
        page
        for model in get_page_models()
        if instance._meta.label in getattr(model, "search_follows", ())
        for page in model.objects.all()
    ]
    note({owner.translation_key for owner in [*named, *lists] if isinstance(owner, Page)})


def collection_changed(instance, **kwargs):
    """Note the pages that show documents of a collection that was closed or opened."""
    inside = instance.collection.get_descendants(inclusive=True)
    for document in get_document_model().objects.filter(collection__in=inside):
        record_changed(document)


def part_changed(instance, raw=False, **kwargs):
    """Note the page that a record is part of, such as the result of a claim."""
    whole = getattr(instance, bundle_parts()[type(instance)])
    note([whole.translation_key])


@functools.cache
def bundle_parts():
    """Return {model: name of its field} of the records that are part of one page."""
    return {
        contained.model: contained.parent
        for model in get_page_models()
        for contained in getattr(model, "bundle_contains", {}).values()
    }


def note(keys):
    """Note versions of pages by their translation keys, and let the worker index them."""
    if not (keys := set(keys)):
        return
    index.note(IndexPending, keys)
    if not any(function is enqueue for _ids, function, _robust in connection.run_on_commit):
        transaction.on_commit(enqueue)


def enqueue():
    """Ask the worker to index what was noted."""
    index_noted.enqueue()


def catch_up():
    """Ask the worker again where something waits for long, once a minute.

    Who noted it may have died before asking, and a server may be back.
    """
    # Looked at once a minute only, since every search comes by here.
    if not cache.add("koers-search-catch-up", True, BEHIND.total_seconds()):
        return
    if IndexPending.is_late() or IndexUnsent.is_late():
        enqueue()


@task()
def index_noted():
    """Index what was noted, the longest waiting first; what fails stays noted, and is logged."""
    for row in IndexPending.objects.order_by("since"):
        try:
            index.refresh(row.translation_key)
        except Exception:
            log.exception("The page with translation key %s was not indexed.", row.translation_key)
        else:
            IndexPending.forget({row.pk: row.since})
    if settings.ELASTICSEARCH_URL:
        send_noted()


def send_noted():
    """Send what was indexed to Elasticsearch; what is not sent waits, and is logged."""
    from search.stores.elastic_index import send

    try:
        send()
    except Exception as error:
        log.warning("Elasticsearch lacks pages, which wait to be sent: %s", error)
