"""Where a text can be cut into stretches that are read one by one: at declarations, and at the cues of a scenario.

A cut is a proposal. Whether what stands above it is really over there is seen when it is read (`dsl.editing.blocks`).
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

import msgspec

from dsl.foreign import LONGEST_LINE
from dsl.layout import STEP
from dsl.letters import copy_of
from dsl.parse import AHEAD
from dsl.words import CUES, TOP

ENDS: Final = r"(?![\w-])"
TOP_LINE: Final = re.compile(rf"({'|'.join(TOP)}){ENDS}")
SCENARIO_LINE: Final = re.compile(rf"scenario{ENDS}")
INNER_LINE: Final = re.compile(rf" {{{STEP}}}(?:(?:{'|'.join((*CUES, 'assume', 'expect', 'hope'))}){ENDS}|\d)")
SAYS_NOTHING: Final = re.compile(r"\s*(#|$)")


class Stretch(msgspec.Struct, frozen=True):
    """Lines `start` up to `end` (from 0, the end excluded), and where in them the cues of a scenario begin.

    `inner` is empty when they are no scenario, or one that cannot be cut.
    """

    start: int
    end: int
    inner: tuple[int, ...] = ()


def stretches(lines: Sequence[str]) -> list[Stretch]:
    """The declarations of a file; each has the blank lines and comments above it."""
    tops = [number for number, line in enumerate(lines) if TOP_LINE.match(line)]
    starts = [0, *(_with_comments(lines, number, 0) for number in tops[1:])]
    if tops and not _is_silent(lines[: tops[0]]):
        starts.insert(1, _with_comments(lines, tops[0], 0))
    else:
        tops = tops or [0]
    heads = tops if len(tops) == len(starts) else [0, *tops]
    ends = [*starts[1:], len(lines)]
    return [
        Stretch(start, end, _inner(lines, head, end) if SCENARIO_LINE.match(lines[head]) else ())
        for start, head, end in zip(starts, heads, ends, strict=True)
    ]


def _inner(lines: Sequence[str], head: int, end: int) -> tuple[int, ...]:
    """Where the cues and checks of a scenario begin; none of its lines may stand farther left than they do."""
    under = range(head + 1, end)
    margin = " " * STEP
    if any(not lines[number].startswith(margin) and not SAYS_NOTHING.match(lines[number]) for number in under):
        return ()
    return tuple(_with_comments(lines, number, head + 1) for number in under if INNER_LINE.match(lines[number]))


def _with_comments(lines: Sequence[str], number: int, least: int) -> int:
    """Back over the blank lines and comments above a line."""
    while number > least and SAYS_NOTHING.match(lines[number - 1]):
        number -= 1
    return number


def next_lines(lines: Sequence[str], start: int) -> tuple[str, ...]:
    """The next lines from `start` that say something: as many as can bear on the line above them."""
    rest = (lines[number] for number in range(start, len(lines)))
    return tuple(islice((line for line in rest if _says(line)), AHEAD))


def _says(line: str) -> bool:
    return len(line) <= LONGEST_LINE and not SAYS_NOTHING.match(copy_of(line).text)


def _is_silent(lines: Sequence[str]) -> bool:
    return all(SAYS_NOTHING.match(line) for line in lines)
