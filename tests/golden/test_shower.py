"""The queue is fair whatever the luck: every cell of the scenario's own matrix keeps every promise."""

import pytest

from tests.dsl.shipped import compiled, shipped
from tests.town.support import performed
from townlet import events as e
from townlet.script.checks import fails

NAME = "one-shower.town"
TEXT = shipped(NAME).text


WASHES = 8  # Ticks a wash takes.
SLACK = 2  # Ticks between two calls to a head that cannot come at once.


@pytest.mark.parametrize("cooldown", [2, 4, 8])
def test_nobody_waits_for_longer_than_the_others_take(cooldown: int) -> None:
    """Two washes and two cooldowns at the very most; in order of coming, but for who pushes in."""
    schedule = compiled(TEXT, NAME, cooldown=f"{cooldown} ticks").schedule
    assert schedule is not None
    for seed in schedule.rehearse.seeds:
        since: dict[str, int] = {}
        pushed: set[str] = set()
        for each in performed(schedule, seed).events:
            if isinstance(each, e.Queued):
                since[each.who] = each.tick
            elif isinstance(each, e.CutIn):
                pushed.add(each.who)
            elif isinstance(each, e.Unqueued):
                assert each.turn
                assert each.who in pushed or each.who == next(iter(since)), "out of turn"
                assert each.tick - since.pop(each.who) <= 2 * (WASHES + cooldown) + SLACK
        assert not since


@pytest.mark.parametrize("cooldown", ["2 ticks", "4 ticks", "8 ticks"])
def test_nobody_waits_for_ever(cooldown: str) -> None:
    schedule = compiled(TEXT, NAME, cooldown=cooldown).schedule
    assert schedule is not None
    for seed in schedule.rehearse.seeds:
        found = performed(schedule, seed)
        assert [verdict for verdict in found.verdicts if fails(verdict)] == []
        assert {each.who for each in found.of(e.Washed)} == {"Anna", "Ben", "Cara"}
        assert found.of(e.Queued)
        assert found.town.things["shower"].queue == []
