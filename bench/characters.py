"""Do personalities show? The same day, lived by the same cast over seeds: `python -m bench.characters`.

Figures are per person and day; an interval says where the mean of ever more seeds would lie, 19 times out of 20.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from statistics import mean, stdev
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from bench.stage import Play, written
from runner.performing import performed
from townlet.actions import Work
from townlet.events import Argued, Began, Chatted, Ended, Event

SEEDS: Final = range(1, 31)
WHAT: Final = ("chats", "ticks worked", "arguments")

PERSONALITIES: Final = ("balanced", "socialite", "industrious", "stoic")
# Two of each personality in the same trade. With each seed they change trades, so that nobody is busier by theirs.
SCRIPT: Final = """\
scenario "Eight Characters":
    town: riverside
    clock: 06:00
    length: 2 days
    seed: 1

    cast:
        Ada: {0}, works as gardener
        Bo: {0}, works as gardener
        Cleo: {1}, works as porter
        Dov: {1}, works as porter
        Elin: {2}, works as grocer
        Fay: {2}, works as grocer
        Gus: {3}, works as barista
        Hedda: {3}, works as barista
"""
PAIR: Final = 2
DAYS: Final = 2


class Shown(NamedTuple):
    """One figure of one personality: the mean a day and person, and a 95 % interval, over so many seeds."""

    personality: str
    what: str
    mean: float
    low: float
    high: float
    seeds: int


class Lives:
    """Counts by person: chats they were in, quarrels they began, ticks at work (the way there included)."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {what: Counter() for what in WHAT}
        self.since: dict[str, int] = {}

    def hear(self, event: Event) -> None:
        """Take note of an event."""
        match event:
            case Chatted():
                self.counts["chats"].update((event.who, event.whom))
            case Argued():
                self.counts["arguments"][event.who] += 1
            case Began() if isinstance(event.act, Work):
                self.since[event.who] = event.tick
            case Ended() if isinstance(event.act, Work):
                self.counts["ticks worked"][event.who] += event.tick - self.since.pop(event.who)
            case _:
                pass

    def close(self, tick: int) -> None:
        """The run is over at `tick`; whoever is at work has worked until then."""
        for who, since in self.since.items():
            self.counts["ticks worked"][who] += tick - since


def characters(seeds: Iterable[int] = SEEDS) -> list[Shown]:
    """Every figure of every personality of the cast, over those seeds (two or more)."""
    samples: dict[tuple[str, str], list[float]] = {}
    runs = 0
    with TemporaryDirectory() as folder:
        plays = [_play(Path(folder), turn) for turn in range(len(PERSONALITIES))]
        for runs, seed in enumerate(seeds, 1):  # noqa: B007
            for key, figure in _lived(plays[seed % len(plays)], seed).items():
                samples.setdefault(key, []).append(figure)
    return [
        Shown(name, what, *_interval(samples[name, what]), runs) for name in PERSONALITIES for what in WHAT
    ]


def told(found: Sequence[Shown]) -> str:
    """The figures as a table, a line a personality."""
    lines = ["a day and person".ljust(18) + "".join(what.rjust(26) for what in WHAT)]
    for name in dict.fromkeys(each.personality for each in found):
        by_what = {each.what: each for each in found if each.personality == name}
        cells = (f"{each.mean:.2f} ({each.low:.2f} to {each.high:.2f})" for what in WHAT for each in [by_what[what]])
        lines.append(name.ljust(18) + "".join(cell.rjust(26) for cell in cells))
    return "\n".join(lines)


def _play(folder: Path, turn: int) -> Play:
    """The script with everybody in the trade of that turn."""
    cast = (*PERSONALITIES[turn:], *PERSONALITIES[:turn])
    return Play(written(SCRIPT.format(*cast), folder / f"characters-{turn}.town"), folder / "cache")


def _lived(play: Play, seed: int) -> dict[tuple[str, str], float]:
    """One run: by personality and what is counted, how much of it there was a day and person."""
    lives, schedule = Lives(), play.ready.schedule
    performed(schedule, play.ready.town, seed, None, lives.hear)
    lives.close(schedule.length)
    found: dict[tuple[str, str], float] = {}
    for member in schedule.cast:
        for what in WHAT:
            key = member.personality, what
            found[key] = found.get(key, 0) + lives.counts[what][member.name] / (PAIR * DAYS)
    return found


def _interval(samples: Sequence[float]) -> tuple[float, float, float]:
    """Mean and 95 % interval by the normal approximation, which is near enough for a dozen seeds and more."""
    middle = mean(samples)
    margin = 1.96 * stdev(samples) / sqrt(len(samples))
    return middle, middle - margin, middle + margin


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.characters", description="Do personalities show?")
    parser.add_argument("--seeds", type=int, default=len(SEEDS), help="how many seeds, from 1")
    count = parser.parse_args(arguments).seeds
    print(told(characters(range(1, count + 1))))
    print(f"\nMean of {count} seeds of {DAYS} days, and in brackets its 95 % interval.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
