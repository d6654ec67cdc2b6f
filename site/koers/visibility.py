"""Which pages a visitor without an account may know of.

The conditions are written in SQL by hand: each query of a page asks for them, and composing them
from subqueries took Django a third of the time of a page. `Condition` compiles the columns they
are about, so they hold under every alias.
"""

from functools import cache

from django.db.models import BigIntegerField, BooleanField, F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page, PageManager, PageViewRestriction, get_page_models
from wagtail.query import PageQuerySet

RESTRICTED = (
    "EXISTS (SELECT 1 FROM wagtailcore_pageviewrestriction r"
    " INNER JOIN wagtailcore_page rp ON rp.id = r.page_id WHERE {0} LIKE rp.path || '%%')"
)
# A page or one above it translates a page that is private, or that stands below a private one.
# SQLite keeps to the order of a cross join, and goes the short way: up, across, to what is closed.
FOLLOWS = (
    "EXISTS (SELECT 1 FROM {tables} WHERE t.path IN ({paths})"
    " AND o.translation_key = t.translation_key AND {closed} AND o.path LIKE rp.path || '%%'"
    " AND (o.id = t.id OR o.locale_id = {locale}))"
)
VERSIONS = "wagtailcore_page t CROSS JOIN wagtailcore_page o CROSS JOIN "
ANY = "EXISTS (SELECT 1 FROM wagtailcore_pageviewrestriction)"
# How far up translations are looked for; what is private itself is seen at any depth.
LEVELS = 9
# Of the original: its translation key, its locale, this moment.
ORIGINAL_LIVE = (
    "EXISTS (SELECT 1 FROM wagtailcore_page o WHERE o.translation_key = {}"
    " AND o.locale_id = {} AND o.live AND o.alias_of_id IS NULL"
    " AND (o.expire_at IS NULL OR o.expire_at > {}))"
)


class Condition(Func):
    """Hold SQL with a `{}` for each of its expressions, in their order."""

    output_field = BooleanField()

    def __init__(self, sql, *expressions, **extra):
        self.sql = sql
        super().__init__(*expressions, **extra)

    def as_sql(self, compiler, connection, **context):
        """Compile the expressions and put them into their places."""
        parts = [compiler.compile(expression) for expression in self.source_expressions]
        params = [param for _sql, found in parts for param in found]
        return self.sql.format(*(sql for sql, _params in parts)), params


def restricted():
    """Say in SQL that a page is private: itself, above it, or as the original of one of these."""
    return Condition(restricted_sql(), F("path"))


@cache
def restricted_sql():
    """Write the SQL of `restricted`."""
    ends = [Page.steplen * level for level in range(2, LEVELS + 1)]
    follows = FOLLOWS.format(
        tables=f"{VERSIONS} wagtailcore_pageviewrestriction r CROSS JOIN wagtailcore_page rp",
        paths=", ".join(f"substr({{0}}, 1, {end})" for end in ends),
        closed="rp.id = r.page_id",
        locale=source_locale_sql().format("t.id"),
    )
    return f"({ANY} AND ({RESTRICTED} OR {follows}))"


def restrictions_of(*pages):
    """Return what restricts pages: on them, above them, or on the originals of these."""
    step = Page.steplen
    ends = {page.path[:end] for page in pages for end in range(step, len(page.path) + 1, step)}
    follows = FOLLOWS.format(
        tables=f"{VERSIONS} wagtailcore_page rp",
        paths=", ".join(["{}"] * len(ends)),
        closed="rp.id = {}",
        locale=source_locale_sql().format("t.id"),
    )
    closing = Condition(follows, *(Value(end) for end in sorted(ends)), F("page_id"))
    return PageViewRestriction.objects.filter(closing)


def published():
    """Say in SQL that a page is live now: not expired, even where no task has noticed yet."""
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


def original_live(locale):
    """Say in SQL that the page of the same group in the locale of an expression is live."""
    moment = Value(timezone.now(), output_field=Page._meta.get_field("expire_at"))
    return Condition(ORIGINAL_LIVE, F("translation_key"), locale, moment)


class BasePageQuerySet(PageQuerySet):
    """Add what visitors may see to Wagtail's page queries."""

    def visible(self):
        """Keep what everyone may see: public, live, no alias, and so is its original.

        A translation follows its original: an unpublished or private original hides it too, and
        what stands below the translation of a private page is as private.
        """
        own = Q(source_locale=F("locale")) | Q(source_locale__isnull=True)
        followed = own | Q(original_live(F("source_locale_id")))
        return self.filter(published(), followed, ~restricted(), alias_of=None)

    def originals(self):
        """Keep the pages that are their own original."""
        return self.filter(source_locale=F("locale"), alias_of=None)


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


def of_every_type(*columns):
    """Write the SQL that reads columns of pages of all our types, beside their ids."""
    names = ", ".join(["page_ptr_id", *columns])
    tables = [
        model._meta.db_table
        for model in get_page_models()
        if isinstance(model.objects.all(), BasePageQuerySet)
    ]
    return " UNION ALL ".join(f"SELECT {names} FROM {table}" for table in tables)  # noqa: S608


@cache
def source_locale_sql():
    """Write the SQL that finds a page's source locale in the table of whatever type it has."""
    found = of_every_type("source_locale_id")
    return "(SELECT s.source_locale_id FROM (" + found + ") s WHERE s.page_ptr_id = {})"  # noqa: S608


def visible_pages():
    """Return pages of any type that everyone may see, as untyped pages."""
    found = Condition(source_locale_sql(), F("pk"), output_field=BigIntegerField())
    pages = Page.objects.annotate(
        original_locale=Coalesce(found, F("locale_id"), output_field=BigIntegerField())
    )
    own = Q(original_locale=F("locale_id"))
    followed = own | Q(original_live(F("original_locale")))
    return pages.filter(published(), followed, ~restricted(), alias_of=None)
