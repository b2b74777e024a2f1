"""Diagnostics on their way to a reader: in full, in one line each, or as JSON; in colour where it can be."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, TextIO

from dsl.diagnostic import Diagnostic
from dsl.render import Segment, as_data, concise, segments
from dsl.source import Source

Format = Literal["full", "concise", "json"]
Paint = Callable[[str, str], str]

STYLES: Final[dict[str, str]] = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "secondary": "cyan",
    "gutter": "dim",
    "help": "bold",
    "removed": "red",
    "added": "green",
    "mark": "bold",
    "aside": "dim",
}
"""What each role of a piece of text looks like; roles that are not here look plain."""


def plain(text: str, role: str) -> str:
    """No colour at all."""
    return text


def paint_for(stream: TextIO) -> Paint:
    """Colour for a terminal, unless it can do none or NO_COLOR asks for none (no-color.org)."""
    return _coloured() if coloured(stream) else plain


def coloured(stream: TextIO) -> bool:
    """Whether a stream shows colour, and wants to."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(said: Iterable[Diagnostic], sources: Mapping[str, Source], stream: TextIO, form: Format = "full") -> None:
    """Write diagnostics to a stream, in the order given."""
    if form == "json":
        stream.write(json.dumps([as_data(each) for each in said], ensure_ascii=False, indent=1) + "\n")
    elif form == "concise":
        stream.writelines(concise(each).replace(":0:0: ", ": ", 1) + "\n" for each in said)
    else:
        paint = paint_for(stream)
        stream.writelines(in_full(each, sources, paint) + "\n" for each in said)
    stream.flush()


def in_full(diagnostic: Diagnostic, sources: Mapping[str, Source], paint: Paint = plain) -> str:
    """The full form; ends in a newline. A file as a whole is named without a line."""
    return "".join(paint(text, style) for text, style in _pieces(diagnostic, sources))


def _pieces(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> Iterable[Segment]:
    if diagnostic.span.line:
        return segments(diagnostic, sources)
    return [(text.replace(":0:0\n", "\n"), style) for text, style in segments(diagnostic, {})]


def _coloured() -> Paint:
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {role: Style.parse(style) for role, style in STYLES.items()}

    def paint(text: str, role: str) -> str:
        if role not in styles:
            return text
        body = text.rstrip("\n")
        return styles[role].render(body, color_system=ColorSystem.STANDARD) + text[len(body) :]

    return paint


def to_stderr(said: Iterable[Diagnostic], sources: Mapping[str, Source]) -> None:
    """Say something that is not the story."""
    show(said, sources, sys.stderr)
