"""Prose: slips in what is told and said aloud, and only such that nobody makes on purpose."""

import re
from collections.abc import Iterator
from typing import Final

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.vocabulary import NAMED

TWICE: Final = re.compile(r"\b(the|a|an|of|to|and|at|from|with|for)[ \u00a0]+\1\b", re.IGNORECASE)
"""Small words that nobody says twice on purpose; `very very`, `no no` and `had had` are another matter."""

IN_BRACES: Final = re.compile(r"\$?\{\s*\$?([A-Za-z][\w-]*)\s*\}")
GERMAN: Final = "„"
"""Opens a quotation where “ closes one."""


def prose(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """What is wrong with the text of a line."""
    match line:
        case tree.Mark(text=text) | tree.Narrate(text=text) | tree.Prompt(text=text) | tree.Dialogue(text=text):
            yield from _text(text, "line", scope, script)
        case tree.Check(because=because) if because is not None:
            yield from _text(because, "reason", scope, script)


def _text(text: tree.Text, what: str, scope: Scope, script: Script) -> Iterator[Diagnostic]:
    if not text.text.strip():
        hint = f"Write something, or take the {what} out"
        yield Diagnostic("TN801", f"This {what} says nothing", text.span, severity="warning", hint=hint)
    elif twice := TWICE.search(text.text):
        yield _twice(text, twice, script)
    elif in_braces := _in_braces(text, scope):
        yield _literal(text, in_braces, script)
    elif (opened := _left_open(text.text)) is not None:
        yield _unclosed(text, opened)


def _place(text: tree.Text, found: re.Match[str], script: Script) -> Span:
    """Where in the file a part of a text stands; the whole text, if it was put together from several lines."""
    span = text.span
    written = script.lines[span.file][span.line - 1]
    at = written.find(text.text, span.column - 1)
    if at < 0:
        return span
    return Span(span.file, span.line, at + 1 + found.start(), span.line, at + 1 + found.end())


def _twice(text: tree.Text, twice: re.Match[str], script: Script) -> Diagnostic:
    word, place = twice[0].split()[0], _place(text, twice, script)
    message = f"`{word}` stands here twice in a row"
    fix = Fix(place, word) if place != text.span else None
    return Diagnostic("TN802", message, place, severity="warning", label="once too often?", fix=fix)


def _in_braces(text: tree.Text, scope: Scope) -> re.Match[str] | None:
    """A parameter or a name that there is, in curly brackets: elsewhere it would be put in."""
    names = IN_BRACES.finditer(text.text)
    return next((name for name in names if name[1] in scope.parameters or scope.kind_of(name[1], NAMED)), None)


def _literal(text: tree.Text, found: re.Match[str], script: Script) -> Diagnostic:
    return Diagnostic(
        "TN803",
        f"Nothing is put in the place of `{found[0]}`: a text is told as it stands",
        _place(text, found, script),
        severity="warning",
        hint="Write a text for each case, under `if … is …:`, or one that fits them all",
    )


def _left_open(text: str) -> str | None:
    """The sign of a quotation that is opened and not closed, or closed and not opened."""
    if text.count('"') % 2:
        return '"'
    if GERMAN not in text and text.count("“") != text.count("”"):
        return "“" if text.count("“") > text.count("”") else "”"
    return None


def _unclosed(text: tree.Text, sign: str) -> Diagnostic:
    message = "A quotation in this text has only one of its two quotation marks"
    return Diagnostic("TN804", message, text.span, severity="warning", label=f"{sign} has no other to go with it")
