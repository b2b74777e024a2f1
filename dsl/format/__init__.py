"""A script in its one form: the same tree, every comment, nothing to argue about.

    formatted("at  9:15 :", parser)  →  "at 09:15:\\n"

`wording` is about one line, `standing` about how deep lines and comments stand, `grouping` about the blank lines
between them. What cannot be read stays as it is, byte for byte, and keeps the declaration around it where it is:
nobody knows yet what was meant.
"""

import re
from typing import Final

import msgspec

from dsl.format.grouping import with_blanks
from dsl.format.standing import pieces
from dsl.parse import Parser, parse_lines
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
    new = "".join(line + "\n" for line in with_blanks(pieces(source, parsed)))
    numbers = (line.end.line for line in parsed.reading.lines)
    return Form(new, tuple(number for number in numbers if number not in parsed.sound))
