"""What a rehearsal says: a line for each scenario, then what wants a look; as text or as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from runner.rehearsal.coverage import Goal, asked
from runner.rehearsal.rates import Rate, Tally
from runner.rehearsal.result import Result, Status
from runner.rehearsal.store import Store
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


def told(results: Sequence[Result], orphans: Sequence[Path]) -> Iterator[Piece]:
    """The report, piece by piece; every line ends in a newline."""
    columns = [(result.name, verdict_of(result)) for result in results]
    widths = [max(map(len, column)) for column in zip(*columns, strict=True)]
    for result in results:
        yield from _summary(result, widths)
    for result in results:
        yield from _details(result)
    for path in orphans:
        yield "\n", ""
        yield f"{path}: ", "mark"
        yield "this golden belongs to no script; remove it, or bring its script back\n", ""


def _summary(result: Result, widths: Sequence[int]) -> Iterator[Piece]:
    yield f"{result.name:<{widths[0]}}  ", "mark"
    figures = _figures(result)
    yield f"{verdict_of(result):<{widths[1] if figures else 0}}", SAID[result.statuses[0]][1]
    yield f"{figures}\n", ""


def verdict_of(result: Result) -> str:
    """How it stands, in a few words."""
    damaged = result.held is not None and result.held.standing == "damaged"
    return ", ".join("golden damaged" if damaged and each == "golden" else SAID[each][0] for each in result.statuses)


def _figures(result: Result) -> str:
    if not result.runs:
        return ""
    if not result.rate.of:
        return f"  {_so_many(result.runs, 'run')} blocked, none judged"
    blocked = f", {result.blocked} blocked" if result.blocked else ""
    return f"  {_rate(result.rate)} kept their promises{blocked}, {result.emergent / ONE:.0%} emergent"


def _details(result: Result) -> Iterator[Piece]:
    told = [*_unsteady(result), *shortcomings(result), *_golden(result)]
    if told and result.runs:
        yield "\n", ""
        yield f"{result.name}\n", "mark"
        yield from told


def _unsteady(result: Result) -> Iterator[Piece]:
    if result.unsteady:
        yield (
            f"  Two runs with one seed parted at {result.unsteady}: a fault of Townlet's, please report it.\n",
            "error",
        )


def shortcomings(result: Result) -> Iterator[Piece]:
    """What the runs did not do that was asked of them."""
    yield from _failures(result)
    yield from _coverage(result)


def _failures(result: Result) -> Iterator[Piece]:
    if not result.rate.of:
        yield "  What the scenario assumes held in no run, so nothing was judged.\n", "error"
        yield f"    to see what it is: townlet run {typed(result.name)}\n", "aside"
    elif not result.kept_enough:
        share = f"{result.wanted * 100 / ONE:g} %"
        yield f"  The script asks for {share} of runs to keep every promise.\n", "error"
        yield from _values(result)
    for tally in result.tallies:
        if tally.rate.good < tally.rate.of:
            yield from _tally(result, tally)


def _values(result: Result) -> Iterator[Piece]:
    """A line for each choice of values, where there is more than one."""
    if len(result.by_values) < 2:
        return
    names = [", ".join(f"{name} = {value}" for name, value in values) for values, _ in result.by_values]
    for name, (_, rate) in zip(names, result.by_values, strict=True):
        yield f"    {name:<{max(map(len, names))}}  {_rate(rate)}\n", "" if rate.good == rate.of else "warning"


def _tally(result: Result, tally: Tally) -> Iterator[Piece]:
    luck = "sometimes fails" if tally.is_flaky else "always fails"
    if tally.text.startswith("wait "):  # One whose time is enough comes to no verdict, so there is no rate.
        luck = f"ran out of time in {_so_many(tally.rate.of, 'run')} of {result.runs}"
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in tally.outcomes.items())
    yield f"  {luck}: {tally.text}\n", "error" if tally.severity == "expect" else "warning"
    if not tally.text.startswith("wait "):
        yield f"    {outcomes}; met in {_rate(tally.rate)}\n", ""
    if tally.failing is not None:
        yield f"    the first: townlet run {typed(result.name)} {tally.failing.in_words()}\n", "aside"
    for miss in result.misses:
        if miss.id == tally.check:
            yield f"    closest there: {miss.how}\n", ""


def _coverage(result: Result) -> Iterator[Piece]:
    """What `cover` asks for and did not get; and what no run came to, in a line."""
    found = result.covered
    if found is None:
        return
    for clause in found.clauses:
        if clause.missing:
            yield f"  not covered: {clause.text}\n", "error"
            for goal in clause.missing:
                yield f"    {_called(goal)}: {goal.runs} of {_so_many(clause.wanted, 'run')}\n", ""
    never = [goal for goal in found.of("line", "branch") if not goal.runs and asked(goal)]
    if never and result.runs > 1:
        lines = sum(goal.sort == "line" for goal in never)
        parts = [_so_many(count, word) for count, word in ((lines, "line"), (len(never) - lines, "branch")) if count]
        said = f"  no run came to {' and '.join(parts)}"
        yield f"{said}; `townlet rehearse {typed(result.name)} --coverage` shows which\n", "aside"
    for miss in result.misses:
        if miss.id in found.idle:
            yield f"  never began: {miss.what}\n", "warning"
            yield f"    closest: {miss.how} ({miss.cell.in_words()})\n", ""


def _called(goal: Goal) -> str:
    if goal.sort == "bucket":
        return f"bucket {goal.line + 1}"
    return f"{goal.sort} {goal.label}" if goal.sort != "branch" else f"{goal.file}:{goal.line}: {goal.label}"


def _so_many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}{'es' if word.endswith('ch') else 's'}"


def _golden(result: Result) -> Iterator[Piece]:
    held = result.held
    if held is None or held.standing == "same":
        return
    if held.standing == "missing":
        yield "  There is no golden yet. Read the story, then accept it or rehearse with --update-new.\n", "warning"
        yield from _next(result)
    elif held.trouble is not None:
        yield f"  {held.trouble.message}. {held.trouble.hint}.\n", "warning"
    elif held.first is not None:
        yield (
            f"  This is not the story that was approved. From line {held.first.line} of the golden on:\n",
            "warning",
        )
        was, now = held.first.in_words
        yield f"    - {was}\n", "removed"
        yield f"    + {now}\n", "added"
        yield from _next(result)


def _next(result: Result) -> Iterator[Piece]:
    """How to decide."""
    name = typed(result.name)
    yield f"    to look at all of it: townlet review {name}\n", "aside"
    yield f'    to keep this one: townlet accept {name} --because "…"\n', "aside"


def _rate(rate: Rate) -> str:
    return f"{rate.good} of {rate.of} ({rate.share:.1%}, 95 % interval {rate.low:.1%} to {rate.high:.1%})"


MOST_CELLS_LISTED: Final = 10_000
"""Cells of a scenario that are listed in JSON; of more the store tells."""


def as_data(results: Iterable[Result], orphans: Iterable[Path], store: Store) -> dict[str, Any]:
    """The same as data: rates, tallies and goldens, and each cell with what became of its checks."""
    return {
        "townlet": "rehearsal",
        "version": 1,
        "scenarios": [
            msgspec.to_builtins(_without_masks(result)) | {"cells": _cells(result, store)} for result in results
        ],
        "orphans": [str(path) for path in orphans],
    }


def _without_masks(result: Result) -> Result:
    """Which bits count for a goal is nobody's business."""
    if result.covered is None:
        return result
    goals = tuple(msgspec.structs.replace(goal, mask=0) for goal in result.covered.goals)
    clauses = tuple(
        msgspec.structs.replace(each, missing=tuple(msgspec.structs.replace(goal, mask=0) for goal in each.missing))
        for each in result.covered.clauses
    )
    return msgspec.structs.replace(
        result, covered=msgspec.structs.replace(result.covered, goals=goals, clauses=clauses)
    )


def _cells(result: Result, store: Store) -> list[dict[str, Any]]:
    if not 0 < result.runs <= MOST_CELLS_LISTED:
        return []
    return [
        {"seed": cell.seed, "values": dict(cell.values), "failed": failed, "outcomes": outcomes}
        for cell, failed, outcomes in store.cells(result.name)
    ]
