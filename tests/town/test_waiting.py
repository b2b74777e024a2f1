"""Waiting: patience ends, pushing in is minded, rivals keep apart, and however many come, every queue drains."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.town.invariants import between_ticks
from tests.town.support import Performance, performed, play, raised, schedule_of, script
from tests.town.test_company import standing
from townlet import events as e
from townlet.activity import queues
from townlet.clock import advance
from townlet.effects.using import set_back
from townlet.state import ThingState

PEOPLE = """
personality hasty extends balanced:
    prefers: queue-patience 40%

personality meek extends balanced:
    prefers: queue-patience 200%

personality pushy extends balanced:
    traits: ambition 1.0, forgiveness -1.0
    prefers: queue-patience 40%

personality hothead extends balanced:
    traits: forgiveness -1.0
    prefers: conflict-tolerance 20%
"""
LONGEST = 4 * queues.PATIENT  # Next in line, in dire need, and a little more until it is looked at again.


def crowd(count: int, seed: int, hours: int = 6) -> Performance:
    """So many people in a house with one shower, all of whom need it badly."""
    cast = "\n".join(f"P{number}: balanced, at hall" for number in range(count))
    stage = "\n".join(f"set P{number}'s hygiene to {10 + number % 20}%" for number in range(count))
    around: dict[str, Any] = {"clock": "07:00", "length": f"{hours} hours", "town": "shared-house"}
    return performed(schedule_of(script("", cast=cast, stage=stage, **around)), seed)


def waits(found: Performance) -> list[tuple[str, int, bool]]:
    """Who waited, for how many ticks, and whether for a turn."""
    since: dict[str, int] = {}
    told = []
    for each in found.events:
        if isinstance(each, e.Queued):
            since[each.who] = each.tick
        elif isinstance(each, e.Unqueued):
            told.append((each.who, each.tick - since.pop(each.who), each.turn))
    assert {*since} == {*found.town.things["shower"].queue}
    return told


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(2, 14), st.integers(0, 400))
def test_every_queue_drains_however_many_come(count: int, seed: int) -> None:
    found = crowd(count, seed)
    assert max((ticks for _, ticks, _ in waits(found)), default=0) <= LONGEST
    assert {each.who for each in found.of(e.Washed)} == {*found.town.agents}
    state = found.town.things["shower"]
    assert state.queue == sorted(state.queue, key=state.waits.__getitem__)
    assert all(found.town.tick - since <= LONGEST for since in state.waits.values())


def test_in_a_crowd_some_give_up_and_come_back() -> None:
    quits = Counter[str]()
    for seed in range(4):
        found = crowd(12, seed)
        gave_up = [who for who, _, turn in waits(found) if not turn]
        quits.update(gave_up)
        assert len(found.of(e.Blocked)) > 0
        assert {*gave_up} <= {each.who for each in found.of(e.Washed)}
    assert quits.total() > 4


CLEAN = "set Ann's hygiene to 100%\nset Ann's hunger to 100%"
LINED_UP = """
at tick 1:
    set shower's cooldown to {cooldown} ticks
    direct Cy, Dee to use shower within 300 ticks for {long} ticks
at tick 4:
    set Ann's hygiene to {hygiene}%
