"""The ground of a town: which tiles can be walked on, and the way from one to another.

A place is entered and left by its door alone, so a walk is three legs: to the door, over the streets, and in.
The legs over the streets are worked out once for each pair of doors and kept (`townlet.streets`). All distances are in
tiles, and a tile is a tick.
"""

from array import array
from itertools import pairwise
from typing import Final

from townlet.streets import Streets
from townlet.townfile import Place, Tile, TownFile

NEAR: Final = 3  # Tiles within which two people out of doors are near each other.
STANDING: Final = 16  # In a large place people stand about on this many tiles, those nearest its door.
SMALL: Final = 64  # A place of at most this many tiles is small enough for everybody in it to be near.

Path = tuple[Tile, ...]

_STEPS: Final = ((0, -1), (1, 0), (0, 1), (-1, 0))  # North, east, south, west.


class Ground:
    """The walkable ground of one town file; immutable but for what it remembers of its own answers."""

    __slots__ = (
        "_cells", "_ids", "_legs", "_number", "_roofed", "_spots", "_streets", "_things", "_ways", "_width", "places",
    )  # fmt: skip

    def __init__(self, file: TownFile) -> None:
        self.places: dict[str, Place] = {place.id: place for place in file.places}
        self._streets = Streets(file)
        self._width = file.width
        self._cells = array("i", [0]) * (file.width * file.height)  # The number of the place there; 0 is none.
        self._ids = ["", *self.places]  # By the number of a place, from 1.
        self._number: dict[str, int] = {}
        self._roofed = array("i", [0])  # By the number of a place: itself under a roof, 0 in the open.
        for number, place in enumerate(file.places, 1):
            self._number[place.id] = number
            self._roofed.append(0 if place.outdoors else number)
            for row in range(place.top, place.top + place.height):
                start = row * file.width + place.left
                self._cells[start : start + place.width] = array("i", [number]) * place.width
        self._things: dict[str, set[Tile]] = {}
        for thing in file.things:
            self._things.setdefault(thing.place, set()).add(thing.tile)
        self._spots: dict[str, tuple[Tile, ...]] = {}
        self._ways: dict[int, int] = {}
        self._legs: dict[int, bytes | None] = {}  # A byte a step, because there are as many as people need.

    def spot(self, place: str, number: int) -> Tile:
        """Where the agent of that number stands in a place when nothing better is to hand."""
        spots = self._spots.get(place)
        if spots is None:
            spots = self._spots[place] = _spots(self.places[place], self._things.get(place, set()))
        return spots[number * 5 % len(spots)]

    def place_at(self, tile: Tile) -> str:
        """The place a tile lies in; empty for the street."""
        return self._ids[self._cells[tile[1] * self._width + tile[0]]]

    def earshot(self, one: Tile, other: Tile) -> bool:
        """Whether two tiles are within three of each other with no wall between: both in the open, or in one place."""
        if steps(one, other) > NEAR:
            return False
        cells, roofed, width = self._cells, self._roofed, self._width
        return roofed[cells[one[1] * width + one[0]]] == roofed[cells[other[1] * width + other[0]]]

    def path(self, tile: Tile, place: str, target: Tile, target_place: str) -> Path | None:
        """Every tile from `tile` to `target`, both included; None when there is no way.

        `place` and `target_place` are the places those tiles lie in, empty for the street.
        """
        if place and place == target_place:
            return _straight(tile, target)
        if not (place and target_place):
            door = self.places[target_place].door if target_place else target
            out = _straight(tile, self.places[place].door) if place else (tile,)
            leg = self._streets.way(out[-1], door)
        else:
            out = _straight(tile, self.places[place].door)
            leg = self._between(place, target_place)
            door = self.places[target_place].door
        if leg is None:
            return None
        return out + leg[1:] + (_straight(door, target)[1:] if target_place else ())

    def distance(self, tile: Tile, place: str, target: str) -> int:
        """Ticks to walk from `tile` (in `place`) to the door of place `target`; `NO_WAY` when there is none."""
        place = place or self.place_at(tile)  # Somebody who has just set off is still inside.
        if place == target:
            return 0
        if not place:
            return self._streets.distance(tile, self.places[target].door)
        one, other = self._number[place], self._number[target]
        key = one << 32 | other if one < other else other << 32 | one
        far = self._ways.get(key)
        if far is None:
            first, last = self._ordered(place, target)
            far = self._ways[key] = self._streets.distance(self.places[first].door, self.places[last].door)
        door = self.places[place].door
        return far + abs(tile[0] - door[0]) + abs(tile[1] - door[1]) + 1

    def _between(self, place: str, target: str) -> Path | None:
        """The way from door to door; there and back it is the same way."""
        first, last = self._ordered(place, target)
        start, key = self.places[first].door, self._number[first] << 32 | self._number[last]
        if key not in self._legs:
            way = self._streets.way(start, self.places[last].door)
            self._legs[key] = _packed(way) if way is not None else None
        packed = self._legs[key]
        if packed is None:
            return None
        leg = _unpacked(start, packed)
        return leg if first == place else leg[::-1]

    def _ordered(self, place: str, target: str) -> tuple[str, str]:
        """Two places with the one that more people walk to last, so that what leads there can be shared."""
        one, other = self.places[place], self.places[target]
        home = (one.kind == "home") - (other.kind == "home")
        forward = home > 0 or (home == 0 and self._number[place] < self._number[target])
        return (place, target) if forward else (target, place)


def _packed(way: Path) -> bytes:
    return bytes(_STEPS.index((x - ax, y - ay)) for (ax, ay), (x, y) in pairwise(way))


def _unpacked(start: Tile, steps: bytes) -> Path:
    x, y = start
    way = [start]
    for step in steps:
        across, along = _STEPS[step]
        x += across
        y += along
        way.append((x, y))
    return tuple(way)


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
