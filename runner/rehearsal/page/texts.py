"""The script's own text, with the number of runs that came to each line, and the ways of each fork."""

from collections.abc import Iterable, Mapping
from typing import Final

from dsl.source import Source
from runner.highlight.lexer import TownletLexer
from runner.rehearsal.coverage import WAYS, Coverage, Goal, asked
from runner.rehearsal.page.anchors import Anchors
from runner.rehearsal.page.contents import Piece, ScriptLine, ScriptText, Way

MOST: Final = 1_500
"""Lines of one file that are shown."""


def shown(sources: Mapping[str, Source]) -> dict[str, int]:
    """By file, how many lines of it are shown."""
    return {file: min(len(_written(source)), MOST) for file, source in sources.items()}


def _written(source: Source) -> list[str]:
    """The lines without the empty one behind the end of the last."""
    lines = source.lines
    return lines[:-1] if lines[-1:] == [""] else lines


def texts(sources: Iterable[Source], found: Coverage, anchors: Anchors) -> tuple[ScriptText, ...]:
    """The files that have lines of the scenario in them."""
    return tuple(_text(source, found, anchors) for source in sources)


def _text(source: Source, found: Coverage, anchors: Anchors) -> ScriptText:
    here = [goal for goal in found.goals if goal.file == source.name]
    runs = {goal.line: goal.runs for goal in here if goal.sort in ("line", "cue")}
    ways = _ways(here)
    coloured = lines("\n".join(_written(source)))
    written = tuple(
        ScriptLine(number, anchors.script(source.name, number), pieces, runs.get(number), tuple(ways.get(number, ())))
        for number, pieces in enumerate(coloured[:MOST], 1)
    )
    never = sum(count == 0 for count in runs.values())
    never += sum(not goal.runs for goal in here if goal.sort == "branch" and asked(goal))
    return ScriptText(source.name, written, never, max(0, len(coloured) - MOST))


def _ways(goals: Iterable[Goal]) -> dict[int, list[Way]]:
    """By line, the ways of the fork that stands there."""
    found: dict[int, list[Way]] = {}
    for goal in goals:
        if goal.sort == "branch":
            way = Way(goal.label.rpartition("→ ")[2], goal.runs, not goal.runs and asked(goal))
            found.setdefault(goal.line, []).append(way)
    return {line: sorted(ways, key=_place) for line, ways in found.items()}


def _place(way: Way) -> tuple[int, int]:
    """First the way that is written first; options by their numbers."""
    known = [*WAYS.values()]
    if way.label in known:
        return 0, known.index(way.label)
    return 1, int(way.label.rpartition(" ")[2])


def lines(text: str) -> list[tuple[Piece, ...]]:
    """A script in its colours, line by line."""
    found: list[list[Piece]] = [[]]
    for piece, group in TownletLexer.pieces(text):
        if piece == "\n":
            found.append([])
        else:
            found[-1].append((piece, group or ""))
    return [tuple(line) for line in found]
