"""Text to tree, again and again: only the stretches that changed are read.

The result is that of `dsl.parse.parse`, to the last span; the tests hold one against the other.
"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from dsl import tree
from dsl.build import BUILDERS
from dsl.editing.blocks import AFTER_ALL, Block, Entry, Wanted, closed, read_block, top_entry
from dsl.editing.cuts import Stretch, next_lines, stretches
from dsl.editing.moving import moved
from dsl.foreign import Wrapping, another_kind
from dsl.layout import STEP
from dsl.library import Said
from dsl.lost import Start
from dsl.parse import Parser, Reader, all_said, finished, parse
from dsl.source import Source, Span

MOST_JOINED: Final = 3
"""So many stretches are read as one, where the first is not over; then the whole file is read as one."""

Key = tuple[Wanted, int]
Blocks = dict[Key, Block | None]


class Read(msgspec.Struct, frozen=True):
    """A file as it was read.

    `words` are, by the place of a line of the scenario or of a vignette, all words of the stretch that it
    comes from. It is empty if the file was read as one. `moved` are the nodes as they were before, by the place that
    they have now.
    """

    source: Source
    file: tree.File
    said: Said
    words: dict[Span, frozenset[str]]
    moved: dict[Span, Any]


class Reread:
    """What was read before. It makes reading fast and nothing else: the same text always comes to the same."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self._top = top_entry(parser)
        self._read: dict[str, Read] = {}
        self._blocks: dict[str, Blocks] = {}

    def read(self, source: Source) -> Read:
        """A file as `dsl.parse.parse` gives it."""
        before = self._read.get(source.name)
        if before is not None and before.source.text == source.text:
            return before
        found = self._pieced(source)
        if found is None:
            file, said = parse(source, self.parser)
            found = Read(source, file, said, {}, {})
        self._read[source.name] = found
        return found

    def forget(self, name: str) -> None:
        """A file that nobody asks for any more."""
        self._read.pop(name, None)
        self._blocks.pop(name, None)

    def _pieced(self, source: Source) -> Read | None:
        if "\t" in source.text or source.text.startswith("\ufeff") or _is_wrapped(source):
            return None
        piecing = Piecing(source, self.parser, self._top, self._blocks.get(source.name, {}))
        found = piecing.read()
        self._blocks[source.name] = piecing.kept
        return found


class Piecing:
    """One text put together from stretches, as far as possible from those of before."""

    def __init__(self, source: Source, parser: Parser, top: Entry, before: Blocks) -> None:
        self.source = source
        self.lines = source.lines
        self.parser = parser
        self.top = top
        self.before = before
        self.kept: Blocks = {}
        self.counts: dict[Wanted, int] = {}  # How many equal stretches there were so far.
        self.reader = Reader(source.name, parser.table, ())  # Holds what is said, a message for a line.
        self.damaged: list[tree.Damaged] = []
        self.comments: list[tree.Comment] = []
        self.starts: list[tuple[int, tuple[Start, ...]]] = []  # By the first line of each stretch.
        self.words: dict[Span, frozenset[str]] = {}
        self.moved: dict[Span, Any] = {}

    def read(self) -> Read | None:
        """The file, or None if its stretches hang together."""
        children: list[Any] = []
        waiting = stretches(self.lines)
        while waiting:
            made = self._declaration(waiting)
            if made is None:
                return None
            children += made
        file = finished(
            BUILDERS["file"](children, self.reader.say), self.source.name, tuple(self.comments), tuple(self.damaged)
        )
        return Read(self.source, file, all_said(file, self.reader.said, self._starts()), self.words, self.moved)

    def _declaration(self, waiting: list[Stretch]) -> list[Any] | None:
        """The nodes of the first stretch, or of some first ones if they cannot be told apart."""
        first = waiting[0]
        if first.inner:
            made = self._scenario(first, self._after(first.end))
            if made is not None:
                del waiting[0]
                return made
        for count, stretch in enumerate(waiting[:MOST_JOINED], 1):
            block = self._block(first.start, stretch.end, self.top, self._after(stretch.end))
            if block is not None:
                del waiting[:count]
                self._take(block)
                return block.made
        return None

    def _after(self, end: int) -> int:
        return 0 if end < len(self.lines) else AFTER_ALL

    def _scenario(self, stretch: Stretch, following: int) -> list[Any] | None:
        head = self._block(stretch.start, stretch.inner[0], self.top, STEP, head=True)
        if head is None:
            return None
        taken = [head]
        for block in self._inner(stretch, Entry(head.states, STEP), following):
            if block is None:
                return None
            taken.append(block)
        for block in taken:
            self._take(block)
        inner = [node for block in taken[1:] for node in block.made]
        return closed(head, inner, self.parser, self.reader)

    def _inner(self, stretch: Stretch, entry: Entry, following: int) -> Iterator[Block | None]:
        """The cues and checks of a scenario; None at the end if one of them is not over where it ends."""
        starts = [*stretch.inner, stretch.end]
        at = 0
        while at < len(stretch.inner):
            for count in range(1, min(MOST_JOINED, len(starts) - 1 - at) + 1):
                end = starts[at + count]
                after = following if end == stretch.end else STEP
                block = self._block(starts[at], end, entry, after)
                if block is not None:
                    at += count
                    yield block
                    break
            else:
                yield None
                return

    def _block(self, start: int, end: int, entry: Entry, following: int, head: bool = False) -> Block | None:
        """Lines `start` to `end`, from before if they were read before."""
        text, below = "\n".join(self.lines[start:end]), next_lines(self.lines, end)
        wanted = Wanted(entry, text, following, below, start == 0, head)
        number = self.counts.get(wanted, 0)
        self.counts[wanted] = number + 1
        key = (wanted, number)
        if key in self.before:
            block = self.before[key]
            if block is not None and block.line != start + 1:
                there = moved_block(block, start + 1)
                self.moved.update((new.span, old) for old, new in zip(block.made, there.made, strict=True))
                block = there
        else:
            block = read_block(self.source.name, wanted, start + 1, self.parser)
        self.kept[key] = block
        return block

    def _starts(self) -> Iterator[Start]:
        """How all lines begin."""
        for line, starts in self.starts:
            yield from (start._replace(number=start.number + line) for start in starts)

    def _take(self, block: Block) -> None:
        for each in block.said:
            self.reader.say(each)
        self.damaged += block.damaged
        self.comments += block.comments
        self.starts.append((block.line, block.starts))
        for node in block.made:
            self.words[node.span] = block.words


def _is_wrapped(source: Source) -> bool:
    """Whether a text is no script, or not all of it is."""
    return another_kind(source) is not None or bool(Wrapping(source.name, source.lines).said)


def moved_block(block: Block, line: int) -> Block:
    """The same stretch at another line."""
    by = line - block.line
    return msgspec.structs.replace(
        block,
        line=line,
        values=moved(block.values, by),
        said=moved(block.said, by),
        damaged=moved(block.damaged, by),
        comments=moved(block.comments, by),
    )
