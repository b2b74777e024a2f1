"""How long the door may listen, so that no flood of statements holds up the town: as long as the next tick is not due,
and a share of the time that ticks last where the town has no time left.

What is left unused is kept for a burst, up to `MOST`; what one statement took too much is taken from the ticks to come.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

SHARE: Final = 0.2
"""Of the time of a tick."""

MOST: Final = 0.1
"""Seconds that may be saved up; so much there is at the beginning."""


EACH: Final = 0.01
"""Seconds that must be left until the next tick for one more statement to come before it."""


def _none() -> float:
    return 0.0


class Allowance:
    """`lasts` gives the seconds that a tick lasts now; None when nothing waits for the town, as while it is paused.
    `spare` gives the seconds until the next tick is due."""

    def __init__(
        self, lasts: Callable[[], float | None], now: Callable[[], float] = time.perf_counter,
        spare: Callable[[], float] = _none,
    ) -> None:  # fmt: skip
        self._lasts, self._now, self._spare = lasts, now, spare
        self._left, self._tick, self._free = MOST, -1, False

    def permits(self, tick: int) -> bool:
        """Whether one more statement may be heard after this tick."""
        lasts = self._lasts()
        self._free = lasts is None or self._spare() > EACH
        if lasts is None:
            return True
        if tick != self._tick:
            self._left, self._tick = min(self._left + SHARE * lasts, MOST), tick
        return self._free or self._left > 0

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Whatever is done within is paid for, unless there was time for it."""
        began = self._now()
        try:
            yield
        finally:
            if not self._free:
                self._left -= self._now() - began


def without_limit() -> Allowance:
    """Of a run that nobody waits for."""
    return Allowance(lambda: None)
