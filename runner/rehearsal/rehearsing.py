"""The front page of rehearsal: plans → runs → results."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic
from runner.keeping import kept
from runner.rehearsal import golden
from runner.rehearsal.cells import Cell, Run, Values
from runner.rehearsal.drift.explained import Explained
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.result import Result, judged, not_performed
from runner.rehearsal.stage import AT_ONCE, Hands, Work, on_this_machine, performed_all
from runner.rehearsal.steady import Once, Twin, parting, traced
from runner.rehearsal.store import Store
from runner.transcript import moment
from runner.version import ENGINE
from runner.workshop import Ready

Progress = Callable[[int], None]

IN_CI: Final = "CI"
"""The environment variable that says that nobody is looking: then nothing is written."""


class Wishes(msgspec.Struct, frozen=True):
    """How to rehearse: on so many processes of this machine or of a cluster; and whether first goldens are kept."""

    jobs: int = 1
    update_new: bool = False
    cluster: str | None = None


def rehearsed(
    plans: Sequence[Plan | Unplanned], store: Store, wishes: Wishes, progress: Progress = lambda cells: None
) -> list[Result]:
    """Perform all cells of all plans, hold each golden cell against its golden, and judge.

    Each plan must have been begun in the store.
    """
    sound = [plan for plan in plans if isinstance(plan, Plan)]
    perform(sound, store, wishes, progress)
    apart = dict(zip((plan.target.name for plan in sound), _unsteady(sound) if sound else [], strict=True))
    return [
        _judged(plan, store, apart[plan.target.name], wishes) if isinstance(plan, Plan) else not_performed(plan)
        for plan in plans
    ]


def identity(plan: Plan) -> str:
    """What the runs of a plan depend on besides their seeds: schedules, towns and the engine, as a digest."""
    parts = [(values, ready.schedule, ready.town) for values, ready in plan.ready.items()]
    cells = [(cell.seed, cell.values) for cell in plan.cells]
    return blake2b(msgspec.json.encode([ENGINE, parts, cells]), digest_size=16).hexdigest()


def perform(plans: Sequence[Plan], store: Store, wishes: Wishes, progress: Progress) -> None:
    """Perform whatever is not in the store yet, and keep it piece by piece."""
    works: list[Work] = []
    whose: list[tuple[Plan, list[int]]] = []
    for plan in plans:
        there = store.there(plan.target.name)
        progress(len(there))
        by_values: dict[Values, list[int]] = {}
        for number, cell in enumerate(plan.cells):
            if number not in there:
                by_values.setdefault(cell.values, []).append(number)
        for values, numbers in by_values.items():
            ready = plan.ready[values]
            works.append(Work(ready.schedule, ready.town, tuple(plan.cells[n].seed for n in numbers), plan.map))
            whose.append((plan, numbers))
    with _hands(works, wishes) as hands:
        for plan, found in _gathered(whose, performed_all(works, hands)):
            store.add(plan.target.name, found)
            progress(len(found))


def _hands(works: Sequence[Work], wishes: Wishes) -> AbstractContextManager[Hands]:
    if wishes.cluster is None:
        return on_this_machine(works, wishes.jobs)
    from runner.rehearsal.cluster import on_a_cluster

    return on_a_cluster(works, wishes.cluster, wishes.jobs)


Found = list[tuple[int, Cell, Run]]


def _gathered(
    whose: Sequence[tuple[Plan, list[int]]], runs: Iterator[tuple[int, int, Run]]
) -> Iterator[tuple[Plan, Found]]:
    """Runs with the numbers of their cells, a piece at a time."""
    for piece in iter(lambda: list(islice(runs, AT_ONCE)), []):
        by_plan: dict[str, tuple[Plan, Found]] = {}
        for work, place, run in piece:
            plan, numbers = whose[work]
            number = numbers[place]
            by_plan.setdefault(plan.target.name, (plan, []))[1].append((number, plan.cells[number], run))
        yield from by_plan.values()


def _unsteady(plans: Sequence[Plan]) -> list[str]:
    """For each plan, where two runs of its golden cell in two processes part; nothing if they do not."""
    onces = [Once(plan.schedule, plan.ready[()].town, plan.golden.seed) for plan in plans]
    twin = Twin(onces)
    ours = [traced(once) for once in onces]
    ticks = [parting(one, other) for one, other in zip(ours, twin.traces(), strict=True)]
    return [
        "" if tick is None else f"tick {tick}, {moment(tick, plan.schedule)}"
        for tick, plan in zip(ticks, plans, strict=True)
    ]


def _judged(plan: Plan, store: Store, apart: str, wishes: Wishes) -> Result:
    ready = plan.ready[()]
    text = kept(ready.schedule, ready.town, plan.golden.seed).text
    script = plan.target.path
    asked = plan.schedule.rehearse
    found = golden.held(script, text, asked.compare, asked.ignore)
    said: list[Diagnostic] = [*ready.diagnostics]
    if found.standing == "missing" and wishes.update_new and not apart:
        said += filter(None, [golden.keep_first(script, text)])
        found = golden.held(script, text, asked.compare, asked.ignore)
    elif found.standing in ("drift", "missing") and not os.environ.get(IN_CI):
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
    """Why a story has drifted. Of what stands as it did nothing of this is even imported."""
    from runner.rehearsal.drift.drifted import drifted

    return drifted(plan.target.path, plan.ready[()], plan.golden.seed, text, found.first)
