"""Performing a schedule: the one place where a town is opened, listened to and timed."""

import time
from collections.abc import Callable

import msgspec

from townlet.beat import Beat
from townlet.checks import fails
from townlet.clock import perform
from townlet.events import Event
from townlet.opening import opened, raise_curtain
from townlet.performance import Verdict
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.snapshot import digest
from townlet.townfile import TownFile
from townlet.units import ONE


class Performed(msgspec.Struct, frozen=True):
    """A run that is over. `emergent` is the share (millionths) of lines that nobody wrote or directed."""

    tick: int
    wall: float  # Seconds, telling included.
    events: int
    lines: int
    emergent: int
    verdicts: tuple[Verdict, ...]
    state: str
    chain: bytes

    @property
    def failed(self) -> bool:
        """Whether an `expect` was not met."""
        return any(fails(verdict) for verdict in self.verdicts)


def performed(
    schedule: Schedule,
    town_file: TownFile,
    seed: int | None = None,
    on_beat: Callable[[Beat], None] | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> Performed:
    """Run a schedule to its end, telling of each line and each event as it comes."""
    town = opened(Setting(town_file), schedule, seed)
    events = 0

    def heard(event: Event) -> None:
        nonlocal events
        events += 1
        if on_event is not None:
            on_event(event)

    town.page.listener, town.listener = on_beat, heard
    began = time.perf_counter()
    raise_curtain(town)
    perform(town)
    wall = time.perf_counter() - began
    verdicts = tuple(town.performance.verdicts)
    lines, share = town.page.state.lines, town.page.emergent_share()
    return Performed(town.tick, wall, events, lines, share, verdicts, digest(town), town.chain)


def with_length(schedule: Schedule, ticks: int | None) -> Schedule:
    """The schedule, cut short or drawn out to so many ticks; None leaves it as it is."""
    return schedule if ticks is None else msgspec.structs.replace(schedule, length=ticks)


def share_of(performed: Performed) -> float:
    """The emergent share as a fraction, to the tenth of a percent."""
    return round(performed.emergent / ONE, 3)
