"""What came of rehearsing one scenario, and what that means for the exit status."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

from dsl.diagnostic import Diagnostic
from runner.rehearsal.cells import Cell, Run
from runner.rehearsal.golden import Held
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.rates import Rate, Tally, rate, smallest, tallies
from townlet.units import ONE

Status = Literal["well", "failed", "script", "drift", "unsteady", "golden"]

EXITS: Final[dict[Status, int]] = {"well": 0, "failed": 1, "script": 2, "drift": 3, "unsteady": 4, "golden": 5}
"""What each is as the exit status of the command."""
WORST_FIRST: Final[tuple[Status, ...]] = ("script", "unsteady", "failed", "drift", "golden", "well")
"""Of several, the one that makes the others doubtful comes first."""


class Result(msgspec.Struct, frozen=True):
    """One scenario, rehearsed. `unsteady` says where two runs of the golden cell parted, if they did."""

    name: str
    statuses: tuple[Status, ...]
    cells: tuple[Cell, ...] = ()
    runs: tuple[Run, ...] = ()
    rate: Rate = Rate(0, 0, 0.0, 1.0)
    wanted: int = ONE  # The share of runs (millionths) that must keep their promises.
    tallies: tuple[Tally, ...] = ()
    failing: Cell | None = None
    held: Held | None = None
    unsteady: str = ""
    said: tuple[Diagnostic, ...] = ()

    @property
    def emergent(self) -> int:
        """The share (millionths) of lines that nobody wrote or directed, over all runs."""
        lines = sum(run.lines for run in self.runs)
        return sum(run.emergent * run.lines for run in self.runs) // lines if lines else 0


def judged(plan: Plan, runs: Sequence[Run], held: Held, unsteady: str, said: tuple[Diagnostic, ...]) -> Result:
    """Everything about one scenario that has been performed."""
    counted = [(cell, run) for cell, run in zip(plan.cells, runs, strict=True)]
    failing = [cell for cell, run in counted if run.failed]
    observed = rate(len(counted) - len(failing), len(counted))
    wanted = plan.schedule.rehearse.pass_rate
    kept = observed.good * ONE >= wanted * observed.of
    return Result(
        name=plan.target.name, statuses=tuple(_statuses(kept, held, unsteady)), cells=plan.cells, runs=tuple(runs),
        rate=observed, wanted=wanted, tallies=tallies(plan.cells, runs), failing=smallest(failing), held=held,
        unsteady=unsteady, said=said,
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
