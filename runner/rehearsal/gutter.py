"""A script with the number of runs that came to each line beside it."""

from collections.abc import Iterable, Iterator

from dsl.source import Source
from runner.rehearsal.cells import quoted
from runner.rehearsal.coverage import Coverage

Piece = tuple[str, str]


def gutter(sources: Iterable[Source], found: Coverage, runs: int) -> Iterator[Piece]:
    """The texts that have lines of the scenario in them; a line that no run came to is marked `never`.

      126 |     at tick 40 as arrival:
    never |         narrate "Some things are still free."
    """
    width = max(len(str(runs)), len("never"))
    for source in sources:
        counts = {goal.line: goal.runs for goal in found.of("line", "cue") if goal.file == source.name}
        if not counts:
            continue
        yield f"{source.name}\n", "mark"
        for number, line in enumerate(source.lines, 1):
            count = counts.get(number)
            shown = "" if count is None else "never" if count == 0 else str(count)
            yield f"{shown:>{width}} | ", "error" if count == 0 else "gutter"
            yield line.rstrip() + "\n", "error" if count == 0 else ""


def fewest(found: Coverage, name: str) -> Iterator[Piece]:
    """Branches that no run took, and the few runs that come to all that any comes to."""
    for goal in found.of("branch"):
        if not goal.runs:
            yield f"never: {goal.file}:{goal.line}: {goal.label}\n", "error"
    yield "the fewest runs that together come to all the rest:\n", "mark"
    for cell in found.smallest:
        yield f"  townlet run {quoted(name)} {cell.in_words()}\n", ""
