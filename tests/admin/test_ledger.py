"""The ledger in the admin: from a result to its claims, and what a change to one would touch."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ReferenceIndex

from cases.claims import Claim
from cases.results import ResultPage
from tests import factories
from tests.admin.test_claims import form, send


def url(name, *args):
    return reverse(Claim.snippet_viewset.get_url_name(name), args=args)


def text(html):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", html)))


@pytest.fixture
def result(site):
    return factories.ResultPageFactory(title="Inwoners geholpen")


@pytest.fixture
def claim(result):
    made = factories.ClaimFactory(result=result, key="eerste", value=1000, measure="inwoners")
    made.save_revision().publish()
    return Claim.objects.get(pk=made.pk)


def with_figure(result, claim=None, **kwargs):
    value = {"result": result.pk, "claim": claim and claim.pk}
    page = factories.StandardPageFactory(
        body=json.dumps([{"type": "figure", "value": value, "id": "f1"}]), **kwargs
    )
    ReferenceIndex.create_or_update_for_object(page)
    return page


def ledger(client, result):
    return client.get(reverse("wagtailadmin_pages:edit", args=[result.pk])).content.decode()


def test_a_result_lists_its_claims_with_their_state(editor, result, claim):
    newer = factories.ClaimFactory(result=result, key="tweede", value=1200, supersedes=claim)
    factories.ClaimFactory(result=result, key="derde", value=77, live=False)
    factories.ClaimFactory(
        result=result, key="vierde", value=88, retracted_on="2024", retraction_reason={"nl": "Fout"}
    )
    seen = text(ledger(editor, result))
    for figure, state in (("1.000", "vervangen"), ("1.200", "geldt nu"), ("77", "concept"),
                          ("88", "ingetrokken")):  # fmt: skip
        assert re.search(rf"{figure}[^()]*\([^)]*\) {state}", seen), (figure, state)
    html = ledger(editor, result)
    assert f"{url('add')}?result={result.pk}&amp;supersedes={newer.pk}" in html
    assert f"{url('edit', claim.pk)}?retract" in html


def test_a_translation_shows_the_same_ledger(editor, result, claim, translate):
    english = translate(result, "en")
    assert "1.000" in text(ledger(editor, english))
    assert f"{url('add')}?result={result.pk}" in ledger(editor, english)


def test_a_new_claim_knows_its_result(editor, result, claim):
    page = editor.get(f"{url('add')}?result={result.pk}")
    assert page.context["form"].instance.result == result
    for wrong in ("x", "0", "999999", "²", "9" * 30, "9" * 5000):
        assert editor.get(f"{url('add')}?result={wrong}&supersedes={wrong}").status_code == 200


def test_a_replacing_claim_shares_what_the_two_most_likely_do(editor, result, claim):
    page = editor.get(f"{url('add')}?supersedes={claim.pk}")
    initial = page.context["form"].initial
    assert initial["supersedes"] == claim.pk
    assert initial["result"] == result.pk
    assert initial["source"] == claim.source_id
    assert initial["measure"] == "inwoners"
    assert not initial["value"]
    assert not initial["key"]


def test_names_fill_themselves_in(editor, result, claim):
    source = claim.source
    for expected in (f"{source.key}-2023", f"{source.key}-2023-2"):
        data = form(result, source, key="", measure="", period_from="2023", period_until="2023")
        assert send(editor, data).status_code == 302
        made = Claim.objects.order_by("-pk").first()
        assert (made.key, made.measure) == (expected, "inwoners")


def test_the_first_claim_of_a_result_names_its_measure_after_it(editor, result):
    data = form(result, factories.SourceFactory(), key="", measure="")
    send(editor, data)
    assert Claim.objects.get().measure == "inwoners-geholpen"


def test_a_retraction_begins_with_today_and_asks_for_the_reason(editor, claim):
    page = editor.get(f"{url('edit', claim.pk)}?retract")
    assert len(page.context["form"].initial["retracted_on"]) == 10
    assert "autofocus" in page.content.decode()
    claim.refresh_from_db()
    assert not claim.retracted_on


def test_publishing_returns_to_the_ledger(editor, result, claim):
    answer = send(editor, form(result, claim.source, key="eerste", value="1500"), claim)
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[result.pk])


def test_who_may_not_edit_the_result_returns_to_the_list(client, account, result, claim):
    client.force_login(account("translator"))
    answer = send(client, form(result, claim.source, key="eerste"), claim, publish=False)
    assert answer["Location"] == url("edit", claim.pk)


def test_every_page_with_the_figure_is_named_before_saving(editor, result, claim):
    with_figure(result, claim, title="Jaarverslag")
    with_figure(result, title="Startgids")
    other = factories.ClaimFactory(result=result, key="andere")
    with_figure(result, other, title="Elders")
    factories.StandardPageFactory(title="Niets ermee")
    page = text(editor.get(url("edit", claim.pk)).content.decode())
    assert "op nog 2 pagina's: Jaarverslag (Nederlands) Startgids" in page
    assert "Startgids (Nederlands, toont de opgave die dan geldt)" in page
    assert "Elders" not in page
    assert "Niets ermee" not in page


def test_the_places_cost_the_same_for_many_pages(
    editor, result, claim, django_assert_max_num_queries
):
    for number in range(3):
        with_figure(result, claim, title=f"Pagina {number}")
    with CaptureQueriesContext(connection) as few:
        editor.get(url("edit", claim.pk))
    for number in range(12):
        with_figure(result, claim, title=f"Andere {number}")
    with django_assert_max_num_queries(len(few) + 2):
        editor.get(url("edit", claim.pk))


def test_the_history_reads_as_sentences(editor, superuser, result, claim):
    other = factories.SourceFactory(title="Jaarverslag 2023", publisher="")
    base = {"key": "eerste", "measure": "inwoners"}
    send(editor, form(result, claim.source, value="1000", **base), claim)
    send(editor, form(result, other, value="1250", qualifier="more-than", **base), claim)
    told = text(editor.get(url("history", claim.pk)).content.decode())
    assert "Chef veranderde" in told
    assert "waarde van “1.000” in “1.250”" in told
    assert "in “meer dan”" in told
    assert f"in “{other.name}”" in told
    assert "Chef publiceerde de opgave." in told


def test_a_preview_shows_the_result_with_the_figure_as_it_is_written(editor, result, claim):
    claim.value = 4321
    claim.save_revision()
    address = url("revisions_view", claim.pk, claim.latest_revision_id)
    seen = editor.get(address).content.decode()
    assert "4.321" in seen
    assert "1.000" not in text(seen)
    assert Claim.objects.get(pk=claim.pk).value == 1000


def test_a_new_claim_has_a_preview(editor, result, claim):
    address = url("preview_on_add")
    data = form(
        result, claim.source, value="8765", key="x", period_from="2024", period_until="2024"
    )
    editor.post(address, data)
    seen = editor.get(address).content.decode()
    assert "8.765" in seen
    assert "1.000" in seen
    assert Claim.objects.count() == 1


def test_a_draft_of_an_unpublished_result_can_be_previewed(editor, result, claim):
    ResultPage.objects.filter(pk=result.pk).update(live=False)
    address = url("revisions_view", claim.pk, claim.latest_revision_id)
    assert "1.000" in editor.get(address).content.decode()


def test_choosers_offer_live_claims_of_the_result(editor, result, claim):
    other = factories.ClaimFactory()
    draft = factories.ClaimFactory(result=result, key="concept", live=False)
    chooser = reverse(Claim.snippet_viewset.chooser_viewset.get_url_name("choose"))
    found = editor.get(f"{chooser}?result={result.pk}").text.replace("\\/", "/")
    assert f"chosen/{claim.pk}/" in found
    assert f"chosen/{other.pk}/" not in found
    assert f"chosen/{draft.pk}/" not in found


@pytest.mark.parametrize(
    ("stored", "shown"), [("2800", "2800"), ("0.5", "0.5"), ("12.3400", "12.34")]
)
def test_numbers_have_no_idle_zeros(editor, result, stored, shown):
    claim = factories.ClaimFactory(result=result, key="getal", value=stored)
    html = editor.get(url("edit", claim.pk)).content.decode()
    assert re.search(rf'<input[^>]*name="value"[^>]*value="{re.escape(shown)}"', html)
