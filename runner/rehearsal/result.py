"""What came of rehearsing one scenario, and what that means for the exit status."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from dsl.diagnostic import Diagnostic
from runner.exits import DRIFT, FAILED, MEND, NO_GOLDEN, UNSTEADY
from runner.rehearsal.approach import Miss, misses
from runner.rehearsal.cells import Cell, Values
from runner.rehearsal.coverage import Coverage, coverage
from runner.rehearsal.drift.explained import Explained
from runner.rehearsal.golden import Held
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.rates import Rate, Tally, rate
from runner.rehearsal.steady import Apart
from runner.rehearsal.store import Store
from townlet.units import ONE

Status = Literal["well", "failed", "script", "drift", "unsteady", "golden"]

EXITS: Final[dict[Status, int]] = {
    "well": 0, "failed": FAILED, "script": MEND, "drift": DRIFT, "unsteady": UNSTEADY, "golden": NO_GOLDEN,
}  # fmt: skip
"""What each is as the exit status of the command."""
WORST_FIRST: Final[tuple[Status, ...]] = ("script", "unsteady", "failed", "drift", "golden", "well")
"""Of several, the one that makes the others doubtful comes first."""


class Result(msgspec.Struct, frozen=True):
    """One scenario, rehearsed. `unsteady` says where two runs of the golden cell parted, if they did, and `either` what
    happened there in the one and in the other.

    `rate` is over the runs that were not blocked whole; `wanted` is the share (millionths) that must keep promises.
    """

    name: str
    statuses: tuple[Status, ...]
    runs: int = 0
    blocked: int = 0
    rate: Rate = Rate(0, 0, 0.0, 1.0)
    wanted: int = ONE
    by_values: tuple[tuple[Values, Rate], ...] = ()
    tallies: tuple[Tally, ...] = ()
    failing: Cell | None = None
    emergent: int = 0  # The share (millionths) of lines that nobody wrote or directed, over all runs.
    covered: Coverage | None = None
    misses: tuple[Miss, ...] = ()
    held: Held | None = None
    unsteady: str = ""
    either: tuple[str, str] | None = None
    said: tuple[Diagnostic, ...] = ()
    drift: Explained | None = None
    """Why the story is not the approved one, if it is not."""

    @property
    def kept_enough(self) -> bool:
        """Whether as many runs kept their promises as the script asks for; none that could be judged are not enough."""
        return self.rate.of > 0 and self.rate.good * ONE >= self.wanted * self.rate.of

    @property
    def covered_enough(self) -> bool:
        """Whether runs came to all that `cover` asks for."""
        return self.covered is None or not any(clause.missing for clause in self.covered.clauses)


def judged(
    plan: Plan, store: Store, held: Held, parted: Apart | None, said: tuple[Diagnostic, ...],
    drift: Explained | None = None,
) -> Result:  # fmt: skip
    """Everything about one scenario that has been performed."""
    name, wanted = plan.target.name, plan.schedule.rehearse.pass_rate
    total = store.total(name)
    of = total.runs - total.blocked
    covered = coverage(plan.schedule, plan.map, _in_one_map(plan, store.covered(name)))
    values = tuple((values, rate(good, of)) for values, (good, of) in store.by_values(name).items())
    tallies = store.tallies(name)
    found = Result(
        name=name, statuses=(), runs=total.runs, blocked=total.blocked, rate=rate(of - total.failed, of), wanted=wanted,
        by_values=values, tallies=tallies, failing=store.failing(name), emergent=total.emergent,
        covered=covered, misses=misses(plan, covered.idle, tallies), held=held, said=said, drift=drift,
        unsteady=parted.where if parted is not None else "", either=parted.either if parted is not None else None,
    )  # fmt: skip
    kept = found.kept_enough and found.covered_enough
    return msgspec.structs.replace(found, statuses=tuple(_statuses(kept, held, found.unsteady)))


def _in_one_map(plan: Plan, runs: Iterable[tuple[Cell, int, int]]) -> Iterator[tuple[Cell, int, int]]:
    """What runs came to, with the bits of the map that all of them share."""
    taken = {values: plan.map.taken_from(each) for values, each in plan.maps.items()}
    return ((cell, taken[cell.values](covered), count) for cell, covered, count in runs)


def not_performed(plan: Unplanned) -> Result:
    """A script that needs mending first."""
    return Result(plan.target.name, ("script",), said=plan.looked.diagnostics)


def exit_status(results: Iterable[Result], orphans: bool) -> int:
    """One number for all of it: that of the worst."""
    found = {status for result in results for status in result.statuses} | ({"golden"} if orphans else set())
    return EXITS[next(each for each in WORST_FIRST if each in found or each == "well")]


def _statuses(kept: bool, held: Held, unsteady: str) -> Iterable[Status]:
    if unsteady:
        yield "unsteady"
    if not kept:
        yield "failed"
    if held.standing == "drift":
        yield "drift"
    if held.standing in ("missing", "damaged"):
        yield "golden"
    if kept and not unsteady and held.standing == "same":
        yield "well"
