"""A stretch of a line written anew: what most explanations that know better come to."""

import re
from typing import Final

from dsl.diagnostic import Diagnostic, Fix
from dsl.lines import Token
from dsl.mend.trouble import Finding, Tokens, Trouble
from dsl.source import Span

_CUT: Final = re.compile(
    r'(?P<AT_END>at end\b)|(?P<STRING>"[^"]*")|(?P<TIME>\d{1,2}:\d{2})|(?P<SHARE>[+-]?\d+(\.\d+)?%)'
    r"|(?P<DECIMAL>[+-]?\d+\.\d+)|(?P<INT>[+-]?\d+)|(?P<POSSESSIVE>'s(?!\w))|(?P<NAME>[^\W\d][\w-]*)|(?P<SIGN>\.\.|\S)"
)


def written(tokens: Tokens) -> str:
    """The tokens with the spaces that stand between them."""
    text, column = "", tokens[0].span.column if tokens else 0
    for token in tokens:
        text = text.ljust(token.span.column - column) + token.text
    return text


def covering(first: Token, last: Token) -> Span:
    """From the beginning of one token to the end of another."""
    return first.span.to(last.span)


def words_of(t: Trouble, start: int, count: int) -> tuple[str, ...]:
    """So many words of the line from `start`; fewer at its ends."""
    return tuple(token.text for token in t.tokens[max(start, 0) : max(start + count, 0)])


def tokens_of(t: Trouble, text: str, span: Span) -> Tokens:
    """`text` in tokens, all of which stand at `span`."""
    signs = {sign: name for name, sign in t.machine.table.literals.items() if not sign[0].isalpha()}
    found = []
    for match in _CUT.finditer(text):
        kind = match.lastgroup or "SIGN"
        found.append(Token(signs.get(match[0], "STRAY") if kind == "SIGN" else kind, match[0], span))
    return tuple(found)


def anew(t: Trouble, start: int, end: int, text: str) -> Tokens:
    """The line with the tokens from `start` to before `end` written as `text`."""
    near = t.tokens[min(start, len(t.tokens) - 1)].span
    return (*t.tokens[:start], *tokens_of(t, text, near), *t.tokens[end:])


def place_of(t: Trouble, start: int, end: int) -> Span:
    """What a fix of these tokens replaces; the empty place before `start` if there are none."""
    if start < end:
        return covering(t.tokens[start], t.tokens[end - 1])
    if start == 0:
        span = t.tokens[0].span
        return Span(span.file, span.line, span.column, span.line, span.column)
    return t.tokens[start - 1].span.after()


def rewritten(
    t: Trouble,
    start: int,
    end: int,
    text: str,
    code: str,
    message: str,
    label: str = "",
    hint: str | None = None,
    *,
    sure: bool = True,
) -> Finding | None:
    """The finding that the tokens from `start` to before `end` are meant as `text`; None if that reads no better.

    `sure` says that the line keeps its meaning and only gets our form.
    """
    mended = anew(t, start, end, text)
    if not t.reads(mended):
        return None
    place = place_of(t, start, end)
    place, put = _spaced(t, start, end, place, text)
    shown = place if start < end else t.tokens[min(start, len(t.tokens) - 1)].span
    label = label or (f"did you mean `{text}`?" if text else "leave this out")
    return Finding(
        Diagnostic(code, message, shown, label, hint=hint, fix=Fix(_whole(t, place, end, text), put, sure=sure)), mended
    )


def _spaced(t: Trouble, start: int, end: int, place: Span, text: str) -> tuple[Span, str]:
    """The text with spaces where it would otherwise touch its neighbours, and without one before a comma or colon."""
    if not text:
        return place, text
    before, after = t.tokens[start - 1] if start else None, t.tokens[end] if end < len(t.tokens) else None
    if before is not None and text in (",", ":"):
        return Span(place.file, place.line, before.span.end_column, place.line, place.end_column), text
    touches = before is not None and before.span.end_column == place.column and text[0] not in "'.,"
    left = " " if touches and before is not None and before.text not in ("(", "[") else ""
    near = after is not None and after.type not in ("COLON", "COMMA", "RPAR", "RSQB", "POSSESSIVE")
    right = " " if near and after is not None and after.span.column == place.end_column and text != ".." else ""
    if start == end and start and right == "" and near and before is not None and before.text in ("(", "["):
        right = " "
    return place, left + text + right


def _whole(t: Trouble, place: Span, end: int, text: str) -> Span:
    """What is left out takes one of the spaces around it along."""
    if text:
        return place
    if end < len(t.tokens) and t.tokens[end].type not in ("COLON", "COMMA"):
        return Span(place.file, place.line, place.column, place.line, t.tokens[end].span.column)
    before = next((token for token in reversed(t.tokens) if token.span.end_column <= place.column), None)
    return Span(place.file, place.line, before.span.end_column, place.line, place.end_column) if before else place
