"""What all pictures of a plan have in common: how a time is told, and who has which colour."""

from typing import Final

from dsl.outline import Outline
from townlet.units import DAY, clock_text

PALETTE: Final = (
    "#4c78a8", "#e07b39", "#3f9b72", "#b5508f", "#c9a227", "#6f63b6", "#2f9fb3", "#c44e52", "#8a7355", "#6b7f3a",
)  # fmt: skip
"""A colour each for the people, over again from the eleventh on. Nothing is said by colour alone."""

NOBODY: Final = "#7d8590"
"""The colour of what touches nobody in particular."""


def clock(plan: Outline, tick: int) -> str:
    """`08:10`, or `day 2 08:10`."""
    day = (plan.clock + tick) // DAY
    return (f"day {day + 1} " if day else "") + clock_text(tick, plan.clock)


def colour(plan: Outline, name: str) -> str:
    """The colour of somebody, the same in all pictures of a script."""
    return PALETTE[plan.people.index(name) % len(PALETTE)]
