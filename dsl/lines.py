"""Text into lines of tokens. Every line stands alone: no bracket, quote or clause runs on to the next."""

import re

import msgspec

from dsl.diagnostic import Diagnostic, Fix
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


# What the grammar has no name for: each is reported, and the last three stand for a quoted text all the same.
_STRAY = (
    ("COMMENT", r"#.*"),
    ("SPACE", r"\s+"),
    ("CURLY", r"[“”„«][^“”„«»\"]*[“”»\"]"),
    ("SINGLE", r"['‘][^'’\"]*['’](?!\w)"),
    ("UNCLOSED", r"[\"“”„«].*"),
    ("STRAY", r"."),
)


def scanner(patterns: list[tuple[str, str]], literals: dict[str, str]) -> re.Pattern[str]:
    """One expression that cuts a line into tokens and never fails to match."""
    signs = [(name, re.escape(text)) for name, text in literals.items() if not text[0].isalpha()]
    parts = [*patterns, *sorted(signs, key=lambda s: -len(s[1])), *_STRAY]
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in parts), re.DOTALL)


def read_lines(source: Source, scan: re.Pattern[str]) -> Reading:
    """Cut a text into lines of tokens. A byte order mark is ignored; line ends may be of any kind."""
    return cut(source.name, source.lines, scan)


def cut(file: str, texts: list[str], scan: re.Pattern[str], first: int = 1, heading: bool = True) -> Reading:
    """The same for some lines of a file, of which `first` is the number of the first one.

    `heading` says that nothing but blank lines and comments stands above them.
    """
    lines: list[Line] = []
    comments: list[Comment] = []
    said: list[Diagnostic] = []
    after_blank = heading
    tabs_said = False
    for number, text in enumerate(texts, first):
        marked = number == 1 and text.startswith("\ufeff")
        if marked:
            text = " " + text[1:]
        bare = text.lstrip(" \t\xa0")
        start = len(text) - len(bare)
        if not bare or bare.isspace():
            after_blank = True
            continue
        if "\t" in text[:start] and not bare.startswith("#") and not tabs_said:
            tabs_said = True
            said.append(_tabs(file, number, text[:start]))
        indent = _columns(text[1:start] if marked else text[:start])
        tokens = _tokens(file, number, text, start, scan, comments, said, heading)
        if tokens:
            heading = False
            last = tokens[-1].span
            end = Span(file, number, last.end_column, number, last.end_column)
            lines.append(Line(indent, tuple(tokens), after_blank, end))
        after_blank = not tokens
    return Reading(tuple(lines), tuple(comments), tuple(said))


def _tokens(
    file: str,
    number: int,
    text: str,
    start: int,
    scan: re.Pattern[str],
    comments: list[Comment],
    said: list[Diagnostic],
    heading: bool,
) -> list[Token]:
    tokens: list[Token] = []
    for match in scan.finditer(text, start):
        kind = match.lastgroup or "STRAY"
        if kind == "SPACE":
            continue
        piece = match.group()
        span = Span(file, number, match.start() + 1, number, match.end() + 1)
        if kind == "COMMENT":
            comments.append(_comment(piece, span, not tokens, heading))
        elif kind in ("CURLY", "SINGLE", "UNCLOSED"):
            said.append(_quotes(kind, piece, span))
            tokens.append(Token("STRING", '"' + piece[1 : None if kind == "UNCLOSED" else -1] + '"', span))
        elif kind == "PROSE" and tokens:
            tokens.append(Token("STRAY", ">", Span(file, number, span.column, number, span.column + 1)))
            tokens += _tokens(file, number, text, match.start() + 1, scan, comments, said, heading)
            break
        else:
            tokens.append(Token(kind, piece, span))
    return tokens


def _comment(piece: str, span: Span, own_line: bool, heading: bool) -> Comment:
    documents = own_line and heading and piece.startswith("##")
    return Comment(span, piece.lstrip("#").strip(), own_line, documents)


def _columns(blanks: str) -> int:
    return len(blanks.expandtabs(TAB))


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


def _quotes(kind: str, piece: str, span: Span) -> Diagnostic:
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
            fix=Fix(end, '"') if piece.startswith('"') else None,
        )
    return Diagnostic(
        "TN109",
        "quoted text wants straight double quotation marks",
        span,
        "other quotation marks",
        hint='write it between "…"',
        fix=Fix(span, '"' + piece[1:-1] + '"', sure=True),
    )
