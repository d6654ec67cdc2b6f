"""A word that stands on hidden pages only changes nothing that a reader is answered."""

import re

import pytest
from wagtail.models import PageViewRestriction

pytestmark = pytest.mark.django_db
# The word itself, other forms of it, its beginnings, slips of the finger, and what is near it.
TYPED = (
    "kwikzilverfabriek", "kwikzilverfabrieken", "kwikzilverfabr", "kwikzilver", "kwik",
    "kwikzilverfabreik", "kwikzilverfabrieck", "kwikzilvermijn", "fabriek kwikzilver", "kwikzlver",
    '"oude kwikzilverfabriek"', "water -kwikzilverfabriek", "waterfabriek", "liep", "loep", "lie",
    "watermolens", "watermolns", "water", "schuld water", "oude",
)  # fmt: skip


@pytest.fixture
def secret(write, indexed, store, send):
    """Write pages and hide one; return a function that takes that one away altogether."""
    write("Watermolens", "Een oude watermolen aan het water. Wij lopen.")
    write("Schulden", "Over schuld, en wie er bij de fabriek woont.")
    page = write("Geheim", "De oude kwikzilverfabriek aan het water. Kwikzilver! Iemand liep.")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    indexed()
    send()

    def forget():
        page.delete()
        indexed()
        send()

    return forget


def answers(client):
    """Return what a visitor gets for each text, without what differs from one time to the next."""
    found = {}
    for typed in TYPED:
        page = client.get("/zoeken/", {"q": typed}).text
        main = page.partition("<main")[2].partition("</main>")[0]
        suggested = client.get("/_suggest/", {"q": typed}).json()
        found[typed] = re.sub(r'csrf\w+" value="\w+"', "", main), suggested
    return found


def test_answers_are_as_if_the_hidden_page_were_not_there(client, secret):
    hidden = answers(client)
    secret()
    gone = answers(client)
    assert [typed for typed in TYPED if hidden[typed] != gone[typed]] == []
    assert "Watermolens" in gone["watermolns"][0]
