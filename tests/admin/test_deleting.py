"""What is named stays: deleting is refused with an explanation, not with a stack trace."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from cases.models import Claim, ThemePage
from koers.usage import users_of
from tests import factories


def delete_address(record):
    return reverse(record.snippet_viewset.get_url_name("delete"), args=[record.pk])


def bulk_address(*records):
    meta = records[0]._meta
    base = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "delete"])
    return f"{base}?{'&'.join(f'id={record.pk}' for record in records)}"


def organisation_of_participation(site):
    row = factories.ParticipationFactory()
    return row.organisation, row.page.title


def deciding_body(site):
    body = factories.OrganisationFactory(kind="deciding-body")
    row = factories.ProjectPhaseFactory(decided_by=body)
    return body, row.page.title


def organisation_of_a_role(site):
    row = factories.PersonRoleFactory()
    return row.organisation, row.person.name


def organisation_of_a_practice(site):
    page = factories.PracticePageFactory()
    page.organisations.add(organisation := factories.OrganisationFactory())
    page.save()
    return organisation, page.title


def organisation_in_a_link(site):
    organisation = factories.OrganisationFactory()
    link = f'<p><a linktype="organisations" id="{organisation.pk}">hier</a></p>'
    page = factories.StandardPageFactory(body=[("text", link)])
    return organisation, page.title


def source_of_a_claim(site):
    claim = factories.ClaimFactory()
    return claim.source, claim.result.title


def source_of_evidence(site):
    row = factories.EvidenceFactory()
    return row.source, row.page.title


def source_as_evaluation(site):
    page = factories.ProjectPageFactory()
    page.evaluations.add(source := factories.SourceFactory())
    page.save()
    return source, page.title


def person_who_leads(site):
    page = factories.ProjectPageFactory()
    page.leads.add(person := factories.PersonFactory())
    page.save()
    return person, page.title


def person_in_a_draft(site):
    page = factories.ProjectPageFactory()
    page.leads.add(person := factories.PersonFactory())
    page.save_revision()
    return person, page.title


def person_in_a_quote(site):
    person = factories.PersonFactory()
    quote = ("quote", {"text": "<p>Ja.</p>", "person": person})
    return person, factories.StandardPageFactory(body=[quote]).title


def recording_of_a_page(site):
    page = factories.VideoPageFactory()
    return page.recording, page.title


NAMED = pytest.mark.parametrize(
    "make",
    [
        organisation_of_participation, deciding_body, organisation_of_a_role,
        organisation_of_a_practice, organisation_in_a_link, source_of_a_claim, source_of_evidence,
        source_as_evaluation, person_who_leads, person_in_a_draft, person_in_a_quote,
        recording_of_a_page,
    ],
    ids=lambda make: make.__name__,
)  # fmt: skip


@NAMED
def test_a_named_record_is_kept(editor, site, make):
    record, name = make(site)
    for send in (editor.get, editor.post):
        answer = send(delete_address(record))
        assert answer.status_code == 302
        page = editor.get(answer["Location"])
        assert page.status_code == 200
        assert name in page.text
    assert type(record).objects.filter(pk=record.pk).exists()


@NAMED
def test_named_records_are_kept_in_bulk(editor, site, make):
    record, name = make(site)
    other = type(record).objects.create(key="vrij")
    for address in (bulk_address(record), bulk_address(record, other)):
        answer = editor.post(address)
        assert answer.status_code == 302
        assert name in editor.get(answer["Location"]).text
    assert type(record).objects.filter(pk__in=[record.pk, other.pk]).count() == 2


def test_records_that_nobody_names_go_in_bulk(editor, site):
    one, two = factories.SourceFactory(), factories.SourceFactory()
    assert editor.post(bulk_address(one, two)).status_code == 302
    assert not type(one).objects.exists()


def test_rows_of_a_record_do_not_keep_it(site):
    role = factories.PersonRoleFactory()
    captions = factories.CaptionsFactory()
    assert users_of(role.person) == []
    assert users_of(captions.recording) == []


@pytest.mark.parametrize("state", ["live", "unpublished"])
def test_a_claim_once_published_is_kept(editor, site, state):
    claim = factories.ClaimFactory()
    if state == "unpublished":
        claim.unpublish()
    for address in (delete_address(claim), bulk_address(claim)):
        answer = editor.post(address)
        assert answer.status_code == 302
        assert "kan niet worden verwijderd" in editor.get(answer["Location"]).text
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_a_draft_claim_that_another_replaces_is_kept(editor, site):
    draft = factories.ClaimFactory(live=False)
    factories.ClaimFactory(result=draft.result, supersedes=draft)
    assert editor.post(delete_address(draft)).status_code == 302
    assert Claim.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("which", ["result", "list", "home"])
def test_a_result_with_claims_is_kept(editor, site, live, which):
    result = factories.ClaimFactory(live=live).result
    page = {"result": result, "list": result.get_parent(), "home": site.home}[which]
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for send in (
        lambda: editor.get(address),
        lambda: editor.post(address, {"wagtail_site_name": "Koers"}),
        lambda: editor.post(f"{bulk}?id={page.pk}", {"wagtail_site_name": "Koers"}),
    ):
        answer = send()
        assert answer.status_code == 302
        assert result.title in editor.get(answer["Location"]).text
    assert Page.objects.filter(pk=result.pk).exists()


def test_a_result_with_claims_can_be_unpublished(editor, site):
    result = factories.ClaimFactory().result
    assert editor.post(reverse("wagtailadmin_pages:unpublish", args=[result.pk])).status_code == 302
    result.refresh_from_db()
    assert not result.live


def test_a_result_without_claims_can_be_deleted(editor, site):
    result = factories.ResultPageFactory()
    assert editor.post(reverse("wagtailadmin_pages:delete", args=[result.pk])).status_code == 302
    assert not Page.objects.filter(pk=result.pk).exists()
    other = factories.ResultPageFactory()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    editor.post(f"{bulk}?id={other.pk}")
    assert not Page.objects.filter(pk=other.pk).exists()


def test_pages_that_others_name_are_kept_in_bulk(editor, site):
    theme, other = factories.ThemePageFactory(title="Zorg"), factories.ThemePageFactory()
    project = factories.ProjectPageFactory(title="Samen")
    project.themes.set([theme])
    project.save()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = editor.post(f"{address}?id={theme.pk}&id={other.pk}", follow=True)
    assert "“Samen”" in answer.content.decode()
    assert ThemePage.objects.filter(pk__in=[theme.pk, other.pk]).count() == 2
    assert list(project.themes.all()) == [theme]
