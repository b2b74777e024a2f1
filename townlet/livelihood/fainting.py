"""Fainting: what comes of a need that has been at zero for too long. Words and lost time are the ceiling."""

from typing import TYPE_CHECKING, Final

from townlet import body
from townlet import events as e
from townlet.activity import doing as deeds
from townlet.causes import Cause
from townlet.conditions import NEEDS, Need
from townlet.effects.feelings import this
from townlet.livelihood import lifecycle
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Town

FAINTING: Final = Cause(0, "town/fainting")


def notice(town: "Town", agent: Agent) -> None:
    """Tell of needs that fell low in this tick, and of a faint that is due."""
    body.notice_needs(town, agent)
    for need in NEEDS:
        if agent.on_stage and body.faints_at(agent, need) == town.tick:
            _faint(town, agent, need)
            return


def _faint(town: "Town", agent: Agent, need: Need) -> None:
    """Whatever was being done ends, a talk too; somebody helps, and life goes on."""
    if agent.talk is not None and not agent.talk.lead:
        deeds.break_off(town, town.agents[agent.talk.whom], "broken-off", f"{agent.id} fainted")
    deeds.break_off(town, agent, "broken-off", "fainted")
    event = town.tell(e.Fainted(*town.stamp(agent.id, agent.place, FAINTING, "·"), need))
    town.deciding(agent)
    lifecycle.fainted(town, agent, this(event))
