"""What is told of each of the people: a section for each part of their lives that changes by itself.

Most of what happens changes somebody, so the sections that change most often are compared by hand.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec import UNSET

from townlet.actions import Activity
from townlet.activity.doing import deed
from townlet.conditions import NEEDS
from townlet.course import Course
from townlet.goods.ledger import COINS
from townlet.mood import ENERGY, HUNGER, HYGIENE
from townlet.state import Agent, Impulse, Nudged, Order, Walk
from townlet.telemetry import wire
from townlet.telemetry.sections import PLAIN, Form, pointer, record, table, turned, whole_course
from townlet.townfile import Tile

if TYPE_CHECKING:
    from townlet.town import Town

Raw = Any
Own = dict[str, Any]
"""Fields of `wire.AgentPart`."""


class Section(NamedTuple):
    """A part of somebody's life."""

    read: "Callable[[Town, Agent], Raw]"
    whole: Callable[[Raw], Own]
    """All fields that it fills."""
    change: Callable[[Raw, Raw, str, Own, list[str]], None]
    """Put into the fields of somebody what is different now, and name what is gone."""


WEIGHTS: Final = {"hunger": HUNGER, "hygiene": HYGIENE, "energy": ENERGY}


@lru_cache(4_096)
def in_words(act: Activity) -> str:
    """An activity as a short name (`go park`). Remembered, for the same few are asked for all the time."""
    return deed(act)


# Where somebody is.

Position = tuple[bool, str, Tile, Walk | None]


def _position(town: "Town", agent: Agent) -> Position:
    return agent.on_stage, agent.place, agent.tile, agent.walk


def _whole_position(raw: Position) -> Own:
    on_stage, place, tile, walk = raw
    return {"position": wire.Position(on_stage=on_stage, place=place, tile=tile, walk=_way(walk))}


def _moved(before: Position, now: Position, who: str, own: Own, removed: list[str]) -> None:
    found: dict[str, Any] = {}
    if before[0] != now[0]:
        found["on_stage"] = now[0]
    if before[1] != now[1]:
        found["place"] = now[1]
    if before[2] != now[2]:
        found["tile"] = now[2]
    if before[3] is not now[3]:
        found["walk"] = _way(now[3])  # All of it: a way replaces the one before field by field.
    own["position"] = wire.Position(**found)


def _way(walk: Walk | None) -> wire.Walk | None:
    return None if walk is None else wire.Walk(path=turns(walk.path), start=walk.start, place=walk.place)


def turns(path: tuple[Tile, ...]) -> tuple[Tile, ...]:
    """Of a way that goes a tile at a time: where it begins, where it turns, where it ends.

    It goes straight on where the tiles before and after lie in one row or column, and are two.
    """
    if len(path) < 3:
        return path
    corners = [
        here for before, here, after in zip(path, path[1:], path[2:], strict=False)
        if (before[0] == after[0]) is (before[1] == after[1])
    ]  # fmt: skip
    return path[0], *corners, path[-1]


# Needs and mood.

Needs = tuple[Course, Course, Course]


def _needs(town: "Town", agent: Agent) -> Needs:
    return agent.hunger, agent.hygiene, agent.energy


def _whole_needs(raw: Needs) -> Own:
    return {"needs": {need: whole_course(course) for need, course in zip(NEEDS, raw, strict=True)}}


def _need_turned(before: Needs, now: Needs, who: str, own: Own, removed: list[str]) -> None:
    """The bounds of a need are always those that are not told."""
    own["needs"] = {
        need: turned(old, new) for need, old, new in zip(NEEDS, before, now, strict=True) if old is not new
    }


def _impulses(town: "Town", agent: Agent) -> list[Impulse]:
    return agent.impulses  # Never changed, always replaced.


def _whole_mood(raw: list[Impulse]) -> Own:
    return {"mood": wire.Mood(weights=WEIGHTS, feelings={str(each.cause): whole_course(each.course) for each in raw})}


def _felt(before: list[Impulse], now: list[Impulse], who: str, own: Own, removed: list[str]) -> None:
    """Feelings come and go; one that stays runs on as it did."""
    new = {str(each.cause): whole_course(each.course) for each in now if each not in before}
    if new:
        own["mood"] = wire.Mood(feelings=new)
    for each in before:
        if each not in now:
            removed.append(pointer(("agents", who, "mood", "feelings", str(each.cause))))


