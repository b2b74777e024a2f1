"""Checks of the ground: everything lies in the grid, apart from everything else, and can be walked to.

One walks from tile to tile, up, down, left or right. What is neither place nor barrier is street. The only
way between a street and a place is the place's door.
"""

from collections import Counter
from collections.abc import Iterator

from dsl.diagnostic import Diagnostic
from dsl.townfile.survey import Survey
from townlet.townfile import Barrier, Place, Tile, TownFile

Rectangle = Place | Barrier


def in_the_grid(survey: Survey) -> Iterator[Diagnostic]:
    """TN930: no place or barrier reaches over the edge, or has no tiles at all."""
    town = survey.town
    for rectangle, path in _rectangles(survey):
        if rectangle.width < 1 or rectangle.height < 1:
            hint = "Width and height, the last two numbers, must be at least 1."
            yield Diagnostic("TN930", f"{_named(rectangle)} covers no tile", survey.at(*path), hint=hint)
        elif not _inside(rectangle, town):
            grid = f"{town.width} by {town.height} tiles"
            yield Diagnostic(
                "TN930", f"{_named(rectangle)} reaches out of the grid of {grid}", survey.at(*path),
                label=_reach(rectangle),
                secondary=((survey.at("grid"), "the grid"),),
            )  # fmt: skip


def nothing_overlaps(survey: Survey) -> Iterator[Diagnostic]:
    """TN931: no place shares a tile with another or with a barrier; barriers may cross each other."""
    owners: dict[Tile, tuple[Place, tuple[str | int, ...]]] = {}
    for rectangle, path in _rectangles(survey):
        if not _inside(rectangle, survey.town):
            continue
        for tile in _tiles(rectangle):
            if tile in owners:
                other, elsewhere = owners[tile]
                yield Diagnostic(
                    "TN931", f"{_named(rectangle)} and {other.title} both cover tile [{tile[0]}, {tile[1]}]",
                    survey.at(*path), secondary=((survey.at(*elsewhere), f"{other.title} lies here"),),
                )  # fmt: skip
                break
            if isinstance(rectangle, Place):
                owners[tile] = rectangle, path


def door_on_edge(survey: Survey) -> Iterator[Diagnostic]:
    """TN932: a door is one of the outermost tiles of its own place."""
    for place in _with_tiles(survey):
        if not _on_edge(place):
            yield Diagnostic(
                "TN932", f"The door of {place.title} is not on its edge",
                survey.at("places", place.id, "door"),
                label="in the middle" if _covers(place, place.door) else "outside",
                secondary=((survey.at("places", place.id, "tiles"), _reach(place)),),
            )  # fmt: skip


def objects_in_place(survey: Survey) -> Iterator[Diagnostic]:
    """TN935: each object stands on a tile of its place that is its own and not the door."""
    places = {place.id: place for place in _with_tiles(survey)}
    standing: dict[Tile, str] = {}
    for thing in survey.town.things:
        place = places.get(thing.place)
        if place is None:
            continue
        span = survey.at("objects", thing.id, "tile")
        tiles = survey.at("places", place.id, "tiles")
        if not _covers(place, thing.tile):
            yield Diagnostic(
                "TN935", f"`{thing.id}` does not stand in {place.title}", span,
                secondary=((tiles, _reach(place)),),
            )  # fmt: skip
        elif thing.tile == place.door:
            yield Diagnostic("TN935", f"`{thing.id}` stands in the doorway of {place.title}", span)
        elif standing.setdefault(thing.tile, thing.id) != thing.id:
            other = standing[thing.tile]
            yield Diagnostic(
                "TN935", f"`{thing.id}` and `{other}` stand on the same tile", span,
                secondary=((survey.at("objects", other, "tile"), f"`{other}` stands here"),),
            )  # fmt: skip


def room_to_wait(survey: Survey) -> Iterator[Diagnostic]:
    """TN936: a place with an object has a tile beside it to stand on, which is neither an object's nor the door."""
    for place in _with_tiles(survey):
        inside = [thing for thing in survey.town.things if thing.place == place.id]
        taken = {place.door, *(thing.tile for thing in inside)}
        if inside and all(tile in taken for tile in _tiles(place)):
            last = inside[-1].id
            yield Diagnostic(
                "TN936", f"There is no room in {place.title} to wait for `{last}`",
                survey.at("places", place.id, "tiles"),
                label="the door and the objects take every tile",
                secondary=((survey.at("objects", last, "tile"), f"`{last}` stands here"),),
                hint="Make the place larger, or take an object out.",
            )  # fmt: skip


