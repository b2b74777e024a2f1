"""What must hold after every event and between any two ticks, over seeds and over scripts that nobody wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dsl.shipped import compiled, shipped
from tests.town.invariants import Watcher, between_ticks, idle_for
from tests.town.scripts import scripts
from tests.town.support import performed, raised, schedule_of, script
from townlet.clock import advance
from townlet.events import Washed
from townlet.schedule import Schedule
from townlet.script.checks import finish

LONG = script("expect never event faint", cast="Ann: socialite\nBen: stoic\nCy: balanced, 0 coins", length="4 days")


def watched(schedule: Schedule, seed: int, every: int) -> list[str]:
    """All the laws that a run breaks; looked at after every event, and between every so many ticks."""
    watcher = Watcher()
    found = raised(schedule, seed, watcher.hear)
    for tick in [*range(0, schedule.length, every), schedule.length]:
        advance(found.town, tick)
        if len(watcher.wrong) < 3:
            watcher.wrong += [f"{law} (tick {tick})" for law in between_ticks(found.town)]
    finish(found.town)
    return watcher.wrong + idle_for(found.events)


@pytest.mark.parametrize("name", ["coffee-too-dear.town", "one-shower.town", "an-ordinary-day.town"])
@pytest.mark.parametrize("seed", range(6))
def test_laws_of_the_town_in_what_ships(name: str, seed: int) -> None:
    assert watched(schedule_of(shipped(name).text), seed, 10) == []


def test_laws_of_the_town_over_days() -> None:
    assert watched(schedule_of(LONG), 1, 60) == []


def test_laws_of_the_town_in_a_house_full_of_people() -> None:
    """Twelve of them, four bedrooms and one shower: all of them come out clean, and nobody is left standing."""
    names = [f"P{number}" for number in range(12)]
    cast = "\n".join(f"{name}: balanced, at hall" for name in names)
    stage = "\n".join(f"set {name}'s hygiene to 20%" for name in names)
    schedule = schedule_of(script("", cast=cast, stage=stage, clock="07:00", length="1 day", town="shared-house"))
    assert watched(schedule, 1, 10) == []
    washed = performed(schedule, 1).of(Washed)
    assert {each.who for each in washed if each.tick < 360} == set(names)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(scripts(), st.integers(0, 3))
def test_laws_of_the_town_in_any_script(text: str, seed: int) -> None:
    schedule = compiled(text).schedule
    if schedule is not None:  # What the compiler will not have, no town has to bear.
        assert watched(schedule, seed, 1) == []