# What somebody is at.

Doing = tuple[str, str, int, int, str, int, str, str] | None


def _doing(town: "Town", agent: Agent) -> Doing:
    doing = agent.doing
    if doing is None:
        return None
    cause, root = doing.cause
    return in_words(doing.act), doing.stage, doing.since, doing.until, doing.sign, cause, root, doing.thing


def _whole_doing(raw: Doing) -> Own:
    return {"doing": None if raw is None else wire.Doing(**dict[str, Any](zip(_DOING, raw, strict=True)))}


def _turned_to(before: Doing, now: Doing, who: str, own: Own, removed: list[str]) -> None:
    if now is None or before is None:
        own.update(_whole_doing(now))
    else:
        found: Own = {name: new for name, old, new in zip(_DOING, before, now, strict=True) if old != new}
        own["doing"] = wire.Doing(**found)


_DOING: Final = wire.Doing.__struct_fields__


def _talk(town: "Town", agent: Agent) -> str:
    return agent.talk.whom if agent.talk is not None else ""


def _whole_talk(raw: str) -> Own:
    return {"talks_to": raw}


def _talked(before: str, now: str, who: str, own: Own, removed: list[str]) -> None:
    own["talks_to"] = now


# The rest, which changes less often.


def _section(fields: dict[str, Form], read: "Callable[[Town, Agent], tuple[Raw, ...]]") -> Section:
    """A section from the forms of its fields; the raw value is a tuple of theirs."""
    forms = [(name, form.whole, form.change) for name, form in fields.items()]

    def whole(raw: tuple[Raw, ...]) -> Own:
        return {name: make(each) for (name, make, _), each in zip(forms, raw, strict=True)}

    def change(before: tuple[Raw, ...], now: tuple[Raw, ...], who: str, own: Own, removed: list[str]) -> None:
        for (name, _, compare), old, new in zip(forms, before, now, strict=True):
            if old != new:
                part = compare(old, new, ("agents", who, name), removed)
                if part is not UNSET:
                    own[name] = part

    return Section(read, whole, change)


def _identity(town: "Town", agent: Agent) -> tuple[Raw, ...]:
    return agent.personality, agent.home, agent.homeless


def _purse(town: "Town", agent: Agent) -> tuple[Raw, ...]:
    held = dict(town.ledger.get(agent.id, {}))
    return held.pop(COINS, 0), agent.debt, held


def _work(town: "Town", agent: Agent) -> tuple[Raw, ...]:
    return ((agent.job, agent.on_shift, agent.record.late, agent.record.missed, agent.applied),)


def _steered(town: "Town", agent: Agent) -> tuple[Raw, ...]:
    orders = {str(each.id): _order(each, "!") for each in agent.orders}
    nudges = {str(each.id): _order(each, each.sign) for each in agent.nudges}
    return ((orders, nudges, dict.fromkeys(agent.holds, True)),)


def _order(each: Order | Nudged, sign: str) -> tuple[Raw, ...]:
    return in_words(each.act), each.until, each.cause.event, sign


_ORDERS: Final = table(record(wire.Order, {"sign": "!"}))
_STEERED: Final = record(wire.Steered, orders=_ORDERS, nudges=_ORDERS, holds=table(PLAIN))

PEOPLE: Final[dict[str, Section]] = {
    "identity": _section({"personality": PLAIN, "home": PLAIN, "homeless": PLAIN}, _identity),
    "position": Section(_position, _whole_position, _moved),
    "needs": Section(_needs, _whole_needs, _need_turned),
    "mood": Section(_impulses, _whole_mood, _felt),
    "purse": _section({"wallet": PLAIN, "debt": PLAIN, "inventory": table(PLAIN)}, _purse),
    "doing": Section(_doing, _whole_doing, _turned_to),
    "talk": Section(_talk, _whole_talk, _talked),
    "work": _section({"work": record(wire.Work)}, _work),
    "steered": _section({"steered": _STEERED}, _steered),
}
"""By the name that `townlet.telemetry.touches` knows them by."""
