"""The queue is fair whatever the luck: every cell of the scenario's own matrix keeps every promise."""

import pytest

from tests.dsl.shipped import compiled, shipped
from tests.town.support import performed
from townlet import events as e
from townlet.checks import fails

NAME = "one-shower.town"
TEXT = shipped(NAME).text


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
