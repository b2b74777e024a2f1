"""The prompt book: what the operator needs on the day. When each mark, cue and prompt comes, and how surely; what the
screen shows then; and what went wrong in rehearsal.

Moments are those of the seed that is performed on the day. Beside each stands in which ticks it came with other seeds,
and in how many of them it came at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final, Literal

import msgspec

from runner.attending import Attendant
from runner.keeping import kept
from runner.performing import performed
from runner.rehearsal.cells import Cell, Run, run_of
from runner.rehearsal.rates import Tally
from runner.rehearsal.store import Store
from runner.transcript import moment
from townlet import actions as a
from townlet import schedule as s
from townlet.script.plot import Plot
from townlet.town import Town
from townlet.townfile import TownFile

Kind = Literal["cue", "mark", "prompt"]
Place = tuple[str, int]
"""A block and a line of it."""

ORDER: Final[tuple[Kind, ...]] = ("mark", "cue", "prompt")
"""In one tick: the heading first, then what begins, then what is to be said."""

SHOWN: Final = 3
"""So many lines of the story are shown of each cue."""

LOOSE: Final = 10
"""Ticks of spread from which on an operator should not count on a moment."""


class Entry(msgspec.Struct, frozen=True):
    """Something the operator waits for: `tick` is that of the day, None if it does not come; `others` are those of all
    runs that it came in. `lines` are what the page tells of a cue, as `clock sign sentence`.
    """

    kind: Kind
    text: str
    tick: int | None
    others: tuple[int, ...]
    runs: int
    lines: tuple[str, ...] = ()

    @property
    def spread(self) -> int:
        """From the earliest to the latest tick."""
        return max(self.others) - min(self.others) if self.others else 0

    @property
    def when(self) -> float:
        """Where it stands in the book: the day's tick, else the middle of the others."""
        return self.tick if self.tick is not None else median(self.others) if self.others else float("inf")


class Book(msgspec.Struct, frozen=True):
    """The whole of it: the entries in order, and the checks that did not always come true."""

    schedule: s.Schedule
    day: Cell
    runs: int
    entries: tuple[Entry, ...]
    unsure: tuple[Tally, ...]


