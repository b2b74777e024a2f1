"""The lines of a time axis."""

from townlet.units import DAY

STEPS = (1, 5, 10, 15, 30, 60, 120, 180, 360, 720, DAY, 2 * DAY, 7 * DAY, 28 * DAY)
"""Ticks from one line to the next: round figures of a clock."""


def step(length: int, most: int) -> int:
    """How many ticks lie between two lines, so that there are hardly more than `most` in so many ticks."""
    return next((each for each in STEPS if length <= each * most), STEPS[-1])
