"""Seeds × values as a map: a row for each choice of values, a square for each seed, or for so many of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from heapq import nsmallest
from typing import Final

from runner.rehearsal.cells import Cell, Values
from runner.rehearsal.page.checks import command
from runner.rehearsal.page.contents import Matrix, Square
from runner.rehearsal.store import Fate

MOST_SQUARES: Final = 50
"""Squares in a row; with more seeds each stands for several."""
MOST_ROWS: Final = 48
"""Rows that are shown: of more, those with the most failed runs."""
MOST_FAILING: Final = 6
"""Failed runs that are named."""


def matrix(name: str, cells: Iterable[Cell], fates: Callable[[], Iterable[tuple[Cell, Fate]]]) -> Matrix:
    """All runs of a scenario, each counted where it belongs: memory does not grow with their number."""
    seeds = [*dict.fromkeys(cell.seed for cell in cells)]
    together = -(-len(seeds) // MOST_SQUARES) or 1
    heads = tuple(_head(seeds[first : first + together]) for first in range(0, len(seeds), together))
    square = {seed: place // together for place, seed in enumerate(seeds)}
    counts: dict[Values, list[Counter[Fate]]] = {}
    for cell, fate in fates():
        counts.setdefault(cell.values, [Counter() for _ in heads])[square[cell.seed]][fate] += 1
    rows = [(in_words(values), tuple(map(_square, counted))) for values, counted in counts.items()]
    failed = (cell for cell, fate in fates() if fate == "failed")
    first = nsmallest(MOST_FAILING, failed, key=lambda cell: cell.seed)
    named = tuple(command(name, cell.in_words()) for cell in first)
    shown = _worst(rows)
    return Matrix(heads, shown, together, len(rows) - len(shown), named)


def _square(fates: Counter[Fate]) -> Square:
    return Square(fates["kept"], fates["failed"], fates["blocked"])


def _worst(rows: list[tuple[str, tuple[Square, ...]]]) -> tuple[tuple[str, tuple[Square, ...]], ...]:
    """As many rows as are shown, in their order."""
    if len(rows) <= MOST_ROWS:
        return tuple(rows)
    by_failed = sorted(range(len(rows)), key=lambda row: -sum(square.failed for square in rows[row][1]))
    return tuple(rows[row] for row in sorted(by_failed[:MOST_ROWS]))


def _head(seeds: list[int]) -> str:
    return f"{seeds[0]}" if len(seeds) == 1 else f"{seeds[0]}–{seeds[-1]}"


def in_words(values: Values) -> str:
    """A choice of values, as it is shown."""
    return ", ".join(f"{name} = {value}" for name, value in values) or "as written"
