"""A quantity that runs a straight line until something re-bases it.

Its value at any tick, and the tick at which it (or a weighted sum of several) crosses a threshold, are
arithmetic on whole numbers. Nothing here is polled; `tests/town/test_course.py` compares every prediction
with a count tick by tick.
"""

from collections.abc import Sequence

import msgspec

from townlet.units import ONE


class Course(msgspec.Struct, frozen=True, gc=False):
    """`level` at tick `since`, moving by `rate` a tick, held within `low..high` (all in the same unit)."""

    level: int
    rate: int = 0
    since: int = 0
    low: int = 0
    high: int = ONE

    def at(self, tick: int) -> int:
        """The value at `tick`, which may not lie before `since`."""
        value = self.level + self.rate * (tick - self.since)
        return self.low if value < self.low else self.high if value > self.high else value

    def rebased(self, tick: int, rate: int, change: int = 0) -> "Course":
        """The course from `tick` on: where it stands plus `change`, now moving by `rate`."""
        level = self.at(tick) + change
        level = self.low if level < self.low else self.high if level > self.high else level
        return Course(level, rate, tick, self.low, self.high)

    def rests(self) -> int | None:
        """The first tick at which it has reached a bound and stays there; None when it never moves."""
        if self.rate > 0:
            return self.since - (self.level - self.high) // self.rate
        if self.rate < 0:
            return self.since - (self.low - self.level) // -self.rate
        return None


Weighted = tuple[int, Course]


def total(parts: Sequence[Weighted], tick: int) -> int:
    """The weighted sum of the courses at `tick`."""
    found = 0
    for weight, course in parts:
        found += weight * course.at(tick)
    return found


def crossing(parts: Sequence[Weighted], threshold: int, now: int) -> int | None:
    """The first tick after `now` at which "the sum is at least `threshold`" is no longer what it is now.

    None when it never changes. Walks the sum's break points, of which there are at most two a course.
    """
    if len(parts) == 1 and parts[0][0] == 1:
        return _alone(parts[0][1], threshold, now)
    value = total(parts, now)
    reached = value >= threshold
    start = now
    for stop in [*_breaks(parts, now), None]:
        slope = _slope(parts, start)
        if slope and (slope > 0) is not reached:
            gap = threshold - value if slope > 0 else value - threshold + 1
            tick = start - (-gap // abs(slope))
            if stop is None or tick <= stop:
                return tick
        if stop is None:
            return None
        start, value = stop, total(parts, stop)
        if (value >= threshold) is not reached:
            return stop
    return None


def _alone(course: Course, threshold: int, now: int) -> int | None:
    """The same for one course, in closed form."""
    value, rate = course.at(now), course.rate
    if value >= threshold:
        if rate >= 0 or course.low >= threshold:
            return None
        return course.since + (course.level - threshold) // -rate + 1
    if rate <= 0 or course.high < threshold:
        return None
    return course.since - (course.level - threshold) // rate


def _breaks(parts: Sequence[Weighted], now: int) -> list[int]:
    """The ticks after `now` at which the slope may change: just before a course rests, and when it does."""
    found: set[int] = set()
    for _, course in parts:
        rests = course.rests()
        if rests is not None:
            found.update(tick for tick in (rests - 1, rests) if tick > now)
    return sorted(found)


def _slope(parts: Sequence[Weighted], start: int) -> int:
    """How much the sum changes from `start` to the tick after it."""
    return total(parts, start + 1) - total(parts, start)
