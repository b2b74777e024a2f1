"""The body: how needs fall and rise, and when one of them is next worth noticing."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.agenda import DUE
from townlet.causes import Cause
from townlet.conditions import Need
from townlet.course import Course
from townlet.state import Agent
from townlet.units import PERCENT, scaled

if TYPE_CHECKING:
    from townlet.town import Town

BANDS: Final = (60 * PERCENT, 40 * PERCENT, 20 * PERCENT)
NEEDS: Final[tuple[Need, ...]] = ("hunger", "hygiene", "energy")
NEEDS_FALL: Final = Cause(0, "town/needs-fall")
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
        setattr(agent, need, getattr(agent, need).rebased(town.tick, rate, change))
    watch(town, agent)


def watch(town: "Town", agent: Agent) -> None:
    """File the next tick at which a need falls below a band, unless an earlier one is filed."""
    ticks = [tick for need in NEEDS if (tick := next_band(getattr(agent, need), town.tick)[0]) > 0]
    if ticks and not town.tick < agent.watch <= min(ticks):
        agent.watch = min(ticks)
        town.agenda.file(agent.watch, DUE, "need", agent.id)


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
    for need in NEEDS:
        tick, band = next_band(getattr(agent, need), town.tick - 1)
        if tick == town.tick:
            event = e.NeedFell(*town.stamp(agent.id, agent.place, NEEDS_FALL, "·"), need, band)
            town.tell(event)
            town.deciding(agent, cause=Cause(event.id, event.root), about=need)
    watch(town, agent)
