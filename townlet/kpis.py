"""How a town is doing: its key figures over a rolling day, from what happens in it and what is true of it.

A pure observer: `Kpis.take` hears every event after it has been applied, `Kpis.read` gives the figures. Nothing
of the town depends on it. Counts are kept by the hour for a day, so memory does not grow with time; an event costs
one look-up, and only the kinds in `_COUNTS` and `_HEARD` cost more.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from townlet import events as e
from townlet.company import ties
from townlet.events import Event
from townlet.state import Agent
from townlet.units import DAY, HOUR, ONE, PERCENT

if TYPE_CHECKING:
    from townlet.town import Town

WELL: Final = 30 * PERCENT  # Every need above this, and somebody gets by.
CLOSE: Final = 30 * PERCENT  # A tie stronger than this is worth the name.
HOURS: Final = DAY // HOUR


class Hour(msgspec.Struct):
    """What was counted in one hour. Sums may be added up, whence they are kept as sums and not as shares."""

    number: int  # Hours since tick 0.
    looked: int = 0  # Agents on stage when the hour began (but for the first of all),
    well: int = 0  # and how many of them had every need above `WELL`.
    started: int = 0  # Shifts begun,
    late: int = 0  # how many of them late,
    late_ticks: int = 0  # by how many ticks in all,
    absent: int = 0  # and shifts that went by without their worker.
    faints: int = 0
    faints_unprovoked: int = 0  # Those with no perturbation under way in the day before.
    chats: int = 0  # Chats that came to an end in any way,
    chats_failed: int = 0
    conflicts: int = 0
    repeats: int = 0  # Conflicts of a pair that had one already in the day before.
    turns: int = 0  # Turns taken after waiting in a queue,
    waited: int = 0  # and the ticks waited for them.
    gave_up: int = 0  # Queues left without a turn.
    passed_over: int = 0
    wages: int = 0  # Thousandths.
    spent: int = 0  # Thousandths paid for goods, washing and rent.
    rent_owed: int = 0  # Days' rents that could not be paid.
    lines: int = 0  # Lines with a sign,
    emergent: int = 0  # and those that nobody wrote or directed.


class Kpis(msgspec.Struct):
    """The observer's whole state: plain values, to be saved with a run."""

    hours: list[Hour] = []  # A day's at most, the one under way last.
    queued: dict[str, int] = {}  # Who waits in a queue, and since when.
    quarrels: dict[str, int] = {}  # When a pair last had words, for a day.
    disturbances: int = 0  # Perturbations under way.
    disturbed: int = -DAY  # The last tick at which one was.
    lines: int = 0  # What of the page has been counted already.
    emergent: int = 0
    began: int = 0  # The tick from which on they hear of the town.

    @classmethod
    def since(cls, town: "Town") -> "Kpis":
        """For a town as it is: of one that goes on, nothing that was before is counted. Waits count from now on."""
        page, waiting = town.page.state, [who for thing in town.things.values() for who in thing.queue]
        return cls(
            queued=dict.fromkeys(waiting, town.tick), disturbances=len(town.running),
            disturbed=town.tick if town.running else -DAY, lines=page.lines, emergent=page.emergent, began=town.tick,
        )  # fmt: skip

    def take(self, town: "Town", event: Event) -> None:
        """Hear of an event that has been applied."""
        kind = type(event)
        now = self._hour(town)
        if town.page.state.lines != self.lines:
            self._count_lines(town, now)
        counted = _COUNTS.get(kind)
        if counted is not None:
            setattr(now, counted, getattr(now, counted) + 1)
        heard = _HEARD.get(kind)
        if heard is not None:
            heard(self, now, event)

    @property
    def until(self) -> int:
        """The tick from which on an event is the first to be heard of in its hour."""
        return (self.hours[-1].number + 1) * HOUR if self.hours else 0

    def read(self, town: "Town") -> "Reading":
        """The figures now, over the last day by whole hours; looks at every agent."""
        self._count_lines(town, self._hour(town))
        columns = zip(*map(msgspec.structs.astuple, self.hours), strict=True)
        sums = dict(zip(Hour.__struct_fields__, map(sum, columns), strict=True))
        del sums["number"]
        people = [agent for agent in town.agents.values() if agent.on_stage]
        return Reading(
            tick=town.tick,
            since=max(self.began, self.hours[0].number * HOUR),
            people=len(people),
            well_now=sum(is_well(agent, town.tick) for agent in people),
            tied=sum(has_tie(town, agent) for agent in people),
            **sums,
        )

    def lines_told(self, town: "Town") -> None:
        """Count the lines of this tick, where events that are not counted pass by unheard."""
        if town.page.state.lines != self.lines:
            self._count_lines(town, self._hour(town))

    def _hour(self, town: "Town") -> Hour:
        """The hour under way; the first to hear of a new one looks after everybody, also for hours without news."""
        number = town.tick // HOUR
        if not self.hours:  # The curtain is rising; who will be on stage is not known yet.
            self.hours = [Hour(number)]
        last = self.hours[-1].number
        if last == number:
            return self.hours[-1]
        people = [agent for agent in town.agents.values() if agent.on_stage]
        missed = range(max(last, number - HOURS) + 1, number + 1)
        self.hours = [hour for hour in self.hours if hour.number > number - HOURS]
        self.hours += [Hour(each, len(people), sum(is_well(who, each * HOUR) for who in people)) for each in missed]
        self.quarrels = {pair: tick for pair, tick in self.quarrels.items() if town.tick - tick < DAY}
        return self.hours[-1]

    def _count_lines(self, town: "Town", hour: Hour) -> None:
        """What the page has told since it was last asked: the line of the event just heard of, as a rule."""
        page = town.page.state
        hour.lines += page.lines - self.lines
        hour.emergent += page.emergent - self.emergent
        self.lines, self.emergent = page.lines, page.emergent


