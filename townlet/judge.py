"""Judging conditions: what holds now, when it might change by itself, and what it reads.

Truth has three values: None says that it cannot be told, because somebody it asks about is off stage. Looking
again is only worth it when something read has been touched by an event, or at the tick `horizon` gives.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, assert_never

from townlet import conditions as c
from townlet import ledger, mood, ties
from townlet.course import Course, crossing
from townlet.events import Event
from townlet.state import Agent
from townlet.townfile import Tile

if TYPE_CHECKING:
    from townlet.town import Town
    from townlet.watching import Watch

NARRATION = "narration"  # What a condition reads that asks about the page.


def truth(town: "Town", condition: c.Condition, watch: "Watch | None" = None, each: str = "") -> bool | None:
    """Whether a condition holds now. Events and counts are those since `watch` was armed."""
    match condition:
        case c.Compare():
            value = measure(town, condition.quantity, each)
            return None if value is None else compares(value, condition.comparison, condition.value)
        case c.Near():
            one, other = _agent(town, condition.who, each), _agent(town, condition.whom, each)
            return town.near(one, other) if one.on_stage and other.on_stage else None
        case c.IsAt():
            agent = _agent(town, condition.who, each)
            place = agent.home if condition.place == "home" else condition.place
            return agent.place == place if agent.on_stage else None
        case c.Has():
            holder = condition.who if condition.who != c.EACH else each
            return ledger.balance(town.ledger, holder, condition.item) > 0
        case c.Friends():
            return _friends(town, _agent(town, condition.who, each), _agent(town, condition.whom, each))
        case c.Rivals():
            return _rivals(town, _agent(town, condition.who, each), _agent(town, condition.whom, each))
        case c.Working():
            return _agent(town, condition.who, each).on_shift >= 0
        case c.Happens():
            return any(fits(event, condition, each) for event in _news(town, watch))
        case c.Count():
            counted = watch.counted.get(condition.event.kind, 0) if watch else 0
            return compares(counted, condition.comparison, condition.value)
        case c.Says():
            return any(condition.text in line for line in town.performance.lines)
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
            return _any([truth(town, condition.condition, watch, name) for name in on_stage(town)])
        case c.Everyone():
            return _all([truth(town, condition.condition, watch, name) for name in on_stage(town)])
        case c.Rises():
            raise AssertionError("a rise is settled when its check is armed")
        case _:
            assert_never(condition)


def horizon(town: "Town", condition: c.Condition, each: str = "") -> int | None:
    """The first tick after now at which the truth might change without any event; None for never."""
    match condition:
        case c.Compare():
            return _turning(town, condition, each)
        case c.Near():
            return _meeting(town, _agent(town, condition.who, each), _agent(town, condition.whom, each))
        case c.Friends() | c.Rivals():
            return _warming(town, condition, each)
        case c.Happens() | c.Says():
            return town.tick + 1 if truth(town, condition, None, each) else None
        case c.Not():
            return horizon(town, condition.condition, each)
        case c.AllOf() | c.AnyOf():
            return _first(horizon(town, each_, each) for each_ in condition.conditions)
        case c.Anyone() | c.Everyone():
            return _first(horizon(town, condition.condition, name) for name in on_stage(town))
        case c.IsAt() | c.Has() | c.Working() | c.Count() | c.Always() | c.Rises():
            return None
        case _:
            assert_never(condition)


def measure(town: "Town", quantity: c.Quantity, each: str = "") -> int | None:
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
    agent = _agent(town, quantity.who, each)
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
            return ties.value(agent, quantity.whom, quantity.which, town.tick, town.who(agent))
        case _:
            assert_never(quantity)


def settled(town: "Town", condition: c.Condition) -> c.Condition:
    """The condition as armed now: a rise becomes a comparison with where the quantity stands at this moment."""
    match condition:
        case c.Rises():
            level = measure(town, condition.quantity) or 0
            return c.Compare(
                condition.quantity, "at-least" if condition.by >= 0 else "at-most", level + condition.by
            )
        case c.Not():
            return c.Not(settled(town, condition.condition))
        case c.AllOf():
            return c.AllOf(tuple(settled(town, each) for each in condition.conditions))
        case c.AnyOf():
            return c.AnyOf(tuple(settled(town, each) for each in condition.conditions))
        case _:
            return condition


def reads(town: "Town", condition: c.Condition) -> set[str]:
    """What must be touched for the truth to change by an event: names, and `event:` with a kind."""
    match condition:
        case c.Compare() | c.Rises():
            return set(_names(condition.quantity))
        case c.Happens():
            return {f"event:{condition.kind}"}
        case c.Count():
            return {f"event:{condition.event.kind}"}
        case c.Says():
            return {NARRATION}
        case c.Not():
            return reads(town, condition.condition)
        case c.AllOf() | c.AnyOf():
            return set().union(*(reads(town, each) for each in condition.conditions))
        case c.Anyone() | c.Everyone():
            found = reads(town, condition.condition)
            return (found - {c.EACH}) | set(town.agents) if c.EACH in found else found
        case c.Near() | c.Friends() | c.Rivals():
            return {condition.who, condition.whom}
        case c.IsAt() | c.Has() | c.Working():
            return {condition.who}
        case c.Always():
            return set()
        case _:
            assert_never(condition)


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


def fits(event: Event, pattern: c.Happens, each: str = "") -> bool:
    """Whether an event is of the kind and between the people a script asks about; an empty role fits all."""
    if event.__struct_config__.tag != pattern.kind:
        return False
    who = each if pattern.who == c.EACH else pattern.who
    whom = each if pattern.whom == c.EACH else pattern.whom
    actual = getattr(event, "whom", "")
    straight = who in ("", event.who) and whom in ("", actual)
    return straight or (pattern.either and who in ("", actual) and whom in ("", event.who))


def counts(condition: c.Condition, event: Event) -> bool:
    """Whether an event is one that a condition counts."""
    match condition:
        case c.Count():
            return fits(event, condition.event)
        case c.Not():
            return counts(condition.condition, event)
        case c.AllOf() | c.AnyOf():
            return any(counts(each, event) for each in condition.conditions)
        case _:
            return False


def on_stage(town: "Town") -> list[str]:
    """Everybody in town, in the order of the cast."""
    return [name for name, agent in town.agents.items() if agent.on_stage]


def _names(quantity: c.Quantity) -> list[str]:
    match quantity:
        case c.PricesOf() | c.StockOf():
            return [quantity.place]
        case c.QueueOf() | c.UsersOf():
            return [quantity.thing]
        case _:
            return [quantity.who]


def _agent(town: "Town", name: str, each: str) -> Agent:
    return town.agents[each if name == c.EACH else name]


def _news(town: "Town", watch: "Watch | None") -> list[Event]:
    """This tick's events that somebody asks about, after the watch was armed."""
    since = watch.armed if watch else 0
    return [event for event in town.performance.news if event.id > since]


