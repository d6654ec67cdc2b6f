"""Projects: status, and facts that every language reads from the original."""

import pytest

from cases.models import ProjectPage
from tests import factories


def fresh(page):
    return ProjectPage.objects.get(pk=page.pk)


def test_the_last_phase_is_the_status(site):
    page = factories.ProjectPageFactory()
    assert page.status is None
    for place, phase in enumerate(["pilot", "paused", "roll-out"]):
        factories.ProjectPhaseFactory(page=page, phase=phase, sort_order=place)
    assert fresh(page).status.phase == "roll-out"


def test_the_status_follows_the_order_of_the_rows_not_of_their_making(site):
    page = factories.ProjectPageFactory()
    factories.ProjectPhaseFactory(page=page, phase="embedded", sort_order=1)
    factories.ProjectPhaseFactory(page=page, phase="idea", sort_order=0)
    assert fresh(page).status.phase == "embedded"


def test_a_new_phase_shows_in_every_language(site, translate):
    page = factories.ProjectPageFactory()
    factories.ProjectPhaseFactory(page=page, phase="idea", note="Eerst.")
    english = translate(fresh(page), "en")
    factories.ProjectPhaseFactory(page=page, phase="pilot", note="Dan.")
    english = fresh(english)
    assert english.status.phase == "pilot"
    assert [row.phase for row in english.course] == ["idea", "pilot"]
    assert [row.note_words.lang for row in english.course][1] == "nl"


def test_a_translation_has_its_own_notes(site, translate):
    page = factories.ProjectPageFactory()
    factories.ProjectPhaseFactory(page=page, phase="idea", note="Eerst.")
    english = translate(fresh(page), "en")
    row = english.phases.get()
    row.note = "First."
    row.save()
    (shown,) = fresh(english).course
    assert (shown.note_words.text, shown.note_words.lang) == ("First.", "")


def test_relations_are_read_from_the_original(site, translate):
    page = factories.ProjectPageFactory()
    english = translate(page, "en")
    theme = factories.ThemePageFactory(title="Schulden")
    page.themes.add(theme)
    page.leads.add(factories.PersonFactory(name="Anna"))
    page.save()
    factories.ParticipationFactory(page=page)
    english = fresh(english)
    assert [one.title for one in english.own_themes] == ["Schulden"]
    translate(theme, "en", title="Debt")
    english = fresh(english)
    assert [one.title for one in english.own_themes] == ["Debt"]
    assert [str(one) for one in english.lead_people] == ["Anna"]
    assert english.municipalities_taking_part == len(english.participants) == 1
    assert english.tiles.known


@pytest.mark.parametrize(
    ("left", "over"), [("", False), ("2020", True), ("2999", False), ("2020-05-03", True)]
)
def test_who_left_takes_part_no_more(site, left, over):
    row = factories.ParticipationFactory(left=left)
    assert row.over is over
    assert fresh(row.page).municipalities_taking_part == (0 if over else 1)
