"""Wagtail's hooks of the project's base."""

from django.db.models import F, Q
from django.urls import path
from django.utils.html import mark_safe
from wagtail import hooks
from wagtail.coreutils import resolve_model_string
from wagtail_localize import wagtail_hooks as localize_hooks

from koers import link_care, translation_views
from koers.pages import BasePage
from koers.record_admin import refuse_deletion
from koers.richtext_editor import register_features
from koers.sign_in import register_log_actions

hooks.register("register_rich_text_features", register_features, order=100)
hooks.register("before_delete_snippet", refuse_deletion)
hooks.register("register_log_actions", register_log_actions)

link_care.connect()

# Before wagtail-localize's own, which edits the page.
hooks.register("before_edit_page", translation_views.guard_editing, order=-1)


hooks.register("register_bulk_action", translation_views.PublishPages, order=100)


# Before wagtail-localize's own addresses, so that ours stand in for them.
@hooks.register("register_admin_urls", order=-1)
def replace_translation_views():
    """Put our views of translations in place."""
    views = translation_views
    return [
        path("localize/submit/page/<int:page_id>/", views.SubmitView.as_view()),
        path("localize/update/<int:translation_source_id>/", views.SyncView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", views.refuse_alias),
        path("localize/translate/<int:translation_id>/disable/", views.refuse_stop),
        path("translations/<int:translation_id>/ready/", views.mark_ready, name="koers_ready"),
        path("translations/<int:page_id>/changes/", views.changes, name="koers_changes"),
    ]


def leave_out_listing_buttons():
    """Take wagtail-localize's buttons out of lists of pages: they ask the database for each row.

    They stay on the page's own editor.
    """
    name = "register_page_listing_more_buttons"
    unwanted = localize_hooks.page_listing_more_buttons
    hooks._hooks[name] = [one for one in hooks._hooks[name] if one[0] is not unwanted]


leave_out_listing_buttons()


@hooks.register("construct_page_action_menu")
def leave_out_actions(items, request, context):
    """Take away what would put a page back into the language of its original."""
    unwanted = {"localize-restart-translation", "localize-convert-to-alias"}
    items[:] = [item for item in items if item.name not in unwanted]


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
    """Offer only live originals where pages of one of our types are asked for."""
    for name in request.GET.get("page_type", "").split(","):
        try:
            model = resolve_model_string(name)
        except (LookupError, ValueError):
            continue
        if model is not BasePage and issubclass(model, BasePage):
            unfit = ~Q(source_locale=F("locale")) | Q(alias_of__isnull=False) | Q(live=False)
            others = model.objects.filter(unfit)
            pages = pages.exclude(pk__in=others.values("pk"))
    return pages
