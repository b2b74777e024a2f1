"""What changed on the page between two runs: lines gone, new, or told at another time; checks that went another way.

Pure: two runs in, a `Comparison` out. Where a line comes from does not count, for a statement more renames its
neighbours; what is told, when, and how hard the script leaned does.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

import msgspec

from townlet.beat import Beat
from townlet.script.performance import Outcome, Verdict

CONTEXT: Final = 2
"""So many unchanged lines are shown before and after each change."""


NEAR: Final = 30
"""A line may move by so many minutes; the same words at quite another time are another line."""


class Line(msgspec.Struct, frozen=True):
    """A line of the story: the minute it is told at, from the first midnight; `sign` is empty for a mark."""

    minute: int
    sign: str
    text: str


class Told(msgspec.Struct, frozen=True):
    """A run as far as it is compared: its lines, and its verdicts in the order in which they became clear."""

    clock: int
    lines: tuple[Line, ...]
    verdicts: tuple[Verdict, ...]


class Step(msgspec.Struct, frozen=True):
    """A line of either run. One that moved says at which minute it was told before."""

    kind: Literal["same", "gone", "new", "moved"]
    line: Line
    before: int = -1


class Stretch(msgspec.Struct, frozen=True):
    """Steps without a gap between them, and the mark they stand under if that is not among them."""

    mark: str
    steps: tuple[Step, ...]


class Judged(msgspec.Struct, frozen=True):
    """A check that went another way, or that only one of the runs has (the other outcome is then None)."""

    verdict: Verdict
    before: Outcome | None
    after: Outcome | None


class Comparison(msgspec.Struct, frozen=True):
    """What changed; `since` is the minute from which on the story is another, None if it is the same."""

    stretches: tuple[Stretch, ...]
    judged: tuple[Judged, ...]
    since: int | None
    counts: dict[str, int]

    @property
    def nothing(self) -> bool:
        """Whether both runs are the same on the page."""
        return not self.stretches and not self.judged


def told(clock: int, beats: Iterable[Beat], verdicts: Iterable[Verdict]) -> Told:
    """A run that began at minute `clock`, without the prompts, which are no part of the story."""
    lines = (Line(clock + beat.tick, beat.sign, beat.text) for beat in beats if beat.kind != "prompt")
    return Told(clock, tuple(lines), tuple(verdicts))


def compare(before: Told, after: Told) -> Comparison:
    """What is different in the run `after`."""
    steps = _steps(before.lines, after.lines)
    minutes = [_first(step) for step in steps if step.kind != "same"]
    counts = {kind: sum(step.kind == kind for step in steps) for kind in ("new", "gone", "moved")}
    return Comparison(
        tuple(_stretches(steps)), tuple(_judged(before.verdicts, after.verdicts)), min(minutes, default=None), counts
    )


def _first(step: Step) -> int:
    return min(step.line.minute, step.before) if step.kind == "moved" else step.line.minute


def _steps(before: Sequence[Line], after: Sequence[Line]) -> list[Step]:
    """Both runs as one list, in the order of the later run; what is gone stands where it was."""
    found: list[Step] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found += [Step("same", line) for line in after[k:m]]
        else:
            changed = [*(Step("gone", line) for line in before[i:j]), *(Step("new", line) for line in after[k:m])]
            found += sorted(changed, key=lambda step: step.line.minute)
    return _with_moves(found)


def _with_moves(steps: Sequence[Step]) -> list[Step]:
    """What is gone at one time and new at another not far from it, in the same words, has moved."""
    gone = _by((step.line.sign, step.line.text) if step.kind == "gone" else None for step in steps)
    moved: dict[int, int] = {}
    for at, step in enumerate(steps):
        places = gone[step.line.sign, step.line.text] if step.kind == "new" else []
        nearest = min(places, key=lambda place: _apart(steps[place], step), default=None)
        if nearest is not None and _apart(steps[nearest], step) <= NEAR:
            places.remove(nearest)
            moved[at] = nearest
    return [
        Step("moved", step.line, steps[moved[at]].line.minute) if at in moved else step
        for at, step in enumerate(steps)
        if at not in moved.values()
    ]


def _apart(one: Step, other: Step) -> int:
    return abs(one.line.minute - other.line.minute)


def _by(keys: Iterable[Hashable]) -> dict[Hashable, list[int]]:
    """Where each key stands, in order."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        found[key].append(at)
    return found


def _left(found: dict[Hashable, list[int]]) -> list[int]:
    return sorted(at for places in found.values() for at in places)


def _stretches(steps: Sequence[Step]) -> Iterable[Stretch]:
    """The changes with a little around them; two that are near each other are one stretch."""
    changed = [at for at, step in enumerate(steps) if step.kind != "same"]
    shown = sorted({near for at in changed for near in range(at - CONTEXT, at + CONTEXT + 1) if 0 <= near < len(steps)})
    start = 0
    for at in range(1, len(shown) + 1):
        if at == len(shown) or shown[at] != shown[at - 1] + 1:
            first, last = shown[start], shown[at - 1] + 1
            yield Stretch(_mark_over(steps, first), tuple(steps[first:last]))
            start = at


def _mark_over(steps: Sequence[Step], at: int) -> str:
    """The last mark of the later run before a step; empty if there is none, or if the step is a mark itself."""
    if not steps[at].line.sign:
        return ""
    return next((step.line.text for step in reversed(steps[:at]) if not step.line.sign and step.kind != "gone"), "")


def _judged(before: Sequence[Verdict], after: Sequence[Verdict]) -> Iterable[Judged]:
    """Checks are known by their words; of several alike, by the order in which they became clear."""
    earlier = _by(verdict.text for verdict in before)
    for verdict in after:
        same = earlier[verdict.text]
        was = before[same.pop(0)].outcome if same else None
        if was != verdict.outcome:
            yield Judged(verdict, was, verdict.outcome)
    for at in _left(earlier):
        yield Judged(before[at], before[at].outcome, None)
