"""A translation whose original changed: who is told, and when it counts as fresh again."""

import re

from django.urls import reverse

from cases.lessons import LessonPage
from koers.translations import ReadyTranslation, of_page
from tests import factories
from tests.admin.translating import (
    change,
    form_data,
    in_english,
    make_live,
    publish,
    segments,
    submit,
    translate_all,
)


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
