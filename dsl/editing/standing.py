"""How the parser stands at a cursor: what it has read of the line so far, and what it would take next."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from dsl import tree
from dsl.build import BUILDERS
from dsl.build_file import Field
from dsl.editing.blocks import stand, top_entry
from dsl.editing.cuts import next_lines, stretches
from dsl.editing.spots import Spot, of_entry, of_fields, of_file, of_line
from dsl.layout import STEP
from dsl.lines import Line, Token, cut
from dsl.machine import Machine
from dsl.parse import AHEAD, Parser, Reader
from dsl.script import Script
from dsl.source import Source, Span
from dsl.table import Table

WORD: Final = re.compile(r"(?:[^\W\d][\w-]*)?$")
SOMEBODY: Final = "\0"
"""The name that is put where the cursor is; no script can have it."""


class Standing(msgspec.Struct, frozen=True):
    """A cursor in a line: the tokens before it, the beginning of a word it touches, and the parser there."""

    before: tuple[Token, ...]
    word: str
    reader: Reader
    place: Span  # Of the word.

    def expected(self) -> set[str]:
        """The terminals that could come next."""
        return self.reader.machine.expected()


def standing(source: Source, line: int, column: int, parser: Parser) -> Standing | None:
    """The parser at a cursor; None in a comment, in quoted text, or where what stands before it cannot be read."""
    lines = source.lines
    if not 1 <= line <= len(lines):
        return None
    text = lines[line - 1][: column - 1]
    word = WORD.search(text)
    assert word is not None  # It may be empty.
    reading = cut(source.name, [text[: word.start()]], parser.scan, line, line == 1)
    tokens = reading.lines[0].tokens if reading.lines else ()
    if reading.comments or any(token.type == "PROSE" for token in tokens):
        return None
    if text.count('"') % 2:
        return None
    place = Span(source.name, line, word.start() + 1, line, word.end() + 1)
    here = Token("NAME", SOMEBODY, place)
    indent = len(text) - len(text.lstrip())
    written = Line(indent, (*tokens, here), False, place.after())
    reader = _read_above(source.name, lines[: line - 1], written, parser)
    if not reader.layout.begin(written):
        return None
    if not all(reader.machine.feed(token) for token in tokens):
        return None
    return Standing(tokens, word.group(), reader, place)


def _read_above(file: str, lines: Sequence[str], here: Line, parser: Parser) -> Reader:
    """A reader that has read all that matters of the lines above: of a scenario, its head and the last of its cues."""
    stretch = stretches(lines)[-1]
    reader = Reader(file, parser.table, ())
    stand(reader, top_entry(parser))
    if not stretch.inner:
        _read(reader, lines, stretch.start, stretch.end, here, parser)
        return reader
    _read(reader, lines, stretch.start, stretch.inner[0], here, parser)
    over = reader.close_before(STEP, STEP) and reader.machine.settle("AT")
    _read(reader, lines, stretch.inner[-1 if over else 0], stretch.end, here, parser)
    return reader


def _read(reader: Reader, lines: Sequence[str], start: int, end: int, here: Line, parser: Parser) -> None:
    below = (*cut(reader.file, next_lines(lines, end), parser.scan, start + 1).lines, here)
    reader.read_all(cut(reader.file, lines[start:end], parser.scan, start + 1).lines, below[:AHEAD])


def supposed(standing: Standing, tails: Iterable[Sequence[Token]], script: Script) -> Iterator[Spot]:
    """What a name at the cursor would be, if the line went on with one of these tails; nothing if it cannot."""
    table = standing.reader.machine.table
    fits: dict[tuple[str, str], bool] = {}
    for tail in tails:
        first = (tail[0].type, tail[0].text) if tail else ("_NL", "")
        if first not in fits:
            machine = _with_name(standing, table)
            fits[first] = machine is not None and machine.feed(tail[0] if tail else Token("_NL", "", standing.place))
        node = _finished(standing, tail, table) if fits[first] else None
        for spot in _spots(node, script) if node is not None else ():
            if spot.name.text == SOMEBODY:
                yield spot


def _with_name(standing: Standing, table: Table) -> Machine | None:
    """A machine of its own that has read a name at the cursor."""
    machine = Machine(table, BUILDERS, lambda said: None)
    machine.states = [*standing.reader.machine.states]
    machine.values = [[*value] if type(value) is list else value for value in standing.reader.machine.values]
    return machine if machine.feed(Token("NAME", SOMEBODY, standing.place)) else None


def _finished(standing: Standing, tail: Sequence[Token], table: Table) -> Any:
    """The node that the line would be."""
    machine = _with_name(standing, table)
    end = Token("_NL", "", standing.place)
    if machine is None or not all(machine.feed(token) for token in (*tail, end)):
        return None
    if machine.accepts(("_INDENT",)):
        machine.feed(Token("_INDENT", "", standing.place))
        machine.feed(Token("_DEDENT", "", standing.place))
    if not machine.settle("_DEDENT" if machine.accepts(("_DEDENT",)) else "SCENARIO"):
        return None
    made = machine.values[-1]
    return made[-1] if type(made) is list and made else None


def _spots(node: Any, script: Script) -> Iterator[Spot]:
    match node:
        case Field():
            value = node.value
            yield from of_entries(value) if node.key == "cast" else of_fields({node.key: value})
        case tree.Arm():
            for line in node.body:
                yield from of_line(line, script.vignettes, script.signatures)
        case tree.Member() | tree.Group():
            yield from of_entry(node)
        case tree.Use() | tree.Personality() | tree.Item() | tree.Vignette() | tree.Scenario():
            yield from of_file(_as_file(node))
        case _ if isinstance(node, tree.Line):
            yield from of_line(node, script.vignettes, script.signatures)


def of_entries(entries: Sequence[tree.CastEntry]) -> Iterator[Spot]:
    """The names of a whole cast."""
    for entry in entries:
        yield from of_entry(entry)


def _as_file(node: Any) -> tree.File:
    return tree.File(node.span, **{FIELD_OF[type(node)]: (node,)})


FIELD_OF: Final[dict[Any, str]] = {
    tree.Use: "uses",
    tree.Personality: "personalities",
    tree.Item: "items",
    tree.Vignette: "vignettes",
    tree.Scenario: "scenarios",
}
"""Where a file keeps each kind of declaration."""
