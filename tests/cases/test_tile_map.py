"""The tile map of a region."""

import pytest

from cases.tilemap import TileMap, tile_lines
from tests import factories


def owner(name, column, row, **changes):
    return factories.OrganisationFactory(
        name=name, role="owner", tile_column=column, tile_row=row, **changes
    )


@pytest.fixture
def region_map(site):
    return owner("Aadorp", 2, 1), owner("Beek", 3, 2), owner("Cent", 2, 3)


def test_every_owner_with_a_tile_is_on_the_map(region_map):
    factories.OrganisationFactory(role="owner")
    factories.OrganisationFactory(role="partner", tile_column=9, tile_row=9)
    found = TileMap.of_region(here=region_map[1])
    assert [tile.organisation for tile in found.tiles] == list(region_map)
    assert [tile.here for tile in found.tiles] == [False, True, False]
    assert found.view_box == "100 0 200 300"


def test_a_project_shows_who_takes_part_who_left_and_who_can_join(region_map):
    page = factories.ProjectPageFactory()
    stranger = factories.OrganisationFactory(kind="insurer")
    factories.ParticipationFactory(page=page, organisation=region_map[0])
    factories.ParticipationFactory(page=page, organisation=region_map[1], left="2020")
    factories.ParticipationFactory(page=page, organisation=stranger)
    found = type(page).objects.get(pk=page.pk).tiles
    assert [tile.organisation.name for tile in found.inside] == ["Aadorp"]
    assert [tile.organisation.name for tile in found.past] == ["Beek"]
    assert [tile.organisation.name for tile in found.outside] == ["Cent"]
    assert [row.organisation for row in found.others] == [stranger]


def test_nothing_known_is_no_map(region_map):
    assert not factories.ProjectPageFactory().tiles.known


def test_one_owner_makes_a_map_of_one_tile(site):
    owner("Alleen", 4, 7)
    assert TileMap.of_region().view_box == "300 600 100 100"


def test_a_region_without_tiles_has_an_empty_map(site):
    assert TileMap.of_region().view_box == "0 0 0 0"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Borne", ["Borne"]),
        ("Hof van Twente", ["Hof van", "Twente"]),
        ("Rijssen-Holten", ["Rijssen-", "Holten"]),
        ("Wierden", ["Wierden"]),
        ("Haaksbergen", ["Haaks-", "bergen"]),
        ("Dinkelland", ["Dinkel-", "land"]),
    ],
)
def test_a_name_breaks_to_fit_its_tile(name, lines):
    assert tile_lines(name) == lines
    assert "".join(lines).replace("-", "").replace(" ", "") == name.replace("-", "").replace(
        " ", ""
    )


def test_two_organisations_cannot_share_a_tile(site):
    from django.core.exceptions import ValidationError

    owner("Een", 1, 1)
    with pytest.raises(ValidationError):
        factories.OrganisationFactory.build(key="b", tile_column=1, tile_row=1).full_clean()
    with pytest.raises(ValidationError):
        factories.OrganisationFactory.build(key="b", tile_column=1).full_clean()
