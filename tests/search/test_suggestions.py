"""What is suggested while a reader types."""

import pytest
from wagtail.models import PageViewRestriction

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(write, indexed):
    """Write some pages and index them."""
    pages = {
        "val": write(
            "Valpreventie thuis", "Valpreventie voor patiënten.", heading="Samen beginnen"
        ),
        "schuld": write("Schuldhulp voor jongeren", "Financiële zorgen.", heading="Hulp op school"),
        "meten": write("Meten is weten", "Metingen."),
    }
    indexed()
    return pages


@pytest.fixture
def suggest(client):
    """Return `suggest(typed)`: the suggestions as (text, address)."""

    def ask(typed, url="/_suggest/"):
        answer = client.get(url, {"q": typed})
        assert answer.status_code == 200
        return [(one["text"], one["address"]) for one in answer.json()["suggestions"]]

    return ask


def test_words_are_completed_as_they_are_written(library, suggest):
    assert ("financiële", "") in suggest("financ")
    assert ("hulp patiënten", "") in suggest("hulp pati")


def test_titles_and_headings_lead_to_their_places(library, suggest):
    assert ("Valpreventie thuis", library["val"].url) in suggest("valp")
    assert ("Samen beginnen", f"{library['val'].url}#samen-beginnen") in suggest("samen beg")
    assert ("Schuldhulp voor jongeren", library["schuld"].url) in suggest("jongeren schuldh")


def test_names_keep_their_capitals(write, indexed, suggest):
    write("Kaart", "In Enschede en Hengelo. Zwolle doet mee. Wij zien Zwolle graag.")
    write("Molens", "Molens draaien.")
    indexed()
    assert ("Enschede", "") in suggest("ensch")
    assert ("Zwolle", "") in suggest("zwol")
    assert ("draaien", "") in suggest("draai")


def test_german_nouns_keep_their_capitals(write, indexed, translate, suggest):
    page = write("Dienst", "Tekst.")
    translate(page, "de", title="Gesundheitsamt am See", summary="Wir helfen.")
    indexed()
    assert ("Gesundheitsamt", "") in suggest("gesundheits", "/de/_suggest/")


def test_what_is_too_short_or_nothing_suggests_nothing(library, suggest):
    for typed in ("", "v", " ", '"', "-", "\0", "zzz"):
        assert suggest(typed) == []


def test_long_words_and_accents_are_no_hindrance(write, indexed, suggest):
    page = write("Multidisciplinaire samenwerkingsovereenkomsten", "Tekst.")
    indexed()
    assert ("Multidisciplinaire samenwerkingsovereenkomsten", page.url) in suggest(
        "samenwerkingsovereenk"
    )
    assert suggest("sámenwerkingsovereenk")


def test_what_is_hidden_is_not_suggested(library, suggest):
    PageViewRestriction.objects.create(page=library["val"], restriction_type="login")
    library["schuld"].unpublish()
    assert suggest("valp") == []
    assert suggest("financ") == []
    assert [text for text, _address in suggest("mete")] == ["meten", "Meten is weten"]


def test_suggestions_are_of_one_language(library, suggest):
    assert suggest("valp", url="/en/_suggest/") == []
