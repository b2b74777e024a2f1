"""The agenda: one heap of everything that is due, and the order in which it is.

Within a tick there are four phases: what is due of itself, cues, decisions, and a look at conditions.
Inside a phase, `order` comes first (a cue's place in its file) and then the order of filing.
"""

from heapq import heappop, heappush
from typing import Final, NamedTuple

DUE: Final = 1
CUES: Final = 2
DECIDE: Final = 3
LOOK: Final = 4


class Entry(NamedTuple):
    """Something filed to happen. `generation` lets its owner recognise an entry that is out of date."""

    tick: int
    phase: int
    order: int
    serial: int
    kind: str
    who: str
    generation: int


class Agenda:
    """Entries by `(tick, phase, order, serial)`; filing and taking cost the logarithm of its length."""

    __slots__ = ("heap", "serial")

    def __init__(self, heap: list[Entry] | None = None, serial: int = 0) -> None:
        self.heap = heap if heap is not None else []
        self.serial = serial

    def file(self, tick: int, phase: int, kind: str, who: str, generation: int = 0, order: int = 0) -> None:
        """Add an entry; the owner keeps `generation` to tell a stale one."""
        self.serial += 1
        heappush(self.heap, Entry(tick, phase, order, self.serial, kind, who, generation))

    def due(self, until: int) -> bool:
        """Whether anything is filed for `until` or before."""
        return bool(self.heap) and self.heap[0][0] <= until

    def take(self) -> Entry:
        """The next entry, removed."""
        return heappop(self.heap)