"""


def behind_two(personality: str, hygiene: int = 25, long: int = 60, stage: str = "", **around: Any) -> Performance:
    """Ann comes, of her own accord, to where Cy washes for long and Dee waits already."""
    cast = f"Ann: {personality}, at hall\nCy: balanced, at hall\nDee: balanced, at hall"
    body = LINED_UP.format(cooldown=0, long=long, hygiene=hygiene)
    fields: dict[str, Any] = {"cast": cast, "town": "shared-house", "still": "Cy, Dee", "hold": "400 ticks"}
    return play(body, head=PEOPLE, length="200 ticks", stage=f"{CLEAN}\n{stage}", **(fields | around))


def first_wait(personality: str, hygiene: int = 25) -> int:
    found = behind_two(personality, hygiene, 90)
    _, ticks, turn = next(each for each in waits(found) if each[0] == "Ann")
    assert not turn
    return ticks


def test_people_give_up_by_patience_and_by_how_badly_they_want_it() -> None:
    assert first_wait("hasty") == queues.PATIENT * 4 // 10
    assert first_wait("balanced") == queues.PATIENT
    assert first_wait("balanced", 15) == queues.PATIENT * 3 // 2
    assert first_wait("meek") == queues.PATIENT * 2


def test_whoever_waited_in_vain_minds_whoever_was_at_it() -> None:
    found = behind_two("balanced")
    (blocked, *_) = found.of(e.Blocked, "Ann")
    left = found.of(e.Unqueued, "Ann")[0]
    assert (blocked.tick, blocked.whom) == (left.tick, found.of(e.UseBegan)[0].who)
    assert standing(found, "Ann", blocked.whom)[2] > 10
    assert found.of(e.Refused, "Ann")[0].because == "the wait was too long"
    again = found.of(e.Queued, "Ann")[1:]
    assert all(each.tick > left.tick + 40 for each in again)


def test_whoever_was_told_to_wait_waits() -> None:
    body = LINED_UP.format(cooldown=0, long=60, hygiene=25) + "    direct Ann to wash within 300 ticks\n"
    cast = "Ann: hasty, at hall\nCy: balanced, at hall\nDee: balanced, at hall"
    found = play(body, head=PEOPLE, cast=cast, town="shared-house", still="Cy, Dee", stage=CLEAN, length="200 ticks")
    assert [(turn, ticks > 60) for who, ticks, turn in waits(found) if who == "Ann"] == [(True, True)]


def test_waiting_like_everybody_else_is_to_ones_credit() -> None:
    body = "at tick 1:\n    direct Ann to use shower\nat tick 3:\n    direct Ben to use shower within 60 ticks\n"
    cast = "Ann: balanced, at hall\nBen: balanced, at hall"
    found = play(body, cast=cast, town="shared-house", still="Ann, Ben")
    assert [each.whom for each in found.of(e.Unqueued, "Ben")] == ["Ann"]
    assert standing(found, "Ben", "Ann") == pytest.approx((5, 5, -5), abs=0.01)
    assert standing(found, "Ann", "Ben") == pytest.approx((5, 5, -5), abs=0.01)


def pushed(seed: int) -> Performance:
    cast = "Ann: pushy, at hall\nCy: balanced, at hall\nDee: hothead, at hall"
    body = LINED_UP.format(cooldown=0, long=30, hygiene=5)
    fields: dict[str, Any] = {"cast": cast, "town": "shared-house", "still": "Cy, Dee", "stage": CLEAN}
    return play(body, seed, head=PEOPLE, length="120 ticks", **fields)


def test_some_push_in_once_and_it_is_minded() -> None:
    runs = [pushed(seed) for seed in range(12)]
    cuts = [(found, each) for found in runs for each in found.of(e.CutIn)]
    assert 3 <= len(cuts) < len(runs) + 1
    assert len({id(found) for found, _ in cuts}) == len(cuts), "twice in a day"
    for found, cut in cuts:
        assert standing(found, cut.whom, cut.who)[2] > 10
        assert found.of(e.UseBegan, cut.who)[0].tick < found.of(e.UseBegan, cut.whom)[0].tick
        assert [each.whom for each in found.of(e.Unqueued, cut.who) if each.turn] == [""]
    words = [each for found, cut in cuts for each in found.of(e.Argued, cut.whom) if each.tick == cut.tick]
    assert words
    assert {each.about for each in words} == {"whose turn it is"}


def test_whoever_has_waited_is_not_pushed_aside_and_neither_is_a_friend() -> None:
    """Ann only wants a wash when Dee has stood there for longer than anybody may be passed."""
    for seed in range(12):
        cast = "Ann: pushy, at hall\nCy: balanced, at hall\nDee: balanced, at hall"
        late = LINED_UP.format(cooldown=0, long=30, hygiene=5).replace("tick 4", f"tick {4 + queues.OLD}")
        fields: dict[str, Any] = {"cast": cast, "town": "shared-house", "still": "Cy, Dee", "head": PEOPLE}
        assert not play(late, seed, stage=CLEAN, length="60 ticks", **fields).of(e.CutIn)
        friends = "\n".join(
            f"set {one}'s {kind} {other} to 60%"
            for one, other in (("Ann", "Cy"), ("Cy", "Ann"), ("Ann", "Dee"), ("Dee", "Ann"))
            for kind in ("trust in", "familiarity with")
        )
        soon = LINED_UP.format(cooldown=0, long=30, hygiene=5)
        assert not play(soon, seed, stage=f"{CLEAN}\n{friends}", length="60 ticks", **fields).of(e.CutIn)


def test_rivals_do_not_line_up_together() -> None:
    """They have words, for all to hear, or the one who comes later keeps clear; never neither."""
    told = Counter[str]()
    stage = "set Ann's rivalry with Cy to 45%\nset Ann's rivalry with Dee to 45%"
    cast = "Ann: balanced, at kitchen\nCy: balanced, at hall\nDee: balanced, at hall"
    for seed in range(12):
        found = behind_two("", seed=seed, stage=stage, cast=cast)
        first = next(
            each for each in found.events if isinstance(each, e.Argued) or (isinstance(each, e.Avoided) and each.thing)
        )
        told[type(first).__name__] += 1
        if isinstance(first, e.Avoided):
            again = [each.tick for each in found.of(e.Queued, "Ann")]
            assert all(tick >= first.tick + 40 for tick in again)
            assert found.of(e.Refused, "Ann")[0].because == f"{first.whom} is there already"
    assert told["Avoided"] > 2
    assert told["Argued"] > 2


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8), st.data())
def test_whoever_is_set_back_starves_nobody(ticks: list[int], data: st.DataObject) -> None:
    """However long some cannot take their turn, everybody who can comes to the head after a bounded while."""
    names = [f"P{number}" for number in range(len(ticks))]
    state = ThingState("shower", 0, queue=names, waits=dict(zip(names, sorted(ticks), strict=True)))
    able = data.draw(st.sampled_from(names))
    for _ in range(10 * len(names)):
        if state.queue[0] == able:
            break
        head = state.queue[0]
        set_back(state)
        assert state.queue[0] != head
        assert sorted(state.queue) == sorted(names)
    else:
        pytest.fail(f"{able} never came to the head: {state}")


def test_the_laws_hold_while_people_push_and_give_up() -> None:
    kinds = ["pushy", "hothead", "hasty", "meek"] * 3
    cast = "\n".join(f"P{number}: {kind}, at hall" for number, kind in enumerate(kinds))
    stage = "\n".join(f"set P{number}'s hygiene to 12%" for number in range(12))
    text = script("", cast=cast, stage=stage, head=PEOPLE, clock="07:00", length="5 hours", town="shared-house")
    found = raised(schedule_of(text), 3)
    for tick in range(0, 300, 2):
        advance(found.town, tick)
        assert between_ticks(found.town) == []
    assert found.of(e.CutIn)
    assert found.of(e.Argued)
    assert max(ticks for _, ticks, _ in waits(found)) <= 2 * LONGEST
