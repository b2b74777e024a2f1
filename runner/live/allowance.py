"""How long the door may listen: a share of the time that ticks last, so that no flood of statements holds up the town.

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


class Allowance:
    """`lasts` gives the seconds that a tick lasts now; None when nothing waits for the town, as while it is paused."""

    def __init__(self, lasts: Callable[[], float | None], now: Callable[[], float] = time.perf_counter) -> None:
        self._lasts, self._now = lasts, now
        self._left, self._tick = MOST, -1

    def permits(self, tick: int) -> bool:
        """Whether one more statement may be heard after this tick."""
        lasts = self._lasts()
        if lasts is None:
            return True
        if tick != self._tick:
            self._left, self._tick = min(self._left + SHARE * lasts, MOST), tick
        return self._left > 0

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Whatever is done within is paid for."""
        began = self._now()
        try:
            yield
        finally:
            if self._lasts() is not None:
                self._left -= self._now() - began


def without_limit() -> Allowance:
    """Of a run that nobody waits for."""
    return Allowance(lambda: None)
