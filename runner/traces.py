"""What `townlet trace` is asked and what it answers: which file of which scenario is meant, and the answer told."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.render import as_data as diagnostic_data
from runner.catalogue import called, located, names
from runner.keeping import Kept
from runner.rehearsal.approving import approved
from runner.rehearsal.findings import whole_line
from runner.rehearsal.golden import golden_path
from runner.rehearsal.plan import holds_a_scenario
from runner.shelf import SHIPPED, SHIPPED_NAME, Disk
from runner.town_lines import subject
from runner.tracing import Traced, at_line, having, moved, of_rule, traced
from runner.transcript import compared
from runner.trouble import trouble
from runner.typed import typed
from runner.unreached import unreached
from runner.words import Titles
from runner.workshop import Ready

Piece = tuple[str, str]


class Answer(msgspec.Struct, frozen=True):
    """The line that was asked about, what came of it, and if that is nothing why.

    `counted_in` names the golden that lines have their numbers of; without one they are those of the run.
    """

    file: str
    line: int
    text: str
    traced: Traced
    about: str = ""
    nothing: Diagnostic | None = None
    counted_in: str = ""


def scenario_of(file: str, line: int) -> str | Diagnostic:
    """The scenario to perform for a line of a file: the file itself if it is one; else it has to be said which."""
    place = located(file)
    if isinstance(place, Diagnostic):
        shipped = located(str(SHIPPED / file))
        if isinstance(shipped, Diagnostic):
            return place
        place = shipped
    if place[0].suffix == ".json" or (place[0].suffix == ".town" and holds_a_scenario(place[0])):
        return file
    users = [*_users(place[0])]
    example = typed(users[0] if users else "coffee-too-dear")
    hint = f"Say in which scenario it is used: `townlet trace {typed(file)}:{line} --in {example}`"
    return trouble("TN016", file, f"`{file}` is no scenario, so nothing comes of it by itself", hint)


def _users(file: Path) -> Iterator[str]:
    """Scenarios near a library or a town file, and among what ships, that name it."""
    near = [script for folder in (file.parent, file.parent.parent) for script in sorted(folder.glob("*.town"))]
    for script in (*near, *(SHIPPED / f"{name}.town" for name in names())):
        if holds_a_scenario(script):
            text = script.read_text("utf-8", "replace")
            if file.name in text or f"town: {file.stem}\n" in text:
                yield called(script)


def answer(file: str, line: int, ready: Ready, disk: Disk, found: Kept, seed: int) -> Answer | Diagnostic:
    """All that came of a line of a script, a library or a town file in a run."""
    schedule, titles = ready.schedule, Titles(ready.town)
    name = _named(file, ready, disk)
    if not name:
        hint = "Name a file that the scenario stands on: " + ", ".join(f"`{each}`" for each in sorted(_files(ready)))
        return trouble("TN016", file, f"`{file}` is no part of this scenario", hint)
    if name.endswith((".yaml", ".yml")):
        return _of_town(name, line, ready, found)
    statements = at_line(schedule, name, line)
    if not statements:
        return _no_statement(name, line, ready)
    came = traced(statements, found, schedule, titles)
    nothing = None
    if not came.steps and all(verdict.startswith("untested") for _, verdict in came.verdicts):
        nothing = unreached(statements, schedule, ready.town, seed)
    return Answer(name, line, schedule.places[statements[0]].text, came, nothing=nothing)


def as_in_golden(found: Answer, script: Path, run: Kept) -> Answer:
    """With the numbers that lines have in the golden, if it is of this story: the reasons at its head push them down.

    So a line has the same number here, in the file, and for `blame`.
    """
    golden = approved(script)
    if not golden or compared(golden) != compared(run.text):
        return found
    down = golden.count("\n") - len(run.lines)
    return msgspec.structs.replace(found, traced=moved(found.traced, down), counted_in=golden_path(script).name)


def _of_town(name: str, line: int, ready: Ready, found: Kept) -> Answer | Diagnostic:
    source, titles = ready.sources.get(name), Titles(ready.town)
    if source is None or not 1 <= line <= len(source.lines):
        return trouble("TN016", name, f"`{name}` has no line {line}", "Lines are counted from 1")
    about = subject(source, line, ready.town)
    named = ", ".join(f"`{each}`" for each in about.names or about.any_of)
    if about.rule:
        came, words = of_rule(about.rule, about.names, found, ready.schedule, titles), f"the rule `{about.rule}`"
    elif about.names or about.any_of:
        came = having(about.names, about.any_of, found, ready.schedule, titles)
        words = f"all that has to do with {named}"
    else:
        hint = "A line about a place, an object, an item, a job, rent, pace or chances can be asked about"
        return trouble("TN016", name, f"Line {line} of `{name}` names nothing that events tell of", hint)
    message = f"Nothing that has to do with {named or words} happened in this run"
    text = source.lines[line - 1]
    nothing = None if came.steps else Diagnostic("TN699", message, whole_line(name, line, text), "", "note")
    return Answer(name, line, text.strip(), came, words, nothing)


def _named(file: str, ready: Ready, disk: Disk) -> str:
    """What the scenario calls a file that was typed; nothing if it does not stand on it."""
    known = _files(ready)
    place = located(file)
    read = disk.name_of(place[0]) if not isinstance(place, Diagnostic) else ""
    tried = (place[1] if not isinstance(place, Diagnostic) else "", read, file, os.path.join(SHIPPED_NAME, file))
    return next((each for each in tried if each in known), "")


def _files(ready: Ready) -> set[str]:
    return {*ready.sources, *(place.file for place in ready.schedule.places.values())}


def _no_statement(name: str, line: int, ready: Ready) -> Diagnostic:
    """A line of which nothing can come: blank, a comment, or one that says what there is."""
    places = {place.line: place.text for place in ready.schedule.places.values() if place.file == name}
    near = min(places, key=lambda number: (abs(number - line), number), default=0)
    hint = f"The nearest line that does something is {near}: {places[near]}" if near else "Nothing in it is used here"
    source = ready.sources.get(name)
    lines = source.lines if source is not None else []
    text = lines[line - 1].strip() if 1 <= line <= len(lines) else ""
    if lines and not 1 <= line <= len(lines):
        what = f"`{name}` has {len(lines)} lines, and {line} is none of them"
    elif not text or text.startswith("#"):
        what = f"Line {line} of `{name}` is {'a comment' if text else 'blank'}"
    else:
        what = f"Line {line} of `{name}` says what there is, and does nothing by itself: {text}"
    return trouble("TN016", name, what, hint)


def told(found: Answer) -> Iterator[Piece]:
    """An answer as text: the line, what came of it as a tree, with the numbers of lines in the margin, and how much."""
    yield f"{found.file}:{found.line}: ", "mark"
    yield f"{found.text}\n", "script"
    if found.about:
        yield f"No event comes of a town file by itself; here is {found.about}.\n", "aside"
    yield "\n", ""
    for step in found.traced.steps:
        yield f"{', '.join(map(str, step.lines)):>5}  ", "gutter"
        sign = f" {step.sign}" if step.sign else ""
        yield f"{'  ' * step.depth}{step.clock}{sign}  {step.text}\n", "" if step.lines else "aside"
    for number, line in found.traced.verdicts:
        yield f"{number:>5}  ", "gutter"
        yield f"{line.rpartition('  ‹')[0].rstrip()}\n", ""
    if found.traced.steps or found.traced.verdicts:
        yield f"\n{counted(found.traced)}\n", ""
        if found.counted_in and (found.traced.lines or found.traced.verdicts):
            yield f"lines are numbered as in {found.counted_in}\n", "aside"
        yield ("\n" if found.nothing is not None else ""), ""


def counted(found: Traced) -> str:
    """How much came of it: `14 events, told in 9 lines, from 08:30 to 09:05`."""
    parts = [_so_many(found.events, "event")] if found.events else []
    if found.lines:
        parts.append(f"told in {_so_many(found.lines, 'line')}" if parts else _so_many(found.lines, "line"))
    if found.steps:
        first, last = (pick(found.steps, key=lambda step: step.tick).clock for pick in (min, max))
        parts.append(f"at {first}" if first == last else f"from {first} to {last}")
    if found.verdicts:
        parts.append(_so_many(len(found.verdicts), "verdict"))
    return ", ".join(parts)


def as_data(found: Answer, scenario: str, seed: int) -> dict[str, Any]:
    """The same for programs."""
    came = found.traced
    return {
        "townlet": "trace", "version": 1, "scenario": scenario, "seed": seed,
        "file": found.file, "line": found.line, "text": found.text,
        "statements": came.statements, "events": came.events, "lines": came.lines,
        "steps": msgspec.to_builtins(came.steps),
        "verdicts": [{"line": number, "text": text} for number, text in came.verdicts],
        "counted_in": found.counted_in or None,
        "nothing": diagnostic_data(found.nothing) if found.nothing is not None else None,
    }  # fmt: skip


def _so_many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
