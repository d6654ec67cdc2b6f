"""The other side of what is visible: the pages that visitors may not know of.

Search asks whether thousands of pages may be shown. Most may, so it is quicker to start from what
closes pages: what is not live, the originals that are not, and restrictions. `visible_pages` says
the same page by page.
"""

from functools import cache

from django.db import connection
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from koers.visibility import of_every_type, source_locale_sql

# What an index can hold of it, since that does not depend on the moment.
CLOSABLE = "NOT live OR expire_at IS NOT NULL OR alias_of_id IS NOT NULL"
UNPUBLISHED = (
    f"SELECT id FROM wagtailcore_page WHERE ({CLOSABLE})"  # noqa: S608
    " AND NOT (live AND (expire_at IS NULL OR expire_at > %s) AND alias_of_id IS NULL)"
)
LEFT_ALONE = (
    "SELECT t.id FROM ({sources}) s INNER JOIN wagtailcore_page t ON t.id = s.page_ptr_id"
    " WHERE s.source_locale_id <> t.locale_id AND NOT EXISTS (SELECT 1 FROM wagtailcore_page o"
    " WHERE o.translation_key = t.translation_key AND o.locale_id = s.source_locale_id AND o.live"
    " AND o.alias_of_id IS NULL AND (o.expire_at IS NULL OR o.expire_at > %s))"
)
FOLLOWING = (
    "SELECT t.path FROM wagtailcore_page o INNER JOIN wagtailcore_page t"
    " ON t.translation_key = o.translation_key WHERE ({below})"
    " AND (t.id = o.id OR o.locale_id = {locale})"
)


def hidden_ids():
    """Return the ids of all pages that are not visible to everyone now; few queries."""
    now = Page._meta.get_field("expire_at").get_db_prep_value(timezone.now(), connection)
    found = fetch(f"{UNPUBLISHED} UNION {left_alone_sql()}", [now, now])
    roots = PageViewRestriction.objects.values_list("page__path", flat=True)
    if closed := topmost(roots):
        where, params = below("o", closed)
        following = FOLLOWING.format(below=where, locale=source_locale_sql().format("t.id"))
        where, params = below("p", topmost(fetch(following, params)))
        found |= fetch(f"SELECT id FROM wagtailcore_page p WHERE {where}", params)  # noqa: S608
    return found


@cache
def left_alone_sql():
    """Write the SQL of translations whose original is not live."""
    return LEFT_ALONE.format(sources=of_every_type("source_locale_id"))


def fetch(query, params):
    """Return the values of the only column of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return {value for (value,) in cursor.fetchall()}


def topmost(paths):
    """Return the paths that are not below another of them."""
    paths, kept = set(paths), []
    for path in paths:
        ends = range(Page.steplen, len(path), Page.steplen)
        if not any(path[:end] in paths for end in ends):
            kept.append(path)
    return kept


def below(alias, paths):
    """Return (SQL, parameters) that tell whether a page is one of some paths or below it."""
    by_length = {}
    for path in sorted(paths):
        by_length.setdefault(len(path), []).append(path)
    tests = [
        f"substr({alias}.path, 1, {length}) IN ({', '.join(['%s'] * len(some))})"
        for length, some in by_length.items()
    ]
    return " OR ".join(tests), [path for some in by_length.values() for path in some]
