"""What is told of each of the people: a section for each part of their lives that changes by itself."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from townlet.actions import Activity
from townlet.activity.doing import deed
from townlet.goods.ledger import COINS
from townlet.mood import ENERGY, HUNGER, HYGIENE
from townlet.state import Agent, Nudged, Order
from townlet.telemetry import wire
from townlet.telemetry.sections import COURSE, PLAIN, Form, maybe, record, table

if TYPE_CHECKING:
    from townlet.town import Town


class Section(NamedTuple):
    """A part of somebody's life: the fields of `wire.AgentPart` that it fills, each with its form, and what reads
    their raw values, in that order."""

    fields: dict[str, Form]
    read: "Callable[[Town, Agent], tuple[Any, ...]]"


WEIGHTS: Final = {"hunger": HUNGER, "hygiene": HYGIENE, "energy": ENERGY}

_WALK: Final = maybe(record(wire.Walk))
_ORDERS: Final = table(record(wire.Order))


@lru_cache(4_096)
def in_words(act: Activity) -> str:
    """An activity as a short name (`go park`). Remembered, for the same few are asked for all the time."""
    return deed(act)


def _identity(town: "Town", agent: Agent) -> tuple[Any, ...]:
    return agent.personality, agent.home, agent.homeless


def _position(town: "Town", agent: Agent) -> tuple[Any, ...]:
    walk = agent.walk
    way = None if walk is None else (walk.path, walk.start, walk.place)
    return ((agent.on_stage, agent.place, agent.tile, way),)


def _needs(town: "Town", agent: Agent) -> tuple[Any, ...]:
    return ({"hunger": agent.hunger, "hygiene": agent.hygiene, "energy": agent.energy},)


def _mood(town: "Town", agent: Agent) -> tuple[Any, ...]:
    return ((WEIGHTS, {str(each.cause): each.course for each in agent.impulses}),)


def _purse(town: "Town", agent: Agent) -> tuple[Any, ...]:
    held = dict(town.ledger.get(agent.id, {}))
    return held.pop(COINS, 0), agent.debt, held


def _doing(town: "Town", agent: Agent) -> tuple[Any, ...]:
    doing = agent.doing
    if doing is None:
        return (None,)
    cause, root = doing.cause
    return ((in_words(doing.act), doing.stage, doing.since, doing.until, doing.sign, cause, root, doing.thing),)


def _talk(town: "Town", agent: Agent) -> tuple[Any, ...]:
    return (agent.talk.whom if agent.talk is not None else "",)


def _work(town: "Town", agent: Agent) -> tuple[Any, ...]:
    return ((agent.job, agent.on_shift, agent.record.late, agent.record.missed, agent.applied),)


def _steered(town: "Town", agent: Agent) -> tuple[Any, ...]:
    orders = {str(each.id): _order(each, "!") for each in agent.orders}
    nudges = {str(each.id): _order(each, each.sign) for each in agent.nudges}
    return ((orders, nudges, dict.fromkeys(agent.holds, True)),)


def _order(each: Order | Nudged, sign: str) -> tuple[Any, ...]:
    return in_words(each.act), each.until, each.cause.event, sign


PEOPLE: Final[dict[str, Section]] = {
    "identity": Section({"personality": PLAIN, "home": PLAIN, "homeless": PLAIN}, _identity),
    "position": Section({"position": record(wire.Position, walk=_WALK)}, _position),
    "needs": Section({"needs": table(COURSE)}, _needs),
    "mood": Section({"mood": record(wire.Mood, feelings=table(COURSE))}, _mood),
    "purse": Section({"wallet": PLAIN, "debt": PLAIN, "inventory": table(PLAIN)}, _purse),
    "doing": Section({"doing": maybe(record(wire.Doing))}, _doing),
    "talk": Section({"talks_to": PLAIN}, _talk),
    "work": Section({"work": record(wire.Work)}, _work),
    "steered": Section({"steered": record(wire.Steered, orders=_ORDERS, nudges=_ORDERS, holds=table(PLAIN))}, _steered),
}
"""By the name that `townlet.telemetry.touches` knows them by."""
