"""What telemetry costs and how much it says: a day in Riverside with somebody listening, and all that ships.

Time is the processor time that making and encoding the messages adds to a run that nobody hears, all of it in the
town's own thread; what a sink's thread then takes to pass on lines that are made already is not in it. Sizes are of
the lines as they are sent, without the first snapshot.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Final

from bench.clockwork import timed_in_turn
from bench.figure import Figure, Wanted, between, counted
from bench.stage import SHIPPED, Play
from runner.performing import performed
from runner.telemetry.telling import Telemetry, line
from runner.workshop import Ready
from townlet.telemetry.stream import Told
from townlet.town import Town

DAY: Final = "a-day-in-riverside"
COST: Final = Wanted("telemetry, a-day-in-riverside: added to the time for an event", "µs", 5)
SHARE: Final = Wanted("telemetry, a-day-in-riverside: a diff, of a snapshot", "%", 5)
SIZE: Final = Wanted("telemetry, all that ships: for an event", "bytes", 300)
MOST: Final = Wanted("telemetry, the wordiest that ships: for an event", "bytes")
ROWS: Final = (COST, SHARE, SIZE, MOST)


class Sizes:
    """The sizes of a stream's lines, and (`late`) of the snapshots that somebody would get who came after each."""

    def __init__(self, late: bool) -> None:
        self.late = late
        self.events = 0
        self.diffs: list[int] = []
        self.snapshots: list[int] = []

    def attend(self, town: Town) -> list[Telemetry]:
        """For `performed`."""
        self.telemetry = Telemetry(town, self.take)
        return [self.telemetry]

    def take(self, message: Told, sent: bytes) -> None:
        """Measure a line."""
        self.events += len(message.events)
        if message.seq > 1:
            self.diffs.append(len(sent))
        if self.late:
            self.snapshots.append(len(line(self.telemetry.snapshot())))

    @property
    def per_event(self) -> float:
        """Bytes for an event."""
        return sum(self.diffs) / self.events


def measured(samples: int, warm_up: int, kept: Path) -> Iterator[Figure]:
    """All four; the sizes are the same in every run."""
    ready = Play(DAY, kept).ready
    yield _cost(ready, samples, warm_up)
    day = sizes_of(ready, late=True)
    diff, snapshot = mean(day.diffs), mean(day.snapshots)
    yield counted(SHARE, 100 * diff / snapshot, f"{diff:,.0f} of {snapshot:,.0f} bytes")
    shipped = {path.stem: sizes_of(Play(path.stem, kept).ready) for path in sorted(SHIPPED.glob("*.town"))}
    events = sum(each.events for each in shipped.values())
    yield counted(SIZE, sum(sum(each.diffs) for each in shipped.values()) / events)
    wordiest = max(shipped, key=lambda name: shipped[name].per_event)
    yield counted(MOST, shipped[wordiest].per_event, wordiest)


def sizes_of(ready: Ready, late: bool = False) -> Sizes:
    """A scenario performed, and its stream measured."""
    sizes = Sizes(late)
    performed(ready.schedule, ready.town, attend=sizes.attend)
    return sizes


def _cost(ready: Ready, samples: int, warm_up: int) -> Figure:
    """The least of many samples of each, in turn: whatever else goes on in a machine only ever adds."""

    def alone() -> None:
        performed(ready.schedule, ready.town)

    def told() -> None:
        performed(ready.schedule, ready.town, attend=lambda town: [Telemetry(town, lambda message, sent: None)])

    events = performed(ready.schedule, ready.town).events
    one, other = timed_in_turn([alone, told], 4 * samples, warm_up, clock=time.thread_time)
    added = [1e6 * (more - less) / events for more, less in zip(other.raw, one.raw, strict=True)]
    least = 1e6 * (min(other.raw) - min(one.raw)) / events
    note = f"to {1e6 * min(one.raw) / events:.1f} µs"
    return between(COST, least, min(added), max(added), note)