def _friends(town: "Town", one: Agent, other: Agent) -> bool:
    """Trust above .25 and familiarity above .20, both ways."""
    return all(
        ties.value(who, whom.id, "trust", town.tick, town.who(who)) > ties.FRIENDLY_TRUST
        and ties.value(who, whom.id, "familiarity", town.tick, town.who(who)) > ties.FRIENDLY_FAMILIARITY
        for who, whom in ((one, other), (other, one))
    )


def _rivals(town: "Town", one: Agent, other: Agent) -> bool:
    """Rivalry above .35, either way."""
    return any(
        ties.value(who, whom.id, "rivalry", town.tick, town.who(who)) > ties.HOSTILE
        for who, whom in ((one, other), (other, one))
    )


def _turning(town: "Town", condition: c.Compare, each: str) -> int | None:
    """When a compared course crosses; what only events move never turns by itself."""
    quantity, now = condition.quantity, town.tick
    over = condition.comparison in ("above", "at-most")
    threshold = condition.value + 1 if over else condition.value
    match quantity:
        case c.NeedOf():
            course: Course = getattr(_agent(town, quantity.who, each), quantity.need)
            return _crossings([course], threshold, condition, now)
        case c.MoodOf():
            agent = _agent(town, quantity.who, each)
            ticks = [mood.turning(agent, threshold, now)]
            if condition.comparison == "is":
                ticks.append(mood.turning(agent, threshold + 1, now))
            return _first(ticks)
        case c.TieOf():
            agent = _agent(town, quantity.who, each)
            tie = agent.ties.get(quantity.whom)
            if tie is None:
                return None
            course = ties.standing(tie, quantity.which, town.who(agent))
            return _crossings([course], threshold, condition, now)
        case _:
            return None


def _crossings(courses: list[Course], threshold: int, condition: c.Compare, now: int) -> int | None:
    thresholds = [threshold, threshold + 1] if condition.comparison == "is" else [threshold]
    return _first(crossing([(1, course)], each, now) for course in courses for each in thresholds)


def _warming(town: "Town", condition: c.Friends | c.Rivals, each: str) -> int | None:
    """The first tick at which a fading tie crosses a threshold of friendship or rivalry."""
    one, other = _agent(town, condition.who, each), _agent(town, condition.whom, each)
    found: list[int | None] = []
    for agent, whom in ((one, other), (other, one)):
        tie, who = agent.ties.get(whom.id), town.who(agent)
        if tie is None:
            continue
        if isinstance(condition, c.Rivals):
            found.append(crossing([(1, ties.standing(tie, "rivalry", who))], ties.HOSTILE + 1, town.tick))
        else:
            trust, familiar = ties.standing(tie, "trust", who), ties.standing(tie, "familiarity", who)
            found.append(crossing([(1, trust)], ties.FRIENDLY_TRUST + 1, town.tick))
            found.append(crossing([(1, familiar)], ties.FRIENDLY_FAMILIARITY + 1, town.tick))
    return _first(found)


def _meeting(town: "Town", one: Agent, other: Agent) -> int | None:
    """The first tick at which two people on the move come within earshot, or out of it, on their present paths.

    Their joint path is scanned once for each change of course; coming into a place is an event and touches them.
    """
    if one.walk is None and other.walk is None:
        return None
    end = max(agent.walk.start + len(agent.walk.path) - 1 for agent in (one, other) if agent.walk)
    together = town.near(one, other)
    for tick in range(town.tick + 1, end + 1):
        if town.ground.earshot(_tile_at(one, tick), _tile_at(other, tick)) is not together:
            return tick
    return None


def _tile_at(agent: Agent, tick: int) -> Tile:
    walk = agent.walk
    return walk.path[min(tick - walk.start, len(walk.path) - 1)] if walk else agent.tile


def _first(ticks: Iterable[int | None]) -> int | None:
    return min((tick for tick in ticks if tick is not None), default=None)


def _all(truths: list[bool | None]) -> bool | None:
    return False if False in truths else None if None in truths else True


def _any(truths: list[bool | None]) -> bool | None:
    return True if True in truths else None if None in truths else False
