"""Ideas of work, which speaks by the clock."""

from typing import TYPE_CHECKING, Final

from townlet.actions import Work
from townlet.ideas.option import Option
from townlet.personality import Personality
from townlet.state import Agent
from townlet.units import DAY, PERCENT, scaled
from townlet.verbs.work import LEAD

if TYPE_CHECKING:
    from townlet.town import Town

AT_WORK: Final = 62 * PERCENT

WORK: Final = Work()


def work(town: "Town", agent: Agent, who: Personality, minute: int, found: list[Option]) -> None:
    """A shift that is on, or soon will be."""
    shift = town.setting.jobs[agent.job].shift
    if (shift.opens - minute) % DAY <= LEAD or shift.holds(minute):
        ambition = scaled(AT_WORK, who.ambition) // 5
        found.append((min(scaled(AT_WORK, who.preference("work")) + ambition, 95 * PERCENT), WORK))
