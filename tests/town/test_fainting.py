"""Fainting: a need at zero for three hours on end, and not a tick sooner; then life goes on."""

import pytest

from tests.town.support import play
from townlet import events as e
from townlet.body import FAINTS, ROUSED

POOR = "at start:\n    set Ann's wallet to 0 coins\n    set Ann's {need} to {level}\n"


@pytest.mark.parametrize("need", ["hunger", "energy"])
def test_at_nothing_for_long_enough(need: str) -> None:
    found = play(POOR.format(need=need, level="0%"), length="400 ticks", still="Ann, Ben")
    first, *_ = found.of(e.Fainted, "Ann")
    assert (first.tick, first.need, first.root) == (FAINTS, need, "town/fainting")


def test_using_or_doing_other_things_does_not_start_the_count_anew() -> None:
    body = POOR.format(need="hunger", level="0%") + "at tick 60:\n    direct Ann to rest for 20 ticks\n"
    found = play(body, length="300 ticks", still="Ben")
    assert found.of(e.Fainted, "Ann")[0].tick == FAINTS


def test_a_bite_in_time_prevents_it() -> None:
    body = POOR.format(need="hunger", level="0%") + "at tick 100:\n    set Ann's hunger to 40%\n"
    assert not play(body, length="400 ticks", still="Ann, Ben").of(e.Fainted)


def test_who_comes_round_has_a_little_of_everything_and_can_faint_again() -> None:
    found = play(POOR.format(need="hunger", level="0%"), length="900 ticks", still="Ann, Ben")
    one, other, *_ = found.of(e.Fainted, "Ann")
    assert other.tick - one.tick >= FAINTS + ROUSED // 2_000


def test_nobody_faints_of_dirt() -> None:
    assert not play(POOR.format(need="hygiene", level="0%"), length="400 ticks", still="Ann, Ben").of(e.Fainted)
