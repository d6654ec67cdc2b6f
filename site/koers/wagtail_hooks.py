"""Wagtail's hooks of the project's base."""

from django.db.models import F, Q
from django.utils.html import mark_safe
from wagtail import hooks
from wagtail.coreutils import resolve_model_string

from koers.pages import BasePage
from koers.record_admin import refuse_deletion
from koers.richtext_editor import register_features

hooks.register("register_rich_text_features", register_features, order=100)
hooks.register("before_delete_snippet", refuse_deletion)

CHOICES_STYLE = """<style>
div.koers-choices { max-height: 18rem; overflow: auto; columns: 20rem; padding: .5rem;
  border: 1px solid var(--w-color-border-field-default); border-radius: .3125rem; }
div.koers-choices > div { break-inside: avoid; }
</style>"""


@hooks.register("insert_global_admin_css")
def style_choices():
    """Let long lists of checkboxes scroll."""
    return mark_safe(CHOICES_STYLE)  # noqa: S308 - our own


@hooks.register("construct_page_chooser_queryset")
def offer_originals(pages, request):
    """Offer only originals where pages of one of our types are asked for."""
    for name in request.GET.get("page_type", "").split(","):
        try:
            model = resolve_model_string(name)
        except (LookupError, ValueError):
            continue
        if model is not BasePage and issubclass(model, BasePage):
            others = model.objects.filter(~Q(source_locale=F("locale")) | Q(alias_of__isnull=False))
            pages = pages.exclude(pk__in=others.values("pk"))
    return pages
