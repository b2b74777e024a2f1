"""What stands in a file, as a tree of headings: declarations, the cast, cues with their ticks, checks."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from dsl import tree
from dsl.editing.cuts import SAYS_NOTHING
from dsl.editing.hints import times
from dsl.script import Script
from dsl.source import Span
from dsl.values import spoken

Sort: TypeAlias = Literal["scenario", "vignette", "personality", "item", "cast", "person", "cue", "check", "block"]


class Heading(msgspec.Struct, frozen=True):
    """An entry: `lines` are the first and the last line of all that belongs to it, `span` is what it is called by."""

    name: str
    sort: Sort
    span: Span
    lines: tuple[int, int]
    detail: str = ""
    under: "tuple[Heading, ...]" = ()


def outline(script: Script) -> tuple[Heading, ...]:
    """The headings of the script's own file, in its order."""
    file, ends = script.main, block_ends(script.lines[script.main.span.file])
    found = [
        *(_heading(each.name.text, "personality", each.span, ends) for each in file.personalities),
        *(_heading(each.name.text, "item", each.span, ends) for each in file.items),
        *(_vignette(each, ends) for each in file.vignettes),
        *(_scenario(each, script, ends) for each in file.scenarios),
    ]
    return tuple(sorted(found, key=lambda each: each.span))


def _heading(
    name: str, sort: Sort, span: Span, ends: Sequence[int], detail: str = "", under: tuple[Heading, ...] = ()
) -> Heading:
    last = max(ends[span.line - 1], *(each.lines[1] for each in under), span.line)
    return Heading(name, sort, span, (span.line, last), detail, under)


def _vignette(vignette: tree.Vignette, ends: Sequence[int]) -> Heading:
    named = ", ".join(each.name.text for each in vignette.parameters)
    return _heading(vignette.name.text, "vignette", vignette.span, ends, f"({named})")


def _scenario(scenario: tree.Scenario, script: Script, ends: Sequence[int]) -> Heading:
    people = tuple(
        _heading(each.name.text, "person", each.span, ends, each.personality.text if each.personality else "")
        for each in scenario.cast
        if isinstance(each, tree.Member)
    )
    parts = [_heading("cast", "cast", people[0].span, ends, under=people)] if people else []
    if scenario.stage:
        parts.append(_heading("stage", "block", scenario.stage[0].span, ends))
    parts += _body(scenario, script, ends)
    if scenario.rehearse is not None:
        parts.append(_heading("rehearse", "block", scenario.rehearse.span, ends))
    title, town = scenario.title.text, scenario.town
    return _heading(title, "scenario", scenario.span, ends, town.text if town is not None else "", tuple(parts))


def _body(scenario: tree.Scenario, script: Script, ends: Sequence[int]) -> Iterator[Heading]:
    known = {each.cue.span: each for each in times(script)}
    for line in scenario.body:
        if isinstance(line, tree.Cue):
            begins = known.get(line.span)
            name = begins.key if begins is not None else "cue"
            yield _heading(name, "cue", line.span, ends, begins.shown if begins is not None else "")
        elif isinstance(line, tree.Check):
            yield _heading(_written(line, script), "check", line.span, ends)


def _written(check: tree.Check, script: Script) -> str:
    lines = script.lines[check.span.file]
    because = f" because {spoken(check.because)}" if check.because is not None else ""
    text = lines[check.span.line - 1][check.span.column - 1 :].strip()
    return text.partition(" because ")[0] if because else text


def block_ends(lines: Sequence[str]) -> list[int]:
    """By line, the number of the last line that stands under it; its own number if none does."""
    ends = list(range(1, len(lines) + 1))
    open_: list[tuple[int, int]] = []  # Indentation and index.
    last = 0
    for number, line in enumerate(lines):
        if SAYS_NOTHING.match(line):
            continue
        indent = len(line) - len(line.lstrip())
        while open_ and open_[-1][0] >= indent:
            ends[open_.pop()[1]] = last
        open_.append((indent, number))
        last = number + 1
    for _, number in open_:
        ends[number] = last
    return ends


def folds(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last line of whatever can be folded: blocks, and comments of several lines."""
    yield from ((number, end) for number, end in enumerate(block_ends(lines), 1) if end > number)
    start = 0
    for number, line in enumerate([*lines, ""], 1):
        if line.lstrip().startswith("#"):
            start = start or number
        elif start:
            if number - 1 > start:
                yield start, number - 1
            start = 0
