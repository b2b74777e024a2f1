"""When a condition might change by itself: the tick its courses are predicted to cross, or two walkers to meet.

Everything else that a condition reads only changes by events, which touch it (`townlet.script.reading`).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, assert_never

from townlet import conditions as c
from townlet import mood
from townlet.company import ties
from townlet.course import Course, crossing
from townlet.ground import NEAR, steps
from townlet.script.judge import agent_of, place_near, truth, turns
from townlet.state import Agent
from townlet.townfile import Tile

if TYPE_CHECKING:
    from townlet.town import Town


def horizon(town: "Town", condition: c.Condition, each: c.Each = ()) -> int | None:
    """The first tick after now at which the truth might change without any event; None for never."""
    match condition:
        case c.Compare():
            return _turning(town, condition, each)
        case c.Near():
            agent = agent_of(town, condition.who, each)
            if condition.whom in town.agents or condition.whom.startswith(c.EACH):
                return _meeting(town, agent, agent_of(town, condition.whom, each))
            return _passing(town, agent, place_near(town, agent, condition.whom))
        case c.Friends() | c.Rivals():
            return _warming(town, condition, each)
        case c.Happens() | c.Says():
            return town.tick + 1 if truth(town, condition, None, each) else None
        case c.Not():
            return horizon(town, condition.condition, each)
        case c.AllOf() | c.AnyOf():
            return _first(horizon(town, each_, each) for each_ in condition.conditions)
        case c.Anyone() | c.Everyone():
            return _first(horizon(town, condition.condition, one) for one in turns(town, condition, each))
        case c.IsAt() | c.Has() | c.Working() | c.Employed() | c.TownIs() | c.Count() | c.Always() | c.Rises():
            return None
        case _:
            assert_never(condition)


def _turning(town: "Town", condition: c.Compare, each: c.Each) -> int | None:
    """When a compared course crosses; what only events move never turns by itself."""
    quantity, now = condition.quantity, town.tick
    over = condition.comparison in ("above", "at-most")
    threshold = condition.value + 1 if over else condition.value
    match quantity:
        case c.NeedOf():
            course: Course = getattr(agent_of(town, quantity.who, each), quantity.need)
            return _crossings([course], threshold, condition, now)
        case c.MoodOf():
            agent = agent_of(town, quantity.who, each)
            ticks = [mood.turning(agent, threshold, now)]
            if condition.comparison == "is":
                ticks.append(mood.turning(agent, threshold + 1, now))
            return _first(ticks)
        case c.TieOf():
            agent = agent_of(town, quantity.who, each)
            tie = agent.ties.get(agent_of(town, quantity.whom, each).id)
            if tie is None:
                return None
            course = ties.standing(tie, quantity.which, town.who(agent))
            return _crossings([course], threshold, condition, now)
        case _:
            return None


def _crossings(courses: list[Course], threshold: int, condition: c.Compare, now: int) -> int | None:
    thresholds = [threshold, threshold + 1] if condition.comparison == "is" else [threshold]
    return _first(crossing([(1, course)], each, now) for course in courses for each in thresholds)


def _warming(town: "Town", condition: c.Friends | c.Rivals, each: c.Each) -> int | None:
    """The first tick at which a fading tie crosses a threshold of friendship or rivalry."""
    one, other = agent_of(town, condition.who, each), agent_of(town, condition.whom, each)
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


def _passing(town: "Town", agent: Agent, place: str) -> int | None:
    """The first tick at which a walker comes within three tiles of a door, or away from it."""
    walk, door = agent.walk, town.setting.places[place].door
    if walk is None:
        return None
    beside = steps(_tile_at(agent, town.tick), door) <= NEAR
    for tick in range(town.tick + 1, walk.start + len(walk.path)):
        if (steps(_tile_at(agent, tick), door) <= NEAR) is not beside:
            return tick
    return None


def _tile_at(agent: Agent, tick: int) -> Tile:
    walk = agent.walk
    return walk.path[min(tick - walk.start, len(walk.path) - 1)] if walk else agent.tile


def _first(ticks: Iterable[int | None]) -> int | None:
    return min((tick for tick in ticks if tick is not None), default=None)
