"""Lines that were forgotten above others: the `scenario` line, `cast:`, and a file that is no script at all."""

from dsl.diagnostic import Diagnostic, Fix
from dsl.lines import Line, Token
from dsl.machine import Machine
from dsl.source import Span

Tokens = tuple[Token, ...]

OPENINGS = ("about", "tags", "town", "clock", "length", "seed")
"""What a scenario begins with, whoever forgets its first line."""

MOST_UNREAD = 8
"""So many lines that begin with no word of ours, and none that does: this was never meant to be a script."""


def forgotten(line: Line, machine: Machine, level: int) -> tuple[Tokens, Diagnostic] | None:
    """The head that is missing above a line which stands deeper than `level`, and what to say about it."""
    if line.indent <= level or len(line.tokens) < 3 or line.tokens[1].type != "COLON":
        return None
    first = line.tokens[0]
    if first.text in OPENINGS and machine.accepts(("SCENARIO", "STRING", "COLON", "_NL")):
        return _head(first, 'scenario "Title":', "the `scenario` line is missing above this", level)
    person = first.type == "NAME" and first.text not in machine.table.keywords
    if person and line.tokens[2].type == "NAME" and machine.accepts(("CAST", "COLON", "_NL")):
        return _head(first, "cast:", "`cast:` is missing above this", level)
    return None


def _head(first: Token, written: str, message: str, level: int) -> tuple[Tokens, Diagnostic]:
    span = first.span
    start = Span(span.file, span.line, 1, span.line, 1)
    tokens = [Token("NAME", written.rstrip(":").split()[0], start), Token("COLON", ":", start)]
    if '"' in written:
        tokens.insert(1, Token("STRING", '"?"', start))
    fix = Fix(start, " " * level + written + "\n")
    diagnostic = Diagnostic("TN104", message, span, f"this stands under `{written}`", fix=fix)
    return tuple(tokens), diagnostic


def no_script(file: str, said: tuple[Diagnostic, ...], declared: bool) -> tuple[Diagnostic, ...]:
    """One message instead of one for each line, when hardly anything of a file can be read."""
    if declared or sum(each.code in ("TN101", "TN102", "TN107") for each in said) < MOST_UNREAD:
        return said
    message = "this does not look like a script: hardly a line begins with a word I know"
    hint = 'a script declares things at its left edge, most of all `scenario "Title":`'
    return (Diagnostic("TN102", message, Span(file, 1, 1, 1, 1), "another kind of file?", hint=hint),)
