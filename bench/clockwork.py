"""How long something takes, and how fast the machine was just then.

Each sample has a fixed loop of plain Python timed directly before and after it. On the reference machine, quiet,
the loop takes `REFERENCE` seconds; where it takes longer the machine is slower or busy, and the sample is scaled
by as much. Raw figures say what somebody waited, scaled ones can be compared.
"""

import gc
import time
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

REFERENCE: Final = 0.0095
"""Seconds for `spin` in CPython 3.11 on a quiet virtual core of 2024."""

TURNS: Final = 60_000

Clock = Callable[[], float]
"""Seconds since some moment."""


class Timing(msgspec.Struct, frozen=True):
    """Seconds of each sample, and of the loop beside it."""

    raw: tuple[float, ...]
    beside: tuple[float, ...]

    @property
    def scaled(self) -> tuple[float, ...]:
        """Seconds each sample would have taken on the reference machine."""
        return tuple(each * REFERENCE / spun for each, spun in zip(self.raw, self.beside, strict=True))


def timed(step: Callable[[], object], samples: int, warm_up: int, times: int = 1) -> Timing:
    """Time `step`, `times` in a row for each sample, after `warm_up` samples that do not count."""
    return timed_in_turn([step], samples, warm_up, times)[0]


def timed_in_turn(
    steps: Sequence[Callable[[], object]], samples: int, warm_up: int, times: int = 1, clock: Clock = time.perf_counter
) -> list[Timing]:  # fmt: skip
    """Time several steps that are to be compared, a sample of each in turn, so that all share the same hour.

    The garbage collector works as it always does; what earlier samples left behind is swept up beforehand. What only
    adds a little to something else is better read off a clock of processor time, which stands still while others work.
    """
    found = [[_sample(step, times, clock) for step in steps] for _ in range(warm_up + samples)][warm_up:]
    return [
        Timing(tuple(took for took, _ in of_one), tuple(beside for _, beside in of_one))
        for of_one in zip(*found, strict=True)
    ]


def spin() -> int:
    """The fixed loop: look-ups, whole numbers, tuples, as a town does them. It must never change."""
    table: dict[int, tuple[int, int]] = {}
    total = 0
    for turn in range(TURNS):
        key = turn % 997
        level, since = table.get(key, (0, 0))
        table[key] = (level + turn - since, turn)
        total += level // 3
    return total


def seconds_of_loop() -> float:
    """How long the fixed loop takes now."""
    return _seconds(spin, 1, time.perf_counter)


def _sample(step: Callable[[], object], times: int, clock: Clock) -> tuple[float, float]:
    gc.collect()
    before = _seconds(spin, 1, clock)
    took = _seconds(step, times, clock)
    return took, (before + _seconds(spin, 1, clock)) / 2


def _seconds(step: Callable[[], object], times: int, clock: Clock) -> float:
    began = clock()
    for _ in range(times):
        step()
    return (clock() - began) / times
