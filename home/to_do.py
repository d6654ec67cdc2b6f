"""What waits for somebody: drafts, pages to review, translations to make, mend or publish."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import Translation

from cases.claims import Claim
from koers.visibility import of_every_type

REVIEW_AHEAD = timedelta(days=30)
STALE = """
SELECT p.id FROM wagtailcore_page p INNER JOIN ({facts}) t ON t.page_ptr_id = p.id
INNER JOIN wagtailcore_page op
ON op.translation_key = p.translation_key AND op.locale_id = t.source_locale_id
INNER JOIN ({facts}) o ON o.page_ptr_id = op.id
WHERE p.locale_id <> t.source_locale_id AND p.alias_of_id IS NULL AND op.live
AND t.words_digest <> o.words_digest
"""
DUE = """
SELECT p.id FROM wagtailcore_page p INNER JOIN ({facts}) t ON t.page_ptr_id = p.id
WHERE p.live AND p.locale_id = t.source_locale_id AND p.alias_of_id IS NULL AND t.review_on <= %s
ORDER BY t.review_on
"""


def ids(sql, *params):
    """Return the ids that a question about every type of page finds."""
    facts = of_every_type("source_locale_id", "words_digest", "review_on")
    with connection.cursor() as cursor:
        cursor.execute(sql.format(facts=facts), params)
        return [row[0] for row in cursor.fetchall()]


def allowed(user, action="change"):
    """Return the pages on which an account may do something."""
    return PagePermissionPolicy().instances_user_has_permission_for(user, action)


def stale_translations(user):
    """Return translations whose original says something else by now."""
    return allowed(user).filter(pk__in=ids(STALE)).order_by("title")


def to_review(user, today=None):
    """Return the ids of pages to review within a month, the oldest first."""
    found = ids(DUE, (today or timezone.localdate()) + REVIEW_AHEAD)
    may = set(allowed(user).filter(pk__in=found).values_list("pk", flat=True))
    return [pk for pk in found if pk in may]


def drafts(user):
    """Return the pages with a draft that this account saved last."""
    return Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user).order_by(
        "-latest_revision_created_at"
    )


def claim_drafts(user):
    """Return the claims with a draft that this account saved last."""
    claims = Claim.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    return claims.select_related("result", "source").order_by("-latest_revision__created_at")


def started_translations(user):
    """Return the drafts that were submitted for translation and are neither ready nor live."""
    return translations(user, "change", koers_ready=None)


def ready_translations(user):
    """Return the translations that are ready for who may publish them."""
    return translations(user, "publish", koers_ready__isnull=False)


def translations(user, action, **condition):
    """Return the translated pages of wagtail-localize's records that meet a condition."""
    records = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"),
        target_locale=OuterRef("locale_id"),
        enabled=True,
        **condition,
    )
    waits = Q(live=False) if action == "change" else Q()
    return allowed(user, action).filter(Exists(records), waits, alias_of=None).order_by("title")


def untranslated(code):
    """Return the live originals that have no page in a language."""
    there = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=code, alias_of=None
    )
    first = settings.LANGUAGE_CODE
    pages = Page.objects.filter(live=True, alias_of=None, locale__language_code=first, depth__gt=1)
    return pages.filter(~Exists(there)).order_by("path")
