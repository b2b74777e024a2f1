"""Moments of a recording: which tick one stands for, and whether the recording comes to it."""

import msgspec

from dsl.diagnostic import Diagnostic
from runner.moments import tick_of
from runner.transcript import moment
from runner.trouble import trouble


class Times(msgspec.Struct, frozen=True):
    """The ticks that were recorded, both included; `clock` is the minute of the day at tick 0."""

    clock: int
    first: int
    last: int

    @property
    def length(self) -> int:
        """`end` is where the recording ends."""
        return self.last


def tick_in(text: str, option: str, times: Times) -> int | Diagnostic:
    """The tick that a moment stands for, if the recording comes to it; a clock time is the next from the first on."""
    tick = tick_of(text, times, times.first)
    if tick is None:
        hint = "Write `60` for a tick, `09:15` or `day 2 09:15` for a clock time, or `end`"
        return trouble("TN076", option, f"`{text}` is no moment", hint)
    if not times.first <= tick <= times.last:
        begins, ends = (f"tick {at} ({moment(at, times)})" for at in (times.first, times.last))
        message = f"The recording does not come to `{text}`, which would be tick {tick}"
        return trouble("TN076", option, message, f"It goes from {begins} to {ends}")
    return tick
