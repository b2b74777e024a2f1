"""The ground of a town: which tiles can be walked on, and the way from one to another.

A place is entered and left by its door alone, so a walk is three legs: to the door, over the streets, and in.
Over the streets a distance field leads to each door; fields and legs are worked out once and kept, which
changes nothing but the cost. All distances are in tiles, and a tile is a tick.
"""

from townlet.townfile import Barrier, Place, Tile, TownFile

NEAR = 3  # Tiles within which two people out of doors are near each other.
STANDING = 16  # In a large place people stand about on this many tiles, those nearest its door.
SMALL = 64  # A place of at most this many tiles is small enough for everybody in it to be near.

Path = tuple[Tile, ...]


class Ground:
    """The walkable ground of one town file; immutable but for what it remembers of its own answers."""

    __slots__ = ("_fields", "_inside", "_legs", "_nearest", "_roofs", "_row", "_spots", "_streets", "places")

    def __init__(self, file: TownFile) -> None:
        self.places: dict[str, Place] = {place.id: place for place in file.places}
        self._row = file.width + 1
        self._streets = self._rectangle(0, 0, file.width, file.height)
        shuts: list[Barrier | Place] = [*file.barriers, *file.places]
        for shut in shuts:
            self._streets &= ~self._rectangle(shut.left, shut.top, shut.width, shut.height)
        self._fields: dict[Tile, list[int]] = {}
        self._nearest: dict[tuple[Tile, Tile], int] = {}
        self._legs: dict[tuple[Tile, Tile], Path | None] = {}
        things = {thing.tile for thing in file.things}
        self._inside = {
            tile: place.id
            for place in file.places
            for tile in _tiles(place.left, place.top, place.width, place.height)
        }
        self._roofs = {
            tile: name for tile, name in self._inside.items() if not self.places[name].outdoors
        }
        self._spots = {place.id: _spots(place, things) for place in file.places}

    def spot(self, place: str, number: int) -> Tile:
        """Where the agent of that number stands in a place when nothing better is to hand."""
        spots = self._spots[place]
        return spots[number * 5 % len(spots)]

    def place_at(self, tile: Tile) -> str:
        """The place a tile lies in; empty for the street."""
        return self._inside.get(tile, "")

    def earshot(self, one: Tile, other: Tile) -> bool:
        """Whether two tiles are within three of each other with no wall between: both in the open, or in one place."""
        return steps(one, other) <= NEAR and self._roofs.get(one) == self._roofs.get(other)

    def path(self, tile: Tile, place: str, target: Tile, target_place: str) -> Path | None:
        """Every tile from `tile` to `target`, both included; None when there is no way.

        `place` and `target_place` are the places those tiles lie in, empty for the street.
        """
        if place and place == target_place:
            return _straight(tile, target)
        out = _straight(tile, self.places[place].door) if place else (tile,)
        door = self.places[target_place].door if target_place else target
        leg = self._leg(out[-1], door)
        if leg is None:
            return None
        return out + leg[1:] + (_straight(door, target)[1:] if target_place else ())

    def distance(self, tile: Tile, place: str, target: str) -> int:
        """Ticks to walk from `tile` (in `place`) to the door of place `target`; large when there is no way."""
        if place == target:
            return 0
        start = self.places[place].door if place else tile
        key = (start, self.places[target].door)
        nearest = self._nearest.get(key)
        if nearest is None:
            nearest = self._nearest[key] = self._count(*key)
        return nearest + (steps(tile, start) + 1 if place else 0)

    def _count(self, start: Tile, end: Tile) -> int:
        """The distance to `end` of whichever is nearest: `start` or a tile beside it."""
        here = self._bit(start)
        about = here | self._spread(here)
        return next((far for far, ring in enumerate(self._rings(end)) if ring & about), 1 << 20)

    def _leg(self, start: Tile, end: Tile) -> Path | None:
        key = (start, end)
        if key not in self._legs:
            self._legs[key] = self._descend(start, end)
        return self._legs[key]

    def _descend(self, start: Tile, end: Tile) -> Path | None:
        """The way over the streets, from ring to ring inwards. North is tried first, then east."""
        if start == end:
            return (start,)
        rings = self._rings(end)
        beside = self._spread(self._bit(start))
        far = next((far for far, ring in enumerate(rings) if ring & beside), -1)
        if far < 0:
            return None
        row, here = self._row, self._number(start)
        path = [start]
        for ring in rings[far::-1]:
            for beside in (here - row, here + 1, here + row, here - 1):
                if ring >> beside & 1:
                    here = beside
                    break
            path.append((here % row, here // row - 1))
        return tuple(path)

    def _rings(self, end: Tile) -> list[int]:
        """The street tiles by their distance from `end`, a door or a street tile: a number for each distance.

        A set of tiles is a number with a bit for each, row by row, with a column to spare between rows, so that
        the tiles beside a set are the set moved by one bit or by one row: a whole ring at a time.
        """
        rings = self._fields.get(end)
        if rings is None:
            ring, free = self._bit(end), self._streets & ~self._bit(end)
            rings = self._fields[end] = []
            while ring:
                rings.append(ring)
                ring = self._spread(ring) & free
                free &= ~ring
        return rings

    def _bit(self, tile: Tile) -> int:
        return 1 << self._number(tile)

    def _number(self, tile: Tile) -> int:
        """Its place in a number of tiles; above the first row one is to spare too."""
        return (tile[1] + 1) * self._row + tile[0]

    def _rectangle(self, left: int, top: int, width: int, height: int) -> int:
        line = (1 << width) - 1 << self._number((left, top))
        return sum(line << self._row * row for row in range(height))

    def _spread(self, tiles: int) -> int:
        return tiles << 1 | tiles >> 1 | tiles << self._row | tiles >> self._row


def steps(one: Tile, other: Tile) -> int:
    """How many tiles apart two tiles are, walking straight."""
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def area(place: Place) -> int:
    """The number of a place's tiles."""
    return place.width * place.height


def _spots(place: Place, things: set[Tile]) -> tuple[Tile, ...]:
    """The tiles to stand on: away from the door and from objects, as far as there are any, nearest the door first."""
    tiles = _tiles(place.left, place.top, place.width, place.height)
    free = [tile for tile in tiles if tile != place.door and tile not in things]
    nearest = sorted(free or tiles, key=lambda tile: (steps(tile, place.door), tile))
    return tuple(nearest[:STANDING])


def _tiles(left: int, top: int, width: int, height: int) -> list[Tile]:
    return [(x, y) for y in range(top, top + height) for x in range(left, left + width)]


def _straight(start: Tile, end: Tile) -> Path:
    """Every tile from start to end inside one place: first across, then up or down."""
    (x, y), (to_x, to_y) = start, end
    across = 1 if to_x > x else -1
    along = 1 if to_y > y else -1
    first = [(step, y) for step in range(x, to_x, across)]
    return (*first, *((to_x, step) for step in range(y, to_y, along)), end)
