"""Perturbations: what disturbs a town's course for a while, and what depends on what it disturbs.

A price spike changes a board, an outage ends what needs power or water, a closure shuts a place, rain falls on whoever
is out of doors, a meeting is called. A script triggers them, or they come of themselves
(`townlet.circumstances.chances`); either way at most two are under way at once.
"""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Trigger
from townlet.activity import doing as deeds
from townlet.activity import facility
from townlet.activity.whereabouts import belongs
from townlet.agenda import DUE
from townlet.causes import Cause
from townlet.circumstances import gathering
from townlet.company import society
from townlet.effects.feelings import this
from townlet.state import Agent, Perturbation, key
from townlet.townfile import Affordance
from townlet.units import ONE

if TYPE_CHECKING:
    from townlet.town import Town

PLACED: Final = ("price-spike", "closure", "arranged-meeting")  # Those of one place; the others are of the whole town.
KNOWN: Final = (*PLACED, "blackout", "water-outage", "rain")
LIMIT: Final = 2  # At most so many at once.


def trigger(town: "Town", action: Trigger, cause: Cause) -> None:
    """Begin what somebody asks for; odds and cooldowns do not count, but what cannot be is refused."""
    because = hindrance(town, action)
    if because:
        where = action.place if action.place in town.places else ""
        town.tell(e.Refused(*town.stamp("", where, cause, "*"), action.perturbation, because))
    else:
        begin(town, action, cause, "*")


def hindrance(town: "Town", action: Trigger) -> str:
    """Why it cannot be, in plain words; empty when it can."""
    kind, place = action.perturbation, action.place
    if kind not in KNOWN:
        return "nothing of that name ever happens here"
    if action.ticks < 1:
        return "it would be over before it began"
    if because := _misplaced(town, kind, place):
        return because
    if key(kind, place) in town.running:
        return "it is under way already"
    if len(town.running) >= LIMIT:
        return "as much is under way already as a town can bear"
    return ""


def _misplaced(town: "Town", kind: str, place: str) -> str:
    """Why it cannot be there."""
    if kind not in PLACED:
        return f"it is never of one place, such as {place}, but of the whole town" if place else ""
    if place not in town.places:
        return f"there is no place called {place}" if place else "it has to be at some place"
    title = town.setting.places[place].title
    if kind == "price-spike" and not town.setting.places[place].sells:
        return f"nothing is sold at {title}"
    return f"{title} is closed" if kind == "arranged-meeting" and not town.is_open(place) else ""


def begin(town: "Town", action: Trigger, cause: Cause, sign: e.Sign, spares: int = 0) -> None:
    """Let it begin. Whom it asked for something less than `spares` ticks ago it does not ask again."""
    kind, place, until = action.perturbation, action.place, town.tick + action.ticks
    strength = action.strength if kind == "price-spike" else action.strength or ONE
    event = town.tell(e.PerturbationBegan(*town.stamp("", place, cause, sign), kind, strength, until))
    running = town.running[key(kind, place)]
    town.agenda.file(until, DUE, "perturbation-over", key(kind, place))
    match kind:
        case "price-spike":
            set_prices(town, place, _spiked(running), this(event), sign)
        case "closure":
            _empty(town, place, this(event))
        case "rain":
            town.agenda.file(town.tick + 1, DUE, "rain-falls", "")
        case "arranged-meeting":
            gathering.call(town, running, spares)
        case _:  # As with rain, the next line of a script can still ask for what comes of it.
            town.agenda.file(town.tick + 1, DUE, "cut-off", "")


def _empty(town: "Town", place: str, cause: Cause) -> None:
    """Whoever does not belong in a place that closes thinks of going."""
    for name in town.places[place].people:
        agent = town.agents[name]
        if not belongs(town, agent, place):
            town.deciding(agent, cause=cause, about="closing")


def cut_off(town: "Town") -> None:
    """What needs power or water ends in the middle, leaving nothing reserved."""
    for thing in town.things.values():
        kind = town.setting.things[thing.id].type
        for name in list(thing.users):
            agent = town.agents[name]
            used = town.setting.affordances[kind, agent.doing.activity] if agent.doing else None
            if used is not None and (lacking := town.lacks(used)):
                _left_half_way(town, agent, used, f"there is no {lacking}")


def _left_half_way(town: "Town", agent: Agent, used: Affordance, because: str) -> None:
    """It is over in the middle, and not tried again at once: whoever told them to has been obeyed as far as it went."""
    assert agent.doing is not None
    agent.vain[deeds.deed(agent.doing.act)] = town.tick + deeds.VAIN
    facility.let_down(town, agent, used, because, begun=True)
    deeds.break_off(town, agent, "refused", because)


def over(town: "Town", name: str) -> None:
    """Its time is up: things go back to what they were, unless they have been changed meanwhile."""
    running = town.running[name]
    stamp = town.stamp("", running.place, running.cause, running.sign)
    event = town.tell(e.PerturbationEnded(*stamp, running.kind, running.came))
    if running.kind == "price-spike" and town.places[running.place].level == _spiked(running):
        set_prices(town, running.place, running.before, this(event), running.sign)
    elif running.kind == "arranged-meeting":
        gathering.break_up(town, running.place, this(event))
    elif running.kind in ("blackout", "water-outage"):
        _come_back(town, running.since, this(event))


def _come_back(town: "Town", since: int, cause: Cause) -> None:
    """What was cut off is there again: whoever went without it thinks of it once more."""
    for agent in town.agents.values():
        if agent.on_stage and agent.struck.get("let-down", -1) >= since:
            agent.vain.clear()
            town.deciding(agent, cause=cause, about="hygiene")


def _spiked(running: Perturbation) -> int:
    """The level of prices that a spike makes of what they were."""
    return running.before * running.strength // ONE


def set_prices(town: "Town", place: str, level: int, cause: Cause, sign: e.Sign) -> None:
    """Change a place's board; whoever is there sees it."""
    before = town.places[place].level
    if before == level:
        return
    event = town.tell(e.PricesChanged(*town.stamp("", place, cause, sign), before, level))
    for name in list(town.places[place].people):
        society.see_board(town, town.agents[name], this(event))
