"""What stands on a page is whole and true: units, roles, participation, chapters, awards."""

import json

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import factories as make

pytestmark = pytest.mark.django_db


def body(kind, value):
    return json.dumps([{"type": kind, "value": value, "id": "1"}])


def test_a_figure_keeps_its_unit(client, site):
    claim = make.ClaimFactory(
        value=90, unit={"nl": "procent van de inwoners"}, scope={"nl": "inwoners die zorg krijgen"}
    )
    page = make.StandardPageFactory(
        body=body("figure", {"result": claim.result_id, "claim": claim.pk})
    )
    for address in (page.url, claim.result.url):
        text = client.get(address).text
        assert "procent van de inwoners" in text
        assert "inwoners die zorg krijgen" in text


def test_a_figure_without_a_current_claim_shows_all(client, site):
    claim = make.ClaimFactory(value=22)
    make.ClaimFactory(result=claim.result, value=28)
    page = make.StandardPageFactory(body=body("figure", {"result": claim.result_id, "claim": None}))
    text = client.get(page.url).text
    assert "22" in text
    assert "28" in text


def test_a_quote_shows_the_role_of_its_time(client, site):
    role = make.PersonRoleFactory(role={"nl": "wethouder"}, until="2022")
    make.PersonRoleFactory(person=role.person, role={"nl": "burgemeester"}, start="2023")
    source = make.SourceFactory(date="2020")
    quote = {"text": "<p>Doen.</p>", "person": role.person.pk, "name": "", "source": source.pk}
    text = client.get(make.StandardPageFactory(body=body("quote", quote)).url).text
    assert "wethouder" in text
    assert "burgemeester" not in text


def test_who_takes_part_now_counts_whatever_it_did_before(client, site):
    owner = make.OrganisationFactory(role="owner", tile_column=1, tile_row=1)
    page = make.ProjectPageFactory()
    make.ParticipationFactory(page=page, organisation=owner, joined="2022")
    make.ParticipationFactory(page=page, organisation=owner, joined="2015", left="2016")
    partner = make.OrganisationFactory(name="Oude Partner")
    make.ParticipationFactory(page=page, organisation=partner, left="2021")
    assert page.tiles.inside
    assert [row.organisation for row in page.tiles.past] == [partner]
    assert not page.tiles.also_inside
    assert "Oude Partner" in client.get(page.url).text


@pytest.mark.parametrize("state", ["expired", "unpublished original"])
def test_organisations_go_with_their_section(client, site, translate, state):
    section = make.OrganisationIndexPageFactory()
    make.OrganisationFactory(key="stad", role="owner")
    other = translate(section, "en")
    if state == "expired":
        section.expire_at = timezone.now()
        section.save()
        addresses = [section.url, f"{section.url}stad/"]
    else:
        section.unpublish()
        addresses = [other.url, f"{other.url}stad/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_who_may_read_a_private_handbook_sees_its_chapters(client, editor, site):
    handbook = make.HandbookPageFactory()
    chapter = make.ChapterPageFactory(parent=handbook, title="Binnen")
    PageViewRestriction.objects.create(page=handbook, restriction_type="login")
    assert "Binnen" in editor.get(handbook.url).text
    assert "Hoofdstuk 1 van 1" in editor.get(chapter.url).text


def test_a_newer_winner_in_draft_does_not_hide_the_award(client, site):
    make.PracticePageFactory(award="winner", year=2022, title="Zichtbaar")
    make.PracticePageFactory(award="winner", year=2024, title="Concept", live=False)
    text = client.get("/").text
    assert "GemeenteDelers" not in text
    assert "Winnaar" in text


def test_a_site_without_content_is_no_error(client, site):
    site.site.root_page = site.root
    site.site.save()
    assert client.get("/").status_code == 404


def test_a_video_can_be_previewed(site, rf):
    page = make.VideoPageFactory()
    draft = page.save_revision().as_object()
    assert draft.make_preview_request().status_code == 200


def test_a_new_phase_shows_in_every_language_without_a_sync(client, site, translate):
    page = make.ProjectPageFactory()
    other = translate(page, "en", title="Bridge")
    make.OrganisationIndexPageFactory()
    make.ProjectPhaseFactory(page=page, phase="embedded", date="2024-05", note="Vast.")
    owner = make.OrganisationFactory(name="Meerdorp")
    make.ParticipationFactory(page=page, organisation=owner, joined="2023")
    text = client.get(other.url).text
    assert "Embedded" in text
    assert "May 2024" in text
    assert "Meerdorp" in text
    assert '<span lang="nl">Vast.</span>' in text


def test_a_corrected_figure_shows_in_every_language(client, site, translate):
    claim = make.ClaimFactory(value=1000)
    addresses = [
        claim.result.url,
        translate(claim.result, "en").url,
        translate(claim.result, "de").url,
    ]
    claim.value = 1234
    claim.save_revision().publish()
    shown = [client.get(address).text for address in addresses]
    assert "1.234" in shown[0]
    assert "1,234" in shown[1]
    assert "1.234" in shown[2]
