"""The stream tells the truth: snapshot and diffs, merged, are the town at the end of every tick."""

import pytest

from tests.dsl.shipped import SCRIPTS, shipped
from tests.telemetry.support import Consumer, perform
from tests.town.support import schedule_of

SCENARIOS = [name for name in SCRIPTS if "/" not in name]


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_was_told_merges_into_the_truth_at_every_message(name: str) -> None:
    consumer = Consumer()
    perform(schedule_of(shipped(name).text), consumer.take)
    assert consumer.seq > 1
    assert consumer.wrong == []
