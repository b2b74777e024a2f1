"""The fixes of diagnostics, applied to a text: everything that no fix speaks of stays as it is, to the character."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic, Fix
from dsl.source import Source, Span
from dsl.tabs import tab_width

Look = Callable[[Source], tuple[Diagnostic, ...]]
"""What says all there is to say about a text."""

MOST_ROUNDS: Final = 100
"""So often a text is mended and looked at again: what is mended lets more be seen."""

ENDING: Final = re.compile(r"(\r\n|\r|\n)")
TABS: Final = "TN107"
"""Said once of a file, at its first line with tabs, and meant of all of them."""

CROOKED: Final = "TN106"
"""Said once of lines that are indented alike, at the first of them."""


class Mended(msgspec.Struct, frozen=True):
    """A text with everything mended that is sure, what that was, and what there is to say still."""

    source: Source
    mended: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


def mended(source: Source, look: Look) -> Mended:
    """Apply the fixes that are sure, and look again, until there are none; errors never become more by it."""
    now = Mended(source, (), look(source))
    for _ in range(MOST_ROUNDS):
        better = _better(now, look)
        if better is None:
            break
        now = better
    return now


def _better(now: Mended, look: Look) -> Mended | None:
    """A step further: all fixes at once, or else the first that does no harm by itself."""
    sure = _together([each for each in now.left if _is_sure(each, now.source)])
    for round_ in ([sure, *([each] for each in sure)] if len(sure) > 1 else [sure]):
        found = applied(now.source, [fix for each in round_ for fix in fixes(each, now.source)])
        if found.text != now.source.text and _errors(left := look(found)) <= _errors(now.left):
            return Mended(found, (*now.mended, *round_), left)
    return None


def _is_sure(each: Diagnostic, source: Source) -> bool:
    return each.fix is not None and each.fix.sure and each.fix.span.file == source.name


def _errors(said: Iterable[Diagnostic]) -> int:
    return sum(each.severity == "error" for each in said)


def _together(said: list[Diagnostic]) -> list[Diagnostic]:
    """Those whose fixes do not touch each other."""
    kept = {*apart(each.fix for each in said if each.fix is not None)}
    return [each for each in said if each.fix in kept]


def fixes(diagnostic: Diagnostic, source: Source) -> tuple[Fix, ...]:
    """The changes that mend what is said; most often one, or none."""
    fix = diagnostic.fix
    if fix is None:
        return ()
    if diagnostic.code == TABS:
        return tuple(_untabbed(source))
    return tuple(_straightened(source, fix)) if diagnostic.code == CROOKED else (fix,)


def _untabbed(source: Source) -> Iterator[Fix]:
    width = tab_width(source.lines)
    for number, line in enumerate(source.lines, 1):
        blanks = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in blanks:
            span = Span(source.name, number, 1, number, len(blanks) + 1)
            yield Fix(span, blanks.expandtabs(width), sure=True)


def _straightened(source: Source, fix: Fix) -> Iterator[Fix]:
    """The indentation of a line, and of those after it that have the same, to the end of their block."""
    lines, span = source.lines, fix.span
    wrong = lines[span.line - 1][: span.end_column - 1]
    for number in range(span.line, len(lines) + 1):
        line = lines[number - 1]
        blanks = line[: len(line) - len(line.lstrip(" "))]
        if line.strip() and len(blanks) < len(wrong):
            return
        if line.strip() and blanks == wrong:
            yield Fix(Span(span.file, number, 1, number, len(blanks) + 1), fix.text, fix.sure)


def apart(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Those that can be applied together: of two that touch the same characters the first in the text.

    Two that insert at one place touch each other as well.
    """
    kept: list[Fix] = []
    for fix in sorted(set(fixes), key=lambda each: (each.span, each.text)):
        start, end = (fix.span.line, fix.span.column), (fix.span.end_line, fix.span.end_column)
        before = (kept[-1].span.end_line, kept[-1].span.end_column) if kept else (0, 0)
        if before < start or before == start < end:
            kept.append(fix)
    return tuple(kept)


def applied(source: Source, fixes: Iterable[Fix]) -> Source:
    """The text with those fixes that are meant for it and do not touch each other; a new line ends as others do."""
    text = source.text
    pieces = ENDING.split(text)  # A line, its ending, a line, …
    lines, starts = pieces[::2], [0, *accumulate(map(len, pieces))][::2]
    newline = pieces[1] if len(lines) > 1 else "\n"
    for fix in reversed(apart(each for each in fixes if each.span.file == source.name)):
        span = fix.span
        if not _is_there(span, lines):
            continue
        begin, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        text = text[:begin] + fix.text.replace("\n", newline) + text[end:]
    return Source(source.name, text)


def _is_there(span: Span, lines: list[str]) -> bool:
    """Whether a stretch is of this text: one of another version may reach out of it."""
    in_lines = 1 <= span.line <= span.end_line <= len(lines)
    return in_lines and all(
        1 <= column <= len(lines[number - 1]) + 1
        for number, column in ((span.line, span.column), (span.end_line, span.end_column))
    )
