"""An editor sees how a query was understood and why a section ranks where it does."""

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def explain(capsys):
    """Return `explain(query, …)`: what the command prints."""

    def run(*arguments):
        call_command("explain_search", *arguments)
        return capsys.readouterr().out

    return run


def test_a_query_is_explained(write, indexed, explain):
    page = write("Schuldhulpverlening", "Hulp bij geldzorgen.")
    write("Vakantie", "Over het strand.")
    indexed()
    told = explain('schulden hulpp -strand "hulp bij"')
    assert "must not stand there: strand" in told
    assert "must stand there: “hulp bij”" in told
    assert "schulden (weighs" in told
    assert "1." in told and "Schuldhulpverlening" in told
    told = explain("schulden", "--page", str(page.pk))
    assert "schulden:" in told and "brings" in told


def test_a_correction_and_an_empty_query_are_told(write, indexed, explain):
    write("Molenaar", "De molenaar maalt.")
    indexed()
    assert "molenaaar stands nowhere: searched for molenaar" in explain("molenaaar")
    assert "nothing in it tells anything" in explain("de het")


def test_hidden_pages_are_not_explained(write, indexed, explain):
    page = write("Geheim", "Over molens.")
    indexed()
    page.unpublish()
    assert "no section of page" in explain("molens", "--page", str(page.pk))
    assert "Geheim" not in explain("molens")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("x", "--locale", "xx"), "no language"), (("x", "--page", "999999"), "no page with id")],
)
def test_what_is_not_there_is_named(site, arguments, says):
    with pytest.raises(CommandError, match=says):
        call_command("explain_search", *arguments)
