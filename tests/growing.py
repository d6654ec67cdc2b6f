"""Many pages at once, faster than the factories make them."""

from uuid import uuid4

from django.db import connection
from wagtail.models import Page

from tests import factories


def grow(parent, number):
    """Make `number` live pages named `kind-0`, `kind-1`, … right below a page."""
    first = factories.StandardPageFactory(parent=parent, slug="kind-0", title="Kind 0")
    pages = [
        Page(
            path=Page._get_path(parent.path, parent.depth + 1, i + 1),
            depth=parent.depth + 1,
            title=f"Kind {i}",
            draft_title=f"Kind {i}",
            slug=f"kind-{i}",
            url_path=f"{parent.url_path}kind-{i}/",
            content_type=first.content_type,
            locale=parent.locale,
            translation_key=uuid4(),
        )
        for i in range(1, number)
    ]
    Page.objects.bulk_create(pages, batch_size=200)
    Page.objects.filter(pk=parent.pk).update(numchild=number)
    copy_of_first(first, parent)
    parent.refresh_from_db()


def copy_of_first(first, parent):
    """Give the pages without one the row of their type, as the first page has it."""
    meta = type(first)._meta
    names = [f.column for f in meta.local_concrete_fields if f.column != "page_ptr_id"]
    quoted = ", ".join(map(connection.ops.quote_name, names))
    fields = ", ".join(f"t.{connection.ops.quote_name(name)}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {meta.db_table} (page_ptr_id, {quoted}) SELECT p.id, {fields}"
            f" FROM wagtailcore_page p, {meta.db_table} t WHERE t.page_ptr_id = %s"
            " AND p.id <> %s AND p.depth = %s AND p.path LIKE %s",
            [first.pk, first.pk, first.depth, f"{parent.path}%"],
        )
