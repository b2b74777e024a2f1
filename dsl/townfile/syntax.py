"""What PyYAML says about a text it cannot read, in a writer's words."""

from typing import Any, Final

import yaml

from dsl.diagnostic import Diagnostic
from dsl.source import Source, Span
from dsl.townfile.kinds import TOWN, Kind

FOREIGN: Final = "is a sign of YAML that a town file does not use"

# What the C scanner or the Python one says → what we say, and how to mend it. The first row that fits.
SAYINGS: Final = (
    (
        "mapping values are not allowed",
        "There is a `:` where none can be",
        "Does the line before go on here by mistake? A text with a colon and a space in it needs quotes.",
    ),
    ("quoted scalar", "A quotation mark is opened and never closed", "Close it on the same line."),
    ("a flow sequence", "A `[` is not closed as it should be", "Part the items by commas and end with `]`."),
    ("a flow mapping", "A `{` is not closed as it should be", "Write `{key: value, key: value}`."),
    ("a flow node", "Something is missing here", "Is a bracket still open, or a comma too many?"),
    ("a simple key", "This line has no `:`", "A line of a town file reads `key: value`."),
    (
        "a block mapping",
        "This does not stand under what it belongs to",
        "Begin keys of one thing in one column.",
    ),
    (
        "a block collection",
        "This does not belong to the list above it",
        "Begin the items of a list with `- `.",
    ),
    ("cannot start any token", "A value cannot begin with this character", "Put the value in quotes."),
    ("anchor", f"`&` or `*` {FOREIGN}", "Put the value in quotes."),
    ("alias", f"`*` {FOREIGN}", "Put the value in quotes."),
    ("directive", f"`%` at the beginning of a line {FOREIGN}", "Take the line out."),
    ("YAML document", f"`%` at the beginning of a line {FOREIGN}", "Take the line out."),
    ("tag", f"`!` {FOREIGN}", "Put the value in quotes."),
)


def syntax_error(source: Source, error: yaml.YAMLError, kind: Kind = TOWN) -> Diagnostic:
    """One diagnostic where reading stopped, and where what it broke began."""
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    message, hint = next(
        ((message, hint) for words, message, hint in SAYINGS if words in said),
        ("I can no longer tell what belongs to what here", "Look at the indentation and the brackets above."),
    )
    span = _span(source, getattr(error, "problem_mark", None))
    if "nesting depth" in said:  # The C scanner reads ahead, and may have a limit of its own.
        return too_deep(kind, span)
    began = _span(source, getattr(error, "context_mark", None))
    secondary = ((began, "it began here"),) if span != began and getattr(error, "context_mark", None) else ()
    return Diagnostic("TN903", kind.said(message), span, secondary=secondary, hint=kind.said(hint))


def too_deep(kind: Kind, span: Span) -> Diagnostic:
    """More mappings and lists inside each other than anybody needs."""
    return Diagnostic("TN905", f"This is nested more than {kind.deepest} deep; a {kind.what} never is", span)


def _span(source: Source, mark: Any) -> Span:
    """The character at `mark`, or the last one of the text when the mark lies behind it."""
    lines = source.lines
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    if mark is None or mark.line >= len(lines):
        line, column = len(lines), max(1, len(lines[-1]))
    else:
        line, column = mark.line + 1, mark.column + 1
    return Span(source.name, line, column, line, column + 1)
