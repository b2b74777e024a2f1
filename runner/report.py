"""Diagnostics on their way to a person: in full, and in colour where it can be. `runner.formats` has other forms."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, TextIO

from dsl.diagnostic import Diagnostic
from dsl.render import Segment, segments
from dsl.source import Source

if TYPE_CHECKING:
    from runner.highlight.groups import Look

Paint = Callable[[str, str], str]

SAID_ALL: Final = ("TN017", "TN697")
"""Codes of things so small that nobody need read on."""

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
"""What each role of a piece of text looks like, beside those of `runner.highlight`; any other looks plain.

The role `script` is a text that has its own colours.
"""


def plain(text: str, role: str) -> str:
    """No colour at all."""
    return text


def paint_for(stream: TextIO) -> Paint:
    """Colour for a terminal, unless it can do none or NO_COLOR asks for none (no-color.org)."""
    return _coloured() if coloured(stream) else plain


def coloured(stream: TextIO) -> bool:
    """Whether a stream shows colour, and wants to."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(said: Iterable[Diagnostic], sources: Mapping[str, Source], stream: TextIO) -> None:
    """Write diagnostics to a stream, in the order given."""
    told, paint = [*said], paint_for(stream)
    stream.writelines(in_full(each, sources, paint) + "\n" for each in told)
    stream.write(paint(more(told), "aside"))
    stream.flush()


def more(said: Iterable[Diagnostic]) -> str:
    """Where there is more to read, once for all of them; nothing if they are small things."""
    codes = [*dict.fromkeys(each.code for each in said if each.code not in SAID_ALL)]
    match codes:
        case []:
            return ""
        case [code]:
            return f"`townlet explain {code}` says more.\n"
        case _:
            return f"`townlet explain CODE` says more: {', '.join(codes)}.\n"


def in_full(diagnostic: Diagnostic, sources: Mapping[str, Source], paint: Paint = plain) -> str:
    """The full form; ends in a newline. A file as a whole is named without a line."""
    return "".join(paint(text, style) for text, style in pieces(diagnostic, sources))


def pieces(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> Iterable[Segment]:
    """The full form in pieces, each with the role that it plays."""
    if diagnostic.span.line:
        return segments(diagnostic, sources)
    return [(text.replace(":0:0\n", "\n"), style) for text, style in segments(diagnostic, {})]


def _coloured() -> Paint:
    from rich.color import ColorSystem
    from rich.style import Style

    from runner.highlight.groups import LOOKS
    from runner.highlight.reading import pieces

    styles = {role: Style.parse(style) for role, style in {**_looks(LOOKS), **STYLES}.items()}

    def paint(text: str, role: str) -> str:
        if role == "script":
            return "".join(paint(piece, group or "") for piece, group in pieces(text))
        if role not in styles:
            return text
        body = text.rstrip("\n")
        return styles[role].render(body, color_system=ColorSystem.STANDARD) + text[len(body) :]

    return paint


def _looks(looks: "Mapping[str, Look]") -> dict[str, str]:
    """The styles of what occurs in scripts and transcripts."""
    return {group: look.style for group, look in looks.items() if look.style}


def to_stderr(said: Iterable[Diagnostic], sources: Mapping[str, Source]) -> None:
    """Say something that is not the story."""
    show(said, sources, sys.stderr)
