"""Watches: conditions that somebody waits on, and looking at them when it is worth it.

A watch is looked at in the last phase of a tick, once, when something it reads was touched or its predicted
tick has come. An edge seen at tick t has its consequence at t + 1, so there are no loops in zero time and the order of
conditions does not matter.
"""

from typing import TYPE_CHECKING, Literal

import msgspec

from townlet.agenda import LOOK
from townlet.conditions import Condition
from townlet.script.foresight import horizon
from townlet.script.judge import truth
from townlet.script.reading import counted, is_momentary, rises, settled

if TYPE_CHECKING:
    from townlet.town import Town


class Watch(msgspec.Struct):
    """A condition under watch, on behalf of a cue, a waiting frame or a check (`owner`)."""

    id: str
    purpose: Literal["cue", "wait", "check"]
    owner: str
    condition: Condition
    armed: int = 0  # The newest event when armed: only later ones are news.
    armed_at: int = 0  # The tick it was armed in,
    heard: int = 0  # and how many lines had been written in it.
    truth: bool | None = False  # As last seen; a condition that is true when armed counts as rising.
    rose: int = -1  # When it last became true.
    ahead: int = -1  # The tick a predicted look is filed for.
    filed: int = -1  # The tick a look is filed for because something was touched.
    counted: dict[str, int] = {}
    counted_to: int = 0
    asleep: bool = False  # Judged at a deadline alone.
    momentary: bool = False  # Holds for a tick at a time, so that every holding is a rising.
    looked: int = -1  # The tick of the last look.
    judged: bool = False  # Whether it could ever be told.
    rising: bool = False  # Whether a change is asked for whose beginning is not known yet.
    about: str = ""  # Of whom, where `anyone` is watched one by one.


def arm(town: "Town", watch: Watch, asleep: bool = False) -> None:
    """Begin to watch; the first look is in this tick's last phase. Asleep, it is only looked at when asked to."""
    watch.condition = settled(town, watch.condition)
    watch.rising = rises(watch.condition)
    watch.armed = watch.counted_to = town.last
    watch.armed_at, watch.heard = town.tick, len(town.performance.lines)
    watch.asleep, watch.momentary = asleep, is_momentary(watch.condition)
    town.performance.watches[watch.id] = watch
    if not asleep:
        town.performance.index(town, watch)
        touch(town, watch)


def disarm_all(town: "Town", owner: str) -> None:
    """Stop every watch on somebody's behalf."""
    for name in [name for name, watch in town.performance.watches.items() if watch.owner == owner]:
        disarm(town, name)


def disarm(town: "Town", name: str) -> None:
    """Stop watching; entries still filed for it become stale."""
    watch = town.performance.watches.pop(name, None)
    if watch is not None and not watch.asleep:
        town.performance.unindex(town, watch)


def rank(town: "Town", watch: Watch) -> int:
    """Of those who are watched one by one, who comes earlier in the cast is looked at first."""
    return town.agents[watch.about].number - len(town.agents) if watch.about else 0


def touch(town: "Town", watch: Watch) -> None:
    """Something a watch reads has changed: look at it at the end of this tick."""
    if watch.filed != town.tick:
        watch.filed = town.tick
        town.agenda.file(town.tick, LOOK, "look", watch.id, order=rank(town, watch))


def look(town: "Town", watch: Watch) -> tuple[bool | None, bool | None]:
    """What a watch saw before and what it sees now; files the next predicted look."""
    for event in town.performance.news:
        if event.id > watch.counted_to:
            watch.counted_to = event.id
            for kind in counted(watch.condition, event):
                watch.counted[kind] = watch.counted.get(kind, 0) + 1
    if watch.rising:
        watch.condition = settled(town, watch.condition)
        watch.rising = rises(watch.condition)
    before, now = watch.truth, truth(town, watch.condition, watch)
    if watch.momentary and watch.looked != town.tick:
        before = False
    watch.truth, watch.judged, watch.looked = now, watch.judged or now is not None, town.tick
    if now is not True:
        watch.rose = -1
    elif before is not True:
        watch.rose = town.tick
    _look_ahead(town, watch)
    return before, now


def _look_ahead(town: "Town", watch: Watch) -> None:
    """File the next predicted look, unless an earlier one is filed: looking too early does no harm."""
    ahead = horizon(town, watch.condition)
    if ahead is not None and not town.tick < watch.ahead <= ahead:
        watch.ahead = ahead
        town.agenda.file(ahead, LOOK, "look-ahead", watch.id, order=rank(town, watch))
