"""How the town lives: key figures of a day in Riverside over many seeds, three days each, with their intervals.

A seed gives one number a figure; the interval is that of their mean (95 %, normal), because what happens in one
town is no independent sample. Where every seed says yes or no, it is Wilson's.
"""

import statistics
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from bench.figure import Figure, Wanted, between
from bench.stage import Play
from runner.performing import with_length
from townlet.clock import advance
from townlet.kpis import HOURS, Kpis, Reading
from townlet.opening import opened, raise_curtain
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.units import DAY

SCENARIO: Final = "a-day-in-riverside"
DAYS: Final = 3
Z: Final = statistics.NormalDist().inv_cdf(0.975)

Life = tuple[Reading, ...]  # One run: a reading for each of its days.
Of = Callable[[Life], float | None]


class Row(msgspec.Struct, frozen=True):
    """A figure of one run; None when there was nothing to count. `yes` says that it is 0 or 1 a run."""

    wanted: Wanted
    of: Of
    yes: bool = False


def sums(*names: str) -> Callable[[Life], int]:
    """Over the days of a run."""
    return lambda life: sum(getattr(reading, name) for reading in life for name in names)


def part(some: str, *all_: str, of: float = 100) -> Of:
    """One sum as a share of others, in percent unless said otherwise."""
    return lambda life: of * sums(some)(life) / whole if (whole := sums(*all_)(life)) else None


def a_day(name: str, by: str = "people") -> Of:
    """A sum for each agent and day."""
    return lambda life: sums(name)(life) / sums(by)(life)


JUDGED: Final = (
    Row(Wanted("self-sufficiency (time with every need above 0.3)", "%", 95, more=True), part("well", "looked")),
    Row(Wanted("attendance (shifts that somebody came to)", "%", 90, more=True), part("started", "started", "absent")),
    Row(
        Wanted("runs without a faint of the town's own", "%", 100, more=True),
        lambda life: 0.0 if sums("faints_unprovoked")(life) else 100.0,
        yes=True,
    ),
    Row(
        Wanted("agents with a tie above 0.3 at the end of day 3", "%", 60, more=True),
        lambda life: 100 * life[-1].tied / life[-1].people,
    ),
    Row(Wanted("conflicts of a pair that had one within a day", "%", 20), part("repeats", "conflicts")),
)
TOLD: Final = (
    Row(Wanted("conflicts per agent and day", ""), a_day("conflicts")),
    Row(Wanted("chats per agent and day", ""), a_day("chats")),
    Row(Wanted("chats that went well", "%"), lambda life: _left(part("chats_failed", "chats")(life))),
    Row(Wanted("shifts begun late", "%"), part("late", "started")),
    Row(Wanted("lateness, where late", "minutes"), part("late_ticks", "late", of=1)),
    Row(Wanted("turns waited for per agent and day", ""), a_day("turns")),
    Row(Wanted("wait for a turn", "minutes"), part("waited", "turns", of=1)),
    Row(Wanted("queues left without a turn", "%"), part("gave_up", "gave_up", "turns")),
    Row(Wanted("passed over per agent and day", ""), a_day("passed_over")),
    Row(Wanted("wages against what living cost", "%"), part("wages", "spent")),
    Row(Wanted("rents that could not be paid, per agent and day", ""), a_day("rent_owed")),
    Row(Wanted("faints per agent and day", ""), a_day("faints")),
    Row(Wanted("lines that nobody wrote or directed", "%"), part("emergent", "lines")),
)
ROWS: Final = tuple(row.wanted for row in JUDGED)


def measured(seeds: int) -> Iterator[Figure]:
    """The figures that the town is held to."""
    found = lives(seeds)
    return (_figure(row, found) for row in JUDGED)


def table(seeds: int) -> str:
    """All of them, as a person reads them."""
    found = lives(seeds)
    rows = [_figure(row, found) for row in (*JUDGED, *TOLD)]
    wide = max(len(each.name) for each in rows)
    lines = [
        f"  {each.name:<{wide}}   {each.value:>7.4g} {each.unit:<8}"
        f"  {each.low:>7.4g} – {each.high:<7.4g}   {each.remark}".rstrip()
        for each in rows
    ]
    head = f"{SCENARIO}, {seeds} seeds, {DAYS} days each: mean over seeds and 95 % interval"
    return "\n".join([head, *lines])


@cache
def lives(seeds: int) -> tuple[Life, ...]:
    """The readings of every day of every seed."""
    with TemporaryDirectory(prefix="townlet-bench-") as folder:
        ready = Play(SCENARIO, Path(folder)).ready
    schedule, setting = with_length(ready.schedule, DAYS * DAY), Setting(ready.town)
    return tuple(_life(setting, schedule, seed) for seed in range(1, seeds + 1))


def _life(setting: Setting, schedule: Schedule, seed: int) -> Life:
    """Three days, each read in its last minute, so that the readings overlap nowhere."""
    town, kpis = opened(setting, schedule, seed), Kpis()
    town.listener = lambda event: kpis.take(town, event)
    raise_curtain(town)
    found = []
    for number in range(1, DAYS + 1):
        advance(town, number * DAY - 1)
        assert len(kpis.hours) <= HOURS
        found.append(kpis.read(town))
    return tuple(found)


def _figure(row: Row, found: tuple[Life, ...]) -> Figure:
    values = [value for life in found if (value := row.of(life)) is not None]
    if not values:
        return between(row.wanted, 0, 0, 0, "nothing to count")
    mean = statistics.fmean(values)
    low, high = wilson(mean / 100, len(values)) if row.yes else normal(values)
    return between(row.wanted, mean, low, high, "" if len(values) == len(found) else f"in {len(values)} runs")


def normal(values: list[float]) -> tuple[float, float]:
    """The 95 % interval of the mean of independent values."""
    mean = statistics.fmean(values)
    half = Z * statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return mean - half, mean + half


def wilson(share: float, runs: int) -> tuple[float, float]:
    """The 95 % interval of a share of so many independent runs, in percent (Wilson 1927)."""
    middle = share + Z * Z / (2 * runs)
    half = Z * (share * (1 - share) / runs + Z * Z / (4 * runs * runs)) ** 0.5
    scale = 100 / (1 + Z * Z / runs)
    return (middle - half) * scale, (middle + half) * scale


def _left(share: float | None) -> float | None:
    return None if share is None else 100 - share
