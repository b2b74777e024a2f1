"""Plain numbers of a state that was sent earlier are those that the town has at that tick."""

import pytest

from tests.dsl.shipped import shipped
from tests.telemetry.consumers import Follower
from tests.telemetry.support import listen, plain
from tests.town.support import schedule_of, setting
from townlet.clock import advance
from townlet.mood import mood
from townlet.opening import opened, raise_curtain
from townlet.telemetry.merging import Plain
from townlet.telemetry.sampled import at_tick
from townlet.town import Town

COURSE = {"level": 500, "rate": -7, "since": 10, "min": 0, "max": 600}


def truth(town: Town) -> Plain:
    """What a sample says of the people and their ties, asked of the town itself."""
    now = town.tick
    return {
        name: (
            {"hunger": who.hunger.at(now), "hygiene": who.hygiene.at(now), "energy": who.energy.at(now)},
            mood(who, now), list(town.tile_of(who)), who.walk.place if who.walk is not None else None,
        )
        for name, who in town.agents.items()
    }  # fmt: skip


def told(sample: Plain) -> Plain:
    return {
        name: (who["needs"], who["mood"], who["position"]["tile"], who["position"].get("to"))
        for name, who in sample["agents"].items()
    }


@pytest.mark.parametrize("name", ["a-day-in-riverside", "coffee-too-dear", "a-wet-afternoon"])
def test_a_state_can_be_asked_about_every_later_tick(name: str) -> None:
    """Merged from the diffs, as a consumer has it, and asked before the next comes."""
    schedule = schedule_of(shipped(f"{name}.town").text)
    town, follower = opened(setting(schedule.town), schedule), Follower()
    listen(town, lambda message, stream: follower.take(line(plain(message))))
    raise_curtain(town)
    asked = walks = 0
    for tick in range(1, min(schedule.length, 700)):
        advance(town, tick)  # The tick itself is only told of when it is over.
        if not follower.events or town.last != follower.events[-1]:
            continue
        assert told(at_tick(follower.state, tick)) == truth(town), tick
        asked += 1
        walks += any("to" in who["position"] for who in at_tick(follower.state, tick)["agents"].values())
    assert asked > 10
    assert walks > 0 or name == "a-wet-afternoon"


def line(told: Plain) -> bytes:
    import msgspec

    return msgspec.json.encode(told) + b"\n"


@pytest.mark.parametrize(
    ("tick", "value"), [(0, 500), (10, 500), (11, 493), (81, 3), (82, 0), (10_000, 0)]
)
def test_a_course_becomes_its_value(tick: int, value: int) -> None:
    state = {"ties": {"Ida>Per": {"trust": COURSE, "bond": "friends"}}}
    assert at_tick(state, tick) == {"ties": {"Ida>Per": {"trust": value, "bond": "friends"}}}


def test_a_course_stops_at_its_upper_bound() -> None:
    assert at_tick({"a": COURSE | {"rate": 3}}, 100) == {"a": 600}


@pytest.mark.parametrize(("rate", "value"), [(1, 1_000_000), (-1, 0)])
def test_bounds_that_are_left_out_are_nothing_and_all(rate: int, value: int) -> None:
    assert at_tick({"a": {"level": 5, "rate": rate, "since": 0}}, 2_000_000) == {"a": value}


@pytest.mark.parametrize(
    ("tick", "tile"), [(3, [0, 5]), (5, [0, 5]), (6, [0, 4]), (7, [0, 3]), (9, [2, 3]), (99, [3, 3])]
)
def test_a_walk_becomes_the_tile_that_it_has_come_to(tick: int, tile: list[int]) -> None:
    walk = {"path": [[0, 5], [0, 3], [3, 3]], "start": 5, "place": "park"}
    position = {"on_stage": True, "place": "", "tile": [0, 0], "walk": walk}
    found = at_tick({"agents": {"Ida": {"position": position}}}, tick)["agents"]["Ida"]["position"]
    assert found == {"on_stage": True, "place": "", "tile": tile, "to": "park"}


def test_who_stands_still_is_on_no_way() -> None:
    position = {"tile": [0, 0], "walk": None}
    found = at_tick({"agents": {"Ida": {"position": position}}}, 5)
    assert found == {"agents": {"Ida": {"position": {"tile": [0, 0]}}}}


def test_nothing_that_is_passed_in_is_changed() -> None:
    state = {"agents": {"Ida": {"needs": {"hunger": COURSE}, "mood": {"weights": {"hunger": 100}, "feelings": {}}}}}
    before = repr(state)
    assert at_tick(state, 11)["agents"]["Ida"] == {"needs": {"hunger": 493}, "mood": 493}
    assert repr(state) == before
