"""The conference demo works whatever the luck: seeds, spikes and newcomers, without tuning to any of them."""

import re
from functools import cache
from itertools import groupby, product

import pytest

from tests.dsl.shipped import compiled, shipped
from tests.town.support import Performance, performed
from townlet.events import PriceNoticed
from townlet.script.checks import fails

NAME = "coffee-too-dear.town"
TEXT = shipped(NAME).text
SPIKES = ("120%", "155%", "200%")
NEWCOMERS = ("Blair", "Cass")
SEEDS = (4242, *range(1, 21))


@cache
def runs(spike: str, newcomer: str) -> list[Performance]:
    schedule = compiled(TEXT, NAME, spike=spike, newcomer=newcomer).schedule
    assert schedule is not None
    return [performed(schedule, seed) for seed in SEEDS]


def every_run() -> list[Performance]:
    return [run for spike, newcomer in product(SPIKES, NEWCOMERS) for run in runs(spike, newcomer)]


def test_at_least_95_percent_of_126_runs_keep_every_promise() -> None:
    kept = [not any(fails(verdict) for verdict in run.verdicts) for run in every_run()]
    assert len(kept) == 126
    assert sum(kept) >= 0.95 * len(kept)


@pytest.mark.parametrize("newcomer", NEWCOMERS)
def test_a_higher_price_is_minded_more(newcomer: str) -> None:
    """Kai's mood falls far enough for the grumble at the higher spikes and not at the lowest."""
    played = {
        spike: sum(run.town.performance.cues["a-coffee-too-dear/grumble"].fired for run in runs(spike, newcomer))
        for spike in SPIKES
    }
    assert played["120%"] == 0
    assert played["155%"] > 0.9 * len(SEEDS)
    assert played["200%"] == len(SEEDS)


def test_the_town_tells_a_good_part_of_the_story_itself() -> None:
    beats = [beat for run in every_run() for beat in run.beats if beat.kind == "line"]
    assert sum(beat.sign == "·" for beat in beats) > 0.35 * len(beats)
    assert all(run.of(PriceNoticed) for run in every_run())


def test_no_line_is_without_a_name_and_no_three_in_a_row_sound_alike() -> None:
    names = re.compile(r"\b(Avery|Kai|Blair|Cass|cafe)\b")
    for run in every_run():
        told = [beat for beat in run.beats if beat.kind == "line" and beat.event]
        assert [beat.text for beat in told if not names.search(beat.text)] == []
        shapes = [re.sub(names, "N", re.sub(r"the [a-z]+", "P", beat.text)) for beat in told]
        assert max(len(list(group)) for _, group in groupby(shapes)) <= 2
