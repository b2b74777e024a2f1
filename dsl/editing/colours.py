"""What each word of a text is: for colours that know more than a pattern can."""

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

import msgspec

from dsl.editing.mentions import mentions
from dsl.lines import read_lines
from dsl.parse import Parser
from dsl.script import Script
from dsl.source import Source, Span

Colour: TypeAlias = Literal[
    "keyword", "comment", "string", "number", "variable", "parameter", "function", "class", "event", "property",
    "namespace", "enumMember", "struct", "type", "macro",
]  # fmt: skip

COLOURS: Final[dict[str, Colour]] = {
    "agent": "variable", "parameter": "parameter", "vignette": "function", "personality": "class", "event": "event",
    "quality": "property", "tie": "property", "need": "property", "trait": "property", "preference": "property",
    "reward": "property", "option": "property", "place": "namespace", "town": "namespace", "item": "enumMember",
    "thing": "struct", "job": "type", "cue": "macro", "stream": "macro", "perturbation": "event", "state": "enumMember",
    "scenery": "property", "crowd": "variable", "compared": "enumMember", "ignored": "enumMember",
    "covered": "enumMember", "kept-off": "enumMember",
}  # fmt: skip
"""Of LSP's names for the parts of a programming language, the one that is nearest."""

FIGURES: Final = ("INT", "DECIMAL", "SHARE", "TIME")
TEXTS: Final = ("STRING", "PROSE")


class Coloured(msgspec.Struct, frozen=True):
    """A stretch of one line, and whether a name is defined there."""

    span: Span
    colour: Colour
    defines: bool = False


def coloured(source: Source, script: Script, parser: Parser) -> list[Coloured]:
    """The words of a file in its order; what means nothing in particular is left out."""
    named = {each.span: each for each in mentions(script, source.name)}
    reading = read_lines(source, parser.scan)
    found = [Coloured(comment.span, "comment") for comment in reading.comments]
    for line in reading.lines:
        for token in line.tokens:
            mention = named.get(token.span)
            if mention is not None and mention.symbol.role in COLOURS:
                found.append(Coloured(token.span, COLOURS[mention.symbol.role], mention.defines))
            else:
                found += _by_itself(token.type, token.text, token.span, parser)
    return sorted(found, key=lambda each: each.span)


def _by_itself(kind: str, text: str, span: Span, parser: Parser) -> Iterator[Coloured]:
    if kind in FIGURES:
        yield Coloured(span, "number")
    elif kind in TEXTS:
        yield Coloured(span, "string")
    elif kind == "AT_END" or (kind == "NAME" and text in parser.table.keywords):
        yield Coloured(span, "keyword")
