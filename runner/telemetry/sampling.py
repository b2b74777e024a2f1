"""Samples of a run instead of its stream: every so many ticks the state in plain numbers."""

from collections.abc import Callable
from typing import Final

import msgspec

from runner.attending import Attendant
from runner.telemetry.telling import Telemetry
from townlet.identity import run_id
from townlet.telemetry import picture
from townlet.telemetry.merging import Plain
from townlet.telemetry.sampled import SAMPLES, Sample, at_tick
from townlet.town import Town

Take = Callable[[Sample, bytes], None]

_encode: Final = msgspec.json.Encoder().encode


class Sampling(Attendant):
    """Looks as a run begins, every so many ticks, and when it is over; `listening` hears what happens in between."""

    def __init__(self, town: Town, listening: Telemetry, every: int, take: Take) -> None:
        self.listening, self.every, self.take = listening, every, take
        self.run, self.seq = run_id(town.schedule, town.file, town.seed), 0
        self.last: bytes | None = None
        """The line of the last sample, for whoever comes late."""

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`; the end has its sample when it is over."""
        at = tick + -tick % self.every if self.seq else tick
        return at if at < town.schedule.length else None

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        found: Plain = msgspec.to_builtins(picture.state(picture.looked(town, self.listening.memory)))
        self.seq += 1
        sample = Sample(
            schema=SAMPLES, run=self.run, seq=self.seq, tick=town.tick, state=at_tick(found, town.tick)
        )  # fmt: skip
        self.last = _encode(sample) + b"\n"
        self.take(sample, self.last)

    over = look
