"""What readers type finds what they mean, and nothing that is hidden."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search.find import find
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(write, indexed):
    """Index a few pages that say different things."""
    write("Schuldhulpverlening", "Wie geldzorgen heeft, krijgt hulp.", heading="Hoe het gaat")
    write("Valpreventie", "Ouderen oefenen om niet te vallen.")
    write("Wachtlijsten", "De geestelijke gezondheidszorg heeft lange wachtlijsten.")
    write("Coördinator", "Eugène van Mierlo is de coördinator van 1.200 vrijwilligers.")
    write("De juiste zorg", "De juiste zorg op de juiste plek, en zorg voor elkaar.")
    indexed()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("schuldhulpverlening", "Schuldhulpverlening"),
        ("schulden", "Schuldhulpverlening"),
        ("hulp bij schuld", "Schuldhulpverlening"),
        ("preventie", "Valpreventie"),
        ("wachtlijst", "Wachtlijsten"),
        ("coordinator", "Coördinator"),
        ("Eugene van Mierlo", "Coördinator"),
        ("EUGÈNE", "Coördinator"),
        ("1200", "Coördinator"),
        ("valpreventei", "Valpreventie"),
        ("wachtlisten", "Wachtlijsten"),
        ("valprev", "Valpreventie"),
        ("Waar oefenen ouderen?", "Valpreventie"),
        ('"juiste zorg op de juiste plek"', "De juiste zorg"),
    ],
)
def test_the_page_that_is_meant_comes_first(library, titles, query, title):
    assert titles(query)[0] == title


def test_quotes_ask_for_the_exact_words(library, titles):
    assert titles("zorg plek")
    assert titles('"zorg plek"') == []
    assert titles('"juiste plek" "zorg voor elkaar"') == ["De juiste zorg"]


def test_a_minus_leaves_out(library, titles):
    assert set(titles("zorg")) > set(titles("zorg -wachtlijsten"))
    assert "Wachtlijsten" not in titles("zorg -wachtlijsten")
    assert "De juiste zorg" not in titles('zorg -"juiste plek"')


def test_more_of_the_query_comes_before_less(write, indexed, titles):
    write("Alles", "Subsidie voor de sporthal.")
    write("Half", "Subsidie, subsidie en nog eens subsidie.")
    indexed()
    assert titles("subsidie sporthal") == ["Alles", "Half"]


def test_a_title_comes_before_a_text(write, indexed, titles):
    write("Iets anders", "Hier staat iets over beweging.")
    write("Beweging", "Hier staat iets anders.")
    indexed()
    assert titles("beweging") == ["Beweging", "Iets anders"]


def test_a_page_with_a_title_alone_is_found(write, indexed, titles):
    write("Sluiswachter")
    indexed()
    assert titles("sluiswachters") == ["Sluiswachter"]


def test_synonyms_hold_at_once_and_are_forgotten_at_once(library, titles):
    assert "Wachtlijsten" not in titles("ggz")
    synonym = make.SynonymFactory(
        terms=[("term", "GGZ"), ("term", "geestelijke gezondheidszorg")], direction="both"
    )
    assert titles("ggz")[0] == "Wachtlijsten"
    synonym.archived = True
    synonym.save()
    assert "Wachtlijsten" not in titles("ggz")


def test_one_way_synonyms_do_not_lead_back(write, indexed, titles):
    write("Uitkering", "Over de uitkering.")
    write("Bijstand", "Over de bijstand.")
    indexed()
    make.SynonymFactory(terms=[("term", "uitkering"), ("term", "bijstand")], direction="one-way")
    assert titles("uitkering") == ["Uitkering", "Bijstand"]
    assert titles("bijstand") == ["Bijstand"]


def test_a_correction_is_told(library):
    assert find("valpreventei", "nl").reading.plan.corrected == {"valpreventei": "valpreventie"}
    assert find("valpreventie", "nl").reading.plan.corrected == {}


def test_real_words_are_not_corrected(write, indexed):
    write("Huizen", "Over huizen.")
    indexed()
    assert find("huiden", "nl").reading.plan.corrected == {}


HIDDEN = {
    "draft": lambda page: page.unpublish(),
    "expired": lambda page: type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now()),
    "private": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_is_not_found_without_a_new_index(write, indexed, titles, hide):
    page = write("Geheimenis", "Het geheimenis van de molen.")
    write("Molens", "Over een molen.")
    indexed()
    assert titles("geheimenis") == ["Geheimenis"]
    hide(page)
    assert titles("geheimenis molen") == ["Molens"]
    assert find("geheimenix", "nl").reading.plan.corrected == {}


def test_a_page_moved_below_a_private_one_is_gone(write, indexed, titles, site):
    parent = write("Besloten", "Voor leden.")
    page = write("Verhuisd", "Over de verhuizing.")
    indexed()
    PageViewRestriction.objects.create(page=parent, restriction_type="login")
    page.move(parent, pos="last-child")
    assert titles("verhuizing") == []


def test_other_languages_are_found_in_their_own_words(write, indexed, titles, translate, site):
    page = write("Gemeenten", "Alle gemeenten doen mee.")
    translate(page, "en", title="Municipalities")
    indexed()
    assert titles("municipality", "en") == ["Municipalities"]
    assert titles("municipality", "nl") == []
    assert titles("gemeente", "nl") == ["Gemeenten"]


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "de het een", '"', '""', '"de', "-", "- -", "-zorg", "(zorg", "zorg)", "zorg*",
        "zorg OR", "NEAR(zorg, 2)", "zorg AND NOT", "title:zorg", "0nl:zorg:8", "%", "_", "'; DROP",
        "\\", "zorg\x00", "\x00", "😀", "\u202ezorg", "zorg" * 2500, "zorg " * 2000, "a" * 10_000,
        "ﷺ" * 50, "1" * 300, "1.2.3,4", "{zorg}", "^zorg", "+zorg", "zorg:8", "“zorg", "«zorg»",
    ],
)  # fmt: skip
def test_nothing_that_is_typed_is_an_error(library, query):
    assert find(query, "nl").ranked is not None
