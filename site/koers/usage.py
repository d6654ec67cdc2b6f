"""What names a record: rows, pages, blocks, links and drafts; asked before it is deleted."""

from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Page, ReferenceIndex
from wagtail.snippets.models import get_snippet_models


def users_of(record):
    """Return whatever names a record, each once; drafts that nobody published count too."""
    found = [*related(record), *indexed(record), *drafts_naming(record)]
    by_name = {(owner._meta.label, owner.pk): owner for owner in map(typed, found)}
    return list(by_name.values())


def related(record):
    """Yield what points at a record by a foreign key or a many-to-many."""
    for relation in record._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        field, model = relation.field, relation.related_model
        # A record's own rows go with it; tables between two models are asked from their ends.
        if isinstance(field, ParentalKey) or model._meta.auto_created:
            continue
        for row in model._base_manager.filter(**{field.name: record}):
            yield owner_of(row)


def owner_of(row):
    """Return the page or record that an inline row belongs to, or the row itself."""
    for field in row._meta.fields:
        if isinstance(field, ParentalKey):
            return getattr(row, field.name)
    return row


def indexed(record):
    """Yield what names a record in a block or a text."""
    for owner, _references in ReferenceIndex.get_references_to(record).group_by_source_object():
        yield owner


def drafts_naming(record):
    """Yield the pages and records whose latest draft names a record."""
    kinds = [Page, *(m for m in get_snippet_models() if issubclass(m, DraftStateMixin))]
    for kind in kinds:
        for holder in kind._base_manager.filter(has_unpublished_changes=True):
            draft = typed(holder).get_latest_revision_as_object()
            if names(draft, record):
                yield holder


def names(draft, record):
    """Tell whether a draft, which the database does not hold, names a record."""
    wanted = (ReferenceIndex._get_base_content_type(record).pk, str(record.pk))
    for reference in ReferenceIndex._extract_references_from_object(draft):
        if (reference[0], str(reference[1])) == wanted:
            return True
    return any(
        issubclass(type(record), field.related_model)
        and any(one.pk == record.pk for one in getattr(draft, field.name).all())
        for field in draft._meta.many_to_many
    )


def typed(holder: Model):
    """Return a page as its own type."""
    return holder.specific if isinstance(holder, Page) else holder
