"""Which pages a visitor without an account may know of."""

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page, PageManager, PageViewRestriction, get_page_models
from wagtail.query import PageQuerySet


def restricted():
    """Say in SQL that a page or a page above it is private."""
    return Exists(
        PageViewRestriction.objects.annotate(
            path_below=Cast(OuterRef("path"), CharField(max_length=255))
        ).filter(path_below__startswith=F("page__path"))
    )


def published():
    """Say in SQL that a page is live now: not expired, even where no task has noticed yet."""
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


class BasePageQuerySet(PageQuerySet):
    """Add what visitors may see to Wagtail's page queries."""

    def visible(self):
        """Keep what everyone may see: public, live, no alias, and so is its original.

        A translation follows its original: an unpublished or private original hides it too.
        """
        own = Q(source_locale=F("locale")) | Q(source_locale__isnull=True)
        # The untyped page carries all that is asked of the original, in every page type alike.
        originals = Page.objects.filter(
            published(),
            ~restricted(),
            translation_key=OuterRef("translation_key"),
            locale=OuterRef("source_locale"),
            alias_of__isnull=True,
        )
        return self.filter(published(), own | Exists(originals), ~restricted(), alias_of=None)

    def originals(self):
        """Keep the pages that are their own original."""
        return self.filter(source_locale=F("locale"), alias_of=None)


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


def visible_pages():
    """Return pages of any type that everyone may see, as untyped pages."""
    languages = [
        Subquery(model.objects.filter(pk=OuterRef("pk")).values("source_locale")[:1])
        for model in get_page_models()
        if isinstance(model.objects.all(), BasePageQuerySet)
    ]
    originals = Page.objects.filter(
        published(),
        ~restricted(),
        translation_key=OuterRef("translation_key"),
        locale=OuterRef("original_locale"),
        alias_of__isnull=True,
    )
    pages = Page.objects.annotate(
        original_locale=Coalesce(*languages, F("locale_id"), output_field=BigIntegerField())
    )
    own = Q(original_locale=F("locale_id"))
    return pages.filter(published(), own | Exists(originals), ~restricted(), alias_of=None)
