"""The ground of a town: which tiles can be walked on, and the way from one to another.

A place is entered and left by its door alone, so a walk is three legs: to the door, over the streets, and in.
Over the streets a distance field leads to each door; fields and legs are worked out once and kept, which
changes nothing but the cost. All distances are in tiles, and a tile is a tick.
"""

from collections import deque

from townlet.townfile import Barrier, Place, Tile, TownFile

NEAR = 3  # Tiles within which two people out of doors are near each other.
STANDING = 16  # In a large place people stand about on this many tiles, those nearest its door.
SMALL = 64  # A place of at most this many tiles is small enough for everybody in it to be near.

Field = dict[Tile, int]
Path = tuple[Tile, ...]


class Ground:
    """The walkable ground of one town file; immutable but for what it remembers of its own answers."""

    __slots__ = ("_fields", "_inside", "_legs", "_roofs", "_spots", "places", "streets")

    def __init__(self, file: TownFile) -> None:
        self.places: dict[str, Place] = {place.id: place for place in file.places}
        self.streets: frozenset[Tile] = _streets(file)
        self._fields: dict[Tile, Field] = {}
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
        door = self.places[target].door
        field = self._field(door)
        nearest = min((field[step] for step in (start, *_around(start)) if step in field), default=1 << 20)
        return nearest + (steps(tile, start) + 1 if place else 0)

    def _leg(self, start: Tile, end: Tile) -> Path | None:
        key = (start, end)
        if key not in self._legs:
            self._legs[key] = self._descend(start, end)
        return self._legs[key]

    def _descend(self, start: Tile, end: Tile) -> Path | None:
        """The way over the streets, downhill on the field of its end. North is tried first, then east."""
        field = self._field(end)
        path = [start]
        while path[-1] != end:
            here = path[-1]
            choices = [tile for tile in _around(here) if tile in field]
            best = min(choices, key=field.__getitem__, default=None)
            if best is None or (here in field and field[best] >= field[here]):
                return None
            path.append(best)
        return tuple(path)

    def _field(self, end: Tile) -> Field:
        """Distances over the streets to `end`, a door or a street tile."""
        field = self._fields.get(end)
        if field is None:
            field = self._fields[end] = {end: 0}
            waiting = deque([end])
            while waiting:
                here = waiting.popleft()
                for tile in _around(here):
                    if tile in self.streets and tile not in field:
                        field[tile] = field[here] + 1
                        waiting.append(tile)
        return field


def steps(one: Tile, other: Tile) -> int:
    """How many tiles apart two tiles are, walking straight."""
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def area(place: Place) -> int:
    """The number of a place's tiles."""
    return place.width * place.height


def _streets(file: TownFile) -> frozenset[Tile]:
    tiles = {(x, y) for x in range(file.width) for y in range(file.height)}
    shuts: list[Barrier | Place] = [*file.barriers, *file.places]
    for shut in shuts:
        tiles.difference_update(_tiles(shut.left, shut.top, shut.width, shut.height))
    return frozenset(tiles)


def _spots(place: Place, things: set[Tile]) -> tuple[Tile, ...]:
    """The tiles to stand on: away from the door and from objects, as far as there are any, nearest the door first."""
    tiles = _tiles(place.left, place.top, place.width, place.height)
    free = [tile for tile in tiles if tile != place.door and tile not in things]
    nearest = sorted(free or tiles, key=lambda tile: (steps(tile, place.door), tile))
    return tuple(nearest[:STANDING])


def _tiles(left: int, top: int, width: int, height: int) -> list[Tile]:
    return [(x, y) for y in range(top, top + height) for x in range(left, left + width)]


def _around(tile: Tile) -> tuple[Tile, Tile, Tile, Tile]:
    x, y = tile
    return (x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)


def _straight(start: Tile, end: Tile) -> Path:
    """Every tile from start to end inside one place: first across, then up or down."""
    (x, y), (to_x, to_y) = start, end
    across = 1 if to_x > x else -1
    along = 1 if to_y > y else -1
    first = [(step, y) for step in range(x, to_x, across)]
    return (*first, *((to_x, step) for step in range(y, to_y, along)), end)
