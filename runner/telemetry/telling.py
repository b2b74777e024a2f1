"""A run, listened to: each message of its stream as it comes, as a value and as its line."""

from collections.abc import Callable
from typing import Final

import msgspec

from runner.attending import Attendant
from townlet.beat import Beat
from townlet.events import Event
from townlet.telemetry.memory import Memory
from townlet.telemetry.stream import Stream, Told
from townlet.telemetry.wire import Message, Snapshot
from townlet.town import Town

Take = Callable[[Told, bytes], None]

_encode: Final = msgspec.json.Encoder().encode


def line(message: Message) -> bytes:
    """A message as a line of JSON."""
    return _encode(message) + b"\n"


class Telemetry(Attendant):
    """Hands each message to `take`, and whoever else wants it, with its line, which is made once. A town has one.

    Made before the curtain rises, or of a town that was restored. `memory` is what an earlier stream of the run came
    to remember (`Telemetry.memory`); without it figures and lines begin anew.
    """

    def __init__(self, town: Town, take: Take, memory: Memory | None = None) -> None:
        if town.observer is not None:
            raise ValueError("somebody watches this town already")
        self._takes = [take]
        self._stream = Stream(town, self._take, memory)
        town.observer = self._stream

    def also(self, take: Take) -> None:
        """Hand each message to somebody else, too; who comes late gets the state first."""
        self._takes.append(take)
        if self._stream.seq:
            late = self.snapshot()
            take(late, line(late))

    def _take(self, message: Told) -> None:
        text = line(message)
        for take in self._takes:
            take(message, text)

    @property
    def memory(self) -> Memory:
        """What the stream remembers and the town does not: to be saved beside a state, between two ticks."""
        return self._stream.memory

    def snapshot(self) -> Snapshot:
        """The state as of the last message, for whoever comes late; no part of the sequence."""
        return self._stream.snapshot()

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`; the town itself says when a tick is over."""
        return None

    def hear(self, event: Event) -> None:
        """See `Attendant`."""
        self._stream.hear(event)

    def told(self, beat: Beat) -> None:
        """See `Attendant`."""
        self._stream.told(beat)

    def over(self, town: Town) -> None:
        """See `Attendant`: the last message, with the verdicts and a digest."""
        self._stream.close()
