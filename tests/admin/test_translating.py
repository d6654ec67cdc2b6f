"""Pages translated in the admin: nothing goes live in the wrong language, nothing is lost."""

import json
import re
from urllib.parse import urlencode

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cases.lessons import LessonPage
from cases.projects import ProjectPage
from koers import translations
from koers.translations import ReadyTranslation, State, of_page
from tests import factories

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


@pytest.fixture
def lesson(site):
    page = factories.LessonPageFactory(
        title="Eerst doen", summary="Kort gezegd.", body=json.dumps(BODY)
    )
    page.save_revision().publish()
    return LessonPage.objects.get(pk=page.pk)


def submit(client, page, *codes, **data):
    from wagtail.models import Locale

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


def test_submitting_makes_a_draft_below_real_pages(client, editor, lesson):
    response = submit(editor, lesson, "en")
    english = in_english(lesson)
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[english.pk])
    assert not english.live
    assert english.alias_of is None
    parent = english.get_parent()
    assert parent.alias_of is None
    assert not parent.live
    assert of_page(parent.specific) is not None
    client.logout()
    assert client.get(f"/en/{parent.slug}/{english.slug}/").status_code == 404
    assert client.get(f"/en/{parent.slug}/").status_code == 404


def test_submitting_leaves_translations_alone(superuser, site, lesson, translate):
    english = translate(lesson, "en", title="Act first", summary="In short.")
    index = lesson.get_parent().specific
    before = Page.objects.get(pk=english.pk).specific.serializable_data()
    other = factories.LessonPageFactory(parent=index, title="Nog een")
    languages = [site.locales["de"], site.locales["en"]]
    translations.submit(Page.objects.get(pk=index.pk).specific, languages, superuser, True)
    assert Page.objects.get(pk=english.pk).specific.serializable_data() == before
    assert of_page(english) is None
    assert not in_english(other).live
    german = LessonPage.objects.filter(locale__language_code="de")
    assert {page.live for page in german} == {False}
    assert german.count() == 2


def test_an_alias_becomes_a_draft_and_not_a_live_page_in_dutch(client, editor, site, lesson):
    english = site.locales["en"]
    alias = lesson.copy_for_translation(english, copy_parents=True, alias=True)
    assert alias.live
    submit(editor, lesson, "en")
    made = in_english(lesson)
    assert made.pk == alias.pk
    assert made.alias_of is None
    assert not made.live
    parent = made.get_parent()
    assert parent.alias_of is None
    assert not parent.live
    client.logout()
    assert client.get(f"/en/{parent.slug}/{made.slug}/").status_code == 404


def test_a_list_is_submitted_with_its_pages(editor, lesson):
    index = lesson.get_parent()
    submit(editor, index, "en", include_subtree="on")
    assert not in_english(lesson).live
    assert of_page(in_english(lesson)) is not None


def test_an_unpublished_original_is_not_translated(editor, lesson):
    lesson.unpublish()
    response = submit(editor, lesson, "en")
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert not Translation.objects.exists()
    page = editor.get(response["Location"]).content.decode()
    assert "Publiceer eerst het origineel" in page


def test_a_translation_is_published_whole_or_not_at_all(client, editor, lesson):
    submit(editor, lesson, "en")
    english = in_english(lesson)
    translation = of_page(english)
    answer = publish(editor, english).content.decode()
    assert "nog niet vertaald" in answer
    assert not in_english(lesson).live
    translate_all(editor, translation)
    publish(editor, english)
    english = in_english(lesson)
    assert english.live
    assert english.title == "EN Eerst doen"
    values = {block["type"]: block["value"] for block in english.body.raw_data}
    assert "EN Begin" in values["text"]
    assert "EN Het werkt" in values["quote"]["text"]
    assert values["quote"]["name"] == "EN Een inwoner"
    table = values["table"]["table"]
    assert [column["heading"] for column in table["columns"]] == ["EN Jaar", ""]
    assert [row["values"] for row in table["rows"]] == [["EN 2022", "EN veel"], ["", "EN weinig"]]
    assert values["table"]["caption"] == "EN Stand"
    assert values["accordion"][0]["value"]["title"] == "EN Waarom?"
    publish(editor, english.get_parent())
    client.logout()
    assert "EN Eerst doen" in client.get(english.url).content.decode()


def test_notes_of_phases_are_translated_and_the_facts_stay(editor, site):
    project = factories.ProjectPageFactory()
    factories.ProjectPhaseFactory(page=project, phase="pilot", date="2023", note="In twee wijken.")
    project.save_revision().publish()
    submit(editor, project, "en")
    english = in_english(project, ProjectPage)
    translate_all(editor, of_page(english))
    publish(editor, english)
    english = in_english(project, ProjectPage)
    assert [row.note_words.text for row in english.course] == ["EN In twee wijken."]
    assert [row.date for row in english.phases.all()] == ["2023"]


