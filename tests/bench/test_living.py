"""Left alone for three days the town stays what it is held to be: the floors of its key figures, over a few seeds."""

import pytest

from bench import living

SEEDS = 8


@pytest.mark.parametrize("row", living.JUDGED, ids=lambda row: row.wanted.name)
def test_the_town_reaches_the_floor_of_a_key_figure(row: living.Row) -> None:
    values = [value for life in living.lives(SEEDS) if (value := row.of(life)) is not None]
    assert len(values) == SEEDS
    mean, floor = sum(values) / SEEDS, row.wanted.floor
    assert floor is not None
    assert mean >= floor if row.wanted.more else mean < floor


def test_there_are_conflicts_to_count() -> None:
    assert all(living.sums("conflicts")(life) >= 3 for life in living.lives(SEEDS))
