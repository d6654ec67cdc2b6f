"""The lists of the admin ask the database as often for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.claims import Claim
from tests import factories

RECORDS = {
    "organisations": factories.OrganisationFactory,
    "people": factories.PersonFactory,
    "sources": factories.SourceFactory,
    "synonyms": factories.SynonymFactory,
    "recordings": factories.RecordingFactory,
    "claims": factories.ClaimFactory,
}


def count(client, address):
    # The first request of a process remembers content types and the like.
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def grows(client, address, make, more=12):
    """Return how many queries more it takes after making more rows."""
    make(), make()
    few = count(client, address)
    for _i in range(more):
        make()
    return count(client, address) - few


@pytest.mark.parametrize("kind", RECORDS)
def test_lists_of_records(editor, site, kind):
    make = RECORDS[kind]
    viewset = make().snippet_viewset
    assert grows(editor, reverse(viewset.get_url_name("list")), make) <= 0


@pytest.mark.parametrize("kind", RECORDS)
def test_choosers_of_records(editor, site, kind):
    make = RECORDS[kind]
    chooser = make().snippet_viewset.chooser_viewset
    assert grows(editor, reverse(chooser.get_url_name("choose")), make) <= 0


# For who may not publish, Wagtail itself asks of each row whether it may be deleted and moved.
@pytest.mark.parametrize("role", ["chief-editor", "administrator"])
def test_the_pages_below_a_page(client, account, site, role):
    client.force_login(account(role))
    index = factories.LessonIndexPageFactory()
    address = reverse("wagtailadmin_explore", args=[index.pk])
    assert grows(client, address, lambda: factories.LessonPageFactory(parent=index)) <= 0


def test_the_start_page(editor, superuser, site, translate):
    index = factories.LessonIndexPageFactory()

    def make():
        page = factories.LessonPageFactory(parent=index, review_on="2020-01-01")
        english = translate(page, "en")
        page.title = f"Anders {page.pk}"
        page.save_revision(user=superuser).publish()
        english.save_revision(user=superuser)

    assert grows(editor, reverse("wagtailadmin_home"), make, more=5) <= 0


def test_what_is_not_translated(editor, site):
    index = factories.LessonIndexPageFactory()
    address = reverse("home_untranslated", args=["en"])
    assert grows(editor, address, lambda: factories.LessonPageFactory(parent=index)) <= 0


def test_the_ledger_of_a_result(editor, site):
    result = factories.ResultPageFactory()
    address = reverse("wagtailadmin_pages:edit", args=[result.pk])
    assert grows(editor, address, lambda: factories.ClaimFactory(result=result)) <= 0


def test_the_history_of_a_claim(editor, superuser, site):
    claim = factories.ClaimFactory()
    address = reverse(Claim.snippet_viewset.get_url_name("history"), args=[claim.pk])

    def make():
        claim.value += 1
        claim.save_revision(user=superuser, log_action=True).publish(user=superuser)

    assert grows(editor, address, make, more=5) <= 0
