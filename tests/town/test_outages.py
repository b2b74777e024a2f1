"""Outages and closures: what depends on them ends in good order, and comes back with them."""

import pytest

from tests.town.support import Performance, play
from townlet import events as e
from townlet.actions import Wash

WASH = "at tick 2:\n    direct Ann to use shower-1 for 30 ticks within 60 ticks\n"


def at(tick: int, line: str) -> str:
    return f"at tick {tick}:\n    {line}\n"


def wash(*lines: str) -> Performance:
    """Somebody under a shower from about tick 20 to about tick 50."""
    return play(WASH + "".join(lines), length="120 ticks", still="Ann, Ben")


def test_an_outage_in_the_middle_of_a_shower_ends_it_and_leaves_nothing_reserved() -> None:
    began = wash().of(e.UseBegan, "Ann")[0].tick
    found = wash(at(began + 5, "trigger water-outage for 20 ticks"))
    (ended,) = found.of(e.UseEnded, "Ann")
    assert (ended.tick, ended.complete) == (began + 6, False)  # Felt a minute after it began.
    assert found.town.things["shower-1"].users == []
    assert [(each.begun, each.because) for each in found.of(e.LetDown, "Ann")] == [(True, "there is no water")]
    assert [each.how for each in found.of(e.OrderEnded, "Ann")] == ["refused"]


def test_what_needs_no_water_goes_on() -> None:
    body = at(2, "direct Ann to use cafe-table-1 for 30 ticks") + at(15, "trigger water-outage for 20 ticks")
    found = play(body, length="120 ticks", still="Ann, Ben")
    assert [each.complete for each in found.of(e.UseEnded, "Ann")] == [True]


@pytest.mark.parametrize(("outage", "object_", "done"), [("blackout", "shower-1", True), ("blackout", "bath-1", False)])
def test_only_what_needs_power_waits_for_it(outage: str, object_: str, done: bool) -> None:
    body = at(1, f"trigger {outage} for 50 ticks") + at(2, f"direct Ann to use {object_}")
    found = play(body, length="100 ticks", still="Ann, Ben")
    assert bool(found.of(e.UseBegan, "Ann")) is done
    assert [each.tick for each in found.of(e.PerturbationEnded)] == [51]


def test_it_comes_back_with_the_end_of_the_outage() -> None:
    body = at(1, "trigger blackout for 10 ticks") + at(20, "direct Ann to use bath-1")
    assert play(body, length="100 ticks", still="Ann, Ben").of(e.UseBegan, "Ann")


def test_a_place_that_is_closed_is_left_and_not_entered_until_it_opens() -> None:
    body = at(5, "trigger closure of cafe for 30 ticks") + at(10, "direct Ben to go to cafe")
    found = play(body, cast="Ann: balanced, at cafe\nBen: balanced, at park", length="90 ticks")
    gone = found.of(e.SetOff, "Ann")[0]
    assert (gone.tick, gone.root) == (5, "test/at-1/trigger-1")
    assert [each.because for each in found.of(e.Refused, "Ben")][:1] == ["the cafe is closed"]
    body = at(5, "trigger closure of cafe for 30 ticks") + at(40, "direct Ann to go to cafe within 60 ticks")
    again = play(body, still="Ben")
    assert [each.how for each in again.of(e.OrderEnded, "Ann")] == ["done"]


def test_at_most_two_at_once() -> None:
    body = "at tick 1:\n    trigger blackout for 20 ticks\n    trigger water-outage for 20 ticks\n"
    found = play(body + "    trigger closure of cafe for 20 ticks\n", still="Ann, Ben")
    assert len(found.of(e.PerturbationBegan)) == 2
    assert "as much is under way already as a town can bear" in [each.because for each in found.of(e.Refused)]


def test_an_outage_looks_at_what_is_being_done_and_an_end_names_what_began() -> None:
    found = wash()
    (began,), (ended,) = found.of(e.UseBegan, "Ann"), found.of(e.UseEnded, "Ann")
    assert (began.activity, ended.activity) == ("wash", "wash")


@pytest.mark.parametrize(("tick", "begun"), [(30, True), (5, False)])
def test_a_try_that_comes_to_nothing_is_minded_as_much_as_the_town_file_says(tick: int, begun: bool) -> None:
    found = wash(at(tick, "trigger water-outage for 40 ticks"))
    let_down = found.of(e.LetDown, "Ann")[0]
    failure = found.town.setting.affordances["shower", "wash"].failure
    assert (let_down.thing, let_down.begun, let_down.loss) == ("shower-1", begun, failure)
    impulses = [each for each in found.town.agents["Ann"].impulses if each.cause == let_down.id]
    assert [each.course.level for each in impulses] == [failure]
    assert let_down.because == "there is no water"


def test_whoever_waits_for_what_is_cut_off_gives_up_waiting() -> None:
    body = WASH + at(22, "direct Ben to use shower-1 within 60 ticks") + at(35, "trigger water-outage for 60 ticks")
    found = play(body, length="90 ticks", still="Ann, Ben", cast="Ann: balanced, at market\nBen: balanced, at market")
    assert found.of(e.Queued, "Ben")
    assert found.town.things["shower-1"].queue == []
    assert found.town.things["shower-1"].users == []
    assert not found.of(e.UseBegan, "Ben")


def test_what_takes_power_to_make_cannot_be_bought_without_it_and_the_rest_can() -> None:
    lines = {1: "trigger blackout for 30 ticks", 2: "direct Ann to buy coffee", 3: "direct Ben to buy sandwich"}
    lines[40] = lines[2]
    found = play("".join(at(*each) for each in lines.items()), still="Ann, Ben")
    assert [(each.tick > 31, each.who, each.item) for each in found.of(e.Bought)] == [
        (False, "Ben", "sandwich"),
        (True, "Ann", "coffee"),
    ]


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_hungry_eat_what_can_be_had_in_the_dark(seed: int) -> None:
    body = at(1, "trigger blackout for 100 ticks") + at(2, "set Ann's hunger to 30%")
    found = play(body, seed, length="60 ticks", still="Ben")
    meals = [each.item for each in found.of(e.Bought, "Ann")]
    assert meals
    goods = [each for place in found.town.file.places for each in place.sells]
    assert not [each for each in goods if each.power and each.item in meals]


@pytest.mark.parametrize("seed", range(1, 6))
def test_whoever_went_without_comes_back_when_the_water_does(seed: int) -> None:
    body = at(1, "set Ann's hygiene to 5%") + at(3, "trigger water-outage for 40 ticks")
    found = play(body, seed, cast="Ann: balanced, at bathhouse, 19 coins\nBen: balanced, at cafe", length="70 ticks")
    (ended,) = found.of(e.PerturbationEnded)
    again = next(each for each in found.of(e.Began, "Ann", since=ended.tick) if isinstance(each.act, Wash))
    assert found.of(e.LetDown, "Ann")
    assert (again.tick, again.cause) == (ended.tick, ended.id)
