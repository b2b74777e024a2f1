"""What only follows from a mistake that is told already, and is therefore left out or told along with it.

One slip of the hand is one message: a forgotten head leaves all lines under it in the wrong place, a forgotten
definition makes a stranger of every name, and a warning that something is idle means little while the line that
uses it cannot be read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic, Fix, has_errors, in_order
from dsl.lines import Line
from dsl.source import Span

LOST: Final = ("TN105", "TN111", "TN113")
"""What is said of a line that stands under the wrong head, or under none."""

UNKNOWN: Final = tuple(f"TN{number}" for number in range(201, 211))
"""What is said of a name that nothing has."""

IDLE: Final = ("TN304", "TN701", "TN702")
"""What is said of something that nothing ends, plays or uses."""

HEADINGS: Final = ("TN240", "TN241")
"""What is said of a scenario that lacks its town or its length."""

IN_LIBRARY: Final = "It is in the library: "
"""How a hint begins that asks for a `use` line; one such line is enough for all that lack it."""

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
        if here is not None and (here.code not in LOST or here.span.column != line.tokens[0].span.column):
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
    one, other = (each.hint or each.message for each in (first, here))
    return first.code == here.code and (one.startswith(other) or other.startswith(one))


def _with_more(first: Diagnostic, count: int) -> Diagnostic:
    more = "a line below it too" if count == 1 else f"{count} lines below it too"
    return msgspec.structs.replace(first, label=f"{first.label}, and {more}")


def without_sequels(said: Iterable[Diagnostic], lines: Mapping[str, list[str]]) -> tuple[Diagnostic, ...]:
    """What is left without what only follows from a line that cannot be read, or from one name missed."""
    said = tuple(said)
    if not has_errors(said):
        return said
    told = (each for each in said if not _follows(each, said, lines))
    return in_order(tuple(_once_a_name(tuple(told), lines)))


def _follows(each: Diagnostic, said: Iterable[Diagnostic], lines: Mapping[str, list[str]]) -> bool:
    """Whether something is only said because of a line elsewhere that is wrong."""
    if each.code in IDLE:
        return _is_idle_by_mistake(each, said, lines)
    if each.code in HEADINGS:
        until = _end_of_heading(each, lines)
        return any(_is_syntax(other, each) and each.span.line < other.span.line < until for other in said)
    return each.code == "TN243" and any(_is_syntax(other, each) for other in said)


def _is_syntax(other: Diagnostic, each: Diagnostic) -> bool:
    return other.code.startswith("TN1") and other.severity == "error" and other.span.file == each.span.file


def _is_idle_by_mistake(
    each: Diagnostic, said: Iterable[Diagnostic], lines: Mapping[str, list[str]]
) -> bool:
    """Whether a line that could not be read may use it, or one with an error does."""
    named = re.match(r"`([^`]+)`", each.message)
    word = named[1] if named else ""
    for other in said:
        if _is_syntax(other, each) or (other.fix is not None and other.fix.text == word):
            return True
        if other.code.startswith("TN2") and other.severity == "error" and word in _line(other.span, lines):
            return True
    return False


def _end_of_heading(each: Diagnostic, lines: Mapping[str, list[str]]) -> int:
    """The line in which the cast begins: above it stand the town and the length."""
    below = enumerate(lines.get(each.span.file, ())[each.span.line :], each.span.line + 1)
    return next((number for number, text in below if text.split(":")[0].strip() == "cast"), 1 << 30)


def _line(span: Span, lines: Mapping[str, list[str]]) -> str:
    text = lines.get(span.file, [])
    return text[span.line - 1] if 1 <= span.line <= len(text) else ""


def _once_a_name(said: Iterable[Diagnostic], lines: Mapping[str, list[str]]) -> Iterator[Diagnostic]:
    """A name that is missed in several places and is right in none lacks its definition: that is one message."""
    places: dict[tuple[str, str], list[Diagnostic]] = {}
    for each in said:
        if each.code in UNKNOWN and each.severity == "error":
            shared = each.hint if each.hint and each.hint.startswith(IN_LIBRARY) else each.message
            places.setdefault((each.code, shared), []).append(each)
        else:
            yield each
    for together in places.values():
        first = together[0]
        if first.fix is None or len(together) == 1:
            yield _gathered(together)
        elif (defined := _only_place(first.fix.text, lines)) is not None:
            yield _renamed(together, defined)
        else:
            yield from together


def _gathered(together: Sequence[Diagnostic]) -> Diagnostic:
    """One message for all of them, with the first few places."""
    first, *rest = together
    shown = tuple((each.span, "here too") for each in rest[:MOST_SHOWN])
    left = len(rest) - len(shown)
    if left:
        shown = (*shown[:-1], (shown[-1][0], f"here too, and in {left} more place{'s' if left > 1 else ''}"))
    return msgspec.structs.replace(first, secondary=(*first.secondary, *shown))


def _renamed(together: Sequence[Diagnostic], defined: Span) -> Diagnostic:
    """All call it by one name, and the definition alone by another: that is where the slip is."""
    first = _gathered(together)
    was, name = first.fix.text if first.fix else "", _named(first)
    return msgspec.structs.replace(
        first,
        label=f"`{was}` is called so only where it is defined",
        secondary=((defined, f"did you mean `{name}`?"), *first.secondary),
        fix=Fix(defined, name),
    )


def _named(each: Diagnostic) -> str:
    found = re.search(r"`([^`]+)`", each.message)
    return found[1] if found else ""


def _only_place(word: str, lines: Mapping[str, list[str]]) -> Span | None:
    """Where a word stands, if that is in one place only."""
    found: Span | None = None
    for file, text in lines.items():
        for number, line in enumerate(text, 1):
            for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line):
                if found is not None:
                    return None
                found = Span(file, number, match.start() + 1, number, match.end() + 1)
    return found
