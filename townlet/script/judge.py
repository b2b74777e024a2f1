"""Judging conditions: what holds now.

Truth has three values: None says that it cannot be told, because somebody it asks about is off stage. When to look
again is in `townlet.script.foresight`, what a condition reads in `townlet.script.reading`.
"""

from typing import TYPE_CHECKING, Final, assert_never

from townlet import conditions as c
from townlet import mood
from townlet.activity.whereabouts import HOME, place_of
from townlet.company import ties
from townlet.course import Course
from townlet.events import Event
from townlet.goods import ledger
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.script.watching import Watch
    from townlet.town import Town


DISTURBED_BY: Final[dict[c.Scenery, str]] = {"weather": "rain", "power": "blackout", "water": "water-outage"}


def truth(town: "Town", condition: c.Condition, watch: "Watch | None" = None, each: c.Each = ()) -> bool | None:
    """Whether a condition holds now. Events and counts are those since `watch` was armed."""
    match condition:
        case c.Compare():
            value = measure(town, condition.quantity, each)
            return None if value is None else compares(value, condition.comparison, condition.value)
        case c.Near():
            return _near(town, agent_of(town, condition.who, each), condition.whom, each)
        case c.IsAt():
            return _is_at(town, agent_of(town, condition.who, each), condition.place, each)
        case c.Has():
            agent = agent_of(town, condition.who, each)
            carried = ledger.balance(town.ledger, agent.id, condition.item)
            return carried >= condition.count if agent.on_stage else None
        case c.Friends():
            return _friends(town, agent_of(town, condition.who, each), agent_of(town, condition.whom, each))
        case c.Rivals():
            return _rivals(town, agent_of(town, condition.who, each), agent_of(town, condition.whom, each))
        case c.Working():
            agent = agent_of(town, condition.who, each)
            return agent.on_shift >= 0 if agent.on_stage else None
        case c.Employed():
            agent = agent_of(town, condition.who, each)
            return agent.job == condition.job if agent.on_stage else None
        case c.TownIs():
            return town.disturbed(DISTURBED_BY[condition.of]) is (condition.state == c.STATES[condition.of][0])
        case c.Happens():
            return any(fits(event, condition, each) for event in _news(town, watch))
        case c.Count():
            counted = watch.counted.get(tally(condition.event, each), 0) if watch else 0
            return compares(counted, condition.comparison, condition.value)
        case c.Says():
            return any(condition.text in line for line in _lines(town, watch))
        case c.Always():
            return condition.truth
        case c.Not():
            held = truth(town, condition.condition, watch, each)
            return None if held is None else not held
        case c.AllOf():
            return _all([truth(town, each_, watch, each) for each_ in condition.conditions])
        case c.AnyOf():
            return _any([truth(town, each_, watch, each) for each_ in condition.conditions])
        case c.Anyone():
            return _any([truth(town, condition.condition, watch, one) for one in turns(town, condition, each)])
        case c.Everyone():
            return _all([truth(town, condition.condition, watch, one) for one in turns(town, condition, each)])
        case c.Rises():
            return None  # It is settled as soon as it can be told from where.
        case _:
            assert_never(condition)


def measure(town: "Town", quantity: c.Quantity, each: c.Each = ()) -> int | None:
    """What a quantity stands at now, in its unit; None when it is about somebody off stage."""
    match quantity:
        case c.PricesOf():
            return town.places[quantity.place].level
        case c.StockOf():
            return ledger.balance(town.ledger, ledger.shelf(quantity.place), quantity.item)
        case c.QueueOf():
            return len(town.things[quantity.thing].queue)
        case c.UsersOf():
            return len(town.things[quantity.thing].users)
    agent = agent_of(town, quantity.who, each)
    if not agent.on_stage:
        return None
    match quantity:
        case c.NeedOf():
            need: Course = getattr(agent, quantity.need)
            return need.at(town.tick)
        case c.MoodOf():
            return mood.mood(agent, town.tick)
        case c.WalletOf():
            return ledger.balance(town.ledger, agent.id, ledger.COINS)
        case c.TieOf():
            whom = agent_of(town, quantity.whom, each).id
            if whom == agent.id:
                return None  # Nobody stands to themselves in any way.
            return ties.value(agent, whom, quantity.which, town.tick, town.who(agent))
        case _:
            assert_never(quantity)


def compares(value: int, comparison: c.Comparison, with_: int) -> bool:
    """`below` and `above` are strict, the others include the value."""
    match comparison:
        case "below":
            return value < with_
        case "above":
            return value > with_
        case "at-least":
            return value >= with_
        case "at-most":
            return value <= with_
        case "is":
            return value == with_
        case _:
            assert_never(comparison)


