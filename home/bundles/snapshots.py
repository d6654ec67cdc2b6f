"""What a site holds of a page or record, without what changes by itself."""

from django.contrib.contenttypes.models import ContentType
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Page, PageViewRestriction

from home.bundles.state import digest

# Times, counters and places in the tree: they change without anyone changing the page.
VOLATILE = {
    "path", "depth", "numchild", "url_path", "draft_title", "last_published_at",
    "first_published_at", "latest_revision_created_at", "live_revision", "has_unpublished_changes",
    "expired", "live", "locked", "locked_at", "locked_by", "owner", "content_type", "file_hash",
    "created_at", "uploaded_by_user", "collection", "tagged_items", "wagtail_admin_comments",
    "pk", "page_ptr", "words_digest", "words_on", "words_revision",
}  # fmt: skip


def is_on(page):
    """Tell whether a page is live, or waits for its day, or was taken down by its own date."""
    if page.live or page.expired:
        return True
    return page.go_live_at is not None and page.scheduled_revision is not None


def cleaned(data):
    """Return serialised data without what changes by itself, at any depth."""
    if isinstance(data, dict):
        return {key: cleaned(value) for key, value in data.items() if key not in VOLATILE}
    if isinstance(data, list):
        return [cleaned(item) for item in data]
    return data


def restrictions(pks):
    """Return who may see pages, by the id of the page."""
    rows = PageViewRestriction.objects.filter(page__in=pks).prefetch_related("groups")
    found = {}
    for row in rows:
        groups = sorted(group.name for group in row.groups.all())
        found.setdefault(row.page_id, []).append((row.restriction_type, groups))
    return found


def of_pages(pks):
    """Return the digests of pages by their id."""
    pages = list(Page.objects.filter(pk__in=pks).specific())
    parents = dict(Page.objects.filter(path__in={page.path[: -page.steplen] for page in pages})
                   .values_list("path", "pk"))  # fmt: skip
    access = restrictions(pks)
    found = {}
    for page in pages:
        data = cleaned(page.serializable_data())
        data["parent"] = parents.get(page.path[: -page.steplen])
        data["access"] = sorted(access.get(page.pk, []))
        data["on"] = is_on(page)
        found[page.pk] = digest(data)
    return found


def of_record(record):
    """Return the digest of a record."""
    if isinstance(record, ClusterableModel):
        data = cleaned(record.serializable_data())
    else:
        data = cleaned(get_serializable_data_for_fields(record))
    for name in getattr(record, "found_out", ()):
        data.pop(name, None)
    if hasattr(record, "live"):
        data["on"] = record.live
    return digest(data)


def of_records(model, pks):
    """Return the digests of records of one model by their id."""
    return {record.pk: of_record(record) for record in model.objects.filter(pk__in=pks)}


def target_of(thing):
    """Return the name under which an object is remembered."""
    base = Page if isinstance(thing, Page) else type(thing)
    return f"{base._meta.label_lower}:{thing.pk}"


def current(states):
    """Return what the site holds now of remembered things: their digests by target."""
    by_model = {}
    for state in states:
        label, _colon, pk = state.target.partition(":")
        by_model.setdefault(label, set()).add(int(pk))
    found = {}
    for label, pks in by_model.items():
        model = ContentType.objects.get_by_natural_key(*label.split(".")).model_class()
        digests = of_pages(pks) if model is Page else of_records(model, pks)
        found |= {f"{label}:{pk}": value for pk, value in digests.items()}
    return found
