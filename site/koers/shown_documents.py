"""The documents that a page shows or links to."""

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex


def shown_documents(page):
    """Return the documents that a page names in its fields, blocks and texts, by their titles."""
    model = get_document_model()
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    named = ReferenceIndex.get_references_for_object(page).filter(to_content_type=kind)
    ids = {int(pk) for pk in named.values_list("to_object_id", flat=True)}
    # A field for several is in no index.
    for field in page._meta.many_to_many:
        if field.related_model is model:
            ids |= set(getattr(page.source, field.name).values_list("pk", flat=True))
    return model.objects.filter(pk__in=ids).order_by("title", "pk") if ids else []
