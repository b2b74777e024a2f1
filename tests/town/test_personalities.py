"""Personalities show: over seeds, the same day is spent differently by different people."""

from functools import cache

from tests.town.support import Performance, perform, script
from townlet import events as e
from townlet.actions import Work

SEEDS = range(12)
OTHERS = "Bo: balanced, works as grocer\nCy: balanced, works as porter\nDi: balanced, works as gardener"


@cache
def day_of(personality: str) -> tuple[int, int]:
    """How many chats somebody of that personality begins, and how many ticks they work, over all seeds."""
    text = script(cast=f"Ann: {personality}, works as barista\n{OTHERS}", clock="06:00", length="1 day")
    chats = work = 0
    for seed in SEEDS:
        found = perform(text, seed)
        chats += len(found.of(e.Chatted, "Ann"))
        work += found.of(e.ShiftEnded, "Ann")[0].tick - found.of(e.ShiftStarted, "Ann")[0].tick
        work -= sum(_breaks(found))
    return chats, work


def _breaks(found: Performance) -> list[int]:
    """How long Ann was away from work each time, between the beginning of the shift and its end."""
    first, last = found.of(e.ShiftStarted, "Ann")[0].tick, found.of(e.ShiftEnded, "Ann")[0].tick
    left = [each.tick for each in found.of(e.Ended, "Ann") if isinstance(each.act, Work) and first < each.tick < last]
    back = [each.tick for each in found.of(e.Began, "Ann") if isinstance(each.act, Work) and first < each.tick]
    return [next((tick for tick in back if tick >= gone), last) - gone for gone in left]


def test_a_socialite_chats_more() -> None:
    assert day_of("socialite")[0] > 1.3 * day_of("balanced")[0]
    assert day_of("stoic")[0] < day_of("balanced")[0]


def test_an_industrious_one_works_longer() -> None:
    assert day_of("industrious")[1] > 1.03 * day_of("balanced")[1]
