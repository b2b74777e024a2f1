"""Lines that stand under the wrong head, or under none, told of together: one lost head is one message."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.lines import Line
from dsl.words import BELONGS, STATEMENT

LOST: Final = ("TN105", "TN111", "TN113")
"""What is said of a line that stands under the wrong head, or under none."""

PROSE: Final = "TN101"
"""What is said of prose without a `narrate:`; and of much else."""

IN_A_CUE: Final = tuple(f"it stands {where}" for where in (STATEMENT, BELONGS["expect"]))


class Start(NamedTuple):
    """How a line begins: its number, how deep it is in columns, the column of its first word, and if it is prose."""

    number: int
    indent: int
    column: int
    prose: bool


def starts(lines: Iterable[Line]) -> Iterator[Start]:
    """How these lines begin."""
    for line in lines:
        first = line.tokens[0]
        yield Start(line.end.line, line.indent, first.span.column, first.type == "PROSE")


def lost_together(lines: Iterable[Start], said: Mapping[int, Diagnostic]) -> dict[int, Diagnostic]:
    """By line, what is said; of lines at one depth, one below the other and lost for one reason, the first."""
    kept = dict(said)
    if sum(each.code in (*LOST, PROSE) for each in said.values()) < 2:
        return kept
    runs: dict[int, tuple[int, int]] = {}  # by indentation: the line it began with, and how many are lost with it
    for number, indent, column, is_prose in lines:
        runs = {outer: run for outer, run in runs.items() if outer <= indent}
        here = said.get(number)
        prose = here is not None and here.code == PROSE and is_prose
        if here is not None and not prose and (here.code not in LOST or here.span.column != column):
            runs.pop(indent, None)
        elif here is None:
            if indent in runs and said[runs[indent][0]].code != "TN113":
                del runs[indent]
        elif indent in runs and _is_alike(said[runs[indent][0]], here):
            first, count = runs[indent]
            runs[indent] = first, count + 1
            kept[first] = _with_more(said[first], count + 1)
            del kept[number]
        else:
            runs[indent] = number, 0
    return kept


def _is_alike(first: Diagnostic, here: Diagnostic) -> bool:
    if here.code == "TN105":
        return False
    if first.code == "TN105":
        return True
    if here.code == PROSE:
        return False
    one, other = (each.hint or each.message for each in (first, here))
    together = one in IN_A_CUE and other in IN_A_CUE
    return first.code == here.code and (together or one.startswith(other) or other.startswith(one))


def _with_more(first: Diagnostic, count: int) -> Diagnostic:
    more = "a line below it too" if count == 1 else f"{count} lines below it too"
    return msgspec.structs.replace(first, label=f"{first.label}, and {more}")
