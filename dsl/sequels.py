"""What only follows from a mistake that is told already, and is therefore left out or told along with it.

One slip of the hand is one message: a forgotten head leaves all lines under it in the wrong place, a forgotten
definition makes a stranger of every name, and a warning that something is idle means little while the line that
uses it cannot be read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.lines import Line

LOST: Final = ("TN105", "TN111", "TN113")
"""What is said of a line that stands under the wrong head, or under none."""

UNKNOWN: Final = tuple(f"TN{number}" for number in range(201, 211))
"""What is said of a name that nothing has."""

IDLE: Final = ("TN304", "TN701", "TN702")
"""What is said of something that nothing ends, plays or uses."""

MOST_SHOWN: Final = 3
"""So many other places are pointed at; the rest is counted."""


def lost_together(lines: Sequence[Line], said: Mapping[int, Diagnostic]) -> dict[int, Diagnostic]:
    """By line, what is said; of lines at one depth, one below the other and lost for one reason, the first."""
    kept = dict(said)
    runs: dict[int, tuple[int, int]] = {}  # by indentation: the line it began with, and how many are lost with it
    for line in lines:
        number, indent = line.end.line, line.indent
        runs = {column: run for column, run in runs.items() if column <= indent}
        here = said.get(number)
        if here is None or here.code not in LOST or here.span.column != line.tokens[0].span.column:
            runs.pop(indent, None)
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
    one, other = (each.hint or each.message for each in (first, here))
    return first.code == here.code and (one.startswith(other) or other.startswith(one))


def _with_more(first: Diagnostic, count: int) -> Diagnostic:
    more = "the line below it too" if count == 1 else f"{count} lines below it too"
    return msgspec.structs.replace(first, label=f"{first.label}, and {more}")


def without_sequels(said: Iterable[Diagnostic], lines: Mapping[str, list[str]]) -> tuple[Diagnostic, ...]:
    """What is left when warnings about words in lines with an error are, and one name missed is one message."""
    said = tuple(said)
    wrong = "\n".join(_lines_with_errors(said, lines))
    told = (each for each in said if each.severity == "error" or not _is_about(each, wrong))
    return tuple(_once_a_name(told))


def _lines_with_errors(said: Iterable[Diagnostic], lines: Mapping[str, list[str]]) -> Iterator[str]:
    for file, number in {(each.span.file, each.span.line) for each in said if each.severity == "error"}:
        text = lines.get(file, [])
        if 1 <= number <= len(text):
            yield text[number - 1]


def _is_about(warning: Diagnostic, wrong: str) -> bool:
    """Whether something is called idle that stands in a line with an error."""
    if warning.code not in IDLE:
        return False
    named = re.match(r"`([^`]+)`", warning.message)
    return bool(wrong) and named is not None and named[1] in wrong


def _once_a_name(said: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """A name that nothing has and nothing resembles lacks its definition: one message with all its places."""
    places: dict[tuple[str, str, str | None], list[Diagnostic]] = {}
    others: list[Diagnostic] = []
    for each in said:
        if each.code in UNKNOWN and each.fix is None:
            places.setdefault((each.code, each.message, each.hint), []).append(each)
        else:
            others.append(each)
    yield from others
    for together in places.values():
        yield _gathered(sorted(together, key=lambda each: each.span))


def _gathered(together: Sequence[Diagnostic]) -> Diagnostic:
    first, *rest = together
    if not rest:
        return first
    shown = tuple((each.span, "here too") for each in rest[:MOST_SHOWN])
    left = len(rest) - len(shown)
    if left:
        shown = (*shown[:-1], (shown[-1][0], f"here too, and in {left} more place{'s' if left > 1 else ''}"))
    return msgspec.structs.replace(first, secondary=(*first.secondary, *shown))
