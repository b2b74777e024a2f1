"""A whole day of ten people that nobody directs: the scenario's own matrix, at its own pass rate."""

import pytest

from tests.dsl.shipped import compiled, shipped
from tests.town.support import performed
from townlet.script.checks import fails
from townlet.units import ONE

NAME = "a-day-in-riverside.town"
TEXT = shipped(NAME).text


@pytest.mark.parametrize("cut", ["yes", "no"])
def test_the_day_keeps_its_promises(cut: str) -> None:
    schedule = compiled(TEXT, NAME, **{"power-cut": cut}).schedule
    assert schedule is not None
    assert len(schedule.cast) == 10
    kept = [
        not any(fails(verdict) for verdict in performed(schedule, seed).verdicts) for seed in schedule.rehearse.seeds
    ]
    assert sum(kept) * ONE >= schedule.rehearse.pass_rate * len(kept)
