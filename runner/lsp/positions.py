"""Places as an editor counts them (lines from 0, in units of UTF-16 mostly) and as we do (from 1, in characters)."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from dsl.source import Source, Span

Position: TypeAlias = tuple[int, int]
"""A line and so many units of it, both from 0."""

CODES: Final[dict[str, tuple[str, int]]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}
"""By the name of an encoding, how Python calls it, and the bytes of its unit."""


class Units:
    """The units that a client counts in."""

    def __init__(self, encoding: str = "utf-16") -> None:
        self.code, self.size = CODES.get(encoding, CODES["utf-16"])

    def count(self, text: str) -> int:
        """How many units a text has."""
        return len(text) if text.isascii() else len(text.encode(self.code, "surrogatepass")) // self.size

    def index(self, text: str, units: int) -> int:
        """The character at so many units; the end of the text beyond it, and the next character inside of one."""
        if text.isascii() or units <= 0:
            return max(0, min(units, len(text)))
        seen = 0
        for number, character in enumerate(text):
            if seen >= units:
                return number
            seen += self.count(character)
        return len(text)

    def position(self, lines: Sequence[str], line: int, column: int) -> Position:
        """Our line and column as the client's position."""
        text = lines[line - 1] if 1 <= line <= len(lines) else ""
        return max(0, line - 1), self.count(text[: max(0, column - 1)])

    def ends(self, lines: Sequence[str], span: Span) -> tuple[Position, Position]:
        """The beginning and the end of a span; of one that concerns a file as a whole, the file's beginning."""
        if not span.line:
            return (0, 0), (0, 0)
        return self.position(lines, span.line, span.column), self.position(lines, span.end_line, span.end_column)

    def place(self, lines: Sequence[str], position: Position) -> Position:
        """A position as our line and column; one that is outside of the text as the nearest that is in it."""
        line, units = position
        if line < 0:
            return 1, 1
        if line >= len(lines):
            return len(lines), len(lines[-1]) + 1
        return line + 1, self.index(lines[line], units) + 1

    def changed(self, text: str, start: Position, end: Position, new: str) -> str:
        """A text with a range of it replaced; ends of lines are those of the text."""
        lines = Source("", text).lines
        first, last = sorted((self.place(lines, start), self.place(lines, end)))
        return text[: _offset(text, *first)] + new + text[_offset(text, *last) :]


def _offset(text: str, line: int, column: int) -> int:
    """The index of a place in a text, whatever its lines end with."""
    at = 0
    plain = "\r" not in text
    for _ in range(line - 1):
        end = text.index("\n", at) if plain else min(n for n in (text.find("\n", at), text.find("\r", at)) if n >= 0)
        at = end + (2 if text.startswith("\r\n", end) else 1)
    return at + column - 1