def fits(event: Event, pattern: c.Happens, each: c.Each = ()) -> bool:
    """Whether an event is of the kind and between the people a script asks about; an empty role fits all."""
    if event.__struct_config__.tag != pattern.kind:
        return False
    who, whom = named(pattern.who, each), named(pattern.whom, each)
    actual = getattr(event, "whom", "")
    straight = who in ("", event.who) and whom in ("", actual)
    return straight or (pattern.either and who in ("", actual) and whom in ("", event.who))


def tally(pattern: c.Happens, each: c.Each = ()) -> str:
    """The name under which a watch counts the events that fit a pattern."""
    return f"{pattern.kind}|{named(pattern.who, each)}|{named(pattern.whom, each)}|{pattern.either}"


def turns(town: "Town", condition: c.Anyone | c.Everyone, each: c.Each = ()) -> list[c.Each]:
    """Who is on stage, one after the other in the stand-in's place; nobody is asked about themselves."""
    depth = len(condition.stand_in) - 1
    around = (*each[:depth], *("",) * (depth - len(each)))
    out = {named(name, each) for name in condition.but}
    return [(*around, name) for name in on_stage(town) if name not in out]


def on_stage(town: "Town") -> list[str]:
    """Everybody in town, in the order of the cast."""
    return [name for name, agent in town.agents.items() if agent.on_stage]


def named(name: str, each: c.Each) -> str:
    """Whom a name in a condition stands for: those of `each` where it is a stand-in."""
    return each[len(name) - 1] if name.startswith(c.EACH) else name


def agent_of(town: "Town", name: str, each: c.Each) -> Agent:
    """Whom a name in a condition stands for, as they are."""
    return town.agents[named(name, each)]


def _news(town: "Town", watch: "Watch | None") -> list[Event]:
    """This tick's events that somebody asks about, after the watch was armed."""
    since = watch.armed if watch else 0
    return [event for event in town.performance.news if event.id > since]


def _near(town: "Town", agent: Agent, what: str, each: c.Each) -> bool | None:
    """Whether somebody is near a person, a place or an object."""
    if what in town.agents or what.startswith(c.EACH):
        other = agent_of(town, what, each)
        if other is agent:
            return False
        return town.near(agent, other) if agent.on_stage and other.on_stage else None
    place = place_near(town, agent, what)
    return town.beside(agent, place) if agent.on_stage else None


def place_near(town: "Town", agent: Agent, what: str) -> str:
    """The place that being near `what` is judged by: its own, where it is an object."""
    thing = town.setting.things.get(what)
    return thing.place if thing else place_of(town, agent, what)


def _is_at(town: "Town", agent: Agent, place: str, each: c.Each) -> bool | None:
    """Whether somebody is in a place; whoever has lost the home is at home nowhere, and nobody is at theirs."""
    if not agent.on_stage:
        return None
    owner = agent if place == HOME else None
    if place.endswith(c.THEIR_HOME):
        owner = agent_of(town, place.removesuffix(c.THEIR_HOME), each)
    if owner is None:
        return agent.place == place
    return agent.place == owner.home and not owner.homeless


def _lines(town: "Town", watch: "Watch | None") -> list[str]:
    """This tick's lines, those before the watch was armed left out."""
    since = watch.heard if watch and watch.armed_at == town.tick else 0
    return town.performance.lines[since:]


def _friends(town: "Town", one: Agent, other: Agent) -> bool | None:
    """Trust above .25 and familiarity above .20, both ways."""
    if not (one.on_stage and other.on_stage):
        return None
    return all(
        ties.value(who, whom.id, "trust", town.tick, town.who(who)) > ties.FRIENDLY_TRUST
        and ties.value(who, whom.id, "familiarity", town.tick, town.who(who)) > ties.FRIENDLY_FAMILIARITY
        for who, whom in ((one, other), (other, one))
    )


def _rivals(town: "Town", one: Agent, other: Agent) -> bool | None:
    """Rivalry above .35, either way."""
    if not (one.on_stage and other.on_stage):
        return None
    return any(
        ties.value(who, whom.id, "rivalry", town.tick, town.who(who)) > ties.HOSTILE
        for who, whom in ((one, other), (other, one))
    )


def _all(truths: list[bool | None]) -> bool | None:
    return False if False in truths else None if None in truths else True


def _any(truths: list[bool | None]) -> bool | None:
    return True if True in truths else None if None in truths else False
