"""The front page of rehearsal: plans → runs → results."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic
from runner.keeping import kept
from runner.rehearsal import golden, steady
from runner.rehearsal.cells import Cell, Run, Values
from runner.rehearsal.drift.explained import Explained
from runner.rehearsal.elsewhere import Interpreter
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.result import Result, judged, not_performed
from runner.rehearsal.stage import AT_ONCE, Hands, Work, on_this_machine, performed_all
from runner.rehearsal.steady import Apart
from runner.rehearsal.store import Store
from runner.workshop import Ready

Progress = Callable[[int], None]

IN_CI: Final = "CI"
"""The environment variable that says that nobody is looking: then nothing is written."""


class Wishes(msgspec.Struct, frozen=True):
    """How to rehearse: on so many processes of this machine or of a cluster; whether first goldens are kept; and which
    other Pythons perform each golden cell once more."""

    jobs: int = 1
    update_new: bool = False
    cluster: str | None = None
    pythons: tuple[Interpreter, ...] = ()


def rehearsed(
    plans: Sequence[Plan | Unplanned], store: Store, wishes: Wishes, progress: Progress = lambda cells: None
) -> list[Result]:
    """Perform all cells of all plans, hold each golden cell against its golden, and judge.

    Each plan must have been begun in the store.
    """
    sound = [plan for plan in plans if isinstance(plan, Plan)]
    perform(sound, store, wishes, progress)
    onces = [steady.Once(plan.schedule, plan.ready[()].town, plan.golden.seed) for plan in sound]
    apart = dict(zip((plan.target.name for plan in sound), steady.apart(onces, wishes.pythons), strict=True))
    return [
        _judged(plan, store, apart[plan.target.name], wishes) if isinstance(plan, Plan) else not_performed(plan)
        for plan in plans
    ]


def perform(plans: Sequence[Plan], store: Store, wishes: Wishes, progress: Progress) -> None:
    """Perform whatever is not in the store yet, and keep it piece by piece."""
    works: list[Work] = []
    whose: list[Whose] = []
    for plan in plans:
        left = {values: store.missing(plan.target.name, values) for values in plan.cells.combinations}
        progress(len(plan.cells) - sum(map(len, left.values())))
        for values, seeds in left.items():
            if seeds:
                ready = plan.ready[values]
                works.append(Work(ready.schedule, ready.town, seeds, plan.maps[values]))
                whose.append((plan.target.name, values, seeds))
    with _hands(works, wishes) as hands:
        for name, found in _gathered(whose, performed_all(works, hands)):
            store.add(name, found)
            progress(len(found))


def _hands(works: Sequence[Work], wishes: Wishes) -> AbstractContextManager[Hands]:
    if wishes.cluster is None:
        return on_this_machine(works, wishes.jobs)
    from runner.rehearsal.cluster import on_a_cluster

    return on_a_cluster(works, wishes.cluster, wishes.jobs)


Whose = tuple[str, Values, tuple[int, ...]]
"""Of a work: the scenario, its values, and the seeds."""
Found = list[tuple[Cell, Run]]


def _gathered(whose: Sequence[Whose], runs: Iterator[tuple[int, int, Run]]) -> Iterator[tuple[str, Found]]:
    """Runs with their cells, by scenario, a piece at a time."""
    for piece in iter(lambda: list(islice(runs, AT_ONCE)), []):
        by_name: dict[str, Found] = {}
        for work, place, run in piece:
            name, values, seeds = whose[work]
            by_name.setdefault(name, []).append((Cell(seeds[place], values), run))
        yield from by_name.items()


def _judged(plan: Plan, store: Store, apart: Apart | None, wishes: Wishes) -> Result:
    ready = plan.ready[()]
    text = kept(ready.schedule, ready.town, plan.golden.seed).text
    script = plan.target.path
    asked = plan.schedule.rehearse
    found = golden.held(script, text, asked.compare, asked.ignore)
    said: list[Diagnostic] = [*ready.diagnostics]
    if found.standing == "missing" and wishes.update_new and not apart:
        said += filter(None, [golden.keep_first(script, text)])
        found = golden.held(script, text, asked.compare, asked.ignore)
    elif (found.standing in ("drift", "missing") or golden.is_replaceable(found)) and not os.environ.get(IN_CI):
        said += filter(None, [golden.put_beside(script, text)])
    if found.standing == "same" and not os.environ.get(IN_CI):
        golden.settle(script)
        said += _recorded(script, ready, text) if wishes.update_new and not apart else ()
    drift = _explained(plan, text, found) if found.standing == "drift" and not apart else None
    return judged(plan, store, found, apart, tuple(said), drift)


def _recorded(script: Path, ready: Ready, text: str) -> Iterator[Diagnostic]:
    """Write the record of a golden that has none that is of it, if today's run is the very one that was approved."""
    from runner.recording.file import Recording
    from runner.rehearsal import records
    from runner.rehearsal.approving import approved

    kept_one = approved(script)
    if golden.closing(kept_one) != golden.closing(text) or isinstance(records.record_of(script, kept_one), Recording):
        return
    wrong = records.keep(script, records.recorded(ready)[1])
    if wrong is not None:
        yield wrong


def _explained(plan: Plan, text: str, found: golden.Held) -> Explained:
    """Why a story has drifted. The script is performed a few times for it, so it is not asked of one that has not."""
    from runner.rehearsal.drift.drifted import drifted

    return drifted(plan.target.path, plan.ready[()], plan.golden.seed, text, found.first)
