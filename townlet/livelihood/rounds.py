"""The daily round: shifts and places that begin and end by the clock, work given out at five, rent at midnight."""

from typing import TYPE_CHECKING

from townlet import events as e
from townlet.activity.whereabouts import belongs
from townlet.agenda import DUE, Entry
from townlet.causes import Cause
from townlet.effects.feelings import this
from townlet.effects.working import count_openings
from townlet.goods import ledger
from townlet.livelihood import colleagues, lifecycle, staffing
from townlet.state import Agent
from townlet.townfile import A_SQUARE_MEAL, MEALS_A_DAY, Job
from townlet.units import DAY
from townlet.verbs.work import EARLY, LEAD, keen

if TYPE_CHECKING:
    from townlet.town import Town

SHIFT = Cause(0, "town/shift")
CLOSING = Cause(0, "town/closing")
RENT = Cause(0, "town/rent")
DOLE = Cause(0, "town/dole")


def file_days(town: "Town") -> None:
    """The first shift of every job, the first closing of every place, and the hours of the town itself."""
    for job in town.setting.jobs.values():
        town.agenda.file((job.shift.opens - EARLY - town.opens) % DAY, DUE, "shift-soon", job.id)
        town.agenda.file((job.shift.opens - LEAD - town.opens) % DAY, DUE, "shift", job.id)
        town.agenda.file((job.shift.opens - town.opens) % DAY or DAY, DUE, "roll-call", job.id)
        town.agenda.file((job.shift.closes - town.opens) % DAY or DAY, DUE, "shift-over", job.id)
    for place in town.file.places:
        if place.hours.opens != place.hours.closes:
            town.agenda.file((place.hours.closes - town.opens) % DAY or DAY, DUE, "closing", place.id)
    town.agenda.file((-town.opens) % DAY or DAY, DUE, "midnight", "")
    town.agenda.file((lifecycle.MORNING - town.opens) % DAY or DAY, DUE, "morning", "")
    town.agenda.file((staffing.HIRES - town.opens) % DAY or DAY, DUE, "hiring", "")


def fill_posts(town: "Town") -> None:
    """Who works where, in the order of the cast, and what work is open."""
    for agent in town.agents.values():
        if agent.job:
            town.register.staff.setdefault(agent.job, []).append(agent.id)
    for job in town.setting.jobs:
        count_openings(town, job)


def catch_up(town: "Town") -> None:
    """A run that was saved before there was a register: it is drawn up, and the hours it goes by are filed."""
    if town.register.staff or town.register.vacant or not town.setting.jobs:
        return
    fill_posts(town)
    hours = [(staffing.HIRES, "hiring", ""), (lifecycle.MORNING, "morning", "")]
    for job in town.setting.jobs.values():
        hours += [(job.shift.opens - EARLY, "shift-soon", job.id)]
        hours += [(job.shift.opens - LEAD, "shift", job.id), (job.shift.opens, "roll-call", job.id)]
        hours += [(job.shift.closes, "shift-over", job.id)]
    for minute, kind, who in hours:
        town.agenda.file(town.tick + (minute - town.minute() - 1) % DAY + 1, DUE, kind, who)


def shift_soon(town: "Town", entry: Entry) -> None:
    """Those who like work think of it early."""
    town.agenda.file(town.tick + DAY, DUE, "shift-soon", entry.who)
    for agent in _due(town, entry.who, EARLY):
        if keen(town, agent):
            town.deciding(agent, cause=SHIFT, about="work")


def shift(town: "Town", entry: Entry) -> None:
    """Work will soon begin: a reason to think of it. What the last shift came to is over and done with."""
    if entry.who not in town.setting.jobs:  # Older snapshots filed it for each worker.
        return
    town.agenda.file(town.tick + DAY, DUE, "shift", entry.who)
    for agent in _due(town, entry.who, LEAD):
        record = agent.record
        record.opened = town.tick
        record.why, record.about, record.kept = None, "", None
        record.late, record.lost, record.stands_for = 0, 0, ""
        town.moved("work", agent.id)
        town.deciding(agent, cause=SHIFT, about="work")


def roll_call(town: "Town", entry: Entry) -> None:
    """Work begins: whoever is not there is kept by something."""
    job = town.setting.jobs[entry.who]
    town.agenda.file(town.tick + DAY, DUE, "roll-call", job.id)
    missing = [agent for agent in _due(town, job.id) if not colleagues.is_there(town, agent, job)]
    for agent in missing:
        why, about = colleagues.reason(town, agent, job)
        cause = agent.doing.cause if agent.doing is not None else SHIFT
        town.tell(e.KeptFromWork(*town.stamp(agent.id, agent.place, cause, "·"), job.id, why, about))
    if missing:
        town.agenda.file(town.tick + colleagues.GIVEN_UP, DUE, "missing", job.id)


