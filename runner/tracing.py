"""`townlet trace`: from a line of a script to all that came of it: events, lines of the transcript, verdicts.

What came of it is a forest: an event that has its root in the line and no cause before it is a tree, and what it
caused, directly or down the chain, hangs under it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import inf
from typing import Any

import msgspec

from runner.keeping import Kept
from runner.words import Titles, told
from townlet.beat import Beat
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.units import clock_text


class Step(msgspec.Struct, frozen=True):
    """One event, or a line that is the script's own word and no event (`event` 0), and how far down the chain it is.

    `lines` are the numbers of the lines of the transcript that tell it, from 1; of one that passes in silence there
    are none, and `text` is in the words of `townlet why`.
    """

    event: int
    tick: int
    clock: str
    sign: str
    text: str
    depth: int
    lines: tuple[int, ...]


class Traced(msgspec.Struct, frozen=True):
    """All that came of a line. `verdicts` are lines of the transcript by number; `statements` the ids of what stands
    there, several if a vignette is played more than once."""

    statements: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    verdicts: tuple[tuple[int, str], ...] = ()

    @property
    def events(self) -> int:
        """How many events came of it."""
        return sum(step.event > 0 for step in self.steps)

    @property
    def lines(self) -> int:
        """How many lines of the story."""
        return len({line for step in self.steps for line in step.lines})


def at_line(schedule: Schedule, file: str, line: int) -> tuple[str, ...]:
    """The ids of the statements on a line; what stands in a block belongs to the line that opens it, too."""
    return tuple(id_ for id_, place in schedule.places.items() if (place.file, place.line) == (file, line))


def traced(statements: Sequence[str], found: Kept, schedule: Schedule, titles: Titles) -> Traced:
    """All that came of some statements in a run."""
    ours = _belongs(statements)
    chosen = [event for event in found.events if ours(event.root)]
    own = {number: beat for number, beat in found.beats.items() if not beat.event and ours(beat.root)}
    verdicts = tuple((number, found.lines[number - 1]) for number, each in found.judged.items() if ours(each.check))
    steps = [*_forest(chosen, found, schedule, titles), *_written(own, schedule)]
    return Traced(tuple(statements), tuple(_in_time(steps)), verdicts)


def moved(found: Traced, down: int) -> Traced:
    """The same with the numbers of lines so much higher."""
    steps = (msgspec.structs.replace(each, lines=tuple(n + down for n in each.lines)) for each in found.steps)
    verdicts = tuple((number + down, line) for number, line in found.verdicts)
    return msgspec.structs.replace(found, steps=tuple(steps), verdicts=verdicts)


def having(
    names: Collection[str], any_of: Collection[str], found: Kept, schedule: Schedule, titles: Titles
) -> Traced:
    """All events that have to do with every one of some things of the town, and with any of some others."""
    chosen = [
        event
        for event in found.events
        if (said := _mentions(event)) >= {*names} and (not any_of or said & {*any_of})
    ]
    return Traced((), tuple(_forest(chosen, found, schedule, titles)))


def of_rule(rule: str, about: Collection[str], found: Kept, schedule: Schedule, titles: Titles) -> Traced:
    """All that came of a rule of the town, where it was about some things."""
    chosen: list[Event] = []
    there: set[int] = set()
    for event in found.events:
        if event.cause in there or (event.root == rule and not event.cause and _mentions(event) >= {*about}):
            chosen.append(event)
            there.add(event.id)
    return Traced((rule,), tuple(_forest(chosen, found, schedule, titles)))


def _belongs(statements: Sequence[str]) -> Callable[[str], bool]:
    """Whether a root is one of some statements, or stands in one of them."""
    within = tuple(f"{each}/" for each in statements)
    exact = frozenset(statements)
    return lambda root: root in exact or root.startswith(within)


def _forest(chosen: Sequence[Event], found: Kept, schedule: Schedule, titles: Titles) -> Iterator[Step]:
    """The chosen events, each under the one that caused it if that is chosen too, as they happened."""
    below: dict[int, list[Event]] = {}
    there = {event.id for event in chosen}
    for event in chosen:
        below.setdefault(event.cause if event.cause in there else 0, []).append(event)
    lines: dict[int, list[int]] = {}
    for number, beat in found.beats.items():
        lines.setdefault(beat.event, []).append(number)
    waiting = [(event, 0) for event in reversed(below.get(0, ()))]
    while waiting:
        event, depth = waiting.pop()
        yield _step(event, depth, tuple(lines.get(event.id, ())), found, schedule, titles)
        waiting += [(each, depth + 1) for each in reversed(below.get(event.id, ()))]


def _step(
    event: Event, depth: int, lines: tuple[int, ...], found: Kept, schedule: Schedule, titles: Titles
) -> Step:
    text = "; ".join(found.beats[number].text for number in lines) if lines else told(event, titles)
    return Step(event.id, event.tick, clock_text(event.tick, schedule.clock), event.sign, text, depth, lines)


def _written(own: Mapping[int, Beat], schedule: Schedule) -> Iterator[Step]:
    for number, beat in own.items():
        clock = clock_text(beat.tick, schedule.clock)
        text = f"== {beat.text} ==" if beat.kind == "mark" else beat.text
        yield Step(0, beat.tick, clock, beat.sign, text, 0, (number,))


def _in_time(steps: Sequence[Step]) -> Iterator[Step]:
    """Trees by the tick in which they begin; those of one tick by the first line that tells of them."""
    trees: list[list[Step]] = []
    for step in steps:
        if step.depth == 0:
            trees.append([])
        trees[-1].append(step)
    trees.sort(key=lambda tree: (tree[0].tick, min((line for step in tree for line in step.lines), default=inf)))
    return (step for tree in trees for step in tree)


def _mentions(event: Event) -> set[str]:
    """Every word that stands in a field of an event, however deep."""
    return set(_words(msgspec.to_builtins(event)))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)
