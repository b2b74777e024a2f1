"""Perturbations: what disturbs a town's course for a while, and what depends on what it disturbs.

A price spike changes a board, an outage ends what needs power or water, a closure shuts a place. Triggered, they skip
odds and cooldowns but not the limit of two at once.
"""

from typing import TYPE_CHECKING, Final

from townlet import doing as deeds
from townlet import events as e
from townlet import society
from townlet.actions import Trigger
from townlet.agenda import DUE
from townlet.causes import Cause
from townlet.effects.feelings import this
from townlet.state import Perturbation
from townlet.units import ONE
from townlet.whereabouts import belongs

if TYPE_CHECKING:
    from townlet.town import Town

KNOWN: Final = ("price-spike", "blackout", "water-outage", "closure")
LIMIT: Final = 2  # At most so many at once.


def trigger(town: "Town", action: Trigger, cause: Cause) -> None:
    """Begin one; refused when too many are under way, or the same one at the same place."""
    stamp = town.stamp("", action.place, cause, "*")
    name = f"{action.perturbation}@{action.place}"
    if name in town.running:
        town.tell(e.Refused(*stamp, action.perturbation, "it is under way already"))
        return
    if len(town.running) >= LIMIT:
        town.tell(e.Refused(*stamp, action.perturbation, f"{LIMIT} perturbations are under way already"))
        return
    until = town.tick + action.ticks
    event = town.tell(e.PerturbationBegan(*stamp, action.perturbation, action.strength, until))
    town.agenda.file(until, DUE, "perturbation-over", name)
    match action.perturbation:
        case "price-spike":
            set_prices(town, action.place, _spiked(town.running[name]), this(event), "*")
        case "closure":
            _empty(town, action.place, this(event))
        case _:
            _cut_off(town)


def _empty(town: "Town", place: str, cause: Cause) -> None:
    """Whoever does not belong in a place that closes thinks of going."""
    for name in town.places[place].people:
        agent = town.agents[name]
        if not belongs(town, agent, place):
            town.deciding(agent, cause=cause, about="closing")


def _cut_off(town: "Town") -> None:
    """What needs power or water ends in the middle, leaving nothing reserved."""
    for thing in town.things.values():
        kind = town.setting.things[thing.id].type
        for name in list(thing.users):
            agent = town.agents[name]
            used = town.setting.affordances[kind, agent.doing.activity] if agent.doing else None
            if used is not None and (lacking := town.lacks(used)):
                deeds.break_off(town, agent, "broken-off", f"there is no {lacking}")


def over(town: "Town", name: str) -> None:
    """Its time is up: things go back to what they were, unless they have been changed meanwhile."""
    running = town.running[name]
    event = town.tell(e.PerturbationEnded(*town.stamp("", running.place, running.cause, "*"), running.kind))
    if running.kind == "price-spike" and town.places[running.place].level == _spiked(running):
        set_prices(town, running.place, running.before, this(event), "*")


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
