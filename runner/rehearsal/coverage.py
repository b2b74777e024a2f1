"""What all runs of a rehearsal came to together: each line of the script, each branch, and what `cover` asks for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

import msgspec

from runner.places import written
from runner.rehearsal.cells import Cell
from runner.rehearsal.covering import Kind, Map, Point, smallest_set
from runner.transcript import origin
from townlet import schedule as s
from townlet.script.plot import Plot

Sort = Literal["line", "branch", "cue", "vignette", "bucket"]

WAYS: Final[dict[Kind, str]] = {"then": "then", "otherwise": "otherwise", "held": "held", "blocked": "did not hold"}
"""What the ways of a fork are called; of options and buckets it is their number."""


class Goal(msgspec.Struct, frozen=True):
    """Something that is to be come to: in how many runs it was. `mask` are the points that count for it.

    `file` and `line` say where it stands (line 0: nowhere); `label` what it is, in words.
    """

    sort: Sort
    label: str
    file: str
    line: int
    mask: int
    runs: int = 0


class Clause(msgspec.Struct, frozen=True):
    """A `cover` clause of the script: what of it was come to in too few runs."""

    text: str
    wanted: int
    missing: tuple[Goal, ...]


class Coverage(msgspec.Struct, frozen=True):
    """All goals with the runs that came to each; the clauses; and the fewest cells found that together come to all.

    `idle` are the ids of the cues that no run came to.
    """

    goals: tuple[Goal, ...]
    clauses: tuple[Clause, ...]
    smallest: tuple[Cell, ...]
    idle: tuple[str, ...] = ()

    def of(self, *sorts: Sort) -> list[Goal]:
        """The goals of some sorts."""
        return [goal for goal in self.goals if goal.sort in sorts]


def coverage(schedule: s.Schedule, map_: Map, runs: Iterable[tuple[Cell, int, int]]) -> Coverage:
    """One pass over what runs came to: the first cell that did, the bits, and how many came to just that."""
    goals = [*_goals(schedule, map_)]
    counts = [0] * len(goals)
    first: dict[int, Cell] = {}
    for cell, covered, count in runs:
        first.setdefault(covered, cell)
        for number, goal in enumerate(goals):
            if covered & goal.mask:
                counts[number] += count
    counted = tuple(msgspec.structs.replace(goal, runs=runs) for goal, runs in zip(goals, counts, strict=True))
    different = [*first]
    smallest = tuple(first[different[place]] for place in smallest_set(different))
    return Coverage(counted, tuple(_clauses(schedule, counted)), smallest, tuple(_idle(schedule, map_, different)))


def _idle(schedule: s.Schedule, map_: Map, runs: Iterable[int]) -> Iterator[str]:
    together = 0
    for run in runs:
        together |= run
    begun = {point.block for bit, point in enumerate(map_.points) if together >> bit & 1}
    return (cue for cue in Plot(schedule).cues if cue not in begun)


def _goals(schedule: s.Schedule, map_: Map) -> Iterator[Goal]:
    yield from _lines(schedule, map_)
    yield from _branches(schedule, map_)
    plot = Plot(schedule)
    for cue in plot.cues.values():
        begun = map_.mask(lambda p, block=cue.id: p.block == block)  # type: ignore[misc]
        yield _goal("cue", origin(cue.id, schedule), cue.id, schedule, begun)
    for vignette, plays in _plays(plot).items():
        played = map_.mask(lambda p, plays=plays: p.kind == "line" and p.block in plays and not _assumes(plot, p))  # type: ignore[misc]
        yield _goal("vignette", vignette, plays[0], schedule, played)
    for bit, point in enumerate(map_.points):
        if point.kind == "bucket":
            yield Goal("bucket", point.block, "", point.number, 1 << bit)


def _lines(schedule: s.Schedule, map_: Map) -> Iterator[Goal]:
    """Each line of a text that is carried out: one goal, although a vignette may be written out many times."""
    masks: dict[tuple[str, int], tuple[str, int]] = {}
    for bit, point in enumerate(map_.points):
        place = written(point.statement, schedule) if point.kind == "line" else None
        if place is not None:
            text, mask = masks.get((place.file, place.line), (place.text, 0))
            masks[place.file, place.line] = text, mask | 1 << bit
    for (file, line), (text, mask) in sorted(masks.items()):
        yield Goal("line", text, file, line, mask)


def _branches(schedule: s.Schedule, map_: Map) -> Iterator[Goal]:
    """Each way of each fork, by the line that it stands on."""
    masks: dict[tuple[str, int, str], int] = {}
    for bit, point in enumerate(map_.points):
        place = written(point.statement, schedule) if point.kind not in ("line", "bucket") else None
        if place is not None:
            key = place.file, place.line, f"{place.text} → {WAYS.get(point.kind, f'option {point.number + 1}')}"
            masks[key] = masks.get(key, 0) | 1 << bit
    for (file, line, label), mask in sorted(masks.items()):
        yield Goal("branch", label, file, line, mask)


def _goal(sort: Sort, label: str, statement: str, schedule: s.Schedule, mask: int) -> Goal:
    place = written(statement, schedule)
    return Goal(sort, label, place.file if place else "", place.line if place else 0, mask)


def _plays(plot: Plot) -> dict[str, list[str]]:
    """By vignette, the blocks that are plays of it."""
    found: dict[str, list[str]] = {}
    for block in plot.blocks.values():
        for step in block:
            if isinstance(step, s.Play):
                found.setdefault(step.vignette, []).append(step.id)
    return found


def _assumes(plot: Plot, point: Point) -> bool:
    block = plot.blocks.get(point.block, ())
    return point.number < len(block) and isinstance(block[point.number], s.Assume)


def _clauses(schedule: s.Schedule, goals: Sequence[Goal]) -> Iterator[Clause]:
    for cover in schedule.rehearse.cover:
        if cover.every:
            wanted = [goal for goal in goals if goal.sort == cover.every and asked(goal)]
        else:
            wanted = [goal for goal in goals if goal.sort == "bucket" and goal.label == cover.text]
        yield Clause(cover.text, cover.runs, tuple(goal for goal in wanted if goal.runs < cover.runs))


def asked(goal: Goal) -> bool:
    """That an assumption fails is nothing a rehearsal must have tried."""
    return not goal.label.endswith(f"→ {WAYS['blocked']}")
