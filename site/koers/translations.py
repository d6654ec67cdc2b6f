"""How pages are translated with wagtail-localize, so that nothing of another language goes live.

Its own submitting makes aliases of missing parents, which are live in the wrong language, and
writes over translations that it does not know; ours does neither.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.functional import cached_property
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator


class ReadyTranslation(models.Model):
    """Say that a translator holds a translation to be ready for publishing."""

    translation = models.OneToOneField(
        Translation, on_delete=models.CASCADE, related_name="koers_ready"
    )
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    marked_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return str(self.translation)


def submit(page, locales, user, with_descendants=False):
    """Make drafts in some languages for a page, for pages above it that lack one, and below it."""
    pages = [above.specific for above in page.get_ancestors().filter(depth__gt=1)]
    pages.append(page)
    if with_descendants:
        below = page.get_descendants().filter(alias_of=None, live=True)
        pages += [one for one in below.specific() if one.is_original]
    for one in pages:
        for locale in locales:
            if not is_translated(one, locale):
                # One page at a time: others wait for SQLite, and what is done is skipped next time.
                with transaction.atomic():
                    hide_aliases(one, locale)
                    TranslationCreator(user, [locale]).create_translations(one)


def hide_aliases(page, locale):
    """Take aliases in a language out of sight: made into pages, they hold the original's words."""
    versions = Page.objects.filter(translation_key=page.translation_key, locale=locale)
    versions.filter(alias_of__isnull=False).update(live=False, has_unpublished_changes=True)


def is_translated(page, locale):
    """Tell whether there is a page, not an alias, of this one's group in a language."""
    return Page.objects.filter(
        translation_key=page.translation_key, locale=locale, alias_of=None
    ).exists()


def of_page(page):
    """Return wagtail-localize's record of a translated page, or None where it keeps none."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()


class State:
    """Hold how far a translation of wagtail-localize is."""

    def __init__(self, translation):
        self.translation = translation

    @cached_property
    def missing(self):
        """Count the texts that have no translation, or one with an error."""
        segments = StringSegment.objects.filter(source=self.translation.source)
        segments = segments.annotate_translation(self.translation.target_locale)
        return segments.filter(translation__isnull=True).count()

    @cached_property
    def ready(self):
        """Return who marked the translation as ready and when, or None."""
        found = ReadyTranslation.objects.filter(translation=self.translation)
        return found.select_related("marked_by").first()


def after_publishing(sender, instance, **kwargs):
    """Offer new words of an original to its translators; take the mark off what was published."""
    if not getattr(instance, "source_locale_id", None):
        return
    ReadyTranslation.objects.filter(
        translation__source__object_id=instance.translation_key,
        translation__target_locale=instance.locale_id,
    ).delete()
    source = TranslationSource.objects.filter(
        object_id=instance.translation_key,
        locale=instance.locale_id,
        specific_content_type=ContentType.objects.get_for_model(type(instance)),
    ).first()
    if source and instance.is_original:
        source.update_from_db()
        unmark(source)


def unmark(source):
    """Take the mark of being ready off translations that lack words of their original."""
    for mark in ReadyTranslation.objects.filter(translation__source=source):
        if State(mark.translation).missing:
            mark.delete()
