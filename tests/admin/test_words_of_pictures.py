"""A page's own picture is published with words for who cannot see it, or as decoration."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import StandardPage
from tests import factories

FIRST = "Schrijf wat er te zien is, of vink aan dat de afbeelding versiering is."


@pytest.fixture
def page(site):
    return factories.StandardPageFactory(title="Met beeld", live=False)


def send(client, page, action="action-publish", **given):
    """Send the form of a page; return the answer."""
    data = {
        "title": page.title, "slug": page.slug, "summary": "", "image_alt": "",
        "body": streamfield([]), "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    data |= {action: "1"} if action else {}
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(data | given)
    )


def live(page):
    """Return a page as visitors see it, or None."""
    return StandardPage.objects.filter(pk=page.pk, live=True).first()


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_a_picture_without_words_is_not_published_or_submitted(client, account, page, action):
    client.force_login(account("editor" if action == "action-submit" else "chief-editor"))
    picture = factories.ImageFactory().pk
    answer = send(client, page, action, image=picture)
    assert FIRST in answer.text
    assert live(page) is None
    assert send(client, page, "", image=picture).status_code == 302


def test_words_or_decoration_will_do_but_not_both(editor, page):
    picture = factories.ImageFactory().pk
    both = send(editor, page, image=picture, image_alt="Een plein", image_decorative="on")
    assert "niet allebei" in both.text
    send(editor, page, image=picture, image_alt="Een plein")
    assert live(page).image_alt == "Een plein"
    send(editor, page, image=picture, image_decorative="on")
    assert live(page).image_alt == ""


def test_what_was_published_as_decoration_stays_ticked(editor, page):
    picture = factories.ImageFactory().pk
    send(editor, page, image=picture, image_decorative="on")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    field = editor.get(address).context["form"]["image_decorative"]
    assert field.value() is True
    other = factories.ImageFactory().pk
    send(editor, page, "", image=other)
    assert editor.get(address).context["form"]["image_decorative"].value() is False
    assert FIRST in send(editor, page, image=other).text


def test_a_page_without_a_picture_needs_no_words(editor, page):
    assert send(editor, page).status_code == 302
    assert live(page)