class Reading(msgspec.Struct, frozen=True):
    """The figures of one day: of the moment, and the sums of `Hour`. Shares are None where nothing was counted.

    The sums are of what happened in the ticks from `since` on.
    """

    tick: int
    since: int
    people: int  # On stage at `tick`,
    well_now: int  # how many of them have every need above `WELL`,
    tied: int  # and how many have a tie stronger than `CLOSE`.
    looked: int
    well: int
    started: int
    late: int
    late_ticks: int
    absent: int
    faints: int
    faints_unprovoked: int
    chats: int
    chats_failed: int
    conflicts: int
    repeats: int
    turns: int
    waited: int
    gave_up: int
    passed_over: int
    wages: int
    spent: int
    rent_owed: int
    lines: int
    emergent: int

    @property
    def self_sufficiency(self) -> int | None:
        """Of all agents at every full hour, the share (millionths) with every need above `WELL`."""
        return share(self.well, self.looked)

    @property
    def attendance(self) -> int | None:
        """Of all shifts, the share (millionths) that somebody came to."""
        return share(self.started, self.started + self.absent)

    @property
    def lateness(self) -> int | None:
        """Of all shifts begun, the share (millionths) begun late."""
        return share(self.late, self.started)

    @property
    def chat_success(self) -> int | None:
        """Of all chats, the share (millionths) that went well."""
        return share(self.chats - self.chats_failed, self.chats)

    @property
    def repeated_conflicts(self) -> int | None:
        """Of all conflicts, the share (millionths) between two that had one already in the day before."""
        return share(self.repeats, self.conflicts)

    @property
    def tied_share(self) -> int | None:
        """Of all agents, the share (millionths) with a tie stronger than `CLOSE`, now."""
        return share(self.tied, self.people)

    @property
    def wages_to_cost(self) -> int | None:
        """Wages as a share (millionths) of what was spent on living."""
        return share(self.wages, self.spent)

    @property
    def emergent_share(self) -> int | None:
        """Of all lines with a sign, the share (millionths) that nobody wrote or directed."""
        return share(self.emergent, self.lines)


