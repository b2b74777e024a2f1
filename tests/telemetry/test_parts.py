"""What is told is true of the town: held against what the town itself says, not against another reading of it."""

from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telemetry.stories import SCENARIOS, story
from tests.telemetry.support import Consumer, Plain, fresh, listen, perform, plain
from tests.town.support import at, schedule_of, script, setting
from townlet import events as e
from townlet.actions import Chat, Go
from townlet.clock import advance
from townlet.company.ties import value
from townlet.goods.ledger import balance, shelf
from townlet.kpis import Kpis
from townlet.mood import mood
from townlet.opening import opened, raise_curtain
from townlet.script.checks import finish
from townlet.setting import Setting
from townlet.telemetry.happened import happened
from townlet.telemetry.people import turns
from townlet.telemetry.stream import Stream, Told
from townlet.town import Town
from townlet.townfile import Tile
from townlet.units import DAY, ONE, clamp


def at_tick(course: Plain | None, tick: int) -> int:
    """What a course comes to, as `docs/telemetry.md` tells a consumer to work it out."""
    if course is None:
        return 0
    moved: int = course["level"] + course["rate"] * (tick - course["since"])
    return clamp(moved, course.get("min", 0), course.get("max", ONE))


def play(name: str, ticks: int) -> tuple[Town, Plain]:
    """A story up to a tick, and its state as it is told there."""
    schedule, where = story(name)
    town = opened(where, schedule)
    stream = listen(town, lambda message, _: None)
    raise_curtain(town)
    advance(town, ticks)
    return town, fresh(stream)


