"""A script in its one form: the same tree, every comment, nothing to argue about.

    formatted("at  9:15 :", parser)  →  "at 09:15:\\n"

`wording` is about one line, `standing` about how deep lines and comments stand, `grouping` about the blank lines
between them. What cannot be read stays as it is, byte for byte, and keeps the declaration around it where it is:
nobody knows yet what was meant. A text of which some lines are no part of the script stays as it is altogether.
"""

import re
from typing import Any, Final

import msgspec
from msgspec import to_builtins

from dsl.format.grouping import with_blanks
from dsl.format.standing import pieces
from dsl.parse import HARMLESS, Parsed, Parser, parse_lines
from dsl.source import Source

MARKED: Final = re.compile("(?:\\s*\ufeff)+")
"""A byte order mark at the head of a text, also behind blank lines: those go, and it would stand first."""


class Form(msgspec.Struct, frozen=True):
    """A text in its one form; and the numbers of the lines in it that could not be read and were left alone."""

    text: str
    left: tuple[int, ...]


def formatted(text: str, parser: Parser) -> str:
    """The text in its one form. Lines end in `\\n`, the last one too; a text of blanks alone becomes empty.

    Never raises, and leaves a text in its one form as it is.
    """
    return form_of(text, parser).text


def form_of(text: str, parser: Parser) -> Form:
    """The same, and what was left alone."""
    mark = MARKED.match(text)
    source = Source("", text[mark.end() :] if mark is not None else text)
    parsed = parse_lines(source, parser)
    if parsed.reading.passed:
        return Form(source.text, tuple(sorted(parsed.reading.passed)))
    new = "".join(line + "\n" for line in with_blanks(pieces(source, parsed)))
    numbers = (line.end.line for line in parsed.reading.lines)
    left = tuple(number for number in numbers if number not in parsed.sound)
    if parsed.diagnostics and not _same(parsed, parse_lines(Source("", new), parser)):
        return Form(source.text, left)
    return Form(new, left)


def _same(before: Parsed, after: Parsed) -> bool:
    """Whether a text says what it said. A line that cannot be read may be taken for another when those around move."""
    codes, others = ([each.code for each in parsed.diagnostics] for parsed in (before, after))
    mended = not {*codes}.isdisjoint(HARMLESS)  # What kept other things of the same line from being said.
    return (mended or codes == others) and _bare(to_builtins(before.file)) == _bare(to_builtins(after.file))


def _bare(node: Any) -> Any:
    """A tree without the places it came from."""
    match node:
        case dict():
            return {key: _bare(value) for key, value in node.items() if key != "span"}
        case list() | tuple():
            return [_bare(each) for each in node]
        case _:
            return node
