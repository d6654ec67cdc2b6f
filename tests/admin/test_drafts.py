"""A draft may lack what publishing asks for; nothing that was typed is lost by either."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import StandardPage
from tests import factories


@pytest.fixture
def page(site):
    return factories.StandardPageFactory(title="Halverwege", live=False)


def send(client, page, kind, value, publish=False):
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "",
            "image_alt": "",
            "body": streamfield([(kind, value)]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
    )
    if publish:
        data["action-publish"] = "1"
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


HALF = {
    "figure": lambda: {"result": "", "claim": ""},
    "image": lambda: {"image": factories.ImageFactory().pk, "alt": "", "caption": "Het plein"},
}


@pytest.mark.parametrize("kind", HALF)
def test_a_draft_may_lack_what_publishing_asks_for(editor, page, kind):
    assert send(editor, page, kind, HALF[kind]()).status_code == 302
    draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == [kind]
    answer = send(editor, page, kind, HALF[kind](), publish=True)
    assert answer.status_code == 200
    assert not StandardPage.objects.get(pk=page.pk).live


def test_two_answers_to_one_question_are_refused_in_drafts_too(editor, page):
    value = {"image": factories.ImageFactory().pk, "alt": "Een plein", "decorative": "on",
             "caption": ""}  # fmt: skip
    assert send(editor, page, "image", value).status_code == 200
    assert StandardPage.objects.get(pk=page.pk).latest_revision is None