@pytest.mark.parametrize("ticks", [0, 333, 1_000])
def test_courses_come_to_what_the_town_says_at_any_later_tick(ticks: int) -> None:
    town, state = play("a-day-in-riverside", ticks)
    for tick in (ticks, ticks + 1, ticks + 60, ticks + DAY):
        for name, agent in town.agents.items():
            told = state["agents"][name]
            needs = {need: at_tick(course, tick) for need, course in told["needs"].items()}
            assert needs == {need: getattr(agent, need).at(tick) for need in needs}
            felt = sum(at_tick(course, tick) for course in told["mood"]["feelings"].values())
            weighed = sum(weight * needs[need] for need, weight in told["mood"]["weights"].items())
            assert clamp((weighed + 100 * felt) // 100, 0, ONE) == mood(agent, tick)
            for whom in agent.ties:
                tie = state["ties"][f"{name}>{whom}"]
                for which in ("trust", "familiarity", "rivalry"):
                    assert at_tick(tie.get(which), tick) == value(agent, whom, which, tick, town.who(agent))


@pytest.mark.parametrize("ticks", [200, 900])
def test_places_purses_and_shelves_are_those_of_the_town(ticks: int) -> None:
    town, state = play("a-day-in-riverside", ticks)
    for name, agent in town.agents.items():
        told = state["agents"][name]
        held = {item: count for item, count in town.ledger.get(name, {}).items() if item != "coins"}
        assert (told["wallet"], told["inventory"]) == (balance(town.ledger, name, "coins"), held)
        assert where_is(told["position"], ticks) == [*town.tile_of(agent)]
        assert (told["doing"] is None) == (agent.doing is None)
    stock = state["town"]["stock"]
    assert all(balance(town.ledger, shelf(place), item) == n for place in stock for item, n in stock[place].items())
    assert all(state["objects"][name]["users"] == thing.users for name, thing in town.things.items())


def where_is(position: Plain, tick: int) -> list[int]:
    """Where somebody is to the tile: on their way, so many tiles along it."""
    if position["walk"] is None:
        tile: list[int] = position["tile"]
        return tile
    steps, path = tick - position["walk"]["start"], position["walk"]["path"]
    for (left, top), (right, bottom) in pairwise(path):
        length = max(abs(right - left), abs(bottom - top))
        if steps <= length:
            return [left + (right - left) * steps // length, top + (bottom - top) * steps // length]
        steps -= length
    return list(path[-1])


@given(st.lists(st.sampled_from([(0, 1), (1, 0), (0, -1), (-1, 0)]), max_size=40))
def test_a_way_is_told_by_its_turns(steps: list[Tile]) -> None:
    path = [(0, 0)]
    for left, top in steps:
        path.append((path[-1][0] + left, path[-1][1] + top))
    walk = {"path": turns(tuple(path)), "start": 10, "place": ""}
    assert [tuple(where_is({"walk": walk}, 10 + number)) for number in range(len(path))] == path


def test_what_cannot_be_used_is_out_of_service() -> None:
    text = script(at(5, "trigger water-outage for 10 ticks") + at(30, "trigger closure of cafe for 10 ticks"))
    schedule, told = schedule_of(text), dict[int, Plain]()

    def take(message: Told, stream: Stream) -> None:
        told[message.tick] = fresh(stream)

    perform(schedule, take, where=setting("riverside"))
    for tick, dry, shut in ((5, True, False), (15, False, False), (30, False, True), (40, False, False)):
        town, objects = told[tick]["town"], told[tick]["objects"]
        assert town["utilities"] == {"power": "on", "water": "off" if dry else "on"}
        assert town["closed"] == ({"cafe": True} if shut else {})
        assert objects["shower-1"]["in_service"] is not dry
        assert objects["cafe-table-1"]["in_service"] is not shut
        assert objects["park-bench-1"]["in_service"]


def test_what_is_known_to_come_is_told_before_it_does() -> None:
    lines = at(20, "wait 5 ticks", "trigger rain (strength = 50%) for 30 ticks")
    schedule, told = schedule_of(script(lines)), dict[int, Plain]()
    perform(schedule, lambda message, stream: told.update({message.tick: fresh(stream)["town"]}))
    rain = {"kind": "rain", "place": "", "strength": ONE // 2, "since": 25, "until": 55, "sign": "*"}
    assert told[0]["pending"] == {"rain@:25": rain}
    assert told[25]["pending"] == {}
    assert told[25]["active"] == {"rain@": rain}
    assert told[25]["weather"] == "rain"


def test_a_cue_whose_condition_has_come_true_is_known_to_come() -> None:
    lines = "when Ann's hunger below 20%:\n    trigger rain (strength = 50%) for 30 ticks\n"
    schedule = schedule_of(script(lines, stage="set Ann's hunger to 21%", still="Ann"))
    consumer = Consumer()
    perform(schedule, consumer.take)
    assert consumer.wrong == []
    (known,) = consumer.pending
    assert known.startswith("rain@:")


STORM = 'vignette storm(a):\n    at tick 2 as rain:\n        wait 20 ticks\n        trigger rain for 10 ticks\n'
UNKNOWN_SINCE: dict[str, tuple[str, str, str]] = {
    "after a wait": (at(20, "wait 5 ticks", "trigger rain for 10 ticks", "wait 30 ticks"), "", "rain@:25"),
    "ignored, because its cue still runs": (
        "every 10 ticks from tick 5 until tick 15:\n    trigger rain for 3 ticks\n    wait 30 ticks\n", "", "rain@:15",
    ),
    "in a play that is blocked": (
        at(3, "play storm(Ann)"), f"{STORM}    wait 9 ticks\n    assume a's energy below 1%\n", "rain@:25",
    ),
    "in a play that is blocked before": (
        at(3, "play storm(Ann)"),
        f"{STORM.replace('tick 2', 'tick 22')}    wait 9 ticks\n    assume a's energy below 1%\n", "",
    ),
    "in a play that is over": (
        at(3, "play showers(Ann)"),
        "vignette showers(a):\n    every 10 ticks from tick 40 as rain:\n        trigger rain for 2 ticks\n"
        "    direct a to go to park within 20 ticks\n", "rain@:43",
    ),
    "in a cue that is blocked after a wait": (
        at(3, "wait 4 ticks", "assume Ann's energy below 1%", "trigger rain for 5 ticks"), "", "",
    ),
}  # fmt: skip
"""Lines, what stands above them, and what is known to come for a while."""


@pytest.mark.parametrize("name", UNKNOWN_SINCE)
def test_what_comes_no_more_is_pending_no_more(name: str) -> None:
    lines, above, known = UNKNOWN_SINCE[name]
    consumer = Consumer()
    perform(schedule_of(script(lines, head=above, still="Ann, Ben")), consumer.take)
    assert consumer.wrong == []
    assert not known or known in consumer.pending
    assert consumer.state["town"]["pending"] == {}


def test_what_is_drawn_for_the_day_is_known_from_midnight_on() -> None:
    text = script("", clock="23:00", length="1 day")
    file = setting("riverside").file
    chances = tuple(msgspec.structs.replace(each, odds=ONE) for each in file.chances if each.kind == "rain")
    told: dict[int, Plain] = {}
    where = Setting(msgspec.structs.replace(file, chances=chances), setting("riverside").ground)
    perform(schedule_of(text), lambda message, stream: told.update({message.tick: fresh(stream)["town"]}), where=where)
    (rain,) = told[60]["pending"].values()
    assert (rain["kind"], rain["until"], rain["sign"]) == ("rain", -1, "·")
    assert told[59 if 59 in told else 0]["pending"] == {}
    assert any(each["since"] == rain["since"] for town in told.values() for each in town["active"].values())


# Events.


@pytest.mark.parametrize(
    ("event", "text", "sent"),
    [
        (
            e.Greeted(7, 3, 5, "town/own-choice", "·", "Ann", "cafe", "Ben", 700_000),
            "Ann says hello.",
            {"id": 7, "kind": "greeted", "who": "Ann", "where": "cafe", "cause": 5, "text": "Ann says hello.",
             "data": {"whom": "Ben", "quality": 700_000}},
        ),
        (
            e.Began(8, 3, 0, "a/direct-1", "!", "Ann", "", Chat("Ben"), 2, 0, "", 0, False),
            "",
            {"id": 8, "kind": "began", "who": "Ann", "root": "a/direct-1", "sign": "!",
             "data": {"act": {"do": "chat", "whom": "Ben"}, "order": 2}},
        ),
        (
            e.SetOff(9, 3, 8, "town/own-choice", "·", "Ann", "cafe", "park", ((1, 1), (1, 2))),
            "",
            {"id": 9, "kind": "set-off", "who": "Ann", "where": "cafe", "cause": 8, "data": {"to": "park"}},
        ),
        (e.CameIn(10, 3, 8, "town/own-choice", "·", "Ann", "park"), "",
         {"id": 10, "kind": "came-in", "who": "Ann", "where": "park", "cause": 8}),
    ],
)  # fmt: skip
def test_an_event_is_told_without_what_is_nothing(event: Any, text: str, sent: Plain) -> None:
    assert plain(happened(event, text)) == sent


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_an_event_leaves_out_is_told_beside_it(name: str) -> None:
    schedule, where = story(name)
    town = opened(where, schedule)
    acts: dict[int, Any] = {}
    orders: dict[int, Any] = {}
    left_out: list[bool] = []

    def hear(event: Any) -> None:
        acts[event.id] = getattr(event, "act", None)
        if isinstance(event, e.Directed):
            orders[event.order] = event.act
        if isinstance(event, e.Ended):
            left_out.append(acts[event.cause] == event.act)
        if isinstance(event, e.OrderEnded):
            left_out.append(event.order in orders)

    town.listener = hear
    raise_curtain(town)
    advance(town, schedule.length)
    assert left_out
    assert all(left_out)


def test_every_sentence_is_that_of_its_event() -> None:
    schedule, where = story("coffee-too-dear")
    lines: list[tuple[int, str]] = []
    told: list[Told] = []
    town = opened(where, schedule)
    stream = listen(town, lambda message, _: told.append(message))
    town.page.listener = lambda beat: (lines.append((beat.event, beat.text)), stream.told(beat))[1]
    raise_curtain(town)
    advance(town, schedule.length)
    finish(town)
    stream.close()
    assert [(each.id, each.text) for message in told for each in message.events if each.text] == [
        line for line in lines if line[0]
    ]
    stretches = [message.get("state", message.get("changes", {})) for message in map(plain, told)]
    narrated = [line for stretch in stretches for line in stretch.get("narration", {}).values()]
    assert [(line.get("event", 0), line["text"]) for line in narrated] == lines


# Key figures.


@pytest.mark.parametrize("name", ["a-day-in-riverside", "work", "coffee-too-dear"])
def test_the_figures_are_those_of_somebody_who_hears_everything(name: str) -> None:
    schedule, where = story(name)
    town = opened(where, schedule)
    stream, kpis, told = listen(town, lambda message, _: None), Kpis(), 0

    def hear(event: Any) -> None:
        kpis.take(town, event)
        stream.hear(event)

    town.listener = hear
    raise_curtain(town)
    for tick in range(0, schedule.length + 1):
        advance(town, tick)
        hour = stream.memory.hour
        stream.turning()
        if stream.memory.hour != hour:
            reading = kpis.read(town)
            assert all(getattr(reading, figure) == value for figure, value in stream.memory.figures.items())
            told += 1
    assert told >= schedule.length // 60 // 2


def test_an_activity_has_no_more_words_than_it_says() -> None:
    began = e.Began(1, 0, 0, "town/own-choice", "·", "Ann", "", Go("park"), 0, 0, "", 0, True)
    assert plain(happened(began))["data"] == {"act": {"do": "go", "to": "park"}, "breakable": True}
