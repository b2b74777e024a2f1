"""The front page of rehearsal: plans → runs → results."""

import os
from collections.abc import Callable, Sequence
from typing import Final

from dsl.diagnostic import Diagnostic
from runner.keeping import kept
from runner.rehearsal import golden
from runner.rehearsal.cells import Run
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.result import Result, judged, not_performed
from runner.rehearsal.stage import Work, performed_all
from runner.rehearsal.steady import Once, Twin, parting, traced
from runner.transcript import moment

Progress = Callable[[int], None]

IN_CI: Final = "CI"
"""The environment variable that says that nobody is looking: then nothing is written."""


def rehearsed(plans: Sequence[Plan | Unplanned], jobs: int, update_new: bool, progress: Progress) -> list[Result]:
    """Perform all cells of all plans, hold each golden cell against its golden, and judge."""
    sound = [plan for plan in plans if isinstance(plan, Plan)]
    onces = [Once(plan.schedule, plan.ready[()].town, plan.golden.seed) for plan in sound]
    runs = _performed(sound, jobs, progress)
    twin = Twin(onces) if onces else None
    parted = [traced(once) for once in onces]
    others = twin.traces() if twin is not None else []
    results: dict[str, Result] = {}
    for plan, found, one, other in zip(sound, runs, parted, others, strict=True):
        tick = parting(one, other)
        apart = "" if tick is None else f"tick {tick}, {moment(tick, plan.schedule)}"
        results[plan.target.name] = _judged(plan, found, apart, update_new)
    return [results[plan.target.name] if isinstance(plan, Plan) else not_performed(plan) for plan in plans]


def _performed(plans: Sequence[Plan], jobs: int, progress: Progress) -> list[list[Run]]:
    """The runs of each plan, in the order of its cells."""
    works, owners = [], []
    for number, plan in enumerate(plans):
        for values, ready in plan.ready.items():
            seeds = tuple(cell.seed for cell in plan.cells if cell.values == values)
            works.append(Work(ready.schedule, ready.town, seeds))
            owners.append((number, values))
    by_values = dict(zip(owners, map(iter, performed_all(works, jobs, progress)), strict=True))
    return [[next(by_values[number, cell.values]) for cell in plan.cells] for number, plan in enumerate(plans)]


def _judged(plan: Plan, runs: Sequence[Run], apart: str, update_new: bool) -> Result:
    ready = plan.ready[()]
    text = kept(ready.schedule, ready.town, plan.golden.seed).text
    script = plan.target.path
    found = golden.held(script, text, plan.schedule.rehearse.compare)
    said: list[Diagnostic] = [*ready.diagnostics]
    if found.standing == "missing" and update_new and not apart:
        said += filter(None, [golden.keep_first(script, text)])
        found = golden.held(script, text, plan.schedule.rehearse.compare)
        golden.settle(script)
    elif found.standing in ("drift", "missing") and not os.environ.get(IN_CI):
        said += filter(None, [golden.put_beside(script, text)])
    elif found.standing == "same" and not os.environ.get(IN_CI):
        golden.settle(script)
    return judged(plan, runs, found, apart, tuple(said))
