"""Text into lines of tokens. Every line stands alone: no bracket, quote or clause runs on to the next."""

import re
from collections.abc import Sequence

import msgspec

from dsl.diagnostic import Diagnostic, Fix
from dsl.foreign import LONGEST_LINE, Wrapping, foreign_comment, too_long
from dsl.letters import copy_of, is_control, is_turned, name_of
from dsl.oddities import odd_signs, turned
from dsl.source import Source, Span
from dsl.tree import Comment

TAB = 4
"""A tab reaches to the next multiple of so many columns; a file that has one is told to use spaces."""


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, figure, quoted text or sign. `type` is a terminal of the grammar, NAME for every word."""

    type: str
    text: str
    span: Span


class Line(msgspec.Struct, frozen=True):
    """A line that says something: what is left after blank lines and comments."""

    indent: int  # in columns
    tokens: tuple[Token, ...]
    after_blank: bool  # a blank line or a comment stands before it
    end: Span  # the empty place behind its last token


class Reading(msgspec.Struct, frozen=True):
    """All lines and comments of a text, and what is wrong with it before any grammar is asked."""

    lines: tuple[Line, ...]
    comments: tuple[Comment, ...]
    diagnostics: tuple[Diagnostic, ...]
    passed: frozenset[int] = frozenset()
    """The numbers of lines that say something and were passed over: they are no part of the script."""
    odd_names: frozenset[str] = frozenset()
    """Names with a picture in them; of each, only the first place was told of."""


# What the grammar has no name for: each is reported, and the last three stand for a quoted text all the same.
_STRAY = (
    ("COMMENT", r"#.*"),
    ("SPACE", r"\s+"),
    ("CURLY", r"[“”„«»「『＂][^“”„«»「」『』＂\"]*[“”«»」』＂\"]"),
    ("OWNERS", r"(?<=[sxzSXZ])['’](?=\s+\w)"),
    ("SINGLE", r"['‘‚][^'’‘\"]*['’‘](?!\w)|`[^`\"]*`(?!\w)"),
    ("UNCLOSED", r"[\"“”„«»「『＂].*"),
    ("STRAY", r"."),
)
TEXTS = ("STRING", "PROSE", "COMMENT", "CURLY", "SINGLE", "UNCLOSED")
"""What is kept as it was written."""


def scanner(patterns: list[tuple[str, str]], literals: dict[str, str]) -> re.Pattern[str]:
    """One expression that cuts a line into tokens and never fails to match."""
    signs = [(name, re.escape(text)) for name, text in literals.items() if not text[0].isalpha()]
    parts = [*patterns, *sorted(signs, key=lambda s: -len(s[1])), *_STRAY]
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in parts), re.DOTALL)


def read_lines(source: Source, scan: re.Pattern[str]) -> Reading:
    """Cut a text into lines of tokens. A byte order mark is ignored; line ends may be of any kind."""
    lines = source.lines
    wrapping = Wrapping(source.name, lines)
    cutter = Cutter(source.name, scan)
    cutter.said += wrapping.said
    for number, text in enumerate(lines, 1):
        if number in wrapping.passed:
            cutter.pass_over(number)
        else:
            cutter.cut(number, text)
    return cutter.reading()


def cut(file: str, texts: Sequence[str], scan: re.Pattern[str], first: int = 1, heading: bool = True) -> Reading:
    """The same for some lines of a file, of which `first` is the number of the first one.

    `heading` says that nothing but blank lines and comments stands above them. What can only be seen of a whole file,
    such as a fence around the script, is not looked for.
    """
    cutter = Cutter(file, scan, heading)
    for number, text in enumerate(texts, first):
        cutter.cut(number, text)
    return cutter.reading()


class Cutter:
    """Cuts lines of one file, one after the other."""

    def __init__(self, file: str, scan: re.Pattern[str], heading: bool = True) -> None:
        self.file = file
        self.scan = scan
        self.lines: list[Line] = []
        self.comments: list[Comment] = []
        self.said: list[Diagnostic] = []
        self.passed: set[int] = set()
        self.after_blank = self.heading = heading
        self.tabs_said = False
        self.odd_names: set[str] = set()  # those that have been told of

    def reading(self) -> Reading:
        """What has been cut so far."""
        return Reading(
            tuple(self.lines), tuple(self.comments), tuple(self.said), frozenset(self.passed), frozenset(self.odd_names)
        )

    def pass_over(self, number: int) -> None:
        """A line that is no part of the script."""
        self.passed.add(number)

    def cut(self, number: int, written: str) -> None:
        """One line."""
        if len(written) > LONGEST_LINE:
            self.said.append(too_long(self.file, number, written))
            self.pass_over(number)
            return
        text = " " + written[1:] if number == 1 and written.startswith("\ufeff") else written
        bare = text.lstrip()
        start = len(text) - len(bare)
        if not bare:
            self.after_blank = True
            return
        if bare.startswith("//"):
            self.said.append(foreign_comment(self.file, number, bare, start + 1))
            self.pass_over(number)
            return
        if "\t" in text[:start] and not bare.startswith("#") and not self.tabs_said:
            self.tabs_said = True
            self.said.append(_tabs(self.file, number, text[:start]))
        tokens = self._tokens(number, text, start)
        if tokens:
            self.heading = False
            last = tokens[-1].span
            end = Span(self.file, number, last.end_column, number, last.end_column)
            blanks = text[len(written) - len(written.lstrip("\ufeff")) : start]
            self.lines.append(Line(columns(blanks), tuple(tokens), self.after_blank, end))
        self.after_blank = not tokens

    def _tokens(self, number: int, text: str, start: int) -> list[Token]:
        copy = copy_of(text)
        tokens, texts = self._cut(number, text, copy.text, start)
        if copy.odd:
            odd = [each for each in copy.odd if is_control(text[each[0]]) or not any(each[0] in t for t in texts)]
            self.said += odd_signs(self.file, number, text, copy.text, odd, self.odd_names)
            self.said += (turned(self.file, number, t) for t in texts if is_turned(text[t.start : t.stop]))
        return tokens

    def _cut(self, number: int, text: str, plain: str, start: int) -> tuple[list[Token], list[range]]:
        """The tokens of a line from `start`, and where its texts and comments are."""
        tokens: list[Token] = []
        texts: list[range] = []
        rest: int | None = start
        while rest is not None:
            rest = self._cut_on(number, text, plain, rest, tokens, texts)
        return tokens, texts

    def _cut_on(
        self, number: int, text: str, plain: str, start: int, tokens: list[Token], texts: list[range]
    ) -> int | None:
        """Cut on from `start`; where to begin again, behind a `>` that opens no prose."""
        for match in self.scan.finditer(plain, start):
            kind = match.lastgroup or "STRAY"
            if kind == "SPACE":
                continue
            first, last = match.span()
            span = Span(self.file, number, first + 1, number, last + 1)
            if kind == "PROSE" and tokens:
                tokens.append(Token("STRAY", ">", Span(self.file, number, first + 1, number, first + 2)))
                return first + 1
            if kind in TEXTS:
                texts.append(range(first, last))
            if kind == "COMMENT":
                self.comments.append(_comment(text[first:last], span, not tokens, self.heading))
            else:
                tokens.append(self._token(kind, text[first:last], plain[first:last], span))
        return None

    def _token(self, kind: str, written: str, plain: str, span: Span) -> Token:
        if kind == "NAME":
            return Token(kind, name_of(written), span)
        if kind in ("CURLY", "SINGLE", "UNCLOSED"):
            self.said.append(_quotes(kind, written, span))
            return Token("STRING", '"' + written[1 : None if kind == "UNCLOSED" else -1] + '"', span)
        if kind == "OWNERS":
            return Token("POSSESSIVE", plain, span)
        return Token(kind, written if kind in TEXTS else plain, span)


def _comment(piece: str, span: Span, own_line: bool, heading: bool) -> Comment:
    documents = own_line and heading and piece.startswith("##")
    return Comment(span, piece.lstrip("#").strip(), own_line, documents)


def columns(blanks: str) -> int:
    """How far a line is indented; an ideographic space is as wide as two."""
    return len(blanks.expandtabs(TAB)) + blanks.count("\u3000")


def _tabs(file: str, number: int, blanks: str) -> Diagnostic:
    span = Span(file, number, 1, number, len(blanks) + 1)
    return Diagnostic(
        "TN107",
        "this line is indented with a tab",
        span,
        "a tab, which every editor shows differently",
        hint="indent with four spaces a step, here and in the lines that follow",
        fix=Fix(span, blanks.expandtabs(TAB), sure=True),
    )


_ODD_BACKSLASH = re.compile(r'"(?:[^"\\]|\\["\\])*(?P<sign>\\)(?!["\\])(?:[^"\\]|\\.)*"\s*$')


def _quotes(kind: str, piece: str, span: Span) -> Diagnostic:
    if kind == "UNCLOSED" and (closed := _ODD_BACKSLASH.match(piece)):
        at = Span(span.file, span.line, span.column + closed.start("sign"), span.line, span.column + closed.end("sign"))
        message = "a backslash in a text stands only before a quotation mark or another backslash"
        return Diagnostic("TN101", message, at, "leave it out, or write it twice", hint="`\\\\` is one backslash")
    if kind == "UNCLOSED":
        end = Span(span.file, span.end_line, span.end_column, span.end_line, span.end_column)
        return Diagnostic(
            "TN108",
            "this quoted text has no closing quotation mark",
            span,
            "it begins here and runs to the end of the line",
            hint='close it with a straight quotation mark: "'
            + "…"
            + '"; text that needs more lines goes under `narrate:`',
            fix=Fix(end, '"') if piece.startswith('"') and piece.strip() != '"' else None,
        )
    return Diagnostic(
        "TN109",
        "quoted text wants straight double quotation marks",
        span,
        "other quotation marks",
        hint='write it between "…"',
        fix=Fix(span, '"' + piece[1:-1] + '"', sure=True),
    )
