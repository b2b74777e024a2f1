"""What a run came to: which lines, branches, options and assumptions of the script, and which values of a quantity.

Everything that could be come to is a `Point`; a run's own are a number with a bit for each, so that a hundred thousand
runs take little room and can be put together with `|`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from runner.attending import Attendant
from townlet import schedule as s
from townlet.script.judge import measure
from townlet.script.plot import Plot
from townlet.town import Town

Kind = Literal["line", "then", "otherwise", "option", "held", "blocked", "bucket"]


class Point(msgspec.Struct, frozen=True):
    """Something a run can come to.

    A `line` of a block; one way of an `if`; an `option` of a draw; an assumption that `held` or `blocked` its block;
    or a bucket of a `cover` clause. `statement` is the id of what it belongs to, `number` counts options, buckets
    or lines from 0.
    """

    kind: Kind
    block: str
    statement: str
    number: int


class Map(msgspec.Struct, frozen=True):
    """All points of a schedule, in the order of their bits, and where in a block each begins."""

    points: tuple[Point, ...]
    bits: dict[tuple[Kind, str, int], int]
    """By kind, block, and line or number."""

    def mask(self, wanted: Callable[[Point], bool]) -> int:
        """The bits of some points."""
        return sum(1 << bit for bit, point in enumerate(self.points) if wanted(point))

    def taken_from(self, part: "Map") -> Callable[[int], int]:
        """What turns bits of a map that is part of this one into bits of this one."""
        places = [self.bits[key] for key in part.bits]
        if places == [*range(len(places))]:
            return lambda covered: covered
        return lambda covered: sum(1 << place for bit, place in enumerate(places) if covered >> bit & 1)


Key = tuple[Kind, str, int]
"""Of a point: its kind, its block, and the line (of an option: its target; of a bucket: its number)."""


def mapped(schedule: s.Schedule) -> Map:
    """Everything that a run of a schedule can come to."""
    return _map(_points(schedule))


def joined(maps: Iterable[Map]) -> Map:
    """Everything that runs of a scenario can come to, whatever the values of its parameters."""
    return _map((key, each.points[bit]) for each in maps for key, bit in each.bits.items())


def _map(points: Iterable[tuple[Key, Point]]) -> Map:
    found: dict[Key, Point] = {}
    for key, point in points:
        found.setdefault(key, point)
    return Map(tuple(found.values()), {key: bit for bit, key in enumerate(found)})


def _points(schedule: s.Schedule) -> Iterator[tuple[Key, Point]]:
    for block, steps in Plot(schedule).blocks.items():
        for line, step in enumerate(steps):
            for kind, key, number in _at(line, step):
                yield (kind, block, key), Point(kind, block, _id(step), number)
    for cover in schedule.rehearse.cover:
        for number in range(len(cover.buckets)):
            yield ("bucket", cover.text, number), Point("bucket", cover.text, "", number)


def _at(line: int, step: s.Step) -> Iterator[tuple[Kind, int, int]]:
    """What can be come to at a line: the kind, what tells it from others in its block, and its number."""
    match step:
        case s.Jump():
            return
        case s.Branch():
            yield "then", line, 0
            yield "otherwise", line, 1
        case s.Choose():
            yield from (("option", target, number) for number, (_, target) in enumerate(step.options))
        case s.Assume():
            yield "held", line, 0
            yield "blocked", line, 1
    yield "line", line, line


def _id(step: s.Step) -> str:
    match step:
        case s.Judge():
            return step.check.id
        case s.Jump():
            return ""
        case _:
            return step.id


class Covering(Attendant):
    """Follows a run and keeps what it comes to."""

    def __init__(self, town: Town, map_: Map) -> None:
        self.town = town
        self.map = map_
        self.covered = 0
        self.buckets = [
            (cover.text, cover.quantity, cover.buckets)
            for cover in town.schedule.rehearse.cover
            if cover.quantity is not None
        ]

    def followed(self, block: str, line: int, following: int, goes_on: bool) -> None:
        """See `Attendant`."""
        step = self.town.plot.blocks[block][line]
        self._come_to("line", block, line)
        match step:
            case s.Branch():
                self._come_to("otherwise" if following == step.otherwise else "then", block, line)
            case s.Choose():
                self._come_to("option", block, following)
            case s.Assume():
                self._come_to("held" if goes_on else "blocked", block, line)

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`: at the end of every tick, if there are values to look at."""
        return tick if self.buckets else None

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        for text, quantity, buckets in self.buckets:
            value = measure(town, quantity)
            if value is not None:
                for number, (low, high) in enumerate(buckets):
                    if low <= value <= high:
                        self._come_to("bucket", text, number)

    def _come_to(self, kind: Kind, block: str, number: int) -> None:
        bit = self.map.bits.get((kind, block, number))
        if bit is not None:
            self.covered |= 1 << bit


def smallest_set(runs: Sequence[int]) -> list[int]:
    """Places of runs that together come to all that any comes to: each time the first of those that add most.

    The greedy set cover (Chvátal 1979): at most ln(points) + 1 times as many as the fewest there could be.
    """
    wanted, chosen = 0, []
    for run in runs:
        wanted |= run
    while wanted:
        best = max(range(len(runs)), key=lambda place: ((runs[place] & wanted).bit_count(), -place))
        chosen.append(best)
        wanted &= ~runs[best]
    return chosen
