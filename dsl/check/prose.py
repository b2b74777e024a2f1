"""Prose: slips in what is told and said aloud, and only such that nobody makes on purpose."""

import re
from collections.abc import Iterator
from typing import Final

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.names import Scope
from dsl.script import Script
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
            yield from _text(text, "line", scope)
        case tree.Check(because=because) if because is not None:
            yield from _text(because, "reason", scope)


def _text(text: tree.Text, what: str, scope: Scope) -> Iterator[Diagnostic]:
    if not text.text.strip():
        yield Diagnostic("TN801", f"This {what} says nothing", text.span, severity="warning")
    elif twice := TWICE.search(text.text):
        yield _twice(text, twice[0].split()[0])
    elif name := _in_braces(text, scope):
        yield _literal(text, name)
    elif (opened := _left_open(text.text)) is not None:
        yield _unclosed(text, opened)


def _twice(text: tree.Text, word: str) -> Diagnostic:
    message = f"`{word}` stands here twice in a row"
    return Diagnostic("TN802", message, text.span, severity="warning", label=f"… {word} {word.lower()} …")


def _in_braces(text: tree.Text, scope: Scope) -> str:
    """A parameter or a name that there is, in curly brackets: elsewhere it would be put in."""
    names = (found[1] for found in IN_BRACES.finditer(text.text))
    return next((name for name in names if name in scope.parameters or scope.kind_of(name, NAMED)), "")


def _literal(text: tree.Text, name: str) -> Diagnostic:
    return Diagnostic(
        "TN803",
        f"Nothing is put in the place of `{{{name}}}`: a text is told as it stands",
        text.span,
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
