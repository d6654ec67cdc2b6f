"""From draft to public: an editor submits, a chief editor approves or asks for more, by name."""

import re
from html import unescape

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse

from cases.claims import Claim
from cases.lessons import LessonPage
from tests import factories
from tests.admin.test_claims import form as claim_form

EDIT = "wagtailadmin_pages:edit"


@pytest.fixture
def writer(account):
    """Return (account, browser) of an editor."""
    return signed_in(account("editor"))


@pytest.fixture
def chief(account):
    """Return (account, browser) of a chief editor."""
    return signed_in(account("chief-editor"))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return user, client


def post(client, address, data):
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(address, data, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def seen(client, address):
    return re.sub(r"\s+", " ", unescape(client.get(address).content.decode()))


def submit_page(client, page):
    data = {
        "title": page.title, "slug": page.slug, "summary": "", "image_alt": "",
        "lesson_kind": "pitfall", "body-count": "0", "evidence-TOTAL_FORMS": "0",
        "evidence-INITIAL_FORMS": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "action-submit": "1",
    }  # fmt: skip
    return post(client, reverse(EDIT, args=[page.pk]), data)


def act(client, page, action, comment):
    """Approve or send back a page with a remark, as the dialog of the editor does."""
    page = LessonPage.objects.get(pk=page.pk)
    task = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task.pk])
    return post(client, address, {"comment": comment})


@pytest.fixture
def draft(site):
    return factories.LessonPageFactory(title="Klein beginnen", live=False)


def test_a_page_is_submitted_found_and_approved_with_a_remark(client, writer, chief, draft):
    submit_page(writer[1], draft)
    assert not LessonPage.objects.get(pk=draft.pk).live
    [letter] = mail.outbox
    assert letter.to == [chief[0].email]
    assert "Klein beginnen" in letter.subject + letter.body
    start = seen(chief[1], reverse("wagtailadmin_home"))
    assert "Klein beginnen" in start
    act(chief[1], draft, "approve", "Mooi zo.")
    page = LessonPage.objects.get(pk=draft.pk)
    assert page.live
    assert "Klein beginnen" in client.get(page.url).content.decode()
    told = mail.outbox[-1]
    assert told.to == [writer[0].email]
    history = seen(chief[1], reverse("wagtailadmin_pages:history", args=[draft.pk]))
    assert "Mooi zo." in history


def test_a_page_is_sent_back_with_what_is_asked(writer, chief, draft):
    submit_page(writer[1], draft)
    act(chief[1], draft, "reject", "Wie zegt dit?")
    assert not LessonPage.objects.get(pk=draft.pk).live
    letter = mail.outbox[-1]
    assert letter.to == [writer[0].email]
    assert "Wie zegt dit?" in letter.body
    assert "Wie zegt dit?" in seen(writer[1], reverse(EDIT, args=[draft.pk]))


def test_letters_are_in_dutch(writer, chief, draft):
    submit_page(writer[1], draft)
    act(chief[1], draft, "reject", "Nee.")
    for letter in mail.outbox:
        words = letter.subject + letter.body
        assert not re.search(r"\b(has been|submitted|approved|page)\b", words), words


def test_who_may_not_publish_cannot_approve(writer, chief, draft):
    submit_page(writer[1], draft)
    act(writer[1], draft, "approve", "Van mezelf.")
    assert not LessonPage.objects.get(pk=draft.pk).live


def test_who_may_not_publish_cannot_do_so_by_address(writer, draft):
    data = {"title": "Nu live", "slug": draft.slug, "action-publish": "1", "body-count": "0",
            "lesson_kind": "pitfall", "evidence-TOTAL_FORMS": "0", "evidence-INITIAL_FORMS": "0",
            "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}  # fmt: skip
    writer[1].post(reverse(EDIT, args=[draft.pk]), data)
    assert not LessonPage.objects.get(pk=draft.pk).live


def test_a_claim_goes_the_same_way(writer, chief, site):
    result = factories.ResultPageFactory()
    data = claim_form(result, factories.SourceFactory()) | {"action-submit": "1"}
    post(writer[1], reverse(Claim.snippet_viewset.get_url_name("add")), data)
    claim = Claim.objects.get()
    assert not claim.live
    assert mail.outbox[0].to == [chief[0].email]
    assert "1.000" in seen(chief[1], reverse("wagtailadmin_home"))
    task = claim.current_workflow_task_state
    address = reverse(
        Claim.snippet_viewset.get_url_name("workflow_action"), args=[claim.pk, "approve", task.pk]
    )
    post(chief[1], address, {"comment": "Klopt met de bron."})
    claim.refresh_from_db()
    assert claim.live


def test_a_claim_that_was_live_stays_on_the_site(chief, site):
    claim = factories.ClaimFactory()
    edit = reverse(Claim.snippet_viewset.get_url_name("edit"), args=[claim.pk])
    unpublish = reverse(Claim.snippet_viewset.get_url_name("unpublish"), args=[claim.pk])
    assert unpublish not in seen(chief[1], edit)
    assert "trek haar in" in post(chief[1], unpublish, {})
    claim.refresh_from_db()
    assert claim.live


def test_the_start_page_lists_drafts_and_what_is_to_be_reviewed(writer, site):
    claim = factories.ClaimFactory(value=4321)
    claim.save_revision(user=writer[0])
    page = factories.LessonPageFactory(title="Oud nieuws", review_on="2020-01-31")
    page.save_revision()
    mine = factories.LessonPageFactory(title="Half af", live=False)
    mine.save_revision(user=writer[0])
    start = seen(writer[1], reverse("wagtailadmin_home"))
    for heading in ("Jouw concepten", "Jouw opgaven in concept", "Na te kijken"):
        assert heading in start
    assert "Half af" in start
    assert "4.321" in start
    assert "had nagekeken moeten zijn vóór 31 januari 2020" in start


def test_choosers_offer_no_drafts_for_cards(chief, site):
    index = factories.LessonIndexPageFactory()
    factories.LessonPageFactory(parent=index, title="Te zien")
    factories.LessonPageFactory(parent=index, title="Nog niet", live=False)
    address = reverse("wagtailadmin_choose_page_child", args=[index.pk])
    found = seen(chief[1], f"{address}?page_type=cases.lessonpage")
    assert "Te zien" in found
    assert "Nog niet" not in found
