"""Saving, reverting and two people at one page: what was there stays, or somebody is asked."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cases.models import Claim, ProjectPage
from tests import factories

SCHEDULE = {"go_live_at": "", "expire_at": ""}


def page_form(page, /, **changes):
    """Return what the form of a page with a body sends."""
    data = {"title": page.title, "slug": page.slug, "comments": inline_formset([])}
    data["body"] = streamfield([("text", rich_text("<p>tekst</p>"))])
    return nested_form_data(data | SCHEDULE | changes) | loaded(page)


def claim_form(claim, /, **changes):
    """Return what the form of a claim sends."""
    data = {
        "result": claim.result_id, "source": claim.source_id, "key": claim.key,
        "measure": "residents", "qualifier": "stated", "value": "5", "value_max": "", "per": "",
        "period_from": "", "period_until": "", "as_of": "", "supersedes": "", "retracted_on": "",
    }  # fmt: skip
    words = ("unit", "scope", "locator", "note", "retraction_reason")
    data |= {f"{name}_{i}": "" for name in words for i in ("nl", "en", "de")}
    return nested_form_data(data | {"unit_nl": "inwoners"} | changes) | loaded(claim)


def loaded(thing):
    """Return what the form notes of the version it was opened with."""
    latest = thing.latest_revision
    moment = latest.created_at.isoformat()
    return {"loaded_revision_id": latest.pk, "loaded_revision_created_at": moment}


def edit_address(thing):
    if isinstance(thing, Claim):
        return reverse(Claim.snippet_viewset.get_url_name("edit"), args=[thing.pk])
    return reverse("wagtailadmin_pages:edit", args=[thing.pk])


@pytest.fixture
def other(site, django_user_model):
    """Return a client of a second editor."""
    client = Client()
    user = django_user_model.objects.create_superuser("bea", "b@example.org", "geheim")
    user.first_name, user.last_name = "Bea", "Bakker"
    user.save()
    client.force_login(user)
    return client


def new_page():
    page = factories.StandardPageFactory(title="Begin")
    page.save_revision().publish()
    page.refresh_from_db()
    return page


KINDS = {
    "page": (new_page, page_form, "title", "Van mij", "Van Bea"),
    "claim": (factories.ClaimFactory, claim_form, "value", "7", "9"),
}


def value_of(thing, name):
    thing = type(thing).objects.get(pk=thing.pk)
    return str(getattr(thing.get_latest_revision_as_object(), name)).partition(".")[0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("action", [{"action-publish": "1"}, {}], ids=["publish", "draft"])
def test_who_saves_over_a_newer_version_is_told_first(editor, other, kind, action):
    new, form, name, mine, hers = KINDS[kind]
    thing = new()
    address = edit_address(thing)
    first = form(thing, **{name: mine}) | action
    assert other.post(address, form(thing, **{name: hers}) | action).status_code == 302
    answer = editor.post(address, first)
    assert answer.status_code == 409
    assert "Bea Bakker" in answer.text
    assert value_of(thing, name) == hers
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    again = {field: unescape(value) for field, value in found}
    assert again[name] == mine
    assert editor.post(address, again).status_code == 302
    assert value_of(thing, name) == mine
    thing.refresh_from_db()
    assert hers in [
        str(getattr(one.as_object(), name)).partition(".")[0] for one in thing.revisions.all()
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_who_decides_to_save_is_told_of_a_still_newer_version(editor, other, kind):
    new, form, name, mine, hers = KINDS[kind]
    thing = new()
    address = edit_address(thing)
    first = form(thing, **{name: mine})
    other.post(address, form(thing, **{name: hers}))
    again = dict(
        re.findall(
            r'type="hidden" name="([^"]+)" value="([^"]*)"', editor.post(address, first).text
        )
    )
    thing.refresh_from_db()
    other.post(address, form(thing, **{name: "3"}))
    assert editor.post(address, again).status_code == 409
    assert value_of(thing, name) == "3"


@pytest.mark.parametrize("kind", KINDS)
def test_a_fresh_form_is_saved_at_once(editor, site, kind):
    new, form, name, mine, _hers = KINDS[kind]
    thing = new()
    for _ in range(2):
        thing.refresh_from_db()
        assert editor.post(edit_address(thing), form(thing, **{name: mine})).status_code == 302
    assert value_of(thing, name) == mine


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_that_saves_itself_is_refused_when_stale(editor, other, kind):
    new, form, name, mine, hers = KINDS[kind]
    thing = new()
    first = form(thing, **{name: mine})
    other.post(edit_address(thing), form(thing, **{name: hers}))
    answer = editor.post(edit_address(thing), first, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert value_of(thing, name) == hers


@pytest.mark.parametrize("kind", KINDS)
def test_forms_carry_the_version_they_were_opened_with(editor, site, kind):
    thing = KINDS[kind][0]()
    text = editor.get(edit_address(thing)).text
    assert f'name="loaded_revision_id" value="{thing.latest_revision_id}"' in text
    assert "/editing-sessions/" in text


def everything(page):
    """Return rows of claims, of a page's translations and of their rows, as they are stored."""
    claims = list(Claim.objects.order_by("pk").values())
    versions = page.get_translations().order_by("pk")
    return claims, [one.serializable_data() for one in versions.specific()]


