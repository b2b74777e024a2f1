"""A script in its one form: the same tree, every comment, nothing to argue about.

    formatted("at  9:15 :", parser)  →  "at 09:15:\\n"

`wording` is about one line, `standing` about how deep lines and comments stand, `grouping` about the blank lines
between them. What cannot be read stays as it is, byte for byte, and keeps the declaration around it where it is:
nobody knows yet what was meant.
"""

from dsl.format.grouping import with_blanks
from dsl.format.standing import pieces
from dsl.parse import Parser, parse_lines
from dsl.source import Source

BYTE_ORDER_MARK = "\ufeff"

__all__ = ["formatted"]


def formatted(text: str, parser: Parser) -> str:
    """The text in its one form. Lines end in `\\n`, the last one too; a text of blanks alone becomes empty.

    Never raises, and leaves a text in its one form as it is.
    """
    source = Source("", text.removeprefix(BYTE_ORDER_MARK))
    return "".join(line + "\n" for line in with_blanks(pieces(source, parse_lines(source, parser))))
