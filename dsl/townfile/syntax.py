"""What PyYAML says about a text it cannot read, in a writer's words."""

import re
from typing import Any, Final

import yaml

from dsl.diagnostic import Diagnostic, Fix
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
    plainer = _line_at_fault(source, said, error)
    if plainer is not None:
        return plainer
    began = _span(source, getattr(error, "context_mark", None))
    secondary = ((began, "it began here"),) if span != began and getattr(error, "context_mark", None) else ()
    return Diagnostic("TN903", kind.said(message), span, secondary=secondary, hint=kind.said(hint))


def too_deep(kind: Kind, span: Span) -> Diagnostic:
    """More mappings and lists inside each other than anybody needs."""
    return Diagnostic("TN905", f"This is nested more than {kind.deepest} deep; a {kind.what} never is", span)


_BARE: Final = re.compile(r"( *)(- +)?([\w-]+)( *= *| +|:)(.*)")
_COLON_IN_TEXT: Final = re.compile(r"( *(?:- +)?[\w-]+: +)(?![\"'{\[|>])(.*: .*)")


def _line_at_fault(source: Source, said: str, error: yaml.YAMLError) -> Diagnostic | None:
    """A line without its colon, and a text with a colon in it: YAML stumbles over them one line too late."""
    key = "a simple key" in said
    mark = getattr(error, "context_mark" if key else "problem_mark", None)
    if mark is None or not (key or "mapping values" in said):
        return None
    lines = source.lines
    number = mark.line
    if number < len(lines) and not key:
        text = _COLON_IN_TEXT.fullmatch(lines[number].rstrip())
        if text is not None:
            return _unquoted(source, number, text)
        number = next((n for n in range(mark.line - 1, -1, -1) if _speaks(lines[n])), mark.line)
    deeper = number < mark.line < len(lines) and _depth(lines[number]) < _depth(lines[mark.line])
    if not key and deeper and ": " in lines[number]:
        return _out_of_line(source, number, mark.line)
    if number >= len(lines) or ": " in lines[number] or lines[number].rstrip().endswith(":"):
        return None
    return _without_colon(source, number, lines[number])


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _out_of_line(source: Source, number: int, below: int) -> Diagnostic:
    first, second = (
        Span(source.name, n + 1, _depth(source.lines[n]) + 1, n + 1, len(source.lines[n].rstrip()) + 1)
        for n in (number, below)
    )
    message = "This line stands further in than the one above, which already has its value"
    hint = "Begin keys of one thing in one column."
    return Diagnostic("TN903", message, second, secondary=((first, "the one above"),), hint=hint)


def _speaks(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _unquoted(source: Source, number: int, text: "re.Match[str]") -> Diagnostic:
    start, end = len(text[1]) + 1, len(text[0]) + 1
    span = Span(source.name, number + 1, start, number + 1, end)
    quoted = '"' + text[2].replace('"', "'") + '"'
    message = "A text with a colon and a space in it wants quotation marks"
    return Diagnostic("TN903", message, span, label=f"did you mean `{quoted}`?", fix=Fix(span, quoted))


def _without_colon(source: Source, number: int, line: str) -> Diagnostic | None:
    match = _BARE.fullmatch(line.rstrip()) or re.fullmatch(r"( *)(- +)?([\w-]+)()()", line.rstrip())
    if match is None:
        return None
    start = len(match[1] + (match[2] or "") + match[3]) + 1
    span = Span(source.name, number + 1, start, number + 1, start + len(match[4]))
    shown = Span(source.name, number + 1, len(match[1]) + 1, number + 1, len(line.rstrip()) + 1)
    put = ": " if match[5] else ":"
    hint = "A line of a town file reads `key: value`, with a space behind the colon."
    fix = Fix(span, put)
    return Diagnostic("TN903", "This line has no `:`", shown, label="a key and its value", hint=hint, fix=fix)


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
