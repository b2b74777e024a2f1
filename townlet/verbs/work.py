"""A day's work, and doing nothing in particular."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Stay, Work
from townlet.rule import WAITS, Refusal, Rule, Spot, here, nothing
from townlet.state import Agent
from townlet.units import DAY
from townlet.whereabouts import spot_in

if TYPE_CHECKING:
    from townlet.town import Town

IDLES: Final = 30  # Ticks of doing nothing before thinking of something else.
LEAD: Final = 25  # Ticks before a shift at which work comes to mind.


def _workplace(town: "Town", agent: Agent, act: Work) -> Spot | Refusal | None:
    if not agent.job:
        return Refusal(f"{agent.id} has no job")
    return spot_in(town, agent, town.setting.jobs[agent.job].place)


def _clock_in(town: "Town", agent: Agent, act: Work) -> int | Refusal:
    """Begin the shift, late or in time, or go back to it; it lasts until the clock says so."""
    shift = town.setting.jobs[agent.job].shift
    early = (shift.opens - town.minute()) % DAY
    if 0 < early <= LEAD:
        town.later(agent, early, "go-on")
        return WAITS
    gone = (town.minute() - shift.opens) % DAY
    left = shift.length() - gone
    if left <= 0:
        return Refusal("it is not working time")
    if agent.on_shift < 0:
        if 0 < gone <= town.tick:
            town.tell(e.Late(*town.by(agent), agent.job, gone))
        town.tell(e.ShiftStarted(*town.by(agent), agent.job))
    return left


def _idle(town: "Town", agent: Agent, act: Stay) -> int:
    """Stay until something better comes to mind."""
    town.deciding(agent, town.tick + IDLES)
    return WAITS


WORK: Final = Rule(_workplace, _clock_in, nothing)
STAY: Final = Rule(here, _idle, nothing)
