"""How translators work in the admin, by the requests that its pages make."""

from urllib.parse import urlencode

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment

from cases.lessons import LessonPage
from koers.translations import of_page

BODY = [
    {"type": "text", "value": "<h2>Begin</h2><p>Eerst <b>doen</b>.</p>", "id": "t1"},
    {"type": "quote", "value": {"text": "<p>Het werkt.</p>", "name": "Een inwoner"}, "id": "q1"},
    {
        "type": "table",
        "id": "tab1",
        "value": {
            "caption": "Stand",
            "table": {
                "columns": [{"type": "text", "heading": "Jaar"}, {"type": "text", "heading": ""}],
                "rows": [{"values": ["2022", "veel"]}, {"values": ["", "weinig"]}],
                "caption": "",
            },
        },
    },
    {
        "type": "accordion",
        "id": "acc1",
        "value": [
            {"type": "item", "id": "i1", "value": {"title": "Waarom?", "text": "<p>Daarom.</p>"}}
        ],
    },
]


def submit(client, page, *codes, **data):
    locales = [Locale.objects.get(language_code=code).pk for code in codes]
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": locales, **data})


def in_english(page, model=LessonPage):
    return model.objects.get(translation_key=page.translation_key, locale__language_code="en")


def segments(translation):
    return StringSegment.objects.filter(source=translation.source).select_related("string")


def put(client, translation, segment, text):
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.put(
        address, urlencode({"value": text}), content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code in (200, 201), response.content


def translate_all(client, translation, prefix="EN "):
    """Translate every text as a translator does: by the editor's own requests."""
    done = set()
    for segment in segments(translation):
        if (segment.string_id, segment.context_id) not in done:
            done.add((segment.string_id, segment.context_id))
            html = segment.string.data
            mark = f"{prefix}{html}" if not html.startswith("<b>") else html
            put(client, translation, segment, mark)


def publish(client, page):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, {"action": "publish"}, follow=True)


def make_live(client, lesson):
    submit(client, lesson, "en")
    english = in_english(lesson)
    translate_all(client, of_page(english))
    publish(client, english.get_parent())
    publish(client, english)
    return in_english(lesson)


def change(page, **words):
    page = Page.objects.get(pk=page.pk).specific
    for name, value in words.items():
        setattr(page, name, value)
    page.save_revision().publish()


def form_data(client, page):
    """Return what the browser would send for a page that is edited by Wagtail's own form."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        if name not in {"body", "comments"} and value not in (None, False):
            data[form.add_prefix(name)] = value
    data |= {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    for formset in form.formsets.values():
        data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(formset.forms))
        data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(formset.forms))
    return form, data
