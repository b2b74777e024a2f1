"""The lines that wait for one consumer: so many and no more, and whoever brings one never waits.

When it is full the waiting diffs are composed into one. A consumer that lost the thread gets nothing more until
somebody brings a line that stands by itself, so that no diff ever meets a state that it was not made for.
"""

from threading import Condition
from typing import Final, NamedTuple

import msgspec

from townlet.telemetry.merging import Plain, all_composed

ROOM: Final = 4_096
"""Lines; a busy day of ten people has about as many."""
SIZE: Final = 16_000_000
"""Bytes. In a big town fewer lines may wait, but never fewer than `FEW`."""
FEW: Final = 16
LARGEST: Final = 4_000_000
"""Bytes. Instead of a diff that would be larger the consumer is told everything: what was removed adds up for ever."""
EVENTS: Final = 256
"""So many events a composed diff has at most."""

_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(Plain).decode


class Line(NamedTuple):
    """A message as it is sent, with its line feed. What is `whole` stands by itself; a diff needs the one before."""

    text: bytes
    whole: bool
    events: int = 0
    diffs: int = 1  # So many diffs were composed into this one.


class Waiting:
    """A queue between the town's thread, which puts, and one worker, which takes."""

    def __init__(
        self, room: int = ROOM, size: int = SIZE, largest: int = LARGEST, limit: int = EVENTS
    ) -> None:  # fmt: skip
        self.room, self.size, self.largest, self.limit = room, size, largest, limit
        self.composed = 0  # Diffs that were put into one with others.
        self.dropped = 0  # Events that were left out, of composed diffs or because nobody could take them.
        self.wants = True  # Only a line that stands by itself will do.
        self.away = False  # Nobody takes anything at the moment.
        self._lines: list[Line] = []
        self._bytes = 0
        self._closing = self._over = False
        self._changed = Condition()

    def __len__(self) -> int:
        return len(self._lines)

    def put(self, line: Line) -> None:
        """Let a line wait. One that could not be used is left out, and its events are counted."""
        with self._changed:
            if self.away or self._over or (self.wants and not line.whole):
                self.dropped += line.events
                return
            self.wants = False
            self._lines.append(line)
            self._bytes += len(line.text)
            waiting = len(self._lines)
            if waiting > self.room or (self._bytes > self.size and waiting > FEW):
                self._compose()
            if waiting == 1:
                self._changed.notify()

    def take(self, timeout: float | None = None) -> tuple[list[Line], bool]:
        """All that waits, as soon as something does, and whether that was the last; nothing when the time is up."""
        with self._changed:
            self._changed.wait_for(self._stirred, timeout)
            lines, self._lines, self._bytes = self._lines, [], 0
            return lines, self._over or (self._closing and not self.wants)

    def close(self) -> None:
        """Nothing more comes, but for what a consumer that lost the thread still wants."""
        with self._changed:
            self._closing = True
            self._changed.notify()

    def end(self) -> None:
        """It is over, whatever waits."""
        with self._changed:
            self._over = True
            self._changed.notify()

    def lose(self, unsent: int = 0) -> None:
        """The consumer is gone: nothing is kept for it. `unsent` events were in what had been taken and not arrived."""
        with self._changed:
            self.away = self.wants = True
            self.dropped += unsent + sum(line.events for line in self._lines)
            self._lines, self._bytes = [], 0

    def find(self) -> None:
        """The consumer is back, and wants to know everything first."""
        with self._changed:
            self.away, self.wants = False, True

    def _stirred(self) -> bool:
        return bool(self._lines) or self._over or (self._closing and not self.wants)

    def _compose(self) -> None:
        """Make as few lines as can be of those that wait: the last that stands by itself, and one diff."""
        before = sum(line.events for line in self._lines)
        start = max((number for number, line in enumerate(self._lines) if line.whole), default=-1)
        rest = self._lines[start + 1 :]
        self._lines = self._lines[max(start, 0) : start + 1] + ([in_one(rest, self.limit)] if rest else [])
        if rest and len(self._lines[-1].text) > self.largest:
            self._lines, self.wants = [], True
        self._bytes = sum(len(line.text) for line in self._lines)
        self.composed += max(start, 0) + (sum(line.diffs == 1 for line in rest) if len(rest) > 1 else 0)
        self.dropped += before - sum(line.events for line in self._lines)


def in_one(lines: list[Line], limit: int) -> Line:
    """Lines of diffs, each following the one before, as one line."""
    if len(lines) == 1:
        return lines[0]
    whole = all_composed([_decode(line.text) for line in lines], limit)
    events = len(whole.get("events", ()))
    return Line(_encode(whole) + b"\n", False, events, sum(line.diffs for line in lines))
