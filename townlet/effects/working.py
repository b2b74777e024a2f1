"""Work and rent: shifts, wages, who has which job, who owes what."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet import mood
from townlet.company import ties
from townlet.effects.feelings import feel, stand, this
from townlet.goods import ledger
from townlet.state import Agent, Outcome, Record
from townlet.units import PERCENT

if TYPE_CHECKING:
    from townlet.town import Town

GLOOM = 45 * PERCENT  # A mood below this at the end of a shift makes it a bad day.


def work(town: "Town", event: e.Working) -> None:
    """Carry a day's work and its wage into the state."""
    agent = town.agents[event.who]
    match event:
        case e.ShiftStarted():
            agent.on_shift = event.tick
            agent.record.missed = 0
        case e.KeptFromWork():
            record = agent.record
            record.why, record.about, record.kept = event.why, event.about, this(event)
        case e.Late():
            agent.record.late, agent.record.lost = event.ticks, event.docked
        case e.Absent():
            _over(agent, "absent", event.tick)
            agent.record.missed += not event.excused
        case e.ShiftEnded():
            _off_duty(town, agent, event)
        case e.Covered():
            stand(town, event.whom, event.who, ties.HELPED_WHEN_LATE)
            feel(town, event.whom, mood.HELPED, event.id)
        case e.TookShift():
            agent.record.stands_for = event.whom
            town.agents[event.whom].record.lost = event.amount
            change = ties.at_work(ties.TOOK_MY_SHIFT, town.who(town.agents[event.whom]))
            stand(town, event.whom, event.who, change)
        case e.Applied() | e.Hired() | e.Dismissed() | e.Quit():
            employ(town, agent, event)
        case e.RentPaid():
            ledger.transfer(town.ledger, ledger.COINS, event.amount, event.who, ledger.TOWN)
            agent.debt = event.debt
        case e.RentOwed():
            agent.debt = event.debt
        case e.Dole():
            ledger.transfer(town.ledger, ledger.COINS, event.amount, ledger.TOWN, event.who)
        case _:
            assert_never(event)


def employ(town: "Town", agent: Agent, event: e.Applied | e.Hired | e.Dismissed | e.Quit) -> None:
    """Who has which job, and who is on whose list."""
    match event:
        case e.Applied():
            unlist(town, agent)
            town.register.applicants.setdefault(event.job, []).append(agent.id)
            agent.applied = event.job
        case e.Hired():
            unlist(town, agent)
            take_post(town, agent, event.job)
            agent.job_from = event.first
        case e.Dismissed() | e.Quit():
            leave_post(town, agent)
            size = mood.DISMISSED if isinstance(event, e.Dismissed) else mood.QUIT
            feel(town, agent.id, size, event.id, town.who(agent).reward("employment"))


def take_post(town: "Town", agent: Agent, job: str) -> None:
    """Be on the staff of a job, which is then no longer open, or less so."""
    agent.job, agent.seeks, agent.record = job, False, Record()
    town.register.staff.setdefault(job, []).append(agent.id)
    count_openings(town, job)


def leave_post(town: "Town", agent: Agent) -> None:
    """Be on nobody's staff, and look for something else."""
    if agent.job:
        job, agent.job, agent.on_shift = agent.job, "", -1
        agent.seeks, agent.former, agent.record = True, job, Record()
        town.register.staff[job].remove(agent.id)
        count_openings(town, job)


def unlist(town: "Town", agent: Agent) -> None:
    """Be on no list of applicants."""
    if agent.applied:
        town.register.applicants[agent.applied].remove(agent.id)
        agent.applied = ""


def count_openings(town: "Town", job: str) -> None:
    """How many a job still wants."""
    vacant = town.register.vacant
    left = town.setting.jobs[job].openings - len(town.register.staff.get(job, ()))
    if left > 0:
        vacant[job] = left
    else:
        vacant.pop(job, None)


def _off_duty(town: "Town", agent: Agent, event: e.ShiftEnded) -> None:
    """A day's work is done: the wage, what it does to the mood, and what is remembered of the day."""
    record, before = agent.record, mood.mood(agent, event.tick)
    record.gloomy = record.gloomy + 1 if before < GLOOM else 0
    _over(agent, "late" if record.late else "present", event.tick)
    agent.on_shift = -1
    ledger.transfer(town.ledger, ledger.COINS, event.wage, ledger.OUTSIDE, event.who)
    feel(town, event.who, mood.PAID, event.id, town.who(agent).reward("employment"))


def _over(agent: Agent, outcome: Outcome, tick: int) -> None:
    agent.record.last, agent.record.last_at = outcome, tick
