"""Big towns: how fast a day goes with a hundred, a thousand and ten thousand agents, and what an event costs there.

All sizes, ten agents included, are measured alike: narration on, nobody listening, the opening of the town timed
apart. A day is performed hour by hour, with the fixed loop of `bench.clockwork` beside it now and then, so that a
measurement of a minute is scaled by the minute it was taken in.
"""

import gc
import statistics
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

import scenarios
from bench import day, districts
from bench.clockwork import Timing, seconds_of_loop
from bench.figure import Figure, Wanted, apart, counted, derived
from dsl.source import Source
from dsl.townfile import read_town_file
from townlet.clock import advance
from townlet.opening import opened, raise_curtain
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.townfile import TownFile
from townlet.units import DAY, HOUR

FLOORS: Final = {100: 900_000, 1_000: 700_000, 10_000: 500_000}  # Agent-ticks a second.
AIM: Final = 1_500_000
BESIDE: Final = 0.25  # Seconds after which the fixed loop is timed again.


class Run(msgspec.Struct, frozen=True):
    """One performance of a day, or of as much of it as there was time for."""

    people: int
    opening: float  # Seconds until the curtain was up, the ground of the town included.
    took: float  # Seconds from there,
    beside: float  # and the fixed loop meanwhile.
    ticks: int
    events: int


def rows(sizes: tuple[int, ...]) -> tuple[Wanted, ...]:
    """What is asked, for the sizes that are to be measured."""
    each = tuple(wanted for people in sizes for wanted in _wanted(people))
    return (BASE, *each, *_growth(sizes[-1]))


BASE: Final = Wanted("10 agents, nobody listening: time for an event", "µs")


def measured(sizes: tuple[int, ...], samples: int, patience: float) -> Iterator[Figure]:
    """The figures of all sizes; samples get fewer as towns get bigger, and no day takes more than `patience`."""
    ten = runs(day.PEOPLE, 4 * samples, patience)
    yield derived(BASE, timing(ten), lambda each: each / ten[0].events * 1e6)
    last = ten
    for people in sizes:
        last = runs(people, max(1, min(samples, 2_000 // people)), patience)
        yield from _shown(people, last)
    yield from _compared(ten, last)


def runs(people: int, samples: int, patience: float) -> list[Run]:
    """So many performances, after one to warm up where it is short; all go as far as the first got."""
    town, schedule = town_of(people), schedule_of(people)
    first = perform(town, schedule, DAY, patience)
    if samples == 1:
        return [first]
    return [perform(town, schedule, first.ticks, 4 * patience) for _ in range(samples)]


def perform(town: TownFile, schedule: Schedule, ticks: int, patience: float) -> Run:
    """Open a new town and let it live, for so many ticks or until patience runs out at a full hour."""
    gc.collect()
    began = time.perf_counter()
    setting = Setting(town)
    found = opened(setting, schedule)
    raise_curtain(found)
    opening, took, told = time.perf_counter() - began, 0.0, found.last
    spins, since = [seconds_of_loop()], 0.0
    while found.tick < ticks and took < patience:
        began = time.perf_counter()
        advance(found, min(found.tick + HOUR, ticks))
        spent = time.perf_counter() - began
        took, since = took + spent, since + spent
        if since > BESIDE:
            spins.append(seconds_of_loop())
            since = 0.0
    spins.append(seconds_of_loop())
    people = len(schedule.cast)
    return Run(people, opening, took, statistics.fmean(spins), found.tick, found.last - told)


@cache
def riverside() -> TownFile:
    """The shipped town, read as every command reads it."""
    path = Path(scenarios.__file__).parent / "towns" / "riverside.yaml"
    town, said = read_town_file(Source(path.name, path.read_text("utf-8")))
    assert town is not None, said
    return town


def town_of(people: int) -> TownFile:
    """Riverside itself for ten, districts of it for more."""
    return riverside() if people == day.PEOPLE else districts.town_of(riverside(), people)


def schedule_of(people: int) -> Schedule:
    """A day that nobody directs."""
    return districts.ten(riverside().id) if people == day.PEOPLE else districts.schedule_of(people)


def timing(found: list[Run]) -> Timing:
    """The seconds of the days themselves."""
    return Timing(tuple(run.took for run in found), tuple(run.beside for run in found))


def _wanted(people: int) -> tuple[Wanted, ...]:
    floor = FLOORS.get(people)
    return (
        Wanted(f"{people:,} agents: speed", "agent-ticks/s", floor, AIM if floor else None, more=True),
        Wanted(f"{people:,} agents: time for an event", "µs"),
        Wanted(f"{people:,} agents: events per agent and day", "events"),
        Wanted(f"{people:,} agents: opening the town", "s"),
    )


def _growth(people: int) -> tuple[Wanted, Wanted]:
    return (
        Wanted(f"an event among {people:,} agents against 10", "×", 2.0, 1.5),
        Wanted(f"events per agent and day, {people:,} against 10: difference", "%", 20),
    )


def _shown(people: int, found: list[Run]) -> Iterator[Figure]:
    speed, event, events, opening = _wanted(people)
    one = found[0]
    note = "" if one.ticks == DAY else f"the first {one.ticks // HOUR} hours only"
    yield msgspec.structs.replace(derived(speed, timing(found), lambda each: people * one.ticks / each), note=note)
    yield derived(event, timing(found), lambda each: each / one.events * 1e6)
    yield counted(events, per_day(one), note)
    spent = Timing(tuple(run.opening for run in found), tuple(run.beside for run in found))
    yield derived(opening, spent, lambda each: each)


def _compared(ten: list[Run], most: list[Run]) -> Iterator[Figure]:
    """How the biggest town compares with ten agents; in events, over the same stretch of the day."""
    cost, events = _growth(most[0].people)
    less, more = (_for_an_event(found) for found in (ten, most))
    yield apart(cost, more, less)
    same = perform(town_of(day.PEOPLE), schedule_of(day.PEOPLE), most[0].ticks, float("inf"))
    yield counted(events, abs(per_day(most[0]) / per_day(same) - 1) * 100)


def _for_an_event(found: list[Run]) -> Timing:
    return Timing(tuple(run.took / run.events for run in found), tuple(run.beside for run in found))


def per_day(run: Run) -> float:
    """Events per agent and day."""
    return run.events / run.people * DAY / run.ticks
