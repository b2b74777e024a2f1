"""How work goes in a town, in figures: read from the state, for reports and screens; nothing here changes anything."""

from typing import TYPE_CHECKING

import msgspec

from townlet.state import Agent
from townlet.units import DAY, ONE

if TYPE_CHECKING:
    from townlet.town import Town


class Figures(msgspec.Struct, frozen=True):
    """How many people, unless it says otherwise. What a shift came to counts for a day."""

    employed: int
    jobless: int
    on_shift: int
    present: int  # Worked the latest shift and came in time,
    late: int  # worked it and came late,
    absent: int  # or missed it.
    openings: int
    waiting: int  # On a list for work.
    homeless: int
    indebted: int

    @property
    def attendance(self) -> int | None:
        """Shifts worked, as a share (millionths) of those that were due in the last day; None when none was."""
        due = self.present + self.late + self.absent
        return (self.present + self.late) * ONE // due if due else None

    @property
    def lateness(self) -> int | None:
        """Shifts begun late, as a share (millionths) of those worked; None when none was."""
        worked = self.present + self.late
        return self.late * ONE // worked if worked else None


def figures(town: "Town") -> Figures:
    """The figures at this tick, of everybody in town."""
    here = [agent for agent in town.agents.values() if agent.on_stage]
    lately = [agent.record.last for agent in here if _lately(agent, town.tick)]
    return Figures(
        employed=sum(bool(agent.job) for agent in here),
        jobless=sum(not agent.job for agent in here),
        on_shift=sum(agent.on_shift >= 0 for agent in here),
        present=lately.count("present"),
        late=lately.count("late"),
        absent=lately.count("absent"),
        openings=sum(town.register.vacant.values()),
        waiting=sum(len(names) for names in town.register.applicants.values()),
        homeless=sum(agent.homeless for agent in here),
        indebted=sum(agent.debt > 0 for agent in here),
    )


def queue(town: "Town", job: str) -> tuple[str, ...]:
    """Who has asked for a job and waits for it, in the order in which it will be given."""
    return tuple(town.register.applicants.get(job, ()))


def _lately(agent: Agent, tick: int) -> bool:
    return agent.record.last_at >= 0 and tick - agent.record.last_at < DAY
