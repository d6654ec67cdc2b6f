"""Pages translated in the admin: nothing goes live in the wrong language, nothing is lost."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cases.lessons import LessonPage
from cases.projects import ProjectPage
from koers import translations
from koers.translations import ReadyTranslation, State, of_page
from tests import factories
from tests.admin.translating import (
    BODY,
    change,
    in_english,
    make_live,
    publish,
    submit,
    translate_all,
)


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
