"""How soon an editor is answered: a long script edited key by key, from each change to all that is said of it."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.clockwork import Timing, seconds_of_loop
from bench.figure import Figure, Wanted, seconds
from bench.long_script import long_script
from runner.cache import Cache
from runner.lsp.buffers import Edit
from runner.lsp.desk import Desk

TYPED: Final = Wanted("1,000 lines: a key typed, 95th percentile", "ms", 50, 25)
BROKEN: Final = Wanted("1,000 lines: a line broken in two, 95th percentile", "ms")
ROWS: Final = (TYPED, BROKEN)

LINES: Final = 1_000
PLACES: Final = 40
"""Lines that are typed anew in each sample, wherever luck has it; some 1,500 keys."""


class Editing:
    """A script in an editor. Both steps give the seconds that each change took until everything was said of it."""

    def __init__(self, lines: int, kept: Path) -> None:
        self.name = str(kept / "edited.town")
        self.desk = Desk(Cache(kept))
        self.lines = long_script(lines).split("\n")
        self.desk.buffers.open(self.name, self.name, "\n".join(self.lines), 0)
        self.version = 0
        self.luck = random.Random(1)
        self._look()

    def retyped(self, places: int) -> list[float]:
        """Lines taken out and typed again, key by key."""
        took = []
        for number in self._chosen(places):
            text = self.lines[number]
            start = len(text) - len(text.lstrip())
            took.append(self._changed((number, start), (number, len(text)), ""))
            took += [self._changed((number, at), (number, at), text[at]) for at in range(start, len(text))]
        return took

    def broken(self, places: int) -> list[float]:
        """A new line begun behind others, and taken back."""
        took = []
        for number in self._chosen(places):
            end = len(self.lines[number])
            took.append(self._changed((number, end), (number, end), "\n        "))
            self._changed((number, end), (number + 1, 8), "")
        return took

    def _chosen(self, places: int) -> list[int]:
        return [self.luck.randrange(len(self.lines)) for _ in range(places)]

    def _changed(self, start: tuple[int, int], end: tuple[int, int], text: str) -> float:
        self.version += 1
        began = time.perf_counter()
        self.desk.buffers.change(self.name, [Edit(text, (start, end))], self.version)
        self._look()
        return time.perf_counter() - began

    def _look(self) -> None:
        assert self.desk.look(self.name) is not None


def measured(lines: int, samples: int, kept: Path) -> Iterator[Figure]:
    """The figures of a script of so many lines."""
    editing = Editing(lines, kept)
    for wanted, step, places in ((TYPED, editing.retyped, PLACES), (BROKEN, editing.broken, 3 * PLACES)):
        step(2)
        raw, beside = [], []
        for _ in range(samples):
            before = seconds_of_loop()
            raw.append(percentile(step(places), 95))
            beside.append((before + seconds_of_loop()) / 2)
        yield seconds(wanted, Timing(tuple(raw), tuple(beside)))


def percentile(values: list[float], share: int) -> float:
    """The value that so many of a hundred do not exceed."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]
