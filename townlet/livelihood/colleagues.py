"""Co-workers: what kept somebody from work, who stands in for them, and who takes the shift of an absent one."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Eat, Rest, Wash, Work
from townlet.causes import Cause
from townlet.company import society, ties
from townlet.state import Agent
from townlet.townfile import Job
from townlet.units import HOUR, PERCENT, scaled

if TYPE_CHECKING:
    from townlet.town import Town

FORGIVEN: Final = 15  # Ticks of lateness that cost nothing.
NOTICED: Final = 5  # Ticks after which coming late is noticed, and somebody has to stand in.
GIVEN_UP: Final = HOUR  # Ticks into a shift after which it is anybody's who wants it.
EXCUSED: Final = ("closed", "directed", "held", "fainted", "away")  # Reasons that nobody is blamed for.


def reason(town: "Town", agent: Agent, job: Job) -> tuple[e.Why, str]:
    """What keeps somebody from work just now, and the person or the object it has to do with."""
    doing = agent.doing
    if town.is_shut(job.place):
        return "closed", ""
    if agent.orders or (doing is not None and doing.order):
        return "directed", ""
    if agent.holds:
        return "held", ""
    if agent.talk is not None:
        return "talk", agent.talk.whom
    if agent.faints and town.tick - agent.faints[-1] < GIVEN_UP:
        return "fainted", ""
    if doing is not None and doing.stage == "queue":
        return "queue", doing.thing
    if agent.walk is not None:
        return "walking", ""
    if doing is not None and isinstance(doing.act, Rest):
        return "overslept", ""
    if doing is not None and isinstance(doing.act, Eat | Wash):
        return "busy", doing.thing
    return "forgot", ""


def is_there(town: "Town", agent: Agent, job: Job) -> bool:
    """Whether somebody is at work, or stands there ready to begin."""
    waiting = agent.doing is not None and isinstance(agent.doing.act, Work) and agent.walk is None
    return agent.on_shift >= 0 or (waiting and agent.place == job.place and agent.talk is None)


def docked(job: Job, late: int) -> int:
    """What of the wage is lost by so many ticks of lateness: nothing for a quarter of an hour, else in proportion."""
    return 0 if late <= FORGIVEN else job.wage * min(late, job.shift.length()) // job.shift.length()


def cover(town: "Town", agent: Agent, late: int) -> Agent | None:
    """Who at the same place has stood in for somebody late, if anybody did: rather a friend than a rival."""
    if late > GIVEN_UP:
        return None
    for other in _on_duty(town, agent):
        who = town.who(other)
        trust = ties.value(other, agent.id, "trust", town.tick, who)
        rivalry = ties.value(other, agent.id, "rivalry", town.tick, who)
        chance = 50 * PERCENT + scaled(20 * PERCENT, who.forgiveness) + trust // 2 - rivalry
        if town.luck("engine.work", "covers", other.id, agent.id) < chance:
            return other
    return None


def take_over(town: "Town", agent: Agent, cause: Cause) -> None:
    """An hour into a shift, one of those who did come may take that of one who did not, for half of its wage."""
    for other in _on_duty(town, agent):
        who = town.who(other)
        rivalry = ties.value(other, agent.id, "rivalry", town.tick, who)
        chance = 30 * PERCENT + scaled(40 * PERCENT, who.ambition) + rivalry // 2
        if not other.record.stands_for and town.luck("engine.work", "takes", other.id, agent.id) < chance:
            stamp = town.stamp(other.id, other.place, cause, "·")
            town.tell(e.TookShift(*stamp, agent.id, agent.job, town.setting.jobs[agent.job].wage))
            society.trim(town, agent)
            return


def _on_duty(town: "Town", agent: Agent) -> list[Agent]:
    """Who else works at the same job and is at it."""
    staff = (town.agents[name] for name in town.register.staff.get(agent.job, ()))
    return [other for other in staff if other is not agent and other.on_shift >= 0 and other.place]
