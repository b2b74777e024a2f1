"""Rates over the cells of a rehearsal, with their intervals; and which checks are a matter of luck."""

from math import sqrt
from typing import Final

import msgspec

from runner.rehearsal.cells import Cell
from townlet.script.checks import fails
from townlet.script.performance import Outcome, Verdict

Z: Final = 1.959964
"""The two-sided 95 % point of the normal distribution."""


WORST_FIRST: Final[tuple[Outcome, ...]] = ("failed", "unknown", "untested", "blocked", "cut-short", "met")
"""Of several outcomes of a check the first of these is what is told."""


class Rate(msgspec.Struct, frozen=True):
    """So many of so many, and the interval (fractions) in which the true share lies with 95 % confidence."""

    good: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The observed share, a fraction; 1 of nothing."""
        return self.good / self.of if self.of else 1.0


class Tally(msgspec.Struct, frozen=True):
    """What became of one check over all cells: how often each outcome came, and the first cell in which it failed."""

    check: str
    severity: str
    text: str
    outcomes: dict[Outcome, int]
    rate: Rate
    failing: Cell | None

    @property
    def is_flaky(self) -> bool:
        """Whether it is a matter of luck: it fails in some runs and not in others."""
        return 0 < self.rate.good < self.rate.of


def rate(good: int, of: int) -> Rate:
    """Wilson's score interval (Wilson 1927, "Probable inference, the law of succession, and statistical inference")."""
    if of == 0:
        return Rate(0, 0, 0.0, 1.0)
    share = good / of
    middle = share + Z * Z / (2 * of)
    spread = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    whole = 1 + Z * Z / of
    return Rate(good, of, max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole))


def counts(verdict: Verdict) -> bool:
    """Whether it says anything about its check: one never reached, blocked or cut short by the end does not."""
    return fails(verdict) or verdict.outcome in ("met", "failed", "unknown")
