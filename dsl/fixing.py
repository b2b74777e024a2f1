"""The fixes of diagnostics, applied to a text: everything that no fix speaks of stays as it is, to the character."""

import re
from collections.abc import Iterable
from typing import Final

from dsl.diagnostic import Fix
from dsl.source import Source

ENDING: Final = re.compile(r"\r\n|\r|\n")


def apart(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Those that can be applied together: of two that touch the same characters only the first in the text.

    Two that insert at one place touch each other as well.
    """
    kept: list[Fix] = []
    for fix in sorted(set(fixes), key=lambda each: (each.span, each.text)):
        if not kept or _end(kept[-1]) < _start(fix) or (_end(kept[-1]) == _start(fix) and _start(fix) < _end(fix)):
            kept.append(fix)
    return tuple(kept)


def applied(source: Source, fixes: Iterable[Fix]) -> Source:
    """The text with those fixes that are meant for it and do not touch each other; a new line ends as others do."""
    text = source.text
    starts = [0, *(ending.end() for ending in ENDING.finditer(text))]
    newline = ending[0] if (ending := ENDING.search(text)) else "\n"
    for fix in reversed(apart(each for each in fixes if each.span.file == source.name)):
        span = fix.span
        begin, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        text = text[:begin] + fix.text.replace("\n", newline) + text[end:]
    return Source(source.name, text)


def _start(fix: Fix) -> tuple[int, int]:
    return fix.span.line, fix.span.column


def _end(fix: Fix) -> tuple[int, int]:
    return fix.span.end_line, fix.span.end_column
