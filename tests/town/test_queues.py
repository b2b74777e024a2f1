"""Queues and talk: served in order, nobody starves, and whoever is taken away leaves nothing reserved behind."""

from typing import Any

import pytest

from tests.dsl.shipped import shipped
from tests.town.invariants import between_ticks
from tests.town.support import Performance, at, perform, play, raised, schedule_of, script
from townlet import events as e
from townlet.clock import advance

HALL = "Ann: balanced, at hall\nBen: balanced, at hall\nCy: balanced, at hall"
USE = """
at tick 1:
    set shower's cooldown to {cooldown} ticks
    direct Ann, Ben, Cy to use shower within 90 ticks
"""


IN_HALL: dict[str, Any] = {"cast": HALL, "town": "shared-house", "still": "Ann, Ben, Cy"}


def house(body: str, cooldown: int = 4, length: str = "120 ticks", **around: str) -> Performance:
    return play(USE.format(cooldown=cooldown) + body, length=length, **(IN_HALL | around))


@pytest.mark.parametrize("cooldown", [0, 1, 4, 9])
def test_a_queue_is_served_in_order_of_coming_and_keeps_the_cooldown(cooldown: int) -> None:
    found = house("", cooldown)
    came = [found.of(e.UseBegan)[0].who, *(each.who for each in found.of(e.Queued))]
    began, ended = found.of(e.UseBegan), found.of(e.UseEnded)
    assert [each.who for each in began] == came
    assert [each.tick for each in began[1:]] == [each.tick + cooldown for each in ended[:-1]]
    assert len({each.who for each in found.of(e.Washed)}) == 3


def test_somebody_who_comes_in_the_cooldown_waits_for_its_end() -> None:
    body = "at tick 1:\n    direct Ann to use shower\nat tick 12:\n    direct Ben to use shower\n"
    found = play(body, **IN_HALL)
    (ended,), (queued,) = found.ticks(e.UseEnded, "Ann"), found.ticks(e.Queued, "Ben")
    (began,) = found.ticks(e.UseBegan, "Ben")
    assert ended <= queued < ended + 4 == began


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("cooldown", ["2 ticks", "8 ticks"])
def test_three_neighbours_and_one_shower(seed: int, cooldown: str) -> None:
    found = perform(shipped("one-shower.town").text, seed, cooldown=cooldown)
    assert {each.who for each in found.of(e.Washed)} == {"Anna", "Ben", "Cara"}


AWAY = {
    "directed away": "direct {} to go to yard",
    "gone": "exit {}",
    "put elsewhere": "place {} at yard",
    "released": "release {}",
}


@pytest.mark.parametrize("line", AWAY.values(), ids=AWAY)
def test_who_is_taken_away_from_under_the_shower_leaves_nothing_reserved(line: str) -> None:
    found = raised(schedule_of(script(USE.format(cooldown=4), **IN_HALL)))
    advance(found.town, 9)
    (user,) = found.town.things["shower"].users
    first, second = found.town.things["shower"].queue
    found = house(f"at tick 10:\n    {line.format(user)}\n", length="80 ticks")
    ended, began = found.of(e.UseEnded, user)[0], found.of(e.UseBegan, first)[0]
    assert (ended.tick, ended.complete, began.tick) == (10, False, 14)
    assert found.of(e.UseBegan, second)
    assert not between_ticks(found.town)


@pytest.mark.parametrize("line", AWAY.values(), ids=AWAY)
def test_who_is_taken_out_of_a_queue_does_not_hold_it_up(line: str) -> None:
    found = raised(schedule_of(script(USE.format(cooldown=4), **IN_HALL)))
    advance(found.town, 9)
    first, second = found.town.things["shower"].queue
    found = house(f"at tick 10:\n    {line.format(first)}\n", length="80 ticks")
    left = found.of(e.Unqueued, first)[0]
    assert (left.tick, left.turn) == (10, False)
    assert found.of(e.UseBegan, second)[0].tick == found.of(e.UseEnded)[0].tick + 4


