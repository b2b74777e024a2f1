"""The scenarios about perturbations keep their promises whatever the luck, and would not if nothing happened."""

from itertools import product

import pytest

from tests.runner.support import ROOT, ready
from tests.town.support import performed, raised, setting
from townlet import clock
from townlet.circumstances import perturbations
from townlet.script.checks import fails
from townlet.snapshot import digest, restored, save
from townlet.units import ONE

NAMES = ("a-wet-afternoon", "a-word-in-the-park", "closed-until-further-notice", "dry-taps", "lights-out")
FOLDER = ROOT / "scenarios"


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_its_matrix_is_tried_and_enough_pass(name: str) -> None:
    path = FOLDER / f"{name}.town"
    rehearse = ready(path).schedule.rehearse
    passed = []
    for values in product(*rehearse.vary.values()):
        schedule = ready(path, **dict(zip(rehearse.vary, values, strict=True))).schedule
        for seed in rehearse.seeds:
            found = performed(schedule, seed)
            passed.append(not any(fails(verdict) for verdict in found.verdicts))
            assert not found.town.running
            assert not [state for state in found.town.things.values() if {*state.users} - {*found.town.agents}]
    assert len(rehearse.seeds) == 20
    assert sum(passed) * ONE >= rehearse.pass_rate * len(passed)


@pytest.mark.parametrize("name", NAMES)
def test_it_fails_when_what_it_triggers_does_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = ready(FOLDER / f"{name}.town").schedule
    monkeypatch.setattr(perturbations, "trigger", lambda town, action, cause: None)
    found = performed(schedule, schedule.rehearse.golden)
    assert [verdict.text for verdict in found.verdicts if verdict.severity == "expect" and fails(verdict)]


@pytest.mark.parametrize("name", NAMES)
def test_it_goes_on_from_any_snapshot_as_if_nothing_had_been(name: str) -> None:
    schedule = ready(FOLDER / f"{name}.town").schedule
    whole, cut = performed(schedule).town, raised(schedule).town
    for tick in range(3, schedule.length, 4):
        clock.advance(cut, tick)
        again = restored(save(cut), setting(schedule.town), schedule)
        clock.perform(again)
        assert (digest(again), again.chain) == (digest(whole), whole.chain), tick
