"""A day's work, asking for work, and doing nothing in particular."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Apply, Stay, Work
from townlet.activity.rule import WAITS, Refusal, Rule, Spot, here, nothing
from townlet.activity.whereabouts import spot_in
from townlet.company import society
from townlet.effects.feelings import this
from townlet.livelihood import colleagues
from townlet.state import Agent
from townlet.townfile import Job
from townlet.units import DAY, ONE

if TYPE_CHECKING:
    from townlet.town import Town

IDLES: Final = 30  # Ticks of doing nothing before thinking of something else.
LEAD: Final = 25  # Ticks before a shift at which work comes to mind,
EARLY: Final = 45  # and at which it does to those who like it more than most; they begin on arriving.
ASKS: Final = 4  # Ticks it takes to ask for work.


def _workplace(town: "Town", agent: Agent, act: Work) -> Spot | Refusal | None:
    if not agent.job:
        return Refusal(f"{agent.id} has no job")
    place = town.setting.jobs[agent.job].place
    if agent.on_shift < 0 and town.is_shut(place):
        return Refusal(f"{town.setting.places[place].title} is closed")
    return spot_in(town, agent, place)


def _clock_in(town: "Town", agent: Agent, act: Work) -> int | Refusal:
    """Begin the shift, late or in time, or go back to it; it lasts until the clock says so."""
    job = town.setting.jobs[agent.job]
    early = (job.shift.opens - town.minute()) % DAY
    if town.tick + lead(town, agent) < agent.job_from:
        return Refusal("the new work has not begun yet")
    if 0 < early <= lead(town, agent):
        if not keen(town, agent) or town.tick + early < agent.job_from:
            town.later(agent, early, "go-on")
            return WAITS
        if agent.on_shift < 0:
            _begin_shift(town, agent, job, 0)
        return early + job.shift.length()
    gone = (town.minute() - job.shift.opens) % DAY
    left = job.shift.length() - gone
    if left <= 0:
        return Refusal("it is not working time")
    if agent.on_shift < 0:
        _begin_shift(town, agent, job, gone if gone <= town.tick else 0)
    return left


def keen(town: "Town", agent: Agent) -> bool:
    """Whether somebody likes work more than most."""
    return town.who(agent).preference("work") > ONE


def lead(town: "Town", agent: Agent) -> int:
    """How many ticks before a shift somebody thinks of it."""
    return EARLY if keen(town, agent) else LEAD


def _begin_shift(town: "Town", agent: Agent, job: Job, late: int) -> None:
    """On duty; whoever is late hears who stood in, and pays for it where nobody did.

    `away` is who was not in town when the shift came up; `forgot` is who stood there in time, and was drawn away.
    """
    record = agent.record
    if late >= colleagues.NOTICED:
        why = record.why or ("forgot" if 0 <= town.tick - record.opened <= late + LEAD else "away")
        helper = colleagues.cover(town, agent, late)
        docked = 0 if helper or why in colleagues.EXCUSED else colleagues.docked(job, late)
        stamp = town.by(agent, record.kept)
        came = town.tell(e.Late(*stamp, job.id, late, why, record.about, max(docked, record.lost // 2)))
        if helper:
            stamp = town.stamp(helper.id, helper.place, this(came), "·")
            town.tell(e.Covered(*stamp, agent.id, job.id, late))
            society.trim(town, agent)
    town.tell(e.ShiftStarted(*town.by(agent), job.id))


def _idle(town: "Town", agent: Agent, act: Stay) -> int:
    """Stay until something better comes to mind."""
    town.deciding(agent, town.tick + IDLES)
    return WAITS


def _office(town: "Town", agent: Agent, act: Apply) -> Spot | Refusal | None:
    """Where the work is done that is asked for."""
    if act.job == agent.job:
        return Refusal(f"{agent.id} has that job")
    return spot_in(town, agent, town.setting.jobs[act.job].place)


def _ask(town: "Town", agent: Agent, act: Apply) -> int:
    return ASKS


def _asked(town: "Town", agent: Agent, act: Apply) -> None:
    """On the list; whoever was on another is on this one now."""
    ahead = [name for name in town.register.applicants.get(act.job, ()) if name != agent.id]
    town.tell(e.Applied(*town.by(agent), act.job, len(ahead)))


WORK: Final = Rule(_workplace, _clock_in, nothing)
APPLY: Final = Rule(_office, _ask, _asked)
STAY: Final = Rule(here, _idle, nothing)
