"""Moments on the command line: a tick, or a clock time as scripts write it."""

import re
from typing import Final, Protocol

from townlet.units import DAY, HOUR

TICK: Final = re.compile(r"(?:tick )?(\d{1,7})")
CLOCK: Final = re.compile(r"(?:day (\d{1,4}) )?(\d?\d):(\d\d)")


class Timed(Protocol):
    """What has a first moment and a last: a schedule, or what was recorded of one."""

    @property
    def clock(self) -> int:
        """Minutes past midnight at tick 0."""

    @property
    def length(self) -> int:
        """Ticks."""


def tick_of(text: str, schedule: Timed, since: int = 0) -> int | None:
    """The tick that `60`, `tick 60`, `09:15`, `day 2 09:15` or `end` stands for; None when it is no moment.

    A clock time without a day is its next occurrence after `since`. What comes out may lie outside the run.
    """
    words = " ".join(text.split())
    if words == "end":
        return schedule.length
    if found := TICK.fullmatch(words):
        return int(found[1])
    found = CLOCK.fullmatch(words)
    if found is None or int(found[2]) >= 24 or int(found[3]) >= 60 or found[1] == "0":
        return None
    minute = int(found[2]) * HOUR + int(found[3])
    if found[1]:
        return (int(found[1]) - 1) * DAY + minute - schedule.clock
    return since + (minute - schedule.clock - since) % DAY
