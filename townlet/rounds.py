"""The daily round: shifts and places that begin and end by the clock, rent at midnight."""

from typing import TYPE_CHECKING

from townlet import events as e
from townlet import ledger
from townlet.agenda import DUE, Entry
from townlet.causes import Cause
from townlet.units import DAY
from townlet.whereabouts import belongs

if TYPE_CHECKING:
    from townlet.town import Town

SHIFT = Cause(0, "town/shift")
CLOSING = Cause(0, "town/closing")
RENT = Cause(0, "town/rent")


def shift(town: "Town", entry: Entry) -> None:
    """Work will soon begin: a reason to think of it."""
    agent = town.agents[entry.who]
    town.agenda.file(town.tick + DAY, DUE, "shift", agent.id)
    if agent.on_stage and agent.job:
        town.deciding(agent, cause=SHIFT, about="work")


def shift_over(town: "Town", entry: Entry) -> None:
    """The day's work is over: the wage is paid, or the absence noted."""
    agent = town.agents[entry.who]
    town.agenda.file(town.tick + DAY, DUE, "shift-over", agent.id)
    if not agent.job or not agent.on_stage:
        return
    job = town.setting.jobs[agent.job]
    stamp = town.stamp(agent.id, agent.place, SHIFT, "·")
    if agent.on_shift >= 0:
        town.tell(e.ShiftEnded(*stamp, job.id, job.wage))
    else:
        town.tell(e.Absent(*stamp, job.id))


def closing(town: "Town", entry: Entry) -> None:
    """A place closes: whoever does not belong there thinks of going."""
    town.agenda.file(town.tick + DAY, DUE, "closing", entry.who)
    for name in town.places[entry.who].people:
        agent = town.agents[name]
        if not belongs(town, agent, entry.who) and agent.talk is None:
            town.deciding(agent, cause=CLOSING, about="closing")


def midnight(town: "Town", entry: Entry) -> None:
    """Rent is due from everybody in town who can pay it."""
    town.agenda.file(town.tick + DAY, DUE, "midnight", "")
    rent = town.file.rent
    for agent in town.agents.values():
        if not agent.on_stage or not rent:
            continue
        stamp = town.stamp(agent.id, agent.place, RENT, "·")
        if ledger.balance(town.ledger, agent.id, ledger.COINS) >= rent:
            town.tell(e.RentPaid(*stamp, rent))
        else:
            town.tell(e.RentOwed(*stamp, rent))