@pytest.mark.parametrize("tick", range(4, 34))
def test_a_queue_drains_whenever_its_head_loses_heart(tick: int) -> None:
    """Just before the turn, in the turn, in the cooldown: whenever somebody leaves, the others are served."""
    for name in ("Ann", "Ben", "Cy"):
        found = house(f"at tick {tick}:\n    exit {name}\n")
        assert {each.who for each in found.of(e.Washed)} >= {"Ann", "Ben", "Cy"} - {name}


def test_a_head_that_cannot_pay_does_not_hold_up_the_queue() -> None:
    cast = "\n".join(f"{name}: balanced, at bathhouse, 5 coins" for name in ("Ann", "Ben", "Cy"))
    body = at(1, "direct Ann, Ben, Cy to use shower-1 within 90 ticks")
    around: dict[str, Any] = {"cast": cast, "still": "Ann, Ben, Cy", "length": "120 ticks"}
    plain = play(body, **around)
    head, other = (each.who for each in plain.of(e.UseBegan)[1:])
    found = play(body + at(10, f"set {head}'s wallet to 0 coins"), **around)
    assert [each.who for each in found.of(e.Refused)] == [head]
    assert found.of(e.UseBegan, other)[0].tick <= plain.of(e.UseBegan, head)[0].tick + 2


def test_a_head_in_talk_is_passed_over_after_a_while_and_it_is_said() -> None:
    body = "".join(f"at tick {tick}:\n    direct Dee to chat with {{0}}\n" for tick in (14, 16, 18, 20, 22, 24, 26, 28))
    head = house("").of(e.UseBegan)[1].who
    found = house(body.format(head), cast=HALL + "\nDee: balanced, at hall", still="Ann, Ben, Cy, Dee")
    assert [each.who for each in found.of(e.PassedOver)] == [head]
    assert len({each.who for each in found.of(e.Washed)}) == 3
    assert [beat for beat in found.beats if beat.told == "passed-over"]


def test_what_is_done_in_passing_leaves_the_shower_running() -> None:
    for line in ("greet Ben", "greet Ben for 3 ticks", "argue with Ben", "apologise to Ben"):
        found = play(
            f"at tick 1:\n    direct Ann to use shower\nat tick 9:\n    direct Ann to {line}\n",
            **IN_HALL,
        )  # fmt: skip
        (began,), (ended,) = found.of(e.UseBegan, "Ann"), found.of(e.UseEnded, "Ann")
        assert (ended.tick, ended.complete) == (began.tick + 8, True)


# Talk.

TALK = "at tick 5:\n    direct Ann to chat with Ben\n"


@pytest.mark.parametrize("line", ["exit {}", "place {} at park", "exit {}\n    enter {} at station"])
@pytest.mark.parametrize("who", ["Ann", "Ben"])
def test_a_talk_ends_for_both_when_one_is_gone(line: str, who: str) -> None:
    found = raised(schedule_of(script(f"{TALK}at tick 7:\n    {line.format(who, who)}\n", still="Ann, Ben")))
    advance(found.town, 6)
    assert all(agent.talk is not None for agent in found.town.agents.values())
    advance(found.town, 7)
    assert all(agent.talk is None for agent in found.town.agents.values())
    assert (found.ticks(e.Chatted), found.ticks(e.ChatFailed)) == ([], [7])


@pytest.mark.parametrize("who", ["Ann", "Ben"])
def test_a_talk_is_finished_before_a_new_directive_is_obeyed(who: str) -> None:
    found = play(f"{TALK}at tick 7:\n    direct {who} to go to station\n", still="Ann, Ben")
    assert found.of(e.SetOff, who)[0].tick == found.ticks(e.Chatted)[0]


