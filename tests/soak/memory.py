"""Whether a long run costs more memory than a short one: ten people, a hundred days."""

import gc
import tracemalloc
from collections.abc import Callable, Iterator

import msgspec

from tests.dsl.shipped import shipped
from tests.town.support import schedule_of, setting
from townlet.clock import advance
from townlet.opening import opened, raise_curtain
from townlet.snapshot import save
from townlet.town import Town
from townlet.units import DAY

LOOKS = (2, 5, 10, 20, 35, 50, 75, 100)  # Days.
# What may come on top of day 2: whom one has met and what was told fill up within the first weeks, and are bounded by
# who and what there is. In the second half there is nothing left to fill up.
FILLING, LATER = 200_000, 20_000  # Bytes.


def growth(say: Callable[[str], None] = lambda text: None, days: tuple[int, ...] = LOOKS) -> Iterator[str]:
    """What has grown, in words; nothing when all is flat."""
    _advanced(_town(days[-1]), days[-1])  # Ways are found once in a setting, and are no state: that is over then.
    found = measured(days, say)
    first, half, last = found[0], found[len(found) * 5 // 8], found[-1]
    if last - first > FILLING:
        yield f"memory grew by {last - first:,} bytes from day {days[0]} to day {days[-1]}"
    if last - half > LATER:
        yield f"memory grew by {last - half:,} bytes in the second half of {days[-1]} days"


def measured(days: tuple[int, ...], say: Callable[[str], None]) -> list[int]:
    """Bytes in use for one run at the end of each of those days."""
    found = []
    tracemalloc.start()
    try:
        town = _town(days[-1])
        for day in days:
            _advanced(town, day)
            gc.collect()
            found.append(tracemalloc.get_traced_memory()[0])
            say(f"  day {day}: {found[-1] // 1000} kB in use, {len(save(town)) // 1000} kB to save, event {town.last}")
    finally:
        tracemalloc.stop()
    return found


def _town(days: int) -> Town:
    schedule = schedule_of(shipped("a-day-in-riverside.town").text)
    town = opened(setting(schedule.town), msgspec.structs.replace(schedule, length=days * DAY))
    raise_curtain(town)
    return town


def _advanced(town: Town, day: int) -> None:
    advance(town, day * DAY)
