"""The door listens for a share of the time that ticks last, whatever comes in."""

from runner.live.allowance import MOST, SHARE, Allowance
from tests.live.test_door import m, spoken_to

COSTS = 0.03
"""Seconds that a statement takes, by a clock that only statements move."""


class Clock:
    def __init__(self) -> None:
        self.time = 0.0
        self.lasts: float | None = 0.25

    def now(self) -> float:
        self.time += COSTS / 2  # It is looked at before and after each.
        return self.time


def test_a_flood_takes_a_share_of_the_time_and_no_more() -> None:
    clock = Clock()
    flood = [(0, m(f"#{n}", 'mark "x"')) for n in range(1_000)]
    _, box, ears = spoken_to(flood, allowance=Allowance(lambda: clock.lasts, clock.now))
    assert len(ears.inputs) * COSTS / 2 <= MOST + 60 * SHARE * 0.25 + COSTS
    assert len(ears.inputs) * COSTS / 2 >= 60 * SHARE * 0.25 - COSTS
    said = [line for line in box.told() if "refused" in line]
    assert len(said) == 1_000 - len(ears.inputs)  # What was not heard in time is answered all the same.
    assert {line.split()[-1] for line in said} == {"TN081"}


def test_what_one_statement_takes_too_much_is_taken_from_the_ticks_to_come() -> None:
    clock = Clock()
    clock.lasts = 0.01
    _, _, ears = spoken_to(
        [(0, m(str(n), f'mark "{n}"')) for n in range(100)], allowance=Allowance(lambda: clock.lasts, clock.now)
    )
    heard = [each.heard for each in ears.inputs]
    first = heard.count(0)
    assert first * COSTS / 2 >= MOST  # A burst is heard at once.
    gaps = [later - one for one, later in zip(heard[first:], heard[first + 1 :], strict=False)]
    assert min(gaps) * SHARE * 0.01 >= COSTS / 2 - SHARE * 0.01


def test_as_long_as_the_next_tick_is_not_due_everything_is_heard() -> None:
    """And only what is heard after that is taken from the share."""
    clock, spare = Clock(), [0.05] * 12

    def left() -> float:
        return spare.pop() if spare else 0.0

    clock.lasts = 0.0
    _, _, ears = spoken_to(
        [(0, m(str(n), f'mark "{n}"')) for n in range(100)],
        allowance=Allowance(lambda: clock.lasts, clock.now, left),
    )
    assert len(ears.inputs) == 12 + -(-MOST // (COSTS / 2))


def test_while_it_is_paused_everything_is_heard() -> None:
    clock = Clock()
    clock.lasts = None
    _, _, ears = spoken_to(
        [(0, m(str(n), f'mark "{n}"')) for n in range(40)], allowance=Allowance(lambda: clock.lasts, clock.now)
    )
    assert [each.heard for each in ears.inputs] == [0] * 20 + [1] * 20
