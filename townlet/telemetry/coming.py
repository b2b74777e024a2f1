"""What is known to come: perturbations that were drawn for today, and those that a script has filed for a tick.

A draw says the kind and the minute; where and how hard is drawn when the minute has come. Of a script, what stands
between a cue's first line and the first fork or wait for something is foreseen to the tick; a cue that waits for its
condition is not. What is foreseen may still be refused, or not be played: so it is told as pending, and no more.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from townlet import schedule as s
from townlet.actions import Trigger
from townlet.agenda import Entry
from townlet.script import standby
from townlet.state import key

if TYPE_CHECKING:
    from townlet.town import Town

OPEN: Final = -1
"""An end that is not known yet."""

Pending = tuple[str, tuple[Any, ...]]
"""An id, and the fields of `wire.Disturbance`."""


def pending(town: "Town") -> dict[str, tuple[Any, ...]]:
    """What is known to come, in the order in which it does; looks through the agenda."""
    if not (town.file.chances or _triggers(town)):
        return {}
    filed = [entry for entry in town.agenda.heap if entry.kind in _FORESEEN]
    found = [each for entry in filed for each in _FORESEEN[entry.kind](town, entry)]
    return dict(sorted(found, key=lambda each: (each[1][3], each[0])))


def _triggers(town: "Town") -> bool:
    """Whether the script disturbs the town at all."""
    lines = (step for block in town.plot.blocks.values() for step in block)
    return any(isinstance(step, s.Ask) and isinstance(step.action, Trigger) for step in lines)


def _drawn(town: "Town", entry: Entry) -> Iterator[Pending]:
    yield _name(entry.who, "", entry.tick), (entry.who, "", 0, entry.tick, OPEN, "·")


def _cue(town: "Town", entry: Entry) -> Iterator[Pending]:
    """What a cue does as soon as it begins."""
    name = entry.who.partition(standby.FOR)[0]
    if name in town.performance.cues:
        yield from _straight(town, town.plot.blocks[standby.definition(town, name).id], entry.tick)


def _waiting(town: "Town", entry: Entry) -> Iterator[Pending]:
    """What a block does when it goes on."""
    frame = town.performance.frames.get(entry.who)
    if frame is not None and frame.wait == entry.generation:
        yield from _straight(town, town.plot.blocks[frame.block][frame.line :], entry.tick)


def _straight(town: "Town", block: s.Block, tick: int) -> Iterator[Pending]:
    """What comes of lines that follow each other by the clock alone."""
    for step in block:
        match step:
            case s.Wait():
                tick += step.ticks
            case s.Ask(action=Trigger() as action):
                kind, place, strength = action.perturbation, action.place, action.strength
                if tick <= town.schedule.length:
                    yield _name(kind, place, tick), (kind, place, strength, tick, tick + action.ticks, "*")
            case s.Ask() | s.Judge():
                pass
            case _:
                return


def _name(kind: str, place: str, tick: int) -> str:
    return f"{key(kind, place)}:{tick}"


_FORESEEN: Final = {"chance": _drawn, "cue": _cue, "resume": _waiting}
