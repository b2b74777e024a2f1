"""Perturbations: what disturbs a town's course for a while. A price spike is the one carried out so far."""

from typing import TYPE_CHECKING

from townlet import events as e
from townlet import society
from townlet.actions import Trigger
from townlet.agenda import DUE
from townlet.causes import Cause
from townlet.effects.feelings import this
from townlet.units import ONE

if TYPE_CHECKING:
    from townlet.town import Town

KNOWN = ("price-spike",)
LIMIT = 2  # At most so many at once.
LASTS = 60  # Ticks, when nobody says for how long.


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
    until = town.tick + (action.ticks or LASTS)
    strength = action.strength or 150 * ONE // 100
    event = town.tell(e.PerturbationBegan(*stamp, action.perturbation, strength, until))
    before = town.places[action.place].level
    set_prices(town, action.place, before * strength // ONE, this(event), "*")
    town.agenda.file(until, DUE, "perturbation-over", name)


def over(town: "Town", name: str) -> None:
    """Its time is up: things go back to what they were."""
    running = town.running[name]
    event = town.tell(e.PerturbationEnded(*town.stamp("", running.place, running.cause, "*"), running.kind))
    set_prices(town, running.place, running.before, this(event), "*")


def set_prices(town: "Town", place: str, level: int, cause: Cause, sign: e.Sign) -> None:
    """Change a place's board; whoever is there sees it."""
    before = town.places[place].level
    if before == level:
        return
    event = town.tell(e.PricesChanged(*town.stamp("", place, cause, sign), before, level))
    for name in list(town.places[place].people):
        society.see_board(town, town.agents[name], this(event))
