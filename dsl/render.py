"""Diagnostics as a person reads them, in a terminal or a log; pure, and without colour.

`segments` gives the text in pieces with the role of each, for whoever has colours; `render` joins them. The
same renderer serves scripts, town files and verdicts of a run.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from dsl.diagnostic import Diagnostic, Fix
from dsl.source import Source, Span

Style: TypeAlias = Literal[
    "plain", "script", "error", "warning", "note", "secondary", "gutter", "help", "removed", "added"
]
Segment: TypeAlias = tuple[str, Style]

TAB = 4

WIDEST = 160
"""Characters of a line that are shown."""

MOST_QUOTED = 600
"""Characters of a message; a name may be as long as a line."""


def render(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """The full form, ending in a newline. A source that is not at hand leaves out its lines, nothing else."""
    return "".join(text for text, _ in segments(diagnostic, sources))


def concise(diagnostic: Diagnostic) -> str:
    """`file:line:column: error[TN101]: message (label)`, without a newline."""
    span = diagnostic.span
    label = f" ({safe(diagnostic.label)})" if diagnostic.label else ""
    head = f"{diagnostic.severity}[{diagnostic.code}]: {sentence(diagnostic.message)}"
    return f"{span.file}:{span.line}:{span.column}: {head}{label}"


def as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """What the JSON form holds: the fields of the diagnostic, spans as objects, absent parts left out.

    Of a span that is no place in a text (a file as a whole, an option) only `file` is there.
    """
    data: dict[str, Any] = {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": sentence(diagnostic.message),
        "span": _span_data(diagnostic.span),
    }
    if diagnostic.label:
        data["label"] = diagnostic.label
    if diagnostic.secondary:
        data["secondary"] = [{"span": _span_data(s), "label": label} for s, label in diagnostic.secondary]
    if diagnostic.hint:
        data["hint"] = sentence(diagnostic.hint)
    if diagnostic.fix:
        fix = diagnostic.fix
        data["fix"] = {"span": _span_data(fix.span), "text": fix.text, "sure": fix.sure}
    return data


def segments(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> list[Segment]:
    """The full form in pieces, each with the role it plays."""
    severity = diagnostic.severity
    width = _gutter(diagnostic)
    out: list[Segment] = [
        (f"{severity}[{diagnostic.code}]", severity),
        (f": {sentence(diagnostic.message)}\n", "plain"),
    ]
    for file, marks in _by_file(diagnostic):
        first = marks[0][0]
        arrow = "-->" if file == diagnostic.span.file else ":::"
        out += [(" " * width + arrow, "gutter"), (f" {file}:{first.line}:{first.column}\n", "plain")]
        if file in sources:
            out += _excerpt(sources[file], marks, diagnostic, width)
    if diagnostic.hint:
        out += [(" " * width + " = ", "gutter"), ("help", "help"), (f": {sentence(diagnostic.hint)}\n", "plain")]
    if diagnostic.fix and diagnostic.fix.span.file in sources:
        out += _diff(diagnostic.fix, sources[diagnostic.fix.span.file], width)
    return out


Marked: TypeAlias = tuple[Span, str]


def _by_file(diagnostic: Diagnostic) -> list[tuple[str, list[Marked]]]:
    """The places to show by file, the file of the diagnostic first and its own place first in it."""
    files: dict[str, list[Marked]] = {}
    for span, label in ((diagnostic.span, diagnostic.label), *diagnostic.secondary):
        files.setdefault(span.file, []).append((span, safe(label)))
    return list(files.items())


def _gutter(diagnostic: Diagnostic) -> int:
    spans = [diagnostic.span, *(span for span, _ in diagnostic.secondary)]
    return max(len(str(span.line)) for span in spans)


def _excerpt(source: Source, marks: Sequence[Marked], diagnostic: Diagnostic, width: int) -> list[Segment]:
    """The lines that are marked, in their order, each with its marks under it."""
    lines = source.lines
    blank: Segment = (" " * width + " |\n", "gutter")
    out: list[Segment] = [blank]
    before = 0
    for number in sorted({span.line for span, _ in marks}):
        if not 1 <= number <= len(lines):
            continue
        if before and number > before + 1:
            out.append(("." * max(3, width) + "\n", "gutter"))
        before = number
        first = next(span for span, _ in marks if span.line == number)
        text, moved = _window(lines[number - 1], first.column - 1)
        style: Style = "script" if source.name.endswith(".town") else "plain"
        out += [(f"{number:>{width}} | ", "gutter"), (_shown(text).rstrip() + "\n", style)]
        for span, label in marks:
            if span.line == number:
                primary = span == diagnostic.span
                out += _underline(text, _moved(span, moved), label, "^" if primary else "-", width)
                out[-1] = (out[-1][0], diagnostic.severity if primary else "secondary")
    return out


def _window(text: str, at: int) -> tuple[str, int]:
    """A long line is shown around the place that matters; and by how many characters that moves to the left."""
    if len(text) <= WIDEST:
        return text, 0
    start = max(0, min(at - WIDEST // 3, len(text) - WIDEST))
    stop = start + WIDEST
    before, behind = "…" if start else "", "…" if stop < len(text) else ""
    return before + text[start:stop] + behind, start - len(before)


def _moved(span: Span, by: int) -> Span:
    start, stop = max(1, span.column - by), max(1, span.end_column - by)
    return Span(span.file, span.line, start, span.end_line, stop)


def _underline(text: str, span: Span, label: str, sign: str, width: int) -> list[Segment]:
    start = min(span.column - 1, len(text))
    stop = min(span.end_column - 1, len(text)) if span.end_line == span.line else len(text.rstrip())
    left = cells(_shown(text[:start]))
    right = cells(_shown(text[: max(start, stop)]))
    line = " " * left + sign * max(1, right - left) + (f" {label}" if label else "")
    return [(" " * width + " | ", "gutter"), (line + "\n", "plain")]


def _diff(fix: Fix, source: Source, width: int) -> list[Segment]:
    """The line as it is and as it would be; a fix over several lines shows all of them."""
    lines = source.lines
    if not 1 <= fix.span.line <= fix.span.end_line <= len(lines):
        return []
    was = lines[fix.span.line - 1 : fix.span.end_line]
    head, tail = was[0][: fix.span.column - 1], was[-1][fix.span.end_column - 1 :]
    becomes = (head + fix.text + tail).split("\n")
    was, becomes = ([_window(line, fix.span.column - 1)[0] for line in each] for each in (was, becomes))
    out: list[Segment] = [(" " * width + " |\n", "gutter")]
    shown = _with_tabs if "\t" in "".join(was) else _shown
    for sign, style, texts in (("-", "removed", was), ("+", "added", becomes)):
        for text in texts:
            out += [
                (f"{sign:>{width}} | ", "gutter"),
                (shown(text).rstrip() + "\n", style),  # type: ignore[list-item]
            ]
    return out


def _with_tabs(text: str) -> str:
    """A line with its tabs as arrows: what else would tell it from the line with spaces?"""
    return _shown("".join("→" + "\t" if c == "\t" else c for c in text)) if "\t" in text else _shown(text)


def sentence(text: str) -> str:
    """A message or a hint as it stands by itself: a sentence begins with a capital."""
    return safe(text[:1].upper() + text[1:])


def safe(text: str) -> str:
    """Words of ours that may quote a script: nothing to steer a terminal or that no document holds, or for pages."""
    if len(text) > MOST_QUOTED:
        text = text[: MOST_QUOTED // 2] + " … " + text[-MOST_QUOTED // 2 :]
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _shown(text: str) -> str:
    """A line fit to be printed: tabs as spaces, control characters as a visible mark."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text.expandtabs(TAB))


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining ones none (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


@lru_cache(maxsize=4096)  # A transcript asks for the same few hundred again and again.
def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _span_data(span: Span) -> dict[str, Any]:
    if not span.line:  # A file as a whole, an option, or something that was said.
        return {"file": span.file}
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
