"""The body: how needs fall and rise, and when one of them is next worth noticing."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.agenda import DUE
from townlet.causes import Cause
from townlet.conditions import NEEDS, Need
from townlet.course import Course
from townlet.state import Agent
from townlet.units import PERCENT, scaled

if TYPE_CHECKING:
    from townlet.town import Town

BANDS: Final = (60 * PERCENT, 40 * PERCENT, 20 * PERCENT)
FAMISHED: Final = BANDS[-1]  # Of hunger: below this, others see it.
NEEDS_FALL: Final = Cause(0, "town/needs-fall")
FAINTS: Final = 180  # Ticks at zero, of hunger or energy, until somebody faints.
ROUSED: Final = 25 * PERCENT
ASLEEP: Final = 50 * PERCENT  # At rest, hunger and hygiene fall at this share of their pace.


def rebase(town: "Town", agent: Agent, changes: dict[Need, int] | None = None) -> None:
    """Let every need run on from here at the rate that now applies, and file when one next falls low."""
    who, pace, gains = town.who(agent), town.file.pace, agent.gains
    resting = "energy" in gains
    for need in NEEDS:
        rate = gains.get(need)
        if rate is None:
            rate = -scaled(getattr(pace, need), who.decay(need)) if agent.on_stage else 0
            rate = scaled(rate, ASLEEP) if resting else rate
        change = changes.get(need, 0) if changes else 0
        before: Course = getattr(agent, need)
        if rate == before.rate and not change:
            continue  # It runs on as it did.
        course = before.rebased(town.tick, rate, change)
        setattr(agent, need, course)
        if not course.level and need not in agent.empty:
            rests = before.rests()  # Since when it is gone: re-basing must not make it look fresh.
            agent.empty[need] = town.tick if rests is None else min(rests, town.tick)
        elif course.level and agent.empty:
            agent.empty.pop(need, None)
    watch(town, agent)


def come_round(town: "Town", agent: Agent) -> None:
    """After a faint, every need is back at a quarter, where it was less."""
    missing: dict[Need, int] = {need: max(0, ROUSED - getattr(agent, need).at(town.tick)) for need in NEEDS}
    agent.empty = {}
    rebase(town, agent, missing)


def faints_at(agent: Agent, need: Need) -> int:
    """The tick at which a need that is falling or gone makes somebody faint; 0 if it does not."""
    course: Course = getattr(agent, need)
    rests = course.rests()
    if need == "hygiene" or course.rate >= 0 or rests is None:
        return 0
    return min(rests, agent.empty.get(need, rests)) + FAINTS


def watch(town: "Town", agent: Agent) -> None:
    """File the next tick at which a need falls below a band, or has been gone too long, unless an earlier one is."""
    now, first = town.tick, 0
    for need in NEEDS:
        course: Course = getattr(agent, need)
        if course.rate < 0:
            tick = next_band(course, now)[0] or faints_at(agent, need)
            if tick > now and (not first or tick < first):
                first = tick
    if first and not now < agent.watch <= first:
        agent.watch = first
        town.agenda.file(first, DUE, "need", agent.id)


def next_band(course: Course, now: int) -> tuple[int, int]:
    """When a falling need will first be below its next band, and that band; (0, 0) if it never will."""
    if course.rate >= 0:
        return 0, 0
    value = course.at(now)
    for band in BANDS:
        if value >= band:
            return course.since + (course.level - band) // -course.rate + 1, band
    return 0, 0


def notice_needs(town: "Town", agent: Agent) -> None:
    """Tell of every need that fell below a band in this very tick, and watch for the next."""
    now = town.tick
    for need in NEEDS:
        course: Course = getattr(agent, need)
        if course.rate >= 0 or course.since == now:
            continue
        tick, band = next_band(course, now - 1)
        if tick == now:
            event = e.NeedFell(*town.stamp(agent.id, agent.place, NEEDS_FALL, "·"), need, band)
            town.tell(event)
            town.deciding(agent, cause=Cause(event.id, event.root), about=need)
    watch(town, agent)
