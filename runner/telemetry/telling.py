"""A run, listened to: each message of its stream as it comes, as a value and as its line."""

from collections.abc import Callable
from typing import Final

import msgspec

from runner.attending import Attendant
from townlet.telemetry.memory import Memory
from townlet.telemetry.stream import Stream, Told
from townlet.telemetry.wire import Message, Snapshot
from townlet.town import Town

Take = Callable[[Told, bytes], None]

_encode: Final = msgspec.json.Encoder().encode


def line(message: Message) -> bytes:
    """A message as a line of JSON."""
    return _encode(message) + b"\n"


class Shared(Stream):
    """The one stream of a town, of which any number are told; a line is made once for all of them."""

    def __init__(self, town: Town, memory: Memory | None) -> None:
        super().__init__(town, self._pass_on, memory)
        self.takers: list[Take] = []

    def _pass_on(self, message: Told) -> None:
        told = line(message)
        for take in self.takers:
            take(message, told)


class Telemetry(Attendant):
    """Hands each message to `take` with its line. Of several that attend a town the first leads the stream.

    Made before the curtain rises, or of a town that was restored. `memory` is what an earlier stream of the run came
    to remember (`Telemetry.memory`); without it figures and lines begin anew.
    """

    def __init__(self, town: Town, take: Take, memory: Memory | None = None) -> None:
        found = town.observer
        if found is not None and not isinstance(found, Shared):
            raise ValueError("somebody else watches this town already")
        self._leads = found is None
        self._stream = found if found is not None else Shared(town, memory)
        self._stream.takers.append(take)
        town.observer = self._stream
        if self._leads:  # The stream itself hears it all, and whoever follows it hears nothing twice.
            self.hear, self.told = self._stream.hear, self._stream.told  # type: ignore[method-assign]
        if self._stream.seq:
            late = self._stream.snapshot()
            take(late, line(late))

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

    def over(self, town: Town) -> None:
        """See `Attendant`: the last message, with the verdicts and a digest."""
        if self._leads:
            self._stream.close()
