"""Arranged meetings: who is asked, who comes, how it begins and ends."""

import pytest

from tests.town.support import Performance, at, play
from townlet import events as e
from townlet.actions import Go

CAST = "Ann: balanced, at cafe\nBen: socialite, at station\nCy: stoic, at park"
MEETING = at(5, "trigger arranged-meeting at park for 50 ticks")


def meet(body: str = MEETING, seed: int | None = None, **around: str) -> Performance:
    return play(body, seed, **{"cast": CAST, "length": "80 ticks", "clock": "16:00"} | around)


def test_everybody_who_is_not_there_is_asked_and_leaned_on_by_the_script() -> None:
    found = meet()
    assert [(each.who, each.where) for each in found.of(e.Called)] == [("Ann", "park"), ("Ben", "park")]
    assert [(each.sign, each.act, each.root) for each in found.of(e.Nudged)] == [
        ("~", Go("park"), "test/at-1/trigger-1")
    ] * 2


@pytest.mark.parametrize("seed", range(1, 11))
def test_most_come_and_each_is_told_of_once(seed: int) -> None:
    came = [each.who for each in meet(seed=seed).of(e.Attended)]
    assert came[0] == "Cy"
    assert len(came) == len({*came}) >= 2


def test_it_begins_and_ends_and_says_how_many_came() -> None:
    found = meet()
    (began,), (ended,) = found.of(e.PerturbationBegan), found.of(e.PerturbationEnded)
    assert (began.tick, ended.tick, ended.came) == (5, 55, len(found.of(e.Attended)))
    assert (began.sign, ended.sign) == ("*", "*")


def test_whoever_has_not_come_is_asked_no_more_when_it_is_over() -> None:
    found = meet(still="Ann, Ben, Cy")
    assert not [nudge for agent in found.town.agents.values() for nudge in agent.nudges]
    assert found.ticks(e.NudgeEnded) == [55, 55]


@pytest.mark.parametrize("seed", range(1, 11))
def test_people_talk_more_at_a_meeting_than_without_one(seed: int) -> None:
    """Over an hour in one place, where they would otherwise say one thing to each other or nothing."""
    cast = "\n".join(f"{name}: balanced, at park" for name in ("Ann", "Ben", "Cy", "Di"))
    with_, without = meet(seed=seed, cast=cast), meet("", seed, cast=cast)
    assert len(with_.of(e.ChatBegan)) > len(without.of(e.ChatBegan))


def test_who_is_at_work_is_not_asked_and_has_not_come_for_it() -> None:
    cast = "Ann:\n    personality: balanced\n    starts: cafe\n    job: barista\nBen: balanced, at park"
    body = at(40, "trigger arranged-meeting at cafe for 20 ticks")
    body += at(61, "trigger arranged-meeting at park for 20 ticks")
    found = play(body, cast=cast, length="85 ticks", clock="07:00", still="Ben")
    assert "Ann" not in {each.who for each in (*found.of(e.Called), *found.of(e.Attended))}


def test_a_meeting_nobody_comes_to_says_so() -> None:
    found = meet(still="Ann, Ben, Cy", cast=CAST.replace("park", "market"))
    assert found.of(e.PerturbationEnded)[0].came == 0
    assert any("obody has come" in beat.text for beat in found.beats)


def test_a_closed_place_is_no_place_to_meet() -> None:
    found = meet(at(5, "trigger arranged-meeting at cafe for 30 ticks"), clock="23:00", still="Ann, Ben, Cy")
    assert [each.because for each in found.of(e.Refused) if not each.who] == ["the cafe is closed"]
