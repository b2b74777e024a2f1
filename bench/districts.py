"""A town of districts, of any size: Riverside again and again, side by side, with streets between.

Each district is the shipped town as it stands, moved to its own stretch of one big grid, its ids prefixed
(`d7-cafe`). Districts come in pairs, side by side, and one in five of each pair works in the other. Nothing is
drawn: the same number of people gives the same town and the same schedule.
"""

import math
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from townlet.personality import BUILT_IN
from townlet.schedule import CastMember, Schedule
from townlet.townfile import Barrier, Job, Place, Thing, TownFile
from townlet.units import DAY, HOUR

PEOPLE: Final = 10  # In each district.
STREET: Final = 2  # Tiles between one district and the next.

Part = tuple[str, str, str, int]
"""Personality, home, job, and where the job is: 0 in one's own district, 1 in the other of the pair."""

# Whoever commutes lives on the side that faces the other district, and works on the side that faces home.
WEST: Final[tuple[Part, ...]] = (
    ("balanced", "ivy-house", "barista", 0),
    ("socialite", "red-house", "barista", 0),
    ("industrious", "clock-house", "grocer", 0),
    ("stoic", "swallow-house", "porter", 0),
    ("balanced", "weaver-house", "gardener", 0),
    ("socialite", "pear-tree-house", "gardener", 0),
    ("industrious", "corner-house", "porter", 1),
    ("stoic", "lantern-house", "porter", 1),
    ("balanced", "baker-house", "bath-keeper", 0),
    ("socialite", "narrow-house", "", 0),
)
EAST: Final[tuple[Part, ...]] = (
    ("balanced", "ivy-house", "grocer", 1),
    ("socialite", "red-house", "barista", 0),
    ("industrious", "clock-house", "grocer", 0),
    ("stoic", "corner-house", "grocer", 0),
    ("balanced", "weaver-house", "gardener", 0),
    ("socialite", "pear-tree-house", "gardener", 0),
    ("industrious", "swallow-house", "bath-keeper", 1),
    ("stoic", "lantern-house", "barista", 0),
    ("balanced", "baker-house", "bath-keeper", 0),
    ("socialite", "narrow-house", "", 0),
)


def town_of(district: TownFile, people: int) -> TownFile:
    """A town for so many people (a multiple of ten), from a town file for ten that becomes each of its districts."""
    count = _count(people)
    columns = _columns(count, district)
    wide, high = district.width + STREET, district.height + STREET
    spots = [(number % columns * wide, number // columns * high) for number in range(count)]
    rows = -(-count // columns)
    return replace(
        district,
        id="districts",
        title="the districts",
        width=columns * wide,
        height=rows * high,
        places=tuple(_moved(number, spot, place) for number, spot in enumerate(spots) for place in district.places),
        things=tuple(_placed(number, spot, thing) for number, spot in enumerate(spots) for thing in district.things),
        jobs=tuple(_offered(number, job) for number in range(count) for job in district.jobs),
        barriers=tuple(_shifted(spot, barrier) for spot in spots for barrier in district.barriers),
    )


def schedule_of(people: int, days: int = 1, opens: int = 6 * HOUR, seed: int = 1) -> Schedule:
    """Nobody leans on anybody: the cast alone, at home, for so many days from minute `opens`."""
    cast = tuple(member for number in range(_count(people)) for member in _residents(number))
    return _schedule("districts", cast, days, opens, seed)


def ten(town: str, days: int = 1, opens: int = 6 * HOUR, seed: int = 1) -> Schedule:
    """The same for one district by itself: the second of a pair, whose commuters are its own porters."""
    cast = (
        CastMember(f"P-{turn}", personality, home=home, job="porter" if away else job)
        for turn, (personality, home, job, away) in enumerate(EAST)
    )
    return _schedule(town, tuple(cast), days, opens, seed)


def _schedule(town: str, cast: tuple[CastMember, ...], days: int, opens: int, seed: int) -> Schedule:
    names = {member.personality for member in cast}
    return Schedule(
        id="districts",
        title="Districts",
        town=town,
        clock=opens,
        length=days * DAY,
        seed=seed,
        cast=cast,
        personalities={name: who for name, who in BUILT_IN.items() if name in names},
    )


def prefixed(number: int, name: str) -> str:
    """The id of something in a district."""
    return f"d{number}-{name}"


def commuters(people: int) -> int:
    """How many of so many people work in another district than they live in."""
    return len([part for number in range(_count(people)) for part in _parts(number) if part[-1]])


def _residents(number: int) -> Iterable[CastMember]:
    for turn, (personality, home, job, away) in enumerate(_parts(number)):
        work = prefixed(number ^ away, job) if job else ""  # The other of a pair has the other last bit.
        yield CastMember(f"P{number}-{turn}", personality, home=prefixed(number, home), job=work)


def _parts(number: int) -> tuple[Part, ...]:
    return EAST if number % 2 else WEST


def _count(people: int) -> int:
    districts, rest = divmod(people, 2 * PEOPLE)
    if rest or not districts:
        raise ValueError("districts come in pairs of ten people each: ask for a multiple of twenty")
    return 2 * districts


def _columns(count: int, district: TownFile) -> int:
    """An even number of districts side by side that makes the town about square."""
    wide, high = district.width + STREET, district.height + STREET
    across = round(math.sqrt(count * high / wide) / 2) * 2
    return min(count, max(2, across))


def _moved(number: int, spot: tuple[int, int], place: Place) -> Place:
    x, y = spot
    return replace(
        place,
        id=prefixed(number, place.id),
        left=place.left + x,
        top=place.top + y,
        door=(place.door[0] + x, place.door[1] + y),
        district=prefixed(number, "district"),
    )


def _placed(number: int, spot: tuple[int, int], thing: Thing) -> Thing:
    tile = (thing.tile[0] + spot[0], thing.tile[1] + spot[1])
    return replace(thing, id=prefixed(number, thing.id), place=prefixed(number, thing.place), tile=tile)


def _offered(number: int, job: Job) -> Job:
    return replace(job, id=prefixed(number, job.id), place=prefixed(number, job.place))


def _shifted(spot: tuple[int, int], barrier: Barrier) -> Barrier:
    return replace(barrier, left=barrier.left + spot[0], top=barrier.top + spot[1])
