"""What came of rehearsing one scenario, and what that means for the exit status."""

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from dsl.diagnostic import Diagnostic
from runner.exits import DRIFT, FAILED, MEND, NO_GOLDEN, UNSTEADY
from runner.rehearsal.cells import Cell, Values
from runner.rehearsal.coverage import Coverage, coverage
from runner.rehearsal.golden import Held
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.rates import Rate, Tally, rate
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
    """One scenario, rehearsed. `unsteady` says where two runs of the golden cell parted, if they did.

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
    held: Held | None = None
    unsteady: str = ""
    said: tuple[Diagnostic, ...] = ()


def judged(plan: Plan, store: Store, held: Held, unsteady: str, said: tuple[Diagnostic, ...]) -> Result:
    """Everything about one scenario that has been performed."""
    name, wanted = plan.target.name, plan.schedule.rehearse.pass_rate
    total = store.total(name)
    of = total.runs - total.blocked
    observed = rate(of - total.failed, of)
    kept = of > 0 and observed.good * ONE >= wanted * of
    covered = coverage(plan.schedule, plan.map, store.covered(name))
    kept = kept and not any(clause.missing for clause in covered.clauses)
    values = tuple((values, rate(good, of)) for values, (good, of) in store.by_values(name).items())
    return Result(
        name=name, statuses=tuple(_statuses(kept, held, unsteady)), runs=total.runs, blocked=total.blocked,
        rate=observed, wanted=wanted, by_values=values, tallies=store.tallies(name), failing=store.failing(name),
        emergent=total.emergent, covered=covered, held=held, unsteady=unsteady, said=said,
    )  # fmt: skip


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