def share(part: int, whole: int) -> int | None:
    """`part` of `whole` in millionths; None of nothing."""
    return part * ONE // whole if whole else None


def is_well(agent: Agent, tick: int) -> bool:
    """Whether every need was above `WELL` at `tick`; for what has been re-based since, at that later tick."""
    hunger, hygiene, energy = agent.hunger, agent.hygiene, agent.energy
    return (
        hunger.at(max(tick, hunger.since)) > WELL
        and hygiene.at(max(tick, hygiene.since)) > WELL
        and energy.at(max(tick, energy.since)) > WELL
    )


def has_tie(town: "Town", agent: Agent) -> bool:
    """Whether any tie, of whatever sort, is stronger than `CLOSE`."""
    strong = [tie for tie in agent.ties.values() if max(abs(tie.trust), abs(tie.familiarity), abs(tie.rivalry)) > CLOSE]
    return any(ties.strength(tie, town.tick, town.who(agent)) > CLOSE for tie in strong)  # They only fade from there.


# What an event is counted as, by its kind.
_COUNTS: Final[dict[type, str]] = {
    e.ShiftStarted: "started",
    e.Late: "late",
    e.Absent: "absent",
    e.Fainted: "faints",
    e.Chatted: "chats",
    e.ChatFailed: "chats",
    e.Argued: "conflicts",
    e.PassedOver: "passed_over",
    e.RentOwed: "rent_owed",
}


def _late(kpis: Kpis, hour: Hour, event: e.Late) -> None:
    hour.late_ticks += event.ticks


def _fainted(kpis: Kpis, hour: Hour, event: e.Fainted) -> None:
    hour.faints_unprovoked += not kpis.disturbances and event.tick - kpis.disturbed >= DAY


def _failed(kpis: Kpis, hour: Hour, event: e.ChatFailed) -> None:
    hour.chats_failed += 1


def _argued(kpis: Kpis, hour: Hour, event: e.Argued) -> None:
    pair = "|".join(sorted((event.who, event.whom)))
    hour.repeats += event.tick - kpis.quarrels.get(pair, -DAY) < DAY
    kpis.quarrels[pair] = event.tick


def _queued(kpis: Kpis, hour: Hour, event: e.Queued) -> None:
    kpis.queued[event.who] = event.tick


def _unqueued(kpis: Kpis, hour: Hour, event: e.Unqueued) -> None:
    since = kpis.queued.pop(event.who, event.tick)
    if event.turn:
        hour.turns += 1
        hour.waited += event.tick - since
    else:
        hour.gave_up += 1


def _earned(kpis: Kpis, hour: Hour, event: e.ShiftEnded) -> None:
    hour.wages += event.wage


def _bought(kpis: Kpis, hour: Hour, event: e.Bought | e.Paid) -> None:
    hour.spent += event.price


def _housed(kpis: Kpis, hour: Hour, event: e.RentPaid) -> None:
    hour.spent += event.amount


def _disturbed(kpis: Kpis, hour: Hour, event: e.PerturbationBegan) -> None:
    kpis.disturbances += 1
    kpis.disturbed = event.tick


def _settled(kpis: Kpis, hour: Hour, event: e.PerturbationEnded) -> None:
    kpis.disturbances -= 1
    kpis.disturbed = event.tick


# What more is taken from an event, by its kind.
_HEARD: Final[dict[type, Callable[..., None]]] = {
    e.Late: _late,
    e.Fainted: _fainted,
    e.ChatFailed: _failed,
    e.Argued: _argued,
    e.Queued: _queued,
    e.Unqueued: _unqueued,
    e.ShiftEnded: _earned,
    e.Bought: _bought,
    e.Paid: _bought,
    e.RentPaid: _housed,
    e.PerturbationBegan: _disturbed,
    e.PerturbationEnded: _settled,
}

COUNTED: Final = frozenset({*_COUNTS, *_HEARD})
"""Whoever leads only these kinds to `Kpis.take`, and what comes first in each hour, leads it to the same figures, as
long as `Kpis.lines_told` is called when a tick is over in which lines were written."""
