"""What is to be said about a golden: that it is missing, damaged, too new, belongs to nothing, or is another story."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.source import Source, Span
from runner.places import span_of, written
from runner.rehearsal.drift.telling import diagnostics
from runner.rehearsal.golden import Difference, golden_path, whole_at
from runner.rehearsal.plan import Plan
from runner.rehearsal.records import record_path, shown, useless
from runner.rehearsal.result import Result
from runner.transcript import Transcript
from runner.trouble import trouble, whole
from runner.typed import typed
from townlet.schedule import Schedule, Written

MARGIN: Final = re.compile(r" {2,}‹[^‹›]*›$")
GAP: Final = re.compile(r" {2,}‹")
BEFORE: Final = "what was told came from here"
NOW: Final = "what is told now comes from here"
ORIGIN: Final = re.compile(r"‹([^‹›]*)›$")


def about_golden(result: Result, plan: Plan, script: str) -> tuple[Diagnostic, ...]:
    """What keeps the golden of a scenario from being the story that was performed, and what lacks to one that is."""
    held, name = result.held, golden_name(script)
    if held is None:
        return ()
    if held.standing == "same":
        return (*_head(plan, name), *unrecorded(plan, name, "note"))
    if held.standing == "missing":
        story = typed(result.name)
        hint = f"Read it with `townlet review {story}`, then keep it: {_keep(result)}, or rehearse with `--update-new`"
        return (trouble("TN051", name, f"`{result.name}` has no golden yet", hint),)
    if held.trouble is not None:
        return (held.trouble,)
    if held.first is None:
        return ()
    why = diagnostics(result.drift, name) if result.drift is not None else ()
    return (_drift(held.first, result, plan.schedule, name), *why, *unrecorded(plan, name, "warning"))


def unrecorded(plan: Plan, name: str, severity: Literal["warning", "note"]) -> Iterator[Diagnostic]:
    """That no record lies beside a golden. Its story holds all the same; only why it changes will be a guess."""
    script = plan.target.path
    if not record_path(script).exists():
        message = f"No record lies beside the golden (`{shown(script)}`), so why it changes can only be guessed"
        yield msgspec.structs.replace(useless(script, message), span=whole(name), severity=severity)


def _head(plan: Plan, name: str) -> Iterator[Diagnostic]:
    """That the golden names another seed, or other values, than those that tell its story."""
    found = whole_at(golden_path(plan.target.path))
    was = found.lines[1] if isinstance(found, Source) and len(found.lines) > 1 else ""
    now = Transcript(plan.schedule).header(plan.golden.seed)[1]
    if was.startswith("# seed ") and was != now:
        message = "The head of the golden names another seed, or other values, than those that tell its story"
        hint = f"Take the file as it was from version control; if it is the script that was edited, write `{now}`"
        yield Diagnostic("TN059", message, Span(name, 2, 1, 2, len(was) + 1), f"now it is: {now}", "warning", hint=hint)


def orphan(path: Path) -> Diagnostic:
    """A golden whose script is gone."""
    hint = "If its script has another name now, give it the same; if not, remove it"
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