@pytest.mark.parametrize("tick", range(3, 9))
def test_nobody_talks_to_two_at_once(tick: int) -> None:
    cast = "\n".join(f"{name}: balanced, at cafe" for name in ("Ann", "Ben", "Cy", "Dee"))
    body = f"""
at tick 2:
    direct Ann to chat with Cy
at tick 3:
    direct Ben to chat with Ann
at tick {tick}:
    direct Dee to chat with Ben
"""
    found = play(body, cast=cast, still="Ann, Ben, Cy, Dee")
    talks = sorted((each.who, each.whom) for each in found.of(e.Chatted))
    assert talks == [("Ann", "Cy"), ("Ben", "Ann"), ("Dee", "Ben")]
    busy: dict[str, str] = {}
    for each in found.events:
        if isinstance(each, e.ChatBegan):
            assert not busy.keys() & {each.who, each.whom}
            busy |= {each.who: each.whom, each.whom: each.who}
        elif isinstance(each, e.Chatted | e.ChatFailed):
            del busy[each.who], busy[each.whom]


def test_a_walker_who_is_spoken_to_stops_and_goes_on_afterwards() -> None:
    found = play(at(1, "direct Ben to go to park") + at(3, "direct Ann to chat with Ben"), still="Ann, Ben")
    assert found.ticks(e.Chatted)
    assert found.of(e.Arrived, "Ben")[-1].where == "park"


def test_old_enemies_do_not_argue_twice_in_a_tick() -> None:
    stage = "set Ann's rivalry with Ben to 100%\nset Ben's rivalry with Ann to 100%"
    for seed in range(5):
        words = play("", seed, stage=stage, length="300 ticks").of(e.Argued)
        assert len({each.tick for each in words}) == len(words)


# Meetings.


@pytest.mark.parametrize("place", ["park", "home"])
def test_a_meeting_is_done_when_both_are_there(place: str) -> None:
    found = play(f"at tick 5:\n    direct Ann to meet Ben at {place}\n", length="100 ticks")
    (met,) = found.of(e.Met)
    where = found.town.agents["Ann"].home if place == "home" else place
    assert met.where == where
    assert [each.how for each in found.of(e.OrderEnded, "Ann")] == ["done"]


def test_an_invitation_is_a_nudge_and_may_be_declined() -> None:
    found = play("at tick 5:\n    direct Ann to meet Ben at park\n", still="Ben", length="100 ticks")
    assert found.of(e.Invited, "Ben")
    assert not found.of(e.Met)
    assert [each.how for each in found.of(e.OrderEnded, "Ann")] == ["out-of-time"]


def test_whoever_comes_too_late_for_a_meeting_does_not_wait_for_ever() -> None:
    body = at(5, "nudge Ben to meet Ann at park by 90% for 200 ticks")
    found = raised(schedule_of(script(body, still="Ann", length="300 ticks")))
    for tick in range(300):
        advance(found.town, tick)
        assert between_ticks(found.town) == []


def test_who_has_the_price_of_a_shower_waits_for_one_and_does_not_try_the_bath() -> None:
    """An empty bath costs two coins; to be turned away from it is a walk for nothing."""
    cast = "\n".join(f"{name}: balanced, at bathhouse, 5 coins" for name in ("Ann", "Ben", "Cy", "Dee"))
    body = (
        at(2, *(f"direct {name} to use shower-{number}" for number, name in enumerate(("Ben", "Cy", "Dee"), 1)))
        + at(4, "set Ann's wallet to 1 coins", "set Ann's hygiene to 20%", "direct Ann to wash at bathhouse")
    )  # fmt: skip
    found = play(body, cast=cast, still="Ann, Ben, Cy, Dee")
    assert not found.of(e.Refused, "Ann")
    assert [used.thing[:6] for used in found.of(e.UseBegan, "Ann")] == ["shower"]


def test_who_cannot_pay_for_any_does_not_walk_there_to_hear_it() -> None:
    line = at(2, "set Ann's wallet to 0 coins", "direct Ann to wash at bathhouse")
    found = play(line, cast="Ann: balanced, at park", still="Ann")
    assert [said.because for said in found.of(e.Refused, "Ann")] == ["the purse is too light"]
    assert not found.of(e.SetOff, "Ann")