class Prompting(Attendant):
    """Notes the first tick of everything an operator waits for."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.first: dict[Place, int] = {}

    def followed(self, block: str, line: int, following: int, goes_on: bool) -> None:
        """See `Attendant`."""
        self.first.setdefault((block, line), self.town.tick)

    def next(self, town: Town, tick: int) -> None:
        """See `Attendant`: nothing to look at."""


def book(schedule: s.Schedule, town: TownFile, day: int, seeds: Sequence[int]) -> Book:
    """Perform with all seeds, and write down what came when."""
    noted = {seed: _noted(schedule, town, seed) for seed in dict.fromkeys((day, *seeds))}
    firsts = [first for first, _ in noted.values()]
    told = _told(schedule, town, day)
    entries = [
        msgspec.structs.replace(
            entry, tick=noted[day][0].get(place), runs=len(firsts),
            others=tuple(first[place] for first in firsts if place in first), lines=tuple(told.get(place[0], ())),
        )
        for place, entry in _awaited(schedule)
    ]  # fmt: skip
    store = Store()
    cells = [Cell(seed) for seed in noted]
    store.begin(schedule.id, {(): ""}, cells)
    store.add(schedule.id, zip(cells, (run for _, run in noted.values()), strict=True))
    unsure = tuple(tally for tally in store.tallies(schedule.id) if tally.rate.good < tally.rate.of)
    ordered = sorted(entries, key=lambda entry: (entry.when, ORDER.index(entry.kind)))
    return Book(schedule, Cell(day), len(firsts), tuple(ordered), unsure)


def _noted(schedule: s.Schedule, town: TownFile, seed: int) -> tuple[dict[Place, int], Run]:
    found: list[Prompting] = []

    def attend(of: Town) -> list[Prompting]:
        found.append(Prompting(of))
        return found

    run = run_of(performed(schedule, town, seed, attend=attend))
    return found[0].first, run


def _awaited(schedule: s.Schedule) -> Iterator[tuple[Place, Entry]]:
    """Cues, marks and prompts, in the order of the file."""
    plot = Plot(schedule)
    for cue in plot.cues.values():
        yield (cue.id, 0), Entry("cue", _called(cue, schedule), None, (), 0)
    for block, steps in plot.blocks.items():
        for line, step in enumerate(steps):
            match step:
                case s.Ask(action=a.Mark(text=text)):
                    yield (block, line), Entry("mark", text, None, (), 0)
                case s.Ask(action=a.Prompt(text=text)):
                    yield (block, line), Entry("prompt", text, None, (), 0)


def _called(cue: s.Cue, schedule: s.Schedule) -> str:
    place = schedule.places.get(cue.id)
    return place.text.rstrip(":") if place is not None else cue.name


def _told(schedule: s.Schedule, town: TownFile, seed: int) -> dict[str, list[str]]:
    """By cue, the first lines of the story that come of it."""
    cues = sorted((cue.id for cue in schedule.cues), key=len, reverse=True)
    found: dict[str, list[str]] = {}
    run = kept(schedule, town, seed)
    for number, beat in run.beats.items():
        cue = next((each for each in cues if beat.root.startswith(f"{each}/")), "")
        lines = found.setdefault(cue, [])
        if beat.kind != "mark" and len(lines) < SHOWN:
            lines.append(run.lines[number - 1].rpartition("‹")[0].rstrip())
    return found


def written(found: Book) -> Iterator[str]:
    """The book as Markdown, line by line."""
    schedule = found.schedule
    values = "".join(f", {name} = {value}" for name, value in schedule.parameters.items())
    yield f"# Prompt book: {schedule.title}"
    yield ""
    yield f"On the day: seed {found.day.seed}{values}. Rehearsed with {_so_many(found.runs, 'seed')}."
    if found.entries and found.entries[0].kind != "mark":
        yield ""
    for entry in found.entries:
        yield from _entry(entry, schedule)
    yield ""
    yield "## What can go wrong"
    yield ""
    wrong = [*_loose(found.entries, schedule), *_unsure(found.unsure)]
    yield from (wrong or ["Nothing that rehearsal has shown: everything came in every run, and every check was met."])


def _entry(entry: Entry, schedule: s.Schedule) -> Iterator[str]:
    clock = "never" if entry.tick is None else moment(entry.tick, schedule)
    tick = "" if entry.tick is None else f", tick {entry.tick}"
    match entry.kind:
        case "mark":
            yield ""
            yield f"## {entry.text}  ({clock}{tick}{_others(entry)})"
        case "prompt":
            yield f"- **{clock}** say or show: {entry.text}{_others(entry)}"
        case "cue":
            yield f"- **{clock}** `{entry.text}`{tick}{_others(entry)}"
            yield from (f"    - {line}" for line in entry.lines)


def _others(entry: Entry) -> str:
    """How surely it comes; nothing where it comes in every run in the same tick."""
    said = []
    if entry.spread:
        said.append(f"ticks {min(entry.others)} to {max(entry.others)}")
    if len(entry.others) < entry.runs:
        said.append(f"in {len(entry.others)} of {entry.runs} runs")
    return f" ({', '.join(said)})" if said else ""


def _loose(entries: Iterable[Entry], schedule: s.Schedule) -> Iterator[str]:
    for entry in entries:
        if entry.kind != "cue":
            continue
        if not entry.others:
            yield f"- `{entry.text}` never began in rehearsal."
        elif len(entry.others) < entry.runs:
            yield f"- `{entry.text}` began in {len(entry.others)} of {entry.runs} runs only."
        if entry.spread >= LOOSE:
            first, last = (moment(tick, schedule) for tick in (min(entry.others), max(entry.others)))
            yield f"- `{entry.text}` began between {first} and {last}: wait for it, do not count on the clock."


def _unsure(tallies: Iterable[Tally]) -> Iterator[str]:
    for tally in tallies:
        share = f"{tally.rate.of - tally.rate.good} of {_so_many(tally.rate.of, 'run')}"
        seed = f", first with seed {tally.failing.seed}" if tally.failing is not None else ""
        yield f"- `{tally.text}` did not come true in {share}{seed}."


def _so_many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
