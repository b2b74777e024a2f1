"""Who gets which work: asking for it, the list of those who asked, the hour at which it is given, and giving it up."""

from itertools import islice
from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.causes import Cause
from townlet.goods import ledger
from townlet.state import Agent
from townlet.townfile import Job
from townlet.units import DAY, HOUR, ONE, PERCENT

if TYPE_CHECKING:
    from townlet.town import Town

HIRING: Final = Cause(0, "town/hiring")
HIRES: Final = 17 * HOUR  # The minute of the day at which work is given out.
SETTLED: Final = 2 * DAY  # Ticks from the start in which nobody of the cast gives up a job, a home or the town.
MISSES: Final = 2  # Shifts missed in a row, without excuse, that cost the job.
BAD_DAYS: Final = 3  # Shifts in a row that end in low spirits, after which somebody gives up.
SAVED: Final = 2  # Days of wages in the purse without which nobody can afford to be gloomy.
BETTER: Final = 3 * PERCENT  # How much more a job must pay to be worth leaving another for.
CONSIDERED: Final = 8  # Of many jobs, so many are thought of.


def wish(town: "Town", agent: Agent) -> str:
    """The job to ask for now: rather not the old one, where the list is shortest, then the nearest.

    Empty when there is nothing to be gained by asking: on a list already, and no opening elsewhere.
    """
    register, setting = town.register, town.setting
    if agent.applied and (agent.applied in register.vacant or not register.vacant):
        return ""
    found = [
        (
            name == agent.former,
            len(register.applicants.get(name, ())) - register.vacant.get(name, 0),
            town.ground.distance(town.tile_of(agent), agent.place, setting.jobs[name].place),
            name,
        )
        for name in _thought_of(town, agent)
        if town.is_open(setting.jobs[name].place)
    ]
    return min(found)[3] if found else ""


def _thought_of(town: "Town", agent: Agent) -> list[str]:
    """Openings round about, else some of those further off, else whatever work there is, to be put on a list for."""
    vacant = town.register.vacant
    near = [job.id for job in town.around(agent).jobs]
    openings = [name for name in near if name in vacant] or list(islice(vacant, CONSIDERED))
    return openings or ([] if agent.applied else near)


def better(town: "Town", agent: Agent) -> str:
    """An opening round about that pays noticeably more than one's own job; empty for none, or while on a list."""
    if agent.applied:
        return ""
    vacant, worth = town.register.vacant, town.setting.jobs[agent.job].wage * (ONE + BETTER) // ONE
    found = [
        (-job.wage, job.id)
        for job in town.around(agent).jobs
        if job.id in vacant and job.wage >= worth and town.is_open(job.place)
    ]
    return min(found)[1] if found else ""


def hire(town: "Town") -> None:
    """Give out what work there is: each opening to whoever asked for it first and still wants it."""
    for name in list(town.register.vacant):
        for who in list(town.register.applicants.get(name, ())):
            agent = town.agents[who]
            if name in town.register.vacant and agent.on_stage and agent.on_shift < 0 and not agent.leaving:
                _take_on(town, agent, town.setting.jobs[name])


def _take_on(town: "Town", agent: Agent, job: Job) -> None:
    """The first shift is the next that begins; a job in hand is given up for it."""
    if agent.job:
        town.tell(e.Quit(*town.stamp(agent.id, agent.place, HIRING, "·"), agent.job, "better"))
    first = town.tick + ((job.shift.opens - town.minute() - 1) % DAY) + 1
    town.tell(e.Hired(*town.stamp(agent.id, agent.place, HIRING, "·"), job.id, first))


def wanted(town: "Town") -> bool:
    """Whether there is work that nobody has asked for."""
    register = town.register
    return any(left > len(register.applicants.get(name, ())) for name, left in register.vacant.items())


def part(town: "Town", agent: Agent, cause: Cause) -> None:
    """After a shift: dismissed over shifts missed, or enough of bad days. Nobody is who is under orders."""
    record = agent.record
    if agent.orders or agent.holds:
        return
    if record.missed >= MISSES:
        stamp = town.stamp(agent.id, agent.place, cause, "·")
        town.tell(e.Dismissed(*stamp, agent.job, record.missed))
    elif record.gloomy >= BAD_DAYS and town.tick >= SETTLED and _can_afford_it(town, agent):
        town.tell(e.Quit(*town.stamp(agent.id, agent.place, cause, "·"), agent.job, "gloom"))


def _can_afford_it(town: "Town", agent: Agent) -> bool:
    return ledger.balance(town.ledger, agent.id, ledger.COINS) >= SAVED * town.setting.jobs[agent.job].wage
