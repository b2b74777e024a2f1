"""How one line is written: a space between words, none before a comma, units that agree with their figure."""

import re
from collections.abc import Sequence
from typing import Final

from dsl.lines import Line, Token

TIGHT_BEFORE: Final = {",", ":", ")", "]", ".."}
TIGHT_AFTER: Final = {"(", "[", ".."}
CALLED: Final = {"play", "vignette"}
"""What follows these has its brackets close to its name, as in `play small-talk(Avery, Kai)`."""

UNITS: Final = {
    "tick": "ticks", "minute": "minutes", "hour": "hours", "day": "days", "coin": "coins", "time": "times",
    "run": "runs",
}  # fmt: skip
"""One of them, and more."""

ONE_OF: Final = {many: one for one, many in UNITS.items()}
BEGUN: Final = re.compile(r"\A(#+)(?=\w)")
PROSE: Final = re.compile(r">(?=\S)")


def worded(line: Line, taken: Sequence[str]) -> str | None:
    """A sound line without its indentation and comment; `taken` are the terminals that its tokens were taken for.

    None if it holds a text that could not stand between straight quotation marks.
    """
    written: list[str] = []
    tokens = line.tokens
    for at, token in enumerate(tokens):
        text = _spelt(token, taken, tokens, at)
        if text is None:
            return None
        if at and not _close(tokens, at):
            written.append(" ")
        written.append(text)
    return "".join(written)


def commented(piece: str) -> str:
    """A comment as it is, but for blanks at its end and one after its `#`."""
    return BEGUN.sub(r"\1 ", piece.rstrip())


def _close(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token stands close to the one before it."""
    before, token = tokens[at - 1], tokens[at]
    if before.text in TIGHT_AFTER or token.text in TIGHT_BEFORE or token.type == "POSSESSIVE":
        return True
    return token.text == "(" and at >= 2 and tokens[at - 2].text in CALLED and _begins(tokens, at - 2)


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a statement begins here: at the head of a line, or behind the share of an option."""
    return at == 0 or tokens[at - 1].type == "COLON"


def _spelt(token: Token, taken: Sequence[str], tokens: Sequence[Token], at: int) -> str | None:
    match token.type:
        case "NAME" if taken[at] != "NAME" and at and tokens[at - 1].type in ("INT", "DECIMAL"):
            return _agreeing(token.text, tokens[at - 1].text)
        case "STRING":
            return token.text if _is_quoted(token) else None
        case "PROSE":
            return PROSE.sub("> ", token.text.rstrip(), count=1)
        case "SHARE":
            return token.text.replace(" ", "")
        case "TIME":
            return token.text.zfill(5)
        case "POSSESSIVE":
            return "'s"
        case _:
            return " ".join(token.text.split())  # `at end` is one token, whatever its words have between them.


def _agreeing(unit: str, figure: str) -> str:
    """`1 tick`, `2 ticks`"""
    return ONE_OF.get(unit, unit) if figure.lstrip("+-") == "1" else UNITS.get(unit, unit)


def _is_quoted(token: Token) -> bool:
    """Whether a text that was written in other quotation marks says the same in straight ones."""
    inside = token.text[1:-1].replace("\\\\", "").replace('\\"', "")
    return not ('"' in inside or "\\" in inside)