def missing(town: "Town", entry: Entry) -> None:
    """An hour into the shift, somebody may take that of one who has not come."""
    for agent in _due(town, entry.who):
        if agent.on_shift < 0 and agent.record.kept is not None:
            colleagues.take_over(town, agent, agent.record.kept)


def shift_over(town: "Town", entry: Entry) -> None:
    """The day's work is over: the wage is paid, or the absence noted; some do not come back."""
    if entry.who not in town.setting.jobs:  # Older snapshots filed it for each worker.
        return
    job = town.setting.jobs[entry.who]
    town.agenda.file(town.tick + DAY, DUE, "shift-over", job.id)
    for agent in _due(town, job.id):
        staffing.part(town, agent, this(_paid(town, agent, job) if agent.on_shift >= 0 else _absent(town, agent, job)))


def _paid(town: "Town", agent: Agent, job: Job) -> e.Event:
    """The wage less what lateness cost; who did the work of two has half of what the other one lost."""
    taken = agent.record.stands_for
    extra = town.agents[taken].record.lost // 2 if taken else 0
    stamp = town.stamp(agent.id, agent.place, SHIFT, "·")
    return town.tell(e.ShiftEnded(*stamp, job.id, job.wage - agent.record.lost + extra, extra))


def _absent(town: "Town", agent: Agent, job: Job) -> e.Event:
    record = agent.record
    why = colleagues.reason(town, agent, job)[0]
    if why not in colleagues.EXCUSED and record.why:
        why = record.why
    stamp = town.stamp(agent.id, agent.place, record.kept or SHIFT, "·")
    return town.tell(e.Absent(*stamp, job.id, why, why in colleagues.EXCUSED))


def _due(town: "Town", job: str, lead: int = 0) -> list[Agent]:
    """The staff of a job whose day it is: in town, and not hired for a later one."""
    staff = [town.agents[name] for name in town.register.staff.get(job, ())]
    return [agent for agent in staff if agent.on_stage and agent.job_from <= town.tick + lead]


def hiring(town: "Town", entry: Entry) -> None:
    """The hour at which work is given out."""
    town.agenda.file(town.tick + DAY, DUE, "hiring", "")
    staffing.hire(town)


def closing(town: "Town", entry: Entry) -> None:
    """A place closes: whoever does not belong there thinks of going."""
    town.agenda.file(town.tick + DAY, DUE, "closing", entry.who)
    for name in town.places[entry.who].people:
        agent = town.agents[name]
        if not belongs(town, agent, entry.who) and agent.talk is None:
            town.deciding(agent, cause=CLOSING, about="closing")


def midnight(town: "Town", entry: Entry) -> None:
    """Rent is due from everybody in town who has a home; then the town thinks of those who have nothing."""
    town.agenda.file(town.tick + DAY, DUE, "midnight", "")
    if not town.file.rent:
        return
    meals = _dole(town)
    here = [agent for agent in town.agents.values() if agent.on_stage]
    for agent in here:
        if not agent.homeless:
            _rent(town, agent, town.file.rent)
    for agent in here:  # Who has lost the work, or not been paid for any yet.
        if agent.record.last is None and _coins(town, agent.id) < meals <= _coins(town, ledger.TOWN):
            town.tell(e.Dole(*town.stamp(agent.id, agent.place, DOLE, "·"), meals - _coins(town, agent.id)))


def _rent(town: "Town", agent: Agent, rent: int) -> None:
    """Today's rent, and of what is owed as much as leaves another day's in the purse."""
    stamp, purse = town.stamp(agent.id, agent.place, RENT, "·"), _coins(town, agent.id)
    if purse < rent:
        town.tell(e.RentOwed(*stamp, rent, agent.debt + rent))
        return
    back = min(agent.debt, max(0, purse - 2 * rent))
    town.tell(e.RentPaid(*stamp, rent + back, agent.debt - back))


def _dole(town: "Town") -> int:
    """The price of a day's meals of the cheapest kind, in thousandths."""
    prices = [
        goods.price
        for place in town.file.places
        for goods in place.sells
        if town.items[goods.item].filling >= A_SQUARE_MEAL
    ]
    return MEALS_A_DAY * min(prices, default=0)


def _coins(town: "Town", account: str) -> int:
    return ledger.balance(town.ledger, account, ledger.COINS)
