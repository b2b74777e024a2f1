"""What is to be said about a golden: that it is missing, damaged, too new, belongs to nothing, or is another story."""

import re
from pathlib import Path
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.source import Span
from runner.places import span_of, written
from runner.rehearsal.drift.telling import diagnostics
from runner.rehearsal.golden import Difference
from runner.rehearsal.plan import Plan
from runner.rehearsal.result import Result
from runner.trouble import trouble
from runner.typed import typed
from townlet.schedule import Schedule, Written

MARGIN: Final = re.compile(r" {2,}‹[^‹›]*›$")
GAP: Final = re.compile(r" {2,}‹")
BEFORE: Final = "what was told came from here"
NOW: Final = "what is told now comes from here"
ORIGIN: Final = re.compile(r"‹([^‹›]*)›$")


def about_golden(result: Result, plan: Plan, script: str) -> tuple[Diagnostic, ...]:
    """What keeps the golden of a scenario from being the story that was performed; nothing if it is."""
    held, name = result.held, golden_name(script)
    if held is None or held.standing == "same":
        return ()
    if held.standing == "missing":
        story = typed(result.name)
        hint = f"Read it with `townlet review {story}`, then keep it: {_keep(result)}, or rehearse with `--update-new`"
        return (trouble("TN051", name, f"`{result.name}` has no golden yet", hint),)
    if held.trouble is not None:
        return (held.trouble,)
    if held.first is None:
        return ()
    why = diagnostics(result.drift, name) if result.drift is not None else ()
    return (_drift(held.first, result, plan.schedule, name), *why)


def orphan(path: Path) -> Diagnostic:
    """A golden whose script is gone."""
    hint = "Remove it, or bring its script back"
    return trouble("TN039", str(path), "This golden belongs to no script", hint)


def golden_name(script: str) -> str:
    """What messages call the golden of a script: `scenarios/coffee-too-dear.transcript`."""
    return str(Path(script).with_suffix(".transcript"))


def _drift(first: Difference, result: Result, schedule: Schedule, name: str) -> Diagnostic:
    """From which line on the story is another, and which statements of the script the line comes from, then and now."""
    told = (came_from(first.was, schedule), BEFORE), (came_from(first.now, schedule), NOW)
    places = {place: label for place, label in told if place is not None}
    was, now = (MARGIN.sub("", line).rstrip() for line in (first.was, first.now))
    if was == now:  # Nothing but where it comes from, which stands far to the right.
        now = GAP.sub("  ‹", first.now)
    return Diagnostic(
        "TN055",
        "This is not the story that was approved",
        Span(name, first.line, 1, first.line, max(len(first.was.partition("  ‹")[0].rstrip()), 1) + 1),
        f"from here on; now it is: {now or '(nothing)'}",
        secondary=tuple((span_of(place), label) for place, label in places.items()),
        hint=f"`townlet review {typed(result.name)}` shows all of it; to keep the new story: {_keep(result)}",
    )


def came_from(line: str, schedule: Schedule) -> Written | None:
    """Where the statement stands that a line of a transcript comes from; None of a rule of the town."""
    origin = ORIGIN.search(line)
    return written(f"{schedule.id}/{origin[1]}", schedule) if origin is not None else None


def _keep(result: Result) -> str:
    return f'`townlet accept {typed(result.name)} --because "…"`'
