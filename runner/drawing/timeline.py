"""A plan over time for a terminal: a row for each cue, columns of time, and who is touched."""

from collections.abc import Iterator, Sequence
from typing import Final, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dsl.outline import Outline, Outlined
from dsl.outline.looks import clock, colour
from runner.drawing.axis import step
from runner.report import coloured

PLAIN: Final = 100
"""Columns of a page that is no terminal."""
NARROWEST: Final = 24
"""Columns of time at least."""
TAIL: Final = 5
"""How many columns the tail of what may begin later has."""
GAP: Final = "  "
LEGEND: Final = "■ begins then   ▷ not before then   ━ takes at least so long   (Name) is met in it"


def show(plan: Outline, stream: TextIO) -> None:
    """Write the timeline."""
    console = Console(
        file=stream, width=None if stream.isatty() else PLAIN, no_color=not coloured(stream), highlight=False
    )
    for line in _lines(plan, console.width):
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _lines(plan: Outline, room: int) -> Iterator[Text]:
    yield Text(plan.title, style="bold")
    if not plan.cues:
        yield Text("There is no cue in it: the town is left to itself.")
        return
    times = [_begins(plan, cue) for cue in plan.cues]
    people = [_people(plan, cue) for cue in plan.cues]
    first, second = max(map(cell_len, times)), max(cell_len(cue.name) for cue in plan.cues)
    wide = max(room - first - second - max(each.cell_len for each in people) - 3 * len(GAP), NARROWEST)
    yield _row(Text(" " * first), Text(" " * second), Text(_axis(plan, wide), style="dim"), Text())
    for cue, time, touched in zip(plan.cues, times, people, strict=True):
        name = Text(cue.name + " " * (second - cell_len(cue.name)), style="bold")
        yield _row(Text(time.ljust(first), style="dim"), name, _bar(plan, cue, wide), touched)
    yield Text(LEGEND, style="dim")


def _row(*cells: Text) -> Text:
    row = Text(GAP).join(cells)
    row.rstrip()
    return row


def _begins(plan: Outline, cue: Outlined) -> str:
    shown = clock(plan, cue.times.earliest)
    return shown if cue.times.exact else f"≥ {shown}"


def _people(plan: Outline, cue: Outlined) -> Text:
    led = [Text(name, style=colour(plan, name)) for name in cue.people.lead]
    met = [Text(f"({name})", style=colour(plan, name)) for name in cue.people.met]
    return Text(", ").join([*led, *met])


def _at(plan: Outline, tick: int, wide: int) -> int:
    """The column of a tick."""
    return min(tick * (wide - 1) // max(plan.length, 1), wide - 1)


def _axis(plan: Outline, wide: int) -> str:
    """Clock times, each over the column of its own."""
    signs = [" "] * wide
    each = step(plan.length, max(wide // 12, 1))
    for tick in range(-plan.clock % each, plan.length + 1, each):
        _put(signs, _at(plan, tick, wide), clock(plan, tick))
    return "".join(signs)


def _bar(plan: Outline, cue: Outlined, wide: int) -> Text:
    signs = [" "] * wide
    for start in (cue.times.earliest, *cue.times.again):
        first, last = _at(plan, start, wide), _at(plan, start + cue.times.least, wide)
        _put(signs, first, "━" * (last - first + 1))
        if cue.times.exact:
            _put(signs, first, "■")
        else:
            _put(signs, last + 1, "┄" * min(TAIL, wide - last - 1))
            _put(signs, first, "▷")
    people = (*cue.people.lead, *cue.people.met)
    return Text("".join(signs), style=colour(plan, people[0]) if people else "")


def _put(signs: list[str], at: int, words: Sequence[str]) -> None:
    """Write over signs, if there is room for all of it and nothing else stands there to be read."""
    if at + len(words) <= len(signs):
        signs[at : at + len(words)] = words
