"""The tile map of a region: one square a municipality, on a grid that the records give."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.organisations import Organisation

TILE = 100
EDGE = 2
LONGEST = 8
MOST_LINES = 3


def tile_lines(name):
    """Break a name into at most three lines: at spaces and hyphens, else near its middle."""
    name = name.partition(",")[0]
    parts = name.replace("-", "-\n").replace(" ", "\n").split("\n")
    lines = []
    for part in parts:
        if lines and len(lines[-1]) + 1 + len(part) <= LONGEST and not lines[-1].endswith("-"):
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    if len(lines) == 1 and len(name) > LONGEST:
        lines = soft_break(name)
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "…"]


def soft_break(name):
    """Break a long word before a consonant that a vowel follows, nearest to its middle."""
    vowels = set("aeiouyäëïöüéè")
    middle = len(name) / 2
    places = [
        i
        for i in range(3, len(name) - 2)
        if name[i].lower() not in vowels
        and name[i + 1].lower() in vowels
        and name[i - 1 : i + 1].lower() not in {"ch", "sch"}
    ]
    if not places:
        return [name]
    place = min(places, key=lambda i: abs(i - middle))
    return [f"{name[:place]}-", name[place:]]


def goes_on(participation):
    """Sort participations that ended before those that go on."""
    return not participation.over


@dataclass
class Tile:
    """One municipality on the map."""

    organisation: Organisation
    participation: object = None
    here: bool = False
    inside: bool = False

    @property
    def left(self):
        """Return the left edge in units of the drawing."""
        return (self.organisation.tile_column - 1) * TILE + EDGE

    @property
    def top(self):
        """Return the upper edge in units of the drawing."""
        return (self.organisation.tile_row - 1) * TILE + EDGE

    @property
    def middle(self):
        """Return the middle of the tile from the left."""
        return self.left + TILE // 2 - EDGE

    @cached_property
    def lines(self):
        """Return the name in lines."""
        return tile_lines(self.organisation.name)

    @property
    def baseline(self):
        """Return where the first line of the name stands."""
        lift = 9 if len(self.lines) == 2 else 18 if len(self.lines) > 2 else 0
        return self.top + 54 - lift

    @property
    def words(self):
        """Return what the tile says, for its title."""
        row = self.participation
        if row is None:
            return _("can still join")
        if not self.inside:
            return _("took part until %(date)s") % {"date": row.left_words}
        if row.joined:
            return _("takes part since %(date)s") % {"date": row.joined_words}
        return _("takes part")

    @property
    def short_words(self):
        """Return what the tile says in a few letters."""
        row = self.participation
        if row is None:
            return _("can join")
        if not self.inside:
            return _("until %(date)s") % {"date": row.left[:4]}
        return _("since %(date)s") % {"date": row.joined[:4]} if row.joined else _("takes part")

    @property
    def note_line(self):
        """Return where the small line stands."""
        return self.top + 82


@dataclass
class TileMap:
    """The tiles of the owners that have one."""

    tiles: list
    others: list = field(default_factory=list)
    known: bool = True

    @classmethod
    def of_region(cls, here=None):
        """Show the region; `here` is the organisation that is marked."""
        return cls([Tile(org, here=org == here, inside=True) for org in owners_with_tile()])

    @classmethod
    def of_project(cls, participations):
        """Show who takes part: a tile for every owner on the map, a list for all others."""
        if not participations:
            return cls([], known=False)
        # One who takes part now counts, whatever it did before.
        by_org = {row.organisation_id: row for row in sorted(participations, key=goes_on)}
        tiles = []
        for org in owners_with_tile():
            row = by_org.pop(org.pk, None)
            tiles.append(Tile(org, row, inside=bool(row) and not row.over))
        others = [row for row in participations if row.organisation_id in by_org]
        return cls(tiles, others)

    @property
    def inside(self):
        """Return the tiles that take part."""
        return [tile for tile in self.tiles if tile.inside]

    @property
    def past(self):
        """Return the participations of owners and others that ended."""
        tiles = [t.participation for t in self.tiles if t.participation and not t.inside]
        return [*tiles, *(row for row in self.others if row.over)]

    @property
    def also_inside(self):
        """Return the participations of others that go on."""
        return [row for row in self.others if not row.over]

    @property
    def outside(self):
        """Return the tiles that can still join."""
        return [tile for tile in self.tiles if not tile.inside and not tile.participation]

    @property
    def view_box(self):
        """Return left, top, width and height of the drawing, as SVG writes them."""
        if not self.tiles:
            return "0 0 0 0"
        columns = [tile.organisation.tile_column for tile in self.tiles]
        rows = [tile.organisation.tile_row for tile in self.tiles]
        left, top = (min(columns) - 1) * TILE, (min(rows) - 1) * TILE
        return f"{left} {top} {max(columns) * TILE - left} {max(rows) * TILE - top}"


def owners_with_tile():
    """Return the owners that have a tile, by name."""
    return Organisation.objects.filter(role="owner", tile_column__isnull=False)
