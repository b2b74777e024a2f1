"""What is known of a line that does not fit, and what an explanation of it gives."""

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.lines import Line, Token
from dsl.machine import Machine

Tokens = tuple[Token, ...]


class Finding(msgspec.Struct, frozen=True):
    """What to say, and the line as it was probably meant, if that is clear enough to go on with.

    `joined` is a name that is none, word by word, and the one it is read as wherever it comes again.
    """

    diagnostic: Diagnostic
    mended: Tokens | None = None
    joined: tuple[tuple[str, ...], str] | None = None


class Trouble(msgspec.Struct, frozen=True):
    """Where reading a line stopped: at which token (or behind the last), and what would have fitted.

    `taken` is what the tokens before it were taken for, `openings` what could have begun the line instead.
    """

    line: Line
    tokens: Tokens
    at: int
    machine: Machine
    expected: set[str]
    taken: tuple[str, ...]
    openings: set[str]
    mark: int | None = None
    """Where the machine stood before the line; None while nothing of it was fed."""

    @property
    def token(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    @property
    def led_by_name(self) -> bool:
        """Whether the first word passed for a name, so that no verb says what the line is."""
        return self.tokens[0].type == "NAME" and self.taken[:1] in ((), ("NAME",))

    def without(self, at: int) -> Tokens:
        return (*self.tokens[:at], *self.tokens[at + 1 :])

    def with_before(self, at: int, *new: Token) -> Tokens:
        return (*self.tokens[:at], *new, *self.tokens[at:])

    def with_instead(self, at: int, *new: Token) -> Tokens:
        return (*self.tokens[:at], *new, *self.tokens[at + 1 :])

    def fits(self, *terminals: str) -> bool:
        return self.machine.accepts(terminals)

    def reads(self, tokens: Tokens) -> bool:
        """Whether the line, written so, could be read to its end."""
        return self.machine.reads((*tokens, Token("_NL", "", self.line.end)), self.mark)

    def literal(self, terminal: str) -> str | None:
        """How a terminal is written, if it is a word of the language."""
        text = self.machine.table.literals.get(terminal)
        return text if text is not None and text[0].isalpha() else None
