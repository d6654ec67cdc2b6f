"""Editing claims: drafts, publishing, history, and errors that are explained."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data

from cases.models import Claim
from tests import factories

WORDS = ("unit", "scope", "locator", "note", "retraction_reason")


@pytest.fixture
def result(site):
    return factories.ResultPageFactory(title="Inwoners geholpen")


@pytest.fixture
def source(site):
    return factories.SourceFactory()


def form(result, source, /, **changes):
    data = {
        "result": result.pk, "source": source.pk, "key": "nieuw", "measure": "inwoners",
        "qualifier": "stated", "value": "1000", "value_max": "", "per": "", "period_from": "2022",
        "period_until": "2022", "as_of": "", "supersedes": "", "retracted_on": "",
    }  # fmt: skip
    data |= {f"{name}_{i}": "" for name in WORDS for i in ("nl", "en", "de")} | {
        "unit_nl": "inwoners"
    }
    return nested_form_data(data | changes)


def send(client, data, claim=None, publish=True):
    name = "add" if claim is None else "edit"
    address = reverse(Claim.snippet_viewset.get_url_name(name), args=[claim.pk] if claim else [])
    return client.post(address, data | ({"action-publish": "1"} if publish else {}))


def test_a_draft_and_then_publishing(editor, result, source):
    send(editor, form(result, source), publish=False)
    claim = Claim.objects.get()
    assert not claim.live
    assert claim.unit == {"nl": "inwoners"}
    answer = send(editor, form(result, source, value="1200"), claim)
    assert answer.status_code == 302
    claim.refresh_from_db()
    assert claim.live
    assert claim.value == 1200
    answer = send(editor, form(result, source, value="1300"), claim, publish=False)
    claim.refresh_from_db()
    assert claim.value == 1200
    assert claim.has_unpublished_changes
    history = editor.get(reverse(Claim.snippet_viewset.get_url_name("history"), args=[claim.pk]))
    assert history.status_code == 200
    compare = reverse(
        Claim.snippet_viewset.get_url_name("revisions_compare"),
        args=[claim.pk, "earliest", "latest"],
    )
    assert editor.get(compare).status_code == 200


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("value", {"qualifier": "hundreds-of"}),
        ("value", {"qualifier": "thousands-of", "value_max": "2"}),
        ("value", {"value": ""}),
        ("value", {"value": "-3"}),
        ("value", {"value": "veel"}),
        ("value_max", {"value_max": "1000"}),
        ("period_from", {"period_from": "2022-13"}),
        ("period_from", {"period_from": "vorig jaar"}),
        ("period_until", {"period_until": "2021"}),
        ("period_until", {"period_until": "2022-02-30", "period_from": "2022-03"}),
        ("as_of", {"as_of": "2022-2-3"}),
        ("retracted_on", {"retracted_on": "gisteren", "retraction_reason_nl": "Fout"}),
        ("retraction_reason", {"retracted_on": "2023"}),
        ("retracted_on", {"retraction_reason_en": "Wrong"}),
        ("key", {"key": "Met Hoofdletters"}),
        ("result", {"result": ""}),
        ("source", {"source": ""}),
        ("source", {"source": "99999"}),
        ("supersedes", {"supersedes": "99999"}),
    ],
)
@pytest.mark.parametrize("publish", [True, False], ids=["publish", "draft"])
@pytest.mark.parametrize("existing", [True, False], ids=["edit", "add"])
def test_what_cannot_be_is_explained(editor, result, source, field, changes, publish, existing):
    claim = factories.ClaimFactory(result=result, key="nieuw", live=False) if existing else None
    answer = send(editor, form(result, source, **changes), claim, publish)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


@pytest.mark.parametrize("publish", [True, False], ids=["publish", "draft"])
def test_a_key_is_used_once_in_a_result(editor, result, source, publish):
    factories.ClaimFactory(result=result, key="nieuw")
    answer = send(editor, form(result, source), publish=publish)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert send(editor, form(factories.ResultPageFactory(), source)).status_code == 302


def test_the_key_of_a_published_claim_stays(editor, result, source):
    claim = factories.ClaimFactory(result=result, key="oud")
    other = factories.ResultPageFactory()
    assert send(editor, form(other, source, key="anders"), claim).status_code == 302
    claim.refresh_from_db()
    assert (claim.key, claim.result_id) == ("oud", result.pk)


def test_a_claim_belongs_to_the_original_of_its_result(editor, result, source, translate):
    english = translate(result, "en")
    assert send(editor, form(english, source)).status_code == 302
    assert Claim.objects.get().result_id == result.pk
    assert send(editor, form(english, source)).status_code == 200


def test_only_one_claim_of_a_result_is_marked(editor, result, source):
    first = factories.ClaimFactory(result=result, current=True)
    answer = send(editor, form(result, source, current="on"))
    assert answer.status_code == 200
    assert "current" in answer.context["form"].errors
    assert send(editor, form(result, source, current="on"), publish=False).status_code == 302
    second = Claim.objects.get(key="nieuw")
    answer = send(editor, form(result, source, current="on"), second)
    assert "current" in answer.context["form"].errors
    first.current = False
    first.save()
    assert send(editor, form(result, source, current="on"), second).status_code == 302


def test_a_claim_takes_the_mark_of_the_one_it_replaces(editor, result, source):
    first = factories.ClaimFactory(result=result, current=True)
    data = form(result, source, current="on", supersedes=first.pk)
    assert send(editor, data).status_code == 302
    first.refresh_from_db()
    assert not first.current
    assert Claim.objects.get(current=True).key == "nieuw"


def test_a_scheduled_claim_takes_the_mark_over(site, result):
    first = factories.ClaimFactory(result=result, current=True)
    second = factories.ClaimFactory(result=result, live=False)
    second.current = True
    second.save_revision(approved_go_live_at=timezone.now()).publish()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.current, second.current) == (False, True)


def test_a_claim_replaces_only_claims_of_its_result(editor, result, source):
    stranger = factories.ClaimFactory()
    answer = send(editor, form(result, source, supersedes=stranger.pk))
    assert "supersedes" in answer.context["form"].errors


def test_replacing_does_not_go_round(editor, result, source):
    first = factories.ClaimFactory(result=result)
    second = factories.ClaimFactory(result=result, supersedes=first)
    third = factories.ClaimFactory(result=result, supersedes=second)
    for last in (first, second, third):
        answer = send(editor, form(result, source, key=first.key, supersedes=last.pk), first)
        assert answer.status_code == 200
        assert "supersedes" in answer.context["form"].errors


def test_a_claim_can_be_retracted(editor, result, source):
    claim = factories.ClaimFactory(result=result)
    data = form(result, source, retracted_on="2023-05", retraction_reason_nl="Dubbel geteld")
    assert send(editor, data, claim).status_code == 302
    claim.refresh_from_db()
    assert (claim.retracted_on, claim.retraction_reason) == ("2023-05", {"nl": "Dubbel geteld"})
