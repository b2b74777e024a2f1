"""What lines ask, whatever they are called and wherever they stand: the key of a draw."""

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import Any, Final, assert_never

import msgspec

from townlet import schedule
from townlet.actions import Mark, Narrate, Prompt

_COUNTED: Final = re.compile(r"-\d+$")  # `choose-1`, `at-3`: parts that nobody named.
INERT = Mark | Narrate | Prompt


def key_of(path: str, options: Sequence[tuple[int, int, Sequence[schedule.Step]]]) -> str:
    """The names that a writer gave on the way to a choice, and a digest of its options.

    Options are given as (weight, line they begin at, steps). Numbers that ids count by, line numbers and inert lines
    (mark, narrate, prompt) do not count, so that lines may come and go without moving anybody's luck; but an option
    of nothing else is known by the first of them.
    """
    said = [(weight, meaning(steps, first) or _first_note(steps)) for weight, first, steps in options]
    digest = blake2b(msgspec.json.encode(_plain(msgspec.to_builtins(said))), digest_size=8).hexdigest()
    return "/".join([*(part for part in path.split("/")[1:] if not _COUNTED.search(part)), digest])


def _plain(said: Any) -> Any:
    """What is said, without the parts that came into the language later where they say nothing: luck stays put."""
    if isinstance(said, dict):
        kept = ((name, value) for name, value in said.items() if name not in LATER or LATER[name] != value)
        return {name: _plain(value) for name, value in kept}
    return [_plain(each) for each in said] if isinstance(said, list | tuple) else said


LATER: Final[Mapping[str, Any]] = {"times": 1, "stand_in": "@", "but": ()}
"""Fields that a schedule has not always had, with what they are when nothing is said."""


def meaning(steps: Sequence[schedule.Step], first: int = 0) -> list[object]:
    """The steps without ids and inert lines, jumps counting the lines that are left.

    `first` is the line at which the steps begin in their block. A jump out of them is a jump to -1.
    """
    before = list(accumulate((not _inert(step) for step in steps), initial=0))

    def place(line: int) -> int:
        return before[line - first] if first <= line < first + len(before) else -1

    said: list[object] = []
    for step in steps:
        match step:
            case schedule.Branch():
                said.append(("if", step.condition, place(step.otherwise)))
            case schedule.Jump():
                said.append(("go on", place(step.to)))
            case _ if not _inert(step):
                said.append(_said(step))
    return said


def _first_note(steps: Sequence[schedule.Step]) -> list[object]:
    notes: list[object] = [step.action for step in steps if isinstance(step, schedule.Ask)]
    return notes[:1]


def _inert(step: schedule.Step) -> bool:
    return isinstance(step, schedule.Ask) and isinstance(step.action, INERT)


def _said(step: schedule.Step) -> object:
    match step:
        case schedule.Ask():
            return step.action
        case schedule.Wait():
            return ("wait", step.ticks)
        case schedule.WaitUntil():
            return ("wait", step.condition, step.within)
        case schedule.Choose():
            return ("choose", step.stream, step.key)
        case schedule.Play():
            cues = [(each.trigger, meaning(each.block)) for each in step.cues]
            return ("play", meaning(step.block), cues) if cues else ("play", meaning(step.block))
        case schedule.Assume():
            return ("assume", step.condition)
        case schedule.Judge(check=check):
            return (check.severity, check.quantifier, check.condition, check.within, check.until)
        case schedule.Branch() | schedule.Jump():
            return ()
        case _:
            assert_never(step)
