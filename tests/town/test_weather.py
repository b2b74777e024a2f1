"""Rain: who gets wet, who does not, what it does to the appeal of being out, and what a script may ask about it."""

from itertools import pairwise

import pytest

from tests.town.support import TWO, Performance, at, play
from townlet import events as e
from townlet.mood import mood
from townlet.snapshot import restored, save
from townlet.units import PERCENT

PARK = "Ann: balanced, at park\nBen: balanced, at park"
HAT = 'item hat:\n    about: "Wide."\n    price: 1 coin\n    reusable\n    keeps off rain\n'
HATTED = "Ann:\n    personality: balanced\n    starts: park\n    carries: 1 hat\nBen: balanced, at park"
RAIN = at(5, "trigger rain for 40 ticks")


def rain(body: str = RAIN, cast: str = PARK, **around: str) -> Performance:
    return play(body, cast=cast, clock="14:00", **{"length": "60 ticks"} | around)


def test_whoever_is_out_gets_wet_a_minute_after_it_began_and_minds() -> None:
    found = rain(still="Ann, Ben")
    assert [(each.who, each.tick, each.root) for each in found.of(e.GotWet)] == [
        ("Ann", 6, "test/at-1/trigger-1"),
        ("Ben", 6, "test/at-1/trigger-1"),
    ]
    ann, dry = found.town.agents["Ann"], rain("", still="Ann, Ben").town.agents["Ann"]
    assert mood(dry, 60) - mood(ann, 60) > PERCENT


def test_the_harder_it_rains_the_more_it_is_minded() -> None:
    def feels(strength: str) -> int:
        found = rain(at(5, f"trigger rain (strength = {strength}) for 40 ticks"), still="Ann, Ben", length="8 ticks")
        return mood(found.town.agents["Ann"], 8)

    assert feels("50%") > feels("100%") > feels("150%")


def test_under_a_roof_nobody_gets_wet_until_they_step_out() -> None:
    found = rain(RAIN + at(20, "direct Ann to go to park"), cast=TWO, still="Ann, Ben")
    assert [(each.who, each.tick) for each in found.of(e.GotWet)] == [("Ann", 20)]


def test_whoever_is_placed_in_the_rain_gets_wet() -> None:
    found = rain(RAIN + at(20, "place Ann at park"), cast=TWO, still="Ann, Ben")
    assert [(each.who, each.tick) for each in found.of(e.GotWet)] == [("Ann", 20)]


def test_out_of_doors_one_goes_in_because_of_the_rain() -> None:
    found = rain()
    for who in ("Ann", "Ben"):
        gone = found.of(e.SetOff, who)[0]
        began = found.of(e.PerturbationBegan)[0]
        choice = next(each for each in found.of(e.Began, who) if each.tick == gone.tick)
        assert gone.tick == 6
        assert (choice.cause, choice.root) == (began.id, "test/at-1/trigger-1")
        assert not found.town.setting.places[gone.to].outdoors


def test_an_item_that_keeps_it_off_does_whatever_its_name_and_one_stays() -> None:
    found = rain(cast=HATTED, head=HAT)
    assert [(each.who, each.item) for each in found.of(e.KeptDry)] == [("Ann", "hat")]
    assert [each.who for each in found.of(e.GotWet)] == ["Ben"]
    assert not [each for each in found.of(e.SetOff, "Ann") if each.root == "test/at-1/trigger-1"]


def test_it_is_told_once_an_hour_to_each() -> None:
    body = at(5, "trigger rain for 140 ticks") + "".join(at(tick, f"place Ann at {where}") for tick, where in enumerate(
        ["park", "cafe"] * 60, 8))
    found = rain(body, still="Ann, Ben", length="160 ticks", cast="Ann: balanced, at park\nBen: balanced, at cafe")
    ticks = found.ticks(e.GotWet, "Ann")
    assert len(ticks) >= 2
    assert all(later - earlier >= 60 for earlier, later in pairwise(ticks))


@pytest.mark.parametrize("seed", range(1, 6))
def test_nobody_who_is_free_goes_to_the_park_for_pleasure_while_it_pours(seed: int) -> None:
    body = at(1, "trigger rain for 300 ticks")
    cast = "\n".join(f"{name}: balanced, at cafe, 20 coins" for name in ("Ann", "Ben", "Cy", "Di"))
    wet = play(body, seed, cast=cast, clock="10:00", length="290 ticks")
    dry = play("", seed, cast=cast, clock="10:00", length="290 ticks")
    assert not [each for each in wet.of(e.SetOff) if each.to == "park"]
    assert [each for each in dry.of(e.SetOff) if each.to == "park"]


def test_whoever_works_out_of_doors_works_on() -> None:
    cast = "Ann:\n    personality: balanced\n    starts: park\n    job: gardener\nBen: balanced, at cafe"
    found = play(at(60, "trigger rain for 60 ticks"), cast=cast, clock="08:55", length="120 ticks")
    assert found.of(e.GotWet, "Ann")
    assert not found.of(e.SetOff, "Ann", since=60)


def test_weather_power_and_water_can_be_asked_about() -> None:
    body = """
        at tick 5:
            trigger rain for 10 ticks
            trigger blackout for 20 ticks
        at tick 30:
            trigger water-outage for 5 ticks
        when weather is rain:
            mark "rain"
        when weather is rain for 3 ticks:
            mark "still"
        whenever power is off:
            mark "dark"
        when water is off:
            mark "dry"
        at tick 16:
            if weather is not rain and power is off:
                mark "dark and clear"
        expect always water is on until tick 29
        expect never weather is clear
    """
    found = rain(body, still="Ann, Ben")
    assert found.marks() == [(6, "rain"), (6, "dark"), (9, "still"), (16, "dark and clear"), (31, "dry")]
    assert sorted(found.outcomes()) == ["failed", "met"]


def test_who_is_asked_about_the_sky_sleeps_through_nothing_when_saved() -> None:
    found = rain(still="Ann, Ben", length="30 ticks")
    again = restored(save(found.town), found.town.setting, found.town.schedule)
    assert again.disturbed("rain")
    assert again.agents["Ann"].struck == found.town.agents["Ann"].struck
