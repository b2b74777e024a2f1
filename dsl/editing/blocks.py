"""One stretch of a text, read by itself: what it comes to, and whether reading could go on after it as if anew."""

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from dsl import tree
from dsl.build import BUILDERS
from dsl.diagnostic import Diagnostic
from dsl.layout import STEP, Level, OutsideError
from dsl.lines import Line, Token, cut
from dsl.lost import Start, starts
from dsl.machine import Machine
from dsl.parse import Parser, Reader
from dsl.source import Span

States = tuple[int, ...]
NAMES: Final = re.compile(r"[^\W\d]\w*(?:-\w+)*")
NOWHERE: Final = Span("", 1, 1, 1, 1)
AFTER_ALL: Final = -1
"""The indentation of what follows the end of a text: it closes everything."""


class Entry(msgspec.Struct, frozen=True):
    """How the parser stands before a stretch: its states, and the column its lines begin at."""

    states: States
    indent: int


class Wanted(msgspec.Struct, frozen=True):
    """A stretch to be read; two that are equal come to the same.

    `following` is the indentation of what comes after it, and `below` the next lines that say something: they can
    bear on what the last lines of the stretch are taken for. A `head` is the first part of a scenario, after which
    the parser stands one step farther in.
    """

    entry: Entry
    text: str
    following: int
    below: tuple[str, ...] = ()
    heading: bool = False
    head: bool = False


class Block(msgspec.Struct, frozen=True):
    """What a stretch comes to.

    `line` is the number of its first line, `states` and `values` what it put on the stacks (`made` is the last
    of the values), `starts` how its lines begin, numbered from its first one, `words` every word in it.
    """

    line: int
    states: States
    values: tuple[Any, ...]
    said: tuple[Diagnostic, ...]
    damaged: tuple[tree.Damaged, ...]
    comments: tuple[tree.Comment, ...]
    starts: tuple[Start, ...]
    words: frozenset[str]

    @property
    def made(self) -> list[Any]:
        """The nodes, and what builders made for a declaration to gather."""
        found: list[Any] = self.values[-1]
        return found


def top_entry(parser: Parser) -> Entry:
    """How a parser stands between the declarations of a file."""
    machine = Machine(parser.table, BUILDERS, lambda said: None)
    for kind, text in (("NAME", "streams"), ("COLON", ":"), ("NAME", "a"), ("_NL", "")):
        machine.feed(Token(kind, text, NOWHERE))
    machine.settle("SCENARIO")
    return Entry(tuple(machine.states), 0)


def read_block(file: str, wanted: Wanted, first: int, parser: Parser) -> Block | None:
    """Read a stretch whose first line has the number `first`; None if it is not over where it ends."""
    reading = cut(file, wanted.text.split("\n"), parser.scan, first, wanted.heading)
    reader = Reader(file, parser.table, reading.diagnostics)
    stand(reader, wanted.entry)
    after = cut(file, wanted.below, parser.scan, first, heading=False).lines
    try:
        reader.read_all(reading.lines, after)
    except OutsideError:
        return None
    if reading.odd_names or not _is_over(reader, wanted, after):
        return None
    below = len(wanted.entry.states) - 2
    machine = reader.machine
    return Block(
        first, tuple(machine.states), tuple(machine.values[below:]), tuple(reader.said.values()),
        tuple(reader.damaged), reading.comments,
        tuple(start._replace(number=start.number - first) for start in starts(reading.lines)),
        frozenset(NAMES.findall(wanted.text)),
    )  # fmt: skip


def stand(reader: Reader, entry: Entry) -> None:
    """Put a reader where the stretch begins. What is below on its stack is never looked at."""
    reader.machine.states = [*entry.states]
    reader.machine.values = [*([None] * (len(entry.states) - 2)), []]
    if entry.indent:
        reader.layout.levels.append(Level(entry.indent, "block"))
        reader.layout.least = len(reader.layout.levels)


def _is_over(reader: Reader, wanted: Wanted, below: Sequence[Line]) -> bool:
    """Close what the next line would close; whether all is then as it was before the stretch."""
    inside = STEP if wanted.head else wanted.entry.indent
    if not reader.close_before(wanted.following, inside, below):
        return False
    expected = [Level(0, "block"), *([Level(inside, "block")] if inside else [])]
    closed = reader.machine.settle("AT" if inside else "SCENARIO") and reader.layout.levels == expected
    return closed and _stands(reader.machine, wanted)


def _stands(machine: Machine, wanted: Wanted) -> bool:
    """Whether the stacks are those of before, but for what was added to the list on top."""
    if not wanted.head:
        return tuple(machine.states) == wanted.entry.states
    return len(machine.states) > len(wanted.entry.states) and type(machine.values[-1]) is list


def closed(block: Block, inner: Sequence[Any], parser: Parser, reader: Reader) -> list[Any] | None:
    """A scenario: its head with all that stands under it; None if they do not go together."""
    machine = Machine(parser.table, BUILDERS, reader.say)
    first, *between, last = block.values
    machine.states = [*block.states]
    machine.values = [[*first], *between, [*last, *inner]]
    machine.feed(Token("_DEDENT", "", Span("", 0, 0, 0, 0)))
    if not machine.settle("SCENARIO") or len(machine.values) != 1:
        return None
    found: list[Any] = machine.values[0]
    return found
