"""The figures, in the order in which they are printed, and what is asked of each."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from bench import day, editing, hashing, living, memory, rehearsals, replays, scale, telling
from bench.clockwork import Timing, timed, timed_in_turn
from bench.figure import Figure, Wanted, counted, derived, ratio, seconds
from bench.long_script import long_script
from bench.saves import LONGEST, Saves
from bench.stage import COFFEE, Command, Play, Reading, written

DAY_SPEED: Final = Wanted("ten agents, a day: speed", "ticks/s", 50_000, 100_000, more=True)
DAY_EVENT: Final = Wanted("ten agents, a day: time for an event", "µs", 15)
DAY_EVENTS: Final = Wanted("ten agents, a day: events per agent", "events", 100, more=True)
DAY_LINES: Final = Wanted("ten agents, a day: lines told", "lines")
COFFEE_PERFORMED: Final = Wanted("coffee-too-dear: performed", "ms", 8, 4)
COFFEE_WHOLE: Final = Wanted("coffee-too-dear: from text to transcript", "ms", 60, 40)
CHECK_WARM: Final = Wanted("townlet check: warm cache", "s", 0.40, 0.25)
CHECK_COLD: Final = Wanted("townlet check: cold cache", "s", 1.2, 0.8)
SAVED: Final = Wanted("townlet watch: coffee-too-dear, from saved to shown", "ms", 200, 100)
SAVED_LONGEST: Final = Wanted("townlet watch: a-day-in-riverside, from saved to shown", "ms", 200, 100)
LONG: Final = Wanted("4,000 lines: parsed and checked", "s", 1.2, 0.8)
GROWTH: Final = Wanted("8,000 lines: times as long", "×", 2.2, 2.0)
SHORTER: Final = Wanted("1,000 lines: parsed and checked", "s", 0.25, 0.1)
VERY_LONG: Final = Wanted("20,000 lines: times as long as 4,000", "×", 5.5, 5.0)



class Effort(msgspec.Struct, frozen=True):
    """How much trouble to take: samples that count, samples that do not, and the size of what is measured."""

    samples: int = 5
    warm_up: int = 2
    lines: int = 4_000  # Of the long script.
    edited: int = editing.LINES  # Of the one that is edited.
    sizes: tuple[int, ...] = (100, 1_000, 10_000)  # Agents of the big towns.
    patience: float = 60  # Seconds that a day of a big town may take; what is left of it is then left out.
    weighed: int = 100  # Agents of the town whose memory is measured.
    days: tuple[int, int] = (2, 100)  # Between which the ten must not grow.
    seeds: int = 30  # Runs behind the key figures.
    rehearsed: int = rehearsals.SEEDS  # Of a day.

    def time(self, step: Callable[[], object], times: int = 1) -> Timing:
        """Time a step, several times in a row where it is short."""
        return timed(step, self.samples, self.warm_up, times)


Measure = Callable[[Effort, Path], Iterator[Figure]]


def groups(effort: Effort) -> tuple[tuple[tuple[Wanted, ...], Measure], ...]:
    """The figures that are measured together, and how. What leaves most garbage behind comes last."""
    return (
        ((DAY_SPEED, DAY_EVENT, DAY_EVENTS, DAY_LINES), _day),
        ((COFFEE_PERFORMED, COFFEE_WHOLE), _coffee),
        ((CHECK_WARM, CHECK_COLD), _command),
        ((SAVED, SAVED_LONGEST), _saves),
        (replays.ROWS, _replays),
        (rehearsals.ROWS, _rehearsals),
        (hashing.ROWS, _hash),
        (telling.ROWS, _telling),
        (memory.ROWS, _memory),
        (living.ROWS, _living),
        ((SHORTER, LONG, GROWTH, VERY_LONG), _long),
        (editing.ROWS, _editing),
        (scale.rows(effort.sizes), _scale),
    )


def wanted(effort: Effort) -> tuple[Wanted, ...]:
    """Every figure, in order."""
    return tuple(each for together, _ in groups(effort) for each in together)


def measured(effort: Effort, only: str = "") -> Iterator[Figure]:
    """Every figure, as it becomes known; or those whose names match a pattern, with what is measured beside them."""
    with TemporaryDirectory(prefix="townlet-bench-") as folder:
        home = Path(folder)
        (home / "kept").mkdir()
        for together, measure in groups(effort):
            if any(re.search(only, each.name) for each in together):
                yield from measure(effort, home)


def _day(effort: Effort, home: Path) -> Iterator[Figure]:
    kept = home / "kept"
    play = Play(written(day.SCRIPT, kept / "ten.town"), kept)
    run = play.perform()
    timing = effort.time(play.perform, 4)
    yield derived(DAY_SPEED, timing, lambda each: day.TICKS / each)
    yield derived(DAY_EVENT, timing, lambda each: each / run.events * 1e6)
    yield counted(DAY_EVENTS, run.events / day.PEOPLE)
    yield counted(DAY_LINES, run.lines)


def _coffee(effort: Effort, home: Path) -> Iterator[Figure]:
    play = Play(COFFEE, home / "kept")
    yield seconds(COFFEE_PERFORMED, effort.time(play.perform, 10))
    yield seconds(COFFEE_WHOLE, effort.time(play.from_text, 4))


def _command(effort: Effort, home: Path) -> Iterator[Figure]:
    command = Command(home)
    command.warm()
    yield seconds(CHECK_WARM, effort.time(command.warm))
    yield seconds(CHECK_COLD, effort.time(command.cold))


def _saves(effort: Effort, home: Path) -> Iterator[Figure]:
    yield seconds(SAVED, effort.time(Saves(COFFEE, home).save, 4))
    yield seconds(SAVED_LONGEST, effort.time(Saves(LONGEST, home).save, 4))


def _replays(effort: Effort, home: Path) -> Iterator[Figure]:
    return replays.measured(effort.samples, effort.warm_up, home / "kept")


def _rehearsals(effort: Effort, home: Path) -> Iterator[Figure]:
    return rehearsals.measured(effort.rehearsed, min(3, effort.samples), min(1, effort.warm_up), home / "kept")


def _hash(effort: Effort, home: Path) -> Iterator[Figure]:
    return hashing.measured(effort.samples, effort.warm_up)


def _telling(effort: Effort, home: Path) -> Iterator[Figure]:
    return telling.measured(effort.samples, effort.warm_up, home / "kept")


def _memory(effort: Effort, home: Path) -> Iterator[Figure]:
    return memory.measured(effort.weighed, effort.days)


def _living(effort: Effort, home: Path) -> Iterator[Figure]:
    return living.measured(effort.seeds)


def _scale(effort: Effort, home: Path) -> Iterator[Figure]:
    return scale.measured(effort.sizes, effort.samples, effort.patience)


def _editing(effort: Effort, home: Path) -> Iterator[Figure]:
    return editing.measured(effort.edited, effort.samples, home / "kept")


def _long(effort: Effort, home: Path) -> Iterator[Figure]:
    kept = home / "kept"
    quarter, once, twice, five = (
        Reading(written(long_script(lines), kept / f"long-{lines}.town"), kept)
        for lines in (effort.lines // 4, effort.lines, 2 * effort.lines, 5 * effort.lines)
    )
    for each in (quarter, once, twice, five):
        each.check()
    yield seconds(SHORTER, effort.time(quarter.check, 4))
    less, more, most = timed_in_turn([once.check, twice.check, five.check], effort.samples, effort.warm_up)
    yield seconds(LONG, less)
    yield ratio(GROWTH, more, less)
    yield ratio(VERY_LONG, most, less)
