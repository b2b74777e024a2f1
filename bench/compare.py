"""`make compare`: Townlet beside the same town, simplified, in Mesa; both timed in one run, size by size.

Where the two models differ is told in docs/benchmark.md. Needs Mesa: the `compare` extra.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import msgspec

from bench import scale
from bench.clockwork import REFERENCE, seconds_of_loop
from bench.mesa_town import MesaTown
from townlet.units import DAY, HOUR

SIZES = (10, 100, 1_000, 10_000)
HEAD = ("agents", "minutes", "Townlet, agent-ticks/s", "Mesa, agent-ticks/s", "Townlet is")


class Side(msgspec.Struct, frozen=True):
    """One model over so many ticks: seconds as they were, and as the reference machine would have taken."""

    took: float
    scaled: float
    ticks: int


class Pair(msgspec.Struct, frozen=True):
    """Both models at one size."""

    people: int
    townlet: Side
    mesa: Side

    @property
    def ratio(self) -> float:
        """How many times as fast Townlet is, scaled."""
        return (self.mesa.scaled / self.mesa.ticks) / (self.townlet.scaled / self.townlet.ticks)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description="Compare Townlet with Mesa.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="agents; ten, or multiples of twenty")
    parser.add_argument("--patience", type=float, default=60, help="seconds that a day of Mesa may take")
    asked = parser.parse_args(arguments)
    found = []
    for people in asked.sizes:
        found.append(compared(people, asked.patience))
        print(f"measured {people:,} agents", file=sys.stderr)
    print(table(found))
    return 0


def compared(people: int, patience: float) -> Pair:
    """A day, or as many hours of it as Mesa gets through; small towns thrice, in turn, and the median of each."""
    times = 3 if people <= 100 else 1
    first = of_mesa(people, DAY, patience)
    mesa, townlet = [first], [of_townlet(people, first.ticks)]
    for _ in range(times - 1):
        mesa.append(of_mesa(people, first.ticks, 4 * patience))
        townlet.append(of_townlet(people, first.ticks))
    return Pair(people, _median(townlet), _median(mesa))


def of_townlet(people: int, ticks: int) -> Side:
    """The town as it is: everything on, narration told, nobody listening."""
    run = scale.perform(scale.town_of(people), scale.schedule_of(people), ticks, float("inf"))
    return Side(run.took, run.took * REFERENCE / run.beside, run.ticks)


def of_mesa(people: int, ticks: int, patience: float) -> Side:
    """The simplified town, for the same minutes or until patience runs out at a full hour."""
    schedule = scale.schedule_of(people)
    gc.collect()
    town = MesaTown(
        scale.town_of(people), [(member.home, member.job) for member in schedule.cast], schedule.clock, schedule.seed
    )
    took, done, spins = 0.0, 0, [seconds_of_loop()]
    while done < ticks and took < patience:
        took += _seconds(lambda: _hour(town))
        done += HOUR
        spins.append(seconds_of_loop())
    return Side(took, took * REFERENCE / statistics.fmean(spins), done)


def table(found: Sequence[Pair]) -> str:
    """The comparison, as a person reads it."""
    rows = [HEAD, *(_row(each) for each in found)]
    wide = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["   ".join(f"{text:>{width}}" for text, width in zip(row, wide, strict=True)) for row in rows]
    return "\n".join([*lines, "", "Speeds are scaled to the reference machine; the ratio is of those."])


def _row(pair: Pair) -> tuple[str, ...]:
    speeds = (f"{pair.people * side.ticks / side.scaled:,.0f}" for side in (pair.townlet, pair.mesa))
    return (f"{pair.people:,}", f"{pair.mesa.ticks:,}", *speeds, f"{pair.ratio:.1f} × as fast")


def _hour(town: MesaTown) -> None:
    for _ in range(HOUR):
        town.step()


def _seconds(step: Callable[[], None]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _median(sides: Sequence[Side]) -> Side:
    return sorted(sides, key=lambda side: side.scaled)[len(sides) // 2]


if __name__ == "__main__":
    sys.exit(main())
