"""One cell of a rehearsal: a seed and the values of the parameters; and what its run showed."""

from collections.abc import Iterator, Sequence
from typing import overload

import msgspec

from runner.performing import Performed, performed
from runner.rehearsal.covering import Covering, Map
from runner.typed import typed
from townlet.schedule import Schedule
from townlet.script.checks import fails
from townlet.script.performance import Verdict
from townlet.setting import Setting
from townlet.town import Town
from townlet.townfile import TownFile

Values = tuple[tuple[str, str], ...]
"""Parameters that are varied, each with its value as written; in the order of the script."""


class Cell(msgspec.Struct, frozen=True):
    """A seed, and the values that are not the script's own."""

    seed: int
    values: Values = ()

    def in_words(self) -> str:
        """As one would type it: `--seed 7 --set spike=200%`."""
        return " ".join(
            [f"--seed {self.seed}", *(f"--set {typed(f'{name}={value}')}" for name, value in self.values)]
        )


class Cells(Sequence[Cell]):
    """Every combination of values with every seed, in this order. Made when asked for: there may be very many."""

    def __init__(self, combinations: Sequence[Values], seeds: Sequence[int]) -> None:
        self.combinations, self.seeds = tuple(combinations), tuple(dict.fromkeys(seeds))

    def __len__(self) -> int:
        return len(self.combinations) * len(self.seeds)

    @overload
    def __getitem__(self, number: int) -> Cell: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Cell, ...]: ...

    def __getitem__(self, number: int | slice) -> Cell | tuple[Cell, ...]:
        if isinstance(number, slice):
            return tuple(self[each] for each in range(*number.indices(len(self))))
        of, seed = divmod(range(len(self))[number], len(self.seeds))
        return Cell(self.seeds[seed], self.combinations[of])

    def __iter__(self) -> Iterator[Cell]:
        return (Cell(seed, values) for values in self.combinations for seed in self.seeds)


class Run(msgspec.Struct, frozen=True):
    """What one performance showed. Nothing of the clock on the wall is in it, so equal runs are equal values.

    `emergent` is the share (millionths) of lines that nobody wrote or directed; `state` and `chain` are the digests of
    how the town stood at the end and of all that happened.
    """

    verdicts: tuple[Verdict, ...]
    ticks: int
    events: int
    lines: int
    emergent: int
    state: str
    chain: str
    blocked: bool = False  # What the whole run assumes did not hold, so nothing was played.
    covered: str = "0"  # What it came to: bits of the `Map` of its own schedule, in hexadecimal.

    @property
    def failed(self) -> bool:
        """Whether an `expect` was not met."""
        return any(fails(verdict) for verdict in self.verdicts)


def run_of(found: Performed, covered: int = 0) -> Run:
    """What is kept of a performance."""
    return Run(
        found.verdicts, found.ticks, found.events, found.lines, found.emergent, found.state, found.chain.hex(),
        found.blocked, f"{covered:x}",
    )  # fmt: skip


def performed_in(schedule: Schedule, town: TownFile | Setting, seed: int, map_: Map | None = None) -> Run:
    """Perform a schedule with a seed, telling nobody; with a map, what the run comes to is kept."""
    followers: list[Covering] = []

    def attend(town: Town) -> list[Covering]:
        followers.extend([Covering(town, map_)] if map_ is not None else [])
        return followers

    found = performed(schedule, town, seed, attend=attend)
    return run_of(found, sum(follower.covered for follower in followers))