def ways_in(survey: Survey) -> Iterator[Diagnostic]:
    """TN933: each door opens onto street. TN934: one can walk from each door to every other."""
    if any(in_the_grid(survey)) or any(nothing_overlaps(survey)):
        return  # Where the ground itself is muddled, nothing is to be said about ways.
    street = _streets(survey.town)
    onto = {place.id: {street[t] for t in _around(place.door) if t in street} for place in survey.town.places}
    doors = Counter(stretch for stretches in onto.values() for stretch in stretches)
    main = max(sorted(doors), key=doors.__getitem__, default=0)
    for place in survey.town.places:
        span = survey.at("places", place.id, "door")
        if not _on_edge(place):
            continue
        if not onto[place.id]:
            hint = "Leave a tile free beside its door: no other place, no barrier."
            yield Diagnostic("TN933", f"There is no way into {place.title}", span, hint=hint)
        elif main not in onto[place.id]:
            hint = "A barrier or a row of places lies between without a gap."
            message = f"Nobody can walk from the other places to {place.title}"
            yield Diagnostic("TN934", message, span, hint=hint)


def _streets(town: TownFile) -> dict[Tile, int]:
    """Each tile of street, with the number of the connected stretch it belongs to."""
    rectangles: tuple[Rectangle, ...] = (*town.places, *town.barriers)
    taken = {tile for rectangle in rectangles for tile in _tiles(rectangle)}
    free = {(x, y) for y in range(town.height) for x in range(town.width)} - taken
    found: dict[Tile, int] = {}
    for y in range(town.height):
        for x in range(town.width):
            if (x, y) in free and (x, y) not in found:
                _flood((x, y), free, found, len(found))
    return found


def _flood(start: Tile, free: set[Tile], found: dict[Tile, int], number: int) -> None:
    found[start] = number
    edge = [start]
    while edge:
        for tile in _around(edge.pop()):
            if tile in free and tile not in found:
                found[tile] = number
                edge.append(tile)


def _around(tile: Tile) -> tuple[Tile, ...]:
    x, y = tile
    return (x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)


def _tiles(rectangle: Rectangle) -> Iterator[Tile]:
    for y in range(rectangle.top, rectangle.top + rectangle.height):
        for x in range(rectangle.left, rectangle.left + rectangle.width):
            yield x, y


def _covers(place: Place, tile: Tile) -> bool:
    x, y = tile
    return place.left <= x < place.left + place.width and place.top <= y < place.top + place.height


def _on_edge(place: Place) -> bool:
    x, y = place.door
    right, bottom = place.left + place.width - 1, place.top + place.height - 1
    return _covers(place, place.door) and (x in (place.left, right) or y in (place.top, bottom))


def _inside(rectangle: Rectangle, town: TownFile) -> bool:
    return rectangle.left + rectangle.width <= town.width and rectangle.top + rectangle.height <= town.height


def _with_tiles(survey: Survey) -> Iterator[Place]:
    """The places that cover a tile at all; of the others that is said, and nothing more."""
    return (place for place in survey.town.places if place.width and place.height)


def _rectangles(survey: Survey) -> Iterator[tuple[Rectangle, tuple[str | int, ...]]]:
    """Every rectangle with the path of its figures, places first."""
    for place in survey.town.places:
        yield place, ("places", place.id, "tiles")
    for number, barrier in enumerate(survey.town.barriers):
        yield barrier, ("barriers", number, "tiles")


def _named(rectangle: Rectangle) -> str:
    return rectangle.title[0].upper() + rectangle.title[1:]


def _reach(rectangle: Rectangle) -> str:
    right, bottom = rectangle.left + rectangle.width - 1, rectangle.top + rectangle.height - 1
    return f"x from {rectangle.left} to {right}, y from {rectangle.top} to {bottom}"
