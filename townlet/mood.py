"""Mood: how the needs stand, plus a few feelings that fade.

A weighted sum of courses held within 0..ONE, so that the tick at which it crosses a threshold is arithmetic
like everything else. Each feeling keeps the event it came from.
"""

from typing import Final

from townlet.course import Course, Weighted, crossing
from townlet.state import Agent, Impulse
from townlet.units import ONE, PERCENT, clamp

HUNGER, HYGIENE, ENERGY = 35, 25, 40  # Hundredths of the mood.

# What events do to the mood (millionths) and over how many ticks it fades.
Feeling = tuple[int, int]
GREETED: Final[Feeling] = (1 * PERCENT, 60)
CHATTED: Final[Feeling] = (8 * PERCENT, 90)  # Times the quality.
CHAT_FAILED: Final[Feeling] = (-4 * PERCENT, 60)
ARGUED: Final[Feeling] = (-10 * PERCENT, 180)
APOLOGISED: Final[Feeling] = (5 * PERCENT, 120)
GIVEN: Final[Feeling] = (10 * PERCENT, 180)
GAVE: Final[Feeling] = (4 * PERCENT, 120)
QUEUED_POLITELY: Final[Feeling] = (1 * PERCENT, 60)
BLOCKED: Final[Feeling] = (-5 * PERCENT, 90)
AVOIDED: Final[Feeling] = (-1 * PERCENT, 60)
MADE_FRIENDS: Final[Feeling] = (4 * PERCENT, 240)
MADE_RIVALS: Final[Feeling] = (-4 * PERCENT, 240)
SHARED_MEAL: Final[Feeling] = (6 * PERCENT, 120)
PAID: Final[Feeling] = (8 * PERCENT, 240)
TOO_DEAR: Final[Feeling] = (-10 * PERCENT, 120)
SOLD_OUT: Final[Feeling] = (-5 * PERCENT, 90)
GOT_WET: Final[Feeling] = (-6 * PERCENT, 90)  # Times how hard it rains.
KEPT_DRY: Final[Feeling] = (2 * PERCENT, 60)
ATTENDED: Final[Feeling] = (4 * PERCENT, 90)
LET_DOWN_FADES: Final = 120  # ticks; how much it is minded stands in the town file.

# A price above the one remembered: per point of the rise. Paying it hurts, seeing it annoys, hearing of it less.
PRICE_FELT: Final = {"paid": 60, "saw": 55, "heard": 25}  # Hundredths of the rise.
PRICE_FADES: Final = 150  # ticks
PRICE_LIMIT: Final = 40 * PERCENT


def parts(agent: Agent) -> list[Weighted]:
    """What a mood is summed from, in hundredths of a millionth."""
    return [
        (HUNGER, agent.hunger),
        (HYGIENE, agent.hygiene),
        (ENERGY, agent.energy),
        *((100, impulse.course) for impulse in agent.impulses),
    ]


def mood(agent: Agent, tick: int) -> int:
    """The mood at `tick`, 0..ONE."""
    found = HUNGER * agent.hunger.at(tick) + HYGIENE * agent.hygiene.at(tick) + ENERGY * agent.energy.at(tick)
    felt = 0
    for impulse in agent.impulses:
        felt += impulse.course.at(tick)
    return clamp((found + 100 * felt) // 100, 0, ONE)


def turning(agent: Agent, threshold: int, now: int) -> int | None:
    """The first tick after `now` at which the mood crosses `threshold`; None when it will not by itself."""
    if not 0 < threshold <= ONE:
        return None
    return crossing(parts(agent), 100 * threshold, now)


def impulse(amount: int, fades: int, tick: int, cause: int) -> Impulse:
    """A feeling of that size (millionths) at `tick`, back to nothing after about `fades` ticks."""
    rate = max(1, abs(amount) // fades)
    if amount >= 0:
        return Impulse(cause, Course(amount, -rate, tick, 0, ONE))
    return Impulse(cause, Course(amount, rate, tick, -ONE, 0))


def felt(agent: Agent, new: Impulse, tick: int) -> list[Impulse]:
    """The feelings at `tick` with one more, without those that have faded."""
    return [*[old for old in agent.impulses if old.course.at(tick)], new]


def price_shock(how: str, before: int, level: int) -> int:
    """What a price does to the mood, in millionths; a fall pleases half as much as a rise hurts."""
    change = (before - level) * PRICE_FELT[how] // 100
    return clamp(change if change < 0 else change // 2, -PRICE_LIMIT, PRICE_LIMIT)
