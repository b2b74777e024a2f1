"""Resting, washing, and using objects or items for whatever they are for."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Rest, Use, Wash
from townlet.activity import facility
from townlet.activity.rule import Refusal, Rule, Spot, lasting
from townlet.activity.whereabouts import place_of
from townlet.goods import ledger
from townlet.state import Agent
from townlet.units import DAY, HOUR, ONE

if TYPE_CHECKING:
    from townlet.town import Town

RISES: Final = 6 * HOUR  # Nobody gets up much before six who went to bed late.
NAP: Final = 60  # The longest rest by day, in ticks.


def _object(town: "Town", agent: Agent, act: Rest | Wash) -> Spot | Refusal | None:
    doing = agent.doing
    assert doing is not None
    if not doing.thing:
        thing = facility.nearest(town, agent, facility.activity_of(act), place_of(town, agent, act.place))
        if isinstance(thing, Refusal):
            return thing
        doing.thing = thing
    return facility.spot(town, doing.thing)


def _rest(town: "Town", agent: Agent, act: Rest) -> int | Refusal:
    """Until rested, by day for an hour at most; at night, until morning at least."""
    doing = agent.doing
    assert doing is not None
    affordance = town.setting.affordances[town.setting.things[doing.thing].type, "rest"]
    gain = affordance.effects.get("energy", 0) // affordance.lasts
    full = -(-(ONE - agent.energy.at(town.tick)) // gain) if gain else affordance.lasts
    ticks = max(1, min(full, NAP)) if daytime(town.minute()) else max(full, until_morning(town))
    return facility.begin(town, agent, doing.thing, "rest", lasting(agent) or ticks)


def _wash(town: "Town", agent: Agent, act: Wash) -> int | Refusal:
    assert agent.doing is not None
    return facility.begin(town, agent, agent.doing.thing, "wash", lasting(agent))


def _rested(town: "Town", agent: Agent, act: Rest) -> None:
    assert agent.doing is not None
    thing, began = agent.doing.thing, agent.energy.since
    facility.leave(town, agent, complete=True)
    town.tell(e.Rested(*town.by(agent), thing, town.tick - began))


def _washed(town: "Town", agent: Agent, act: Wash) -> None:
    assert agent.doing is not None
    thing = agent.doing.thing
    facility.leave(town, agent, complete=True)
    town.tell(e.Washed(*town.by(agent), thing))


def _what(town: "Town", agent: Agent, act: Use) -> Spot | Refusal | None:
    doing = agent.doing
    assert doing is not None
    if act.what not in town.setting.things:
        return None
    if not purpose(town, act.what):
        return Refusal("that is for cooking, and somebody has to say what")
    doing.thing = act.what
    return facility.spot(town, act.what)


def _use(town: "Town", agent: Agent, act: Use) -> int | Refusal:
    doing = agent.doing
    assert doing is not None
    if act.what in town.setting.things:
        return facility.begin(town, agent, act.what, purpose(town, act.what), lasting(agent))
    item = town.items[act.what]
    if not ledger.balance(town.ledger, agent.id, item.id):
        return Refusal(f"{agent.id} does not carry {item.title}")
    doing.thing, doing.stage = item.id, "busy"
    return facility.consume(town, agent, item, "use")


def _used(town: "Town", agent: Agent, act: Use) -> None:
    facility.leave(town, agent, complete=True)
    if act.what in town.setting.things and purpose(town, act.what) == "wash":
        town.tell(e.Washed(*town.by(agent), act.what))
    else:
        town.tell(e.Used(*town.by(agent), act.what))


def purpose(town: "Town", thing: str) -> str:
    """What an object is for: the first thing its type affords but cooking; empty when that is all."""
    kind = town.setting.things[thing].type
    found = (each.activity for (type_, _), each in town.setting.affordances.items() if type_ == kind and not each.makes)
    return next(found, "")


def daytime(minute: int) -> bool:
    """Whether it is day: from six in the morning until nine at night."""
    return RISES <= minute < 21 * HOUR


def until_morning(town: "Town") -> int:
    """Ticks until six in the morning."""
    return (RISES - town.minute()) % DAY


REST: Final = Rule(_object, _rest, _rested)
WASH: Final = Rule(_object, _wash, _washed, breakable=False)
USE: Final = Rule(_what, _use, _used, breakable=False)
