"""What telemetry costs and how much it says: a day in Riverside with somebody listening, and all that ships.

Time is what making and encoding the messages adds to a run that nobody hears, each sample beside its own; sizes are
of the lines as they are sent, without the first snapshot.
"""

from collections.abc import Iterator
from statistics import mean
from typing import Final

from bench.clockwork import timed_in_turn
from bench.figure import Figure, Wanted, between, counted
from bench.stage import SHIPPED, Play
from pathlib import Path

from runner.performing import performed
from runner.telemetry.telling import Telemetry, line
from runner.workshop import Ready
from townlet.telemetry.stream import Told
from townlet.town import Town

DAY: Final = "a-day-in-riverside"
COST: Final = Wanted("telemetry, a-day-in-riverside: on top of the run, for an event", "µs", 20, 5)
SHARE: Final = Wanted("telemetry, a-day-in-riverside: a diff, as part of a snapshot", "%", 5)
SIZE: Final = Wanted("telemetry, all that ships: for an event", "bytes", 300)
MOST: Final = Wanted("telemetry, all that ships: for an event, at most", "bytes", 330, 300)
ROWS: Final = (COST, SHARE, SIZE, MOST)


class Sizes:
    """The sizes of a stream's lines, and of the snapshots that somebody would get who came after each of them."""

    def __init__(self, late: bool) -> None:
        self.late, self.events = late, 0
        self.first, self.diffs, self.snapshots = 0, list[int](), list[int]()
        self.telemetry: Telemetry | None = None

    def attend(self, town: Town) -> list[Telemetry]:
        """For `performed`."""
        self.telemetry = Telemetry(town, self.take)
        return [self.telemetry]

    def take(self, message: Told, sent: bytes) -> None:
        """Measure a line."""
        self.events += len(message.events)
        if not self.first:
            self.first = len(sent)
        else:
            self.diffs.append(len(sent))
        if self.late and self.telemetry is not None:
            self.snapshots.append(len(line(self.telemetry.snapshot())))


def measured(samples: int, warm_up: int, kept: Path) -> Iterator[Figure]:
    """All four."""
    day = Play(DAY, kept).ready
    yield _cost(day, samples, warm_up)
    sizes = sizes_of(day, late=True)
    yield counted(SHARE, 100 * mean(sizes.diffs) / mean(sizes.snapshots), f"{mean(sizes.diffs):.0f} bytes of {mean(sizes.snapshots):,.0f}")
    all_of_them = {path.stem: sizes_of(Play(path.stem, kept).ready) for path in sorted(SHIPPED.glob("*.town"))}
    yield counted(SIZE, sum(sum(each.diffs) for each in all_of_them.values()) / sum(each.events for each in all_of_them.values()))
    most = max(all_of_them, key=lambda name: per_event(all_of_them[name]))
    yield counted(MOST, per_event(all_of_them[most]), most)


def sizes_of(ready: Ready, late: bool = False) -> Sizes:
    """A scenario performed and its stream measured."""
    sizes = Sizes(late)
    performed(ready.schedule, ready.town, attend=sizes.attend)
    return sizes


def per_event(sizes: Sizes) -> float:
    """Bytes for an event, the first snapshot not counted but what happened in it."""
    return sum(sizes.diffs) / sizes.events


def _cost(day: Ready, samples: int, warm_up: int) -> Figure:
    """What is least of many pairs: whatever else goes on in a machine only ever adds."""
    def alone() -> None:
        performed(day.schedule, day.town)

    def told() -> None:
        performed(day.schedule, day.town, attend=lambda town: [Telemetry(town, lambda message, sent: None)])

    events = performed(day.schedule, day.town).events
    one, other = timed_in_turn([alone, told], 4 * samples, warm_up)
    pairs = sorted(1e6 * (more - less) / events for more, less in zip(other.raw, one.raw, strict=True))
    least = 1e6 * (min(other.raw) - min(one.raw)) / events
    return between(COST, least, pairs[0], pairs[-1], f"on {1e6 * min(one.raw) / events:.1f} µs of the run itself")


def main() -> None:
    """Print the sizes of every scenario: `python -m bench.telling`."""


if __name__ == "__main__":
    main()
