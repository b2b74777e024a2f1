"""What a rehearsal says: a line for each scenario, then what wants a look; as text or as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.render import as_data as diagnostic_data
from runner.formats import Case
from runner.rehearsal.coverage import asked
from runner.rehearsal.drift.telling import told as explanation
from runner.rehearsal.elsewhere import Interpreter
from runner.rehearsal.findings import found, rate_in_words, report, sources_of
from runner.rehearsal.goldens import orphan, unrecorded
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.result import Result, Status
from runner.rehearsal.store import Store
from runner.report import more, pieces
from runner.typed import typed
from townlet.units import ONE

Piece = tuple[str, str]
"""A stretch of text and its role, as in `runner.report`."""

SAID: Final[dict[Status, tuple[str, str]]] = {
    "well": ("well", "added"),
    "failed": ("failed", "error"),
    "script": ("needs mending", "error"),
    "drift": ("drifted", "warning"),
    "unsteady": ("not deterministic", "error"),
    "golden": ("no golden", "warning"),
}


def told(
    results: Sequence[Result], plans: Sequence[Plan | Unplanned], orphans: Sequence[Path], in_full: bool = True
) -> Iterator[Piece]:
    """The report, piece by piece; every line ends in a newline. Not in full it is a line for each scenario."""
    columns = [(result.name, verdict_of(result)) for result in results]
    widths = [max(map(len, column)) for column in zip(*columns, strict=True)]
    for result in results:
        yield from _summary(result, widths)
    if in_full:
        said: list[Diagnostic] = [*map(orphan, orphans)]
        for result, plan in zip(results, plans, strict=True):
            if isinstance(plan, Plan):
                said += _wanting(result, plan)
                yield from _details(result, plan)
        for path in orphans:
            yield "\n", ""
            yield from pieces(orphan(path), {})
        yield ("\n" if said else ""), ""
        yield more(said), "aside"


def _summary(result: Result, widths: Sequence[int]) -> Iterator[Piece]:
    yield f"{result.name:<{widths[0]}}  ", "mark"
    figures = _figures(result)
    yield f"{verdict_of(result):<{widths[1] if figures else 0}}", SAID[result.statuses[0]][1]
    yield f"{figures}\n", ""


def verdict_of(result: Result) -> str:
    """How it stands, in a few words."""
    wrong = result.held.trouble if result.held is not None else None
    golden = "no golden" if wrong is None else "golden too new" if wrong.code == "TN052" else "golden damaged"
    return ", ".join(golden if each == "golden" else SAID[each][0] for each in result.statuses)


def _figures(result: Result) -> str:
    if not result.runs:
        return ""
    if not result.rate.of:
        return f"  {_so_many(result.runs, 'run')} blocked, none judged"
    blocked = f", {result.blocked} blocked" if result.blocked else ""
    return f"  {rate_in_words(result.rate)} kept their promises{blocked}, {result.emergent / ONE:.0%} emergent"


def _details(result: Result, plan: Plan) -> Iterator[Piece]:
    told = [*shortcomings(result, plan)]
    if told:
        yield "\n", ""
        yield f"{result.name}\n", "mark"
        yield from told


def others(pythons: Sequence[Interpreter], wished: bool) -> Iterator[Piece]:
    """Which other Pythons performed the goldens too. That there were none is only said where somebody asks for it."""
    if pythons:
        yield f"\nEach golden was performed once more by {' and '.join(each.called for each in pythons)}.\n", "aside"
    elif wished:
        yield "\nNo golden was performed by another Python; `--python PATH` names one.\n", "aside"


def shortcomings(result: Result, plan: Plan) -> Iterator[Piece]:
    """What the runs did not do that was asked of them, and how the story stands against the golden."""
    sources = sources_of(plan)
    parts: list[Iterable[Piece]] = []
    for said in _wanting(result, plan):
        parts.append(pieces(said, sources))
        if said.code == "TN055" and result.drift is not None:
            parts.append(explanation(result.drift))
    if not result.kept_enough:
        parts.append(_values(result))
    parts += [_never(result), _unrecorded(result, plan)]
    told = [found for part in parts if (found := [*part])]
    for number, part in enumerate(told):
        yield ("\n" if number else ""), ""
        yield from part


def _wanting(result: Result, plan: Plan) -> list[Diagnostic]:
    """What is said of the runs; what is only noted is left to the other forms."""
    return [each for case in found(result, plan) for each in case.said if each.severity != "note"]


def _values(result: Result) -> Iterator[Piece]:
    """A line for each choice of values, where there is more than one."""
    if len(result.by_values) < 2:
        return
    names = [", ".join(f"{name} = {value}" for name, value in values) for values, _ in result.by_values]
    yield "By choice of values, so many kept their promises:\n", ""
    for name, (_, rate) in zip(names, result.by_values, strict=True):
        yield f"  {name:<{max(map(len, names))}}  {rate_in_words(rate)}\n", "" if rate.good == rate.of else "warning"


def _never(result: Result) -> Iterator[Piece]:
    """What no run came to, in a line."""
    goals = result.covered.of("line", "branch") if result.covered is not None else []
    never = [goal for goal in goals if not goal.runs and asked(goal)]
    if never and result.runs > 1:
        lines = sum(goal.sort == "line" for goal in never)
        parts = [_so_many(count, word) for count, word in ((lines, "line"), (len(never) - lines, "branch")) if count]
        said = f"No run came to {' and '.join(parts)}"
        yield f"{said}; `townlet rehearse {typed(result.name)} --coverage` shows which\n", "aside"


def _unrecorded(result: Result, plan: Plan) -> Iterator[Piece]:
    """That a story that is well has no record, in a line."""
    if result.held is not None and result.held.standing == "same":
        for said in unrecorded(plan, result.name, "note"):
            again = f"`townlet rehearse {typed(result.name)} --update-new`"
            yield f"{said.message}; {again} makes one\n", "aside"


def _so_many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}{'es' if word.endswith('ch') else 's'}"


MOST_CELLS_LISTED: Final = 10_000
"""Cells of a scenario that are listed in JSON; of more a `--store` tells."""


def as_data(
    results: Sequence[Result], plans: Sequence[Plan | Unplanned], orphans: Sequence[Path], store: Store,
    pythons: Sequence[Interpreter] = (),
) -> dict[str, Any]:  # fmt: skip
    """The same as data: rates, tallies and goldens, what is said of each, and each cell with what became of its checks.

    Of very many cells the first are listed; `cells_listed` says how many, `runs` how many there are.
    """
    cases = report(results, plans, ()).cases
    return {
        "townlet": "rehearsal",
        "version": 1,
        "scenarios": [
            _scenario(result, [case for case in cases if case.suite == result.name], store) for result in results
        ],
        "orphans": [str(path) for path in orphans],
        "other_python": [{"version": each.version, "kind": each.kind} for each in pythons] or None,
    }


def _scenario(result: Result, cases: Iterable[Case], store: Store) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(result)
    covered = data["covered"]
    for goals in [covered["goals"], *(each["missing"] for each in covered["clauses"])] if covered else ():
        for goal in goals:
            del goal["mask"]  # Which bits count for it is nobody's business.
    cells = _cells(result, store)
    told = [{"name": each.name, "file": each.file, "said": [*map(diagnostic_data, each.said)]} for each in cases]
    return data | {"cases": told, "cells": cells, "cells_listed": len(cells)}


def _cells(result: Result, store: Store) -> list[dict[str, Any]]:
    return [
        {"seed": cell.seed, "values": dict(cell.values), "failed": failed, "outcomes": outcomes}
        for cell, failed, outcomes in islice(store.cells(result.name) if result.runs else (), MOST_CELLS_LISTED)
    ]
