"""Performing a schedule: the one place where a town is opened or restored, listened to and timed."""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from runner.attending import Attendant, perform
from townlet.beat import Beat
from townlet.events import Event
from townlet.opening import opened, raise_curtain
from townlet.page import PageState
from townlet.schedule import Schedule
from townlet.script.checks import fails
from townlet.script.performance import Verdict
from townlet.setting import Setting
from townlet.snapshot import digest, restored
from townlet.town import Town
from townlet.townfile import TownFile
from townlet.units import ONE

T = TypeVar("T")
Attend = Callable[[Town], Iterable[Attendant]]


class Performed(msgspec.Struct, frozen=True):
    """A run that is over. Of one that went on from a snapshot, `ticks`, `events`, `lines` and `emergent` are those of
    this part; `emergent` is the share (millionths) of lines that nobody wrote or directed."""

    tick: int
    wall: float  # Seconds, telling included.
    events: int
    lines: int
    emergent: int
    verdicts: tuple[Verdict, ...]
    state: str
    chain: bytes
    ticks: int
    blocked: bool  # Whether what the whole run assumes did not hold, so that nothing was played.
    idle: tuple[str, ...] = ()
    """The cues of the scenario that never began."""

    @property
    def failed(self) -> bool:
        """Whether an `expect` was not met."""
        return any(fails(verdict) for verdict in self.verdicts)


def performed(
    schedule: Schedule,
    town_file: TownFile | Setting,
    seed: int | None = None,
    on_beat: Callable[[Beat], None] | None = None,
    on_event: Callable[[Event], None] | None = None,
    attend: Attend | None = None,
    since: bytes | None = None,
) -> Performed:
    """Run a schedule to its end, telling of each line and each event as it comes; `since` is a state to go on from.

    Of many runs in one town each is quicker in the same `Setting`.
    """
    setting = town_file if isinstance(town_file, Setting) else Setting(town_file)
    town = opened(setting, schedule, seed) if since is None else restored(since, setting, schedule)
    attendants = [*attend(town)] if attend is not None else []
    first, before = town.last, msgspec.structs.replace(town.page.state)
    _listen(town, on_beat, on_event, attendants)
    start, began = town.tick, time.perf_counter()
    if since is None:
        raise_curtain(town)
    perform(town, attendants, start if since is None else start + 1)
    wall = time.perf_counter() - began
    lines, share = _lines(before, town.page.state)
    return Performed(
        town.tick, wall, town.last - first, lines, share, tuple(town.performance.verdicts), digest(town), town.chain,
        town.tick - start, town.performance.blocked,
        tuple(name for name, cue in town.performance.cues.items() if not cue.fired and not cue.of),
    )  # fmt: skip


def _listen(
    town: Town,
    on_beat: Callable[[Beat], None] | None,
    on_event: Callable[[Event], None] | None,
    attendants: Sequence[Attendant],
) -> None:
    """Let everybody hear who wants to; whoever does not costs nothing."""
    beats = [each.told for each in attendants if _own(each.told) is not Attendant.told]
    events = [each.hear for each in attendants if _own(each.hear) is not Attendant.hear]
    town.page.listener = _one_of(on_beat, beats)
    town.listener = _one_of(on_event, events)
    inputs = [each.heard for each in attendants if _own(each.heard) is not Attendant.heard]
    town.performance.joins = _one_of(None, inputs)
    for each in attendants:
        if _own(each.followed) is not Attendant.followed:
            town.performance.follow = each.followed


def _own(ear: Callable[..., None]) -> object:
    """The function behind what an attendant hears with, its class's or one of its own."""
    return getattr(ear, "__func__", ear)


def _one_of(first: Callable[[T], None] | None, others: Sequence[Callable[[T], None]]) -> Callable[[T], None] | None:
    ears = [*([first] if first is not None else ()), *others]
    if len(ears) < 2:
        return ears[0] if ears else None

    def all_of_them(news: T) -> None:
        for ear in ears:
            ear(news)

    return all_of_them


def _lines(before: PageState, after: PageState) -> tuple[int, int]:
    """How many lines with a sign were written in between, and the share (millionths) of those that nobody wrote."""
    lines = after.lines - before.lines
    return lines, (after.emergent - before.emergent) * ONE // lines if lines else 0


def with_length(schedule: Schedule, ticks: int | None) -> Schedule:
    """The schedule, cut short or drawn out to so many ticks; None leaves it as it is."""
    return schedule if ticks is None else msgspec.structs.replace(schedule, length=ticks)


def share_of(performed: Performed) -> float:
    """The emergent share as a fraction, to the tenth of a percent."""
    return round(performed.emergent / ONE, 3)