def revert(client, page, revision, **changes):
    """Go back to an older version by its own page and its button."""
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk])
    assert client.get(address).status_code == 200
    page.refresh_from_db()
    data = page_form(page, **changes) | {"revision": revision.pk, "action-publish": "1"}
    return client.post(edit_address(page), data)


def test_going_back_leaves_claims_and_translations(editor, site, translate):
    result = factories.ResultPageFactory(title="Vroeger")
    early = result.save_revision()
    early.publish()
    first = factories.ClaimFactory(result=result)
    figure = ("figure", {"result": result, "claim": first})
    place = factories.StandardPageFactory(body=[figure])
    result.refresh_from_db()
    result.title = "Nu"
    result.save_revision().publish()
    factories.ClaimFactory(result=result, value=2000, live=False)
    translate(result, "en")
    before = everything(result)
    answer = revert(editor, result, early, title="Vroeger", definition="")
    assert answer.status_code == 302
    result.refresh_from_db()
    assert result.title == "Vroeger"
    assert everything(result) == before
    assert result.claims.count() == 2
    place.refresh_from_db()
    assert place.body[0].value["claim"] == first
    assert "1.000" in Client().get(place.url).text


def rows_of(page):
    page = ProjectPage.objects.get(pk=page.pk)
    phases = [(row.phase, row.note, row.translation_key) for row in page.phases.all()]
    joined = [(row.organisation_id, row.translation_key) for row in page.participations.all()]
    return phases, joined


def test_going_back_and_forth_gives_rows_back_with_their_translations(site, translate):
    page = factories.ProjectPageFactory()
    factories.ProjectPhaseFactory(page=page, phase="idea", note="Eerst")
    page.refresh_from_db()
    early = page.save_revision()
    early.publish()
    factories.ProjectPhaseFactory(page=page, phase="pilot", note="Toen")
    factories.ParticipationFactory(page=page)
    page = ProjectPage.objects.get(pk=page.pk)
    late = page.save_revision()
    late.publish()
    english = translate(page, "en")
    english.phases.filter(phase="pilot").update(note="Then")
    full, words = rows_of(page), rows_of(english)
    early.publish()
    assert len(rows_of(page)[0]) == 1
    assert rows_of(english) == words
    late.publish()
    assert rows_of(page) == full
    assert "Then" in Client().get(english.url).text


def test_an_older_draft_of_a_claim_touches_no_other(editor, other):
    claim = factories.ClaimFactory()
    sibling = factories.ClaimFactory(result=claim.result, value=2)
    draft = claim.save_revision()
    claim.value = 6
    claim.save_revision().publish()
    before = Claim.objects.filter(pk=sibling.pk).values().get()
    draft.publish()
    assert Claim.objects.filter(pk=sibling.pk).values().get() == before
    claim.refresh_from_db()
    assert claim.value == 1000
    assert claim.revisions.count() >= 3