def test_a_translator_marks_ready_and_a_chief_editor_publishes(client, account, lesson):
    translator, chief = account("translator"), account("chief-editor")
    client.force_login(translator)
    submit(client, lesson, "en")
    english = in_english(lesson)
    translation = of_page(english)
    ready = reverse("koers_ready", args=[translation.pk])
    assert "nog niet vertaald" in client.post(ready, follow=True).content.decode()
    assert not ReadyTranslation.objects.exists()
    translate_all(client, translation)
    assert "wacht op een eindredacteur" in client.post(ready, follow=True).content.decode()
    assert ReadyTranslation.objects.get().marked_by == translator
    publish(client, english)
    assert not in_english(lesson).live
    client.force_login(chief)
    start = client.get("/admin/").content.decode()
    assert "Eerst doen" in start
    assert reverse("wagtailadmin_pages:edit", args=[english.pk]) in start
    publish(client, english)
    assert in_english(lesson).live
    assert not ReadyTranslation.objects.exists()


def test_the_mark_can_be_taken_away(client, account, lesson):
    client.force_login(account("translator"))
    submit(client, lesson, "en")
    translation = of_page(in_english(lesson))
    translate_all(client, translation)
    address = reverse("koers_ready", args=[translation.pk])
    client.post(address)
    client.post(address, {"undo": ""})
    assert not ReadyTranslation.objects.exists()


def test_a_practice_editor_marks_and_submits_nothing(client, editor, account, lesson):
    submit(editor, lesson, "en")
    translation = of_page(in_english(lesson))
    translate_all(editor, translation)
    client.force_login(account("practice-editor"))
    assert client.post(reverse("koers_ready", args=[translation.pk])).status_code == 302
    assert not ReadyTranslation.objects.exists()
    submit(client, lesson, "de")
    assert not Translation.objects.filter(target_locale__language_code="de").exists()


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


def test_a_changed_original_is_told_to_visitors_and_translators(client, editor, lesson):
    english = make_live(editor, lesson)
    assert "Het origineel" not in client.get(english.url).content.decode()
    assert "The original" not in client.get(english.url).content.decode()
    change(lesson, summary="Nog korter gezegd.")
    seen = client.get(english.url).content.decode()
    assert "The original (Dutch) changed on" in seen
    assert f'href="{lesson.url}"' in seen
    assert "EN Kort gezegd." in seen
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()
    assert "Het origineel is gewijzigd sinds deze pagina is vertaald" in edit
    changes = editor.get(reverse("koers_changes", args=[english.pk])).content.decode()
    assert "Samenvatting" in changes
    assert "Nog korter gezegd." in re.sub("<[^>]+>", "", changes)
    assert "Begin" not in changes
    # The new text waits for its translator without anybody asking for it.
    texts = {segment.string.data for segment in segments(of_page(english))}
    assert "Nog korter gezegd." in texts
    translate_all(editor, of_page(english), prefix="EN ")
    publish(editor, english)
    seen = client.get(english.url).content.decode()
    assert "The original (Dutch) changed" not in seen
    assert "EN Nog korter gezegd." in seen


def test_a_corrected_fact_makes_no_translation_stale(editor, lesson):
    english = make_live(editor, lesson)
    change(lesson, kind="pitfall")
    assert not in_english(lesson).is_stale
    change(lesson, title="Doe eerst")
    assert LessonPage.objects.get(pk=english.pk).is_stale


def test_no_other_door_publishes_half_a_translation(client, account, lesson):
    client.force_login(account("chief-editor"))
    submit(client, lesson, "en")
    english = in_english(lesson)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for page, data in ((english, {}), (english.get_parent(), {"include_descendants": "on"})):
        answer = client.post(f"{bulk}?id={page.pk}", data, follow=True)
        assert "nog niet vertaald" in answer.content.decode()
    stop = reverse("wagtail_localize:stop_translation", args=[of_page(english).pk])
    client.post(stop, {"next": "/admin/"})
    assert of_page(english).enabled
    assert not in_english(lesson).live


def test_ready_is_no_longer_ready_when_the_original_changes(client, account, lesson):
    client.force_login(account("chief-editor"))
    submit(client, lesson, "en")
    translation = of_page(in_english(lesson))
    translate_all(client, translation)
    client.post(reverse("koers_ready", args=[translation.pk]))
    assert ReadyTranslation.objects.exists()
    change(lesson, kind="pitfall")
    assert ReadyTranslation.objects.exists()
    change(lesson, summary="Anders gezegd.")
    assert not ReadyTranslation.objects.exists()


