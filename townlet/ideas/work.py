"""Ideas of work, which speaks by the clock; and of asking for some."""

from typing import TYPE_CHECKING, Final

from townlet.actions import Apply, Work
from townlet.ideas.option import Option
from townlet.livelihood import staffing
from townlet.personality import Personality
from townlet.state import Agent
from townlet.units import DAY, HOUR, PERCENT, scaled
from townlet.verbs.work import lead

if TYPE_CHECKING:
    from townlet.town import Town

AT_WORK: Final = 62 * PERCENT
MOST: Final = 80 * PERCENT  # Even the keenest hear a stomach that grumbles at 20 %: a meal is then worth 90 %.
ON_DUTY: Final = 50 * PERCENT  # However keen on work, nobody misses a meal for it: at 40 % hunger it is worth 60 %.
SEEKING: Final = 45 * PERCENT  # How much asking for work appeals to somebody without.
RISING: Final = 30 * PERCENT  # How much asking for better work appeals to somebody with full ambition.
OFFICE: Final = (9 * HOUR, 17 * HOUR)  # The minutes of the day between which people ask.
MINDS: Final = DAY  # Ticks from the start after which somebody the script gave no job looks for one.

WORK: Final = Work()


def work(town: "Town", agent: Agent, who: Personality, minute: int, found: list[Option]) -> None:
    """A shift that is on, or soon will be; for the ambitious, at other times, a better one."""
    shift = town.setting.jobs[agent.job].shift
    ahead = lead(town, agent)
    if (shift.opens - minute) % DAY <= ahead or shift.holds(minute):
        if town.tick + ahead >= agent.job_from:
            found.append((_appeal(agent, who), WORK))
    elif who.ambition > 0 and town.register.vacant and town.tick >= staffing.SETTLED and _office_hours(minute):
        job = staffing.better(town, agent)
        if job:
            found.append((scaled(RISING, who.ambition), Apply(job)))


def _appeal(agent: Agent, who: Personality) -> int:
    """To begin a shift appeals by character; once on duty work is worth the same to all, at it or on a break.

    Were it worth more on the way to a bench than at the counter, people would turn about on their heels for ever.
    """
    ambition = scaled(AT_WORK, who.ambition) // 5
    appeal = min(scaled(AT_WORK, who.preference("work")) + ambition, MOST)
    return appeal if agent.on_shift < 0 else min(appeal, ON_DUTY)


def seek(town: "Town", agent: Agent, minute: int, found: list[Option]) -> None:
    """Whoever lost the job, is new in town or has sat about for a day asks for work."""
    if (agent.seeks or town.tick >= MINDS) and town.setting.jobs and _office_hours(minute):
        job = staffing.wish(town, agent)
        if job:
            found.append((SEEKING, Apply(job)))


def _office_hours(minute: int) -> bool:
    first, last = OFFICE
    return first <= minute < last
