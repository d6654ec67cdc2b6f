"""Pages are made with the real forms of the admin."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from cases.models import LessonPage, ProjectPage
from media.models import VideoPage
from tests import factories

SCHEDULE = {"go_live_at": "", "expire_at": ""}


def send(client, parent, model, data, publish=True):
    meta = model._meta
    address = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
    sent = nested_form_data(
        {"body": streamfield([]), "comments": inline_formset([])} | SCHEDULE | data
    )
    answer = client.post(address, sent | ({"action-publish": "1"} if publish else {}))
    if answer.status_code == 200:
        form = answer.context["form"]
        errors = {name: formset.errors for name, formset in form.formsets.items()}
        raise AssertionError(f"{form.errors} {errors}")
    assert answer.status_code == 302
    return model.objects.latest("pk")


EMPTY = {
    "ProjectPage": lambda: {
        "phases": inline_formset([]), "participations": inline_formset([]),
        "target_groups": streamfield([]), "needs": rich_text(""), "financing": rich_text(""),
        "obstacles": rich_text(""),
    },
    "LessonPage": lambda: {"lesson_kind": "pitfall", "evidence": inline_formset([])},
    "PracticePage": lambda: {
        "year": "2022", "successful": rich_text(""), "valuable": rich_text(""),
        "reusable": rich_text(""),
    },
    "VideoPage": lambda: {
        "recording": factories.RecordingFactory().pk, "chapters": inline_formset([]),
    },
    "HomePage": lambda: {"featured": streamfield([])},
}  # fmt: skip


@pytest.mark.parametrize("make", factories.PAGE_FACTORIES, ids=lambda make: make.__name__)
@pytest.mark.parametrize("publish", [True, False], ids=["publish", "draft"])
def test_every_page_type_can_be_made(editor, site, make, publish):
    model = make._meta.model
    parent = site.root if make is factories.HomePageFactory else make.default_parent()
    data = {"title": "Nieuw", "slug": "nieuw"} | EMPTY.get(model.__name__, dict)()
    page = send(editor, parent, model, data, publish)
    assert page.title == "Nieuw"
    assert page.live == publish
    assert page.is_original
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.get(edit).status_code == 200


@pytest.fixture
def project(editor, site):
    theme = factories.ThemePageFactory()
    claim = factories.ClaimFactory()
    person = factories.PersonFactory()
    body = factories.OrganisationFactory(kind="deciding-body")
    town = factories.OrganisationFactory()
    source = factories.SourceFactory()
    document = factories.DocumentFactory()
    table = {
        "column-count": "2", "row-count": "1", "caption": "",
        "column-0-type": "text", "column-0-heading": "Jaar", "column-0-order": "0",
        "column-0-deleted": "", "column-1-type": "text", "column-1-heading": "Aantal",
        "column-1-order": "1", "column-1-deleted": "", "row-0-order": "0", "row-0-deleted": "",
        "cell-0-0": "2022", "cell-0-1": "12",
    }  # fmt: skip
    blocks = [
        ("text", rich_text("<h2>Aanpak</h2><p>Zo gaat het.</p>")),
        ("figure", {"result": str(claim.result.pk), "claim": str(claim.pk)}),
        ("quote", {"text": rich_text("<p>Het werkt.</p>"), "person": str(person.pk), "name": "",
                   "source": str(source.pk)}),
        ("table", {"caption": "Per jaar", "table": table}),
    ]  # fmt: skip
    data = {
        "title": "Schuldhulp", "slug": "schuldhulp", "summary": "Kort.",
        "themes": (str(theme.pk),), "leads": (str(person.pk),), "evaluations": (str(source.pk),),
        "documents": (str(document.pk),), "contact": "loket@example.org",
        "phases": inline_formset([
            {"phase": "idea", "date": "2019", "decided_by": str(body.pk), "source": "",
             "note": ""},
            {"phase": "pilot", "date": "2021-04", "decided_by": "", "source": str(source.pk),
             "note": "Klein begonnen."},
        ]),
        "participations": inline_formset([
            {"organisation": str(town.pk), "role": "owner", "joined": "2020", "left": "",
             "note": ""},
        ]),
        "target_groups": streamfield([("text", "gezinnen")]),
        "needs": rich_text("<p>Tijd.</p>"), "financing": rich_text(""),
        "obstacles": rich_text(""), "body": streamfield(blocks),
    }  # fmt: skip
    return editor, data


def test_a_project_with_everything_can_be_made(project):
    editor, data = project
    page = send(editor, factories.ProjectPageFactory.default_parent(), ProjectPage, data)
    assert [row.phase for row in page.course] == ["idea", "pilot"]
    assert page.status.phase == "pilot"
    assert [str(row) for row in page.participants]
    assert page.themes.count() == page.leads.count() == page.documents.count() == 1
    assert [block.block_type for block in page.body] == ["text", "figure", "quote", "table"]
    assert [row.value for row in page.target_groups] == ["gezinnen"]
    for name in ("edit", "view_draft", "history"):
        assert editor.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk])).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"phases": inline_formset([{"phase": "idea", "date": "2021-13", "note": ""}])},
        {"phases": inline_formset([{"phase": "", "date": "", "note": ""}])},
        {"participations": inline_formset([{"organisation": "", "joined": "", "left": ""}])},
    ],
)
def test_wrong_rows_are_explained(project, change):
    editor, data = project
    with pytest.raises(AssertionError, match="phases"):
        send(editor, factories.ProjectPageFactory.default_parent(), ProjectPage, data | change)


@pytest.mark.parametrize("bad", ["onbekend", "2020-1", "0000", "2021-02-29"])
def test_bad_dates_of_a_participation_are_explained(project, bad):
    editor, data = project
    town = factories.OrganisationFactory()
    row = {"organisation": str(town.pk), "role": "", "joined": "2020", "left": bad, "note": ""}
    rows = inline_formset([row])
    with pytest.raises(AssertionError, match="left"):
        send(
            editor,
            factories.ProjectPageFactory.default_parent(),
            ProjectPage,
            data | {"participations": rows},
        )


def test_a_copied_translation_is_an_original_of_its_own(editor, site, translate):
    english = translate(factories.LessonPageFactory(), "en", slug="lesson")
    address = reverse("wagtailadmin_pages:copy", args=[english.pk])
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": english.get_parent().pk}
    assert editor.post(address, data | {"publish_copies": "on"}).status_code == 302
    copy = LessonPage.objects.get(slug="copy")
    assert copy.is_original
    assert LessonPage.objects.visible().filter(pk=copy.pk).exists()


def test_a_video_page_needs_a_recording(editor, site):
    data = {"title": "Film", "slug": "film", "recording": "", "chapters": inline_formset([])}
    with pytest.raises(AssertionError, match="recording"):
        send(editor, factories.VideoPageFactory.default_parent(), VideoPage, data)


@pytest.mark.parametrize("name", ["organisation", "person", "source", "recording", "synonym"])
def test_every_record_can_be_made(editor, site, name):
    from wagtail.snippets.models import get_snippet_models

    model = next(m for m in get_snippet_models() if m._meta.model_name == name)
    town = factories.OrganisationFactory()
    words = {f"note_{code}": "" for code in ("nl", "en", "de")}
    role = {"organisation": str(town.pk), "start": "2019", "until": "", "source": ""}
    role |= {f"role_{code}": "wethouder" for code in ("nl", "en")} | words
    data = {
        "organisation": {"name": "Nieuw", "kind": "insurer", "role": "", "tile_column": "",
                         "tile_row": ""},
        "person": {"name": "Nieuw", "roles": inline_formset([role]), **words},
        "source": {"title": "Nieuw", "date": "2022-08"},
        "recording": {"title": "Nieuw", "language": "nl", "duration": "",
                      "captions": inline_formset([]), "clips": inline_formset([])},
        "synonym": {"language": "nl", "direction": "both",
                    "terms": streamfield([("term", "wmo"), ("term", "hulp")])},
    }[name]  # fmt: skip
    address = reverse(model.snippet_viewset.get_url_name("add"))
    answer = editor.post(address, nested_form_data(data | {"key": "nieuw"}))
    assert answer.status_code == 302, answer.context["form"].errors
    record = model.objects.get(key="nieuw")
    again = editor.post(address, nested_form_data(data | {"key": "nieuw"}))
    assert "key" in again.context["form"].errors
    if name == "person":
        assert record.roles.get().role == {"nl": "wethouder", "en": "wethouder"}