def test_new_words_of_the_original_never_go_live_by_taking_them_over(client, editor, lesson):
    english = make_live(editor, lesson)
    change(lesson, title="Doe eerst")
    source = TranslationSource.objects.get(object_id=lesson.translation_key)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert "publish_translations" in editor.get(address).content.decode()
    editor.post(address, {"publish_translations": "on"})
    assert in_english(lesson).title == "EN Eerst doen"
    assert in_english(lesson).live
    assert "EN Eerst doen" in client.get(english.url).content.decode()


def test_a_translation_never_becomes_an_alias(editor, lesson):
    english = make_live(editor, lesson)
    edit = reverse("wagtailadmin_pages:edit", args=[english.pk])
    for data in ({"localize-convert-to-alias": ""}, {"localize-restart-translation": ""}):
        editor.post(edit, data)
    editor.post(reverse("wagtail_localize:convert_to_alias", args=[english.pk]))
    english = in_english(lesson)
    assert english.alias_of is None
    assert english.title == "EN Eerst doen"


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


def test_a_translation_made_elsewhere_says_when_it_caught_up(client, editor, lesson, translate):
    english = translate(lesson, "en", title="Act first")
    form, data = form_data(editor, english)
    assert "follows_original" not in form.fields
    change(lesson, title="Doe eerst")
    assert "The original (Dutch) changed" in client.get(english.url).content.decode()
    address = reverse("wagtailadmin_pages:edit", args=[english.pk])
    form, data = form_data(editor, english)
    assert "follows_original" in form.fields
    editor.post(address, data | {"title": "Act first!", "action-publish": "1"})
    english = in_english(lesson)
    assert english.title == "Act first!"
    assert english.is_stale
    editor.post(address, data | {"title": "Do first", "follows_original": "on",
                                 "action-publish": "1"})  # fmt: skip
    assert not in_english(lesson).is_stale
    assert "changed on" not in client.get(english.url).content.decode()


def test_a_draft_that_caught_up_tells_visitors_so_only_when_published(editor, lesson, translate):
    english = translate(lesson, "en", title="Act first")
    change(lesson, title="Doe eerst")
    _form, data = form_data(editor, english)
    address = reverse("wagtailadmin_pages:edit", args=[english.pk])
    editor.post(address, data | {"title": "Do first", "follows_original": "on"})
    english = in_english(lesson)
    assert english.is_stale
    english.get_latest_revision().publish()
    assert not in_english(lesson).is_stale


def test_a_translation_shows_no_facts_to_edit(editor, site, translate):
    project = factories.ProjectPageFactory()
    factories.ProjectPhaseFactory(page=project, phase="pilot", date="2023", note="In twee wijken.")
    project.save_revision().publish()
    english = translate(project, "en")
    form, _data = form_data(editor, english)
    assert {"title", "summary", "needs", "image_alt"} <= set(form.fields)
    assert not {"themes", "leads", "contact", "image", "review_on"} & set(form.fields)
    row = form.formsets["phases"].forms[0]
    assert set(row.fields) == {"id", "note", "DELETE"}
    assert row.fields["note"].help_text == "Pilot"


def test_an_older_version_of_a_translation_is_as_stale_as_it_was(lesson, translate):
    english = translate(lesson, "en", title="Act first")
    old = english.get_latest_revision()
    change(lesson, title="Doe eerst")
    english = in_english(lesson)
    english.title = "Do first"
    english.follow(LessonPage.objects.get(pk=lesson.pk))
    english.save_revision().publish()
    assert not in_english(lesson).is_stale
    old.publish()
    assert in_english(lesson).is_stale


OTHERS = [make for make in factories.PAGE_FACTORIES if make is not factories.HomePageFactory]


@pytest.mark.parametrize("make", OTHERS, ids=lambda make: make.__name__)
def test_every_text_that_is_missing_can_be_translated(editor, site, make):
    page = make()
    words = {"summary": "Kort.", "image_alt": "Een huis.", "seo_title": "Zoek", "lead": "Begin.",
             "search_description": "Vind", "definition": "Telling.", "audience": "Wie.",
             "body": json.dumps(BODY)}  # fmt: skip
    for name, value in words.items():
        if hasattr(type(page), name):
            setattr(page, name, value)
    page.save_revision().publish()
    submit(editor, page, "de")
    german = type(page).objects.get(
        translation_key=page.translation_key, locale__language_code="de"
    )
    translation = of_page(german)
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[german.pk])).context["props"]
    strings = [one for one in json.loads(shown)["segments"] if one["type"] == "string"]
    assert len(strings) == State(translation).missing > 0
