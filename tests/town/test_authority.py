"""Who is in charge: direct > hold > nudge > own choice, and how each of them ends."""

import pytest

from tests.town.support import E, Performance, at, play, raised, schedule_of, script
from townlet import events as e
from townlet.clock import advance
from townlet.events import Sign
from townlet.script.checks import fails

LEAVE, GO = "nudge Ann to leave by 90% for 100 ticks", "direct Ann to go to park"


@pytest.mark.parametrize(
    ("lines", "sign", "verb"),
    [
        ((), "·", "stay"),
        ((LEAVE,), "~", "leave"),
        (("hold Ann", "wait 100 ticks"), "·", "stay"),  # She finishes what is in hand,
        (("hold Ann", LEAVE, "wait 100 ticks"), "·", "stay"),
        ((LEAVE, "hold Ann", "wait 100 ticks"), "·", "stay"),
        ((GO,), "!", "go"),
        ((LEAVE, GO), "!", "go"),
        ((GO, LEAVE), "!", "go"),
        (("hold Ann", GO, "wait 100 ticks"), "!", "go"),
        ((GO, "hold Ann", "wait 100 ticks"), "!", "go"),
        (("hold Ann", GO, "release Ann"), "·", "stay"),  # and is free again at once.
    ],
)
def test_who_prevails(lines: tuple[str, ...], sign: Sign, verb: str) -> None:
    found = raised(schedule_of(script(at(5, *(lines or ('prompt "P"',))))))
    advance(found.town, 8)
    doing = found.town.agents["Ann"].doing
    assert doing is not None
    assert (doing.sign, doing.act.__struct_config__.tag) == (sign, verb)


def test_somebody_held_begins_nothing_and_walks_nowhere() -> None:
    found = play(at(5, "hold Ann", "wait 80 ticks"), length="100 ticks", stage="set Ann's hunger to 10%")
    assert not [each for each in found.of(e.Began, "Ann") if 5 <= each.tick < 85]
    assert found.of(e.Began, "Ann", since=85)
    assert not [each for each in found.of(e.Arrived, "Ann") if 5 < each.tick < 85]


ENDS: list[tuple[str, list[tuple[int, str]]]] = [
    (at(5, "direct Ann to greet Ben"), [(5, "done")]),
    (at(5, "direct Ann to use cafe-table-1 for 7 ticks"), [(16, "done")]),  # Four tiles away.
    (at(5, "direct Ann to go to park within 6 ticks"), [(11, "out-of-time")]),
    (at(5, "direct Ann to meet Ben at park within 40 ticks"), [(45, "out-of-time")]),
    (at(5, "direct Ann to go to park", "wait 4 ticks", "release Ann"), [(9, "released")]),
    (at(5, "direct Ann to give coffee to Ben"), [(5, "refused")]),
    (at(5, "direct Ann to go to park", "direct Ben to wash", "wait 4 ticks", "release Ann"), [(9, "released")]),
    (at(5, "direct Ann to go to park", "wait 4 ticks", "exit Ann"), [(9, "released")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "ends"), ENDS)
def test_how_a_directive_ends(body: str, ends: list[tuple[int, str]]) -> None:
    found = play(body, still="Ben, Ann")
    assert [(each.tick, each.how) for each in found.of(e.OrderEnded, "Ann")] == ends


def test_the_limit_of_a_directive_is_inclusive() -> None:
    there = play(at(5, "direct Ann to go to station"), still="Ann").ticks(e.Arrived, "Ann")[0]

    def how(limit: int) -> str:
        line = f"direct Ann to go to station within {limit} ticks"
        return play(at(5, line), still="Ann").of(e.OrderEnded)[0].how

    assert (how(there - 5), how(there - 6)) == ("done", "out-of-time")


def test_the_limit_is_for_beginning_and_what_has_begun_is_finished() -> None:
    found = play(at(5, "direct Ann to use cafe-table-1 within 10 ticks"), still="Ann")
    assert found.ticks(e.UseEnded, "Ann") == [29]
    assert [each.how for each in found.of(e.OrderEnded)] == ["done"]


@pytest.mark.parametrize("what", ["use cafe-table-1", "rest", "wash", "use shower-1", "eat sandwich", "rest at home"])
@pytest.mark.parametrize("ticks", [1, 9, 40])
def test_for_is_the_length_once_begun(what: str, ticks: int) -> None:
    found = play(at(5, f"direct Ann to {what} for {ticks} ticks"), still="Ann", length="120 ticks")
    (began,), (ended,) = found.of(e.UseBegan, "Ann"), found.of(e.UseEnded, "Ann")
    assert ended.tick - began.tick == ticks
    assert began.until == ended.tick


@pytest.mark.parametrize("together", [True, False])
def test_of_two_directors_the_later_wins_and_the_earlier_resumes(together: bool) -> None:
    second = 5 if together else 9
    body = at(5, "direct Ann to go to park") + at(second, "direct Ann to go to station")
    found = play(body, still="Ann", length="100 ticks")
    assert [each.where for each in found.of(e.Arrived, "Ann")] == ["station", "park"]
    assert [each.how for each in found.of(e.OrderEnded)] == ["done", "done"]


def test_an_earlier_directive_does_not_resume_after_its_time() -> None:
    body = at(5, "direct Ann to go to park within 12 ticks") + at(9, "direct Ann to wait near station within 60 ticks")
    found = play(body, still="Ann", length="100 ticks")
    assert [each.where for each in found.of(e.Arrived, "Ann")] == ["station"]


def test_what_had_begun_does_not_begin_again_after_its_time() -> None:
    body = at(5, "direct Ann to use cafe-table-1 within 10 ticks") + at(20, "direct Ann to go to station")
    found = play(body, still="Ann", length="100 ticks")
    assert found.ticks(e.UseBegan, "Ann") == [9]


def test_two_directors_in_one_tick_are_mentioned() -> None:
    body = at(5, "direct Ann to go to park") + at(5, "direct Ann to go to station")
    alone = play(at(5, "direct Ann to go to station"), still="Ann")
    both = play(body, still="Ann")
    said = {beat.text for beat in both.beats if beat.tick == 5} - {beat.text for beat in alone.beats}
    assert said


def test_release_ends_every_hold_and_every_directive() -> None:
    body = (
        at(3, "hold Ann", "wait 50 ticks")
        + at(4, "hold Ann", "wait 50 ticks")
        + at(5, "direct Ann to go to park")
        + at(6, "direct Ann to go to station")
        + at(8, "release Ann")
    )
    found = raised(schedule_of(script(body)))
    advance(found.town, 8)
    ann = found.town.agents["Ann"]
    assert (ann.holds, ann.orders) == ([], [])
    assert [each.how for each in found.of(e.OrderEnded)] == ["released", "released"]
    advance(found.town, 60)
    assert found.of(e.Began, "Ann", since=8)


def test_release_of_somebody_free_is_nothing() -> None:
    with_, without = play(at(5, "release Ann")), play(at(5, 'prompt "P"'))
    assert with_.events == without.events
    assert with_.town.chain == without.town.chain


# Nudges.


def first(found: Performance, kind: type[E]) -> E:
    return found.of(kind, "Ann")[0]


def nudged(*lines: str, stage: str = "", length: str = "60 ticks") -> Performance:
    """The lines at the start, in a block that stays open."""
    return play(at(0, *lines, "wait 55 ticks"), stage=stage, length=length)


def test_a_nudge_adds_its_share_to_the_utility() -> None:
    """A first choice among the same ideas: of the same luck, so that the difference is the nudge's."""
    starving = "set Ann's hunger to 5%"
    without = first(nudged('prompt "P"', stage=starving), e.Began)
    with_ = first(nudged("nudge Ann to eat by 13%", stage=starving), e.Began)
    assert without.act == with_.act
    assert with_.utility - without.utility == 130_000


def test_a_nudge_without_a_figure_is_a_quarter() -> None:
    figures = [first(nudged(line), e.Nudged).by for line in ("nudge Ann to eat", "nudge Ann to eat by 25%")]
    assert figures == [250_000, 250_000]


def test_a_nudge_does_not_stack_with_itself() -> None:
    line = "nudge Ann to eat by 30%"
    once, twice = nudged(line), nudged(line, line)
    assert first(once, e.Began).act != first(nudged('prompt "P"'), e.Began).act
    assert first(once, e.Began).utility == first(twice, e.Began).utility


def test_two_different_nudges_do_add_up_to_two_ideas() -> None:
    found = nudged("nudge Ann to eat by 5%", "nudge Ann to leave by 60%")
    assert first(found, e.Began).act.__struct_config__.tag == "leave"


@pytest.mark.parametrize(
    ("hunger", "line", "sign"),
    [
        (62, "nudge Ann to eat by 40%", "~"),  # She would have stayed.
        (5, "nudge Ann to eat by 40%", "·"),  # She would have eaten all the same.
        (62, "nudge Ann to eat by 1%", "·"),  # She refuses.
    ],
)
def test_the_sign_is_that_of_a_nudge_only_if_the_choice_would_have_been_another(
    hunger: int, line: str, sign: Sign
) -> None:
    found = nudged(line, stage=f"set Ann's hunger to {hunger}%")
    began = first(found, e.Began)
    assert began.sign == sign
    assert (began.root == "test/at-1/nudge-1") is (sign == "~")


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("nudge Ann to eat by 40%", 12),  # What Ann fancies, a sandwich, takes twelve ticks: done once.
        ("nudge Ann to eat by 40% for 10 ticks", 10),
        ("nudge Ann to eat by 40% for 50 ticks", 50),  # However often it is done.
        ("nudge Ann to go to station by 1%", 55),  # Its block's end.
        ("nudge Ann to go to station by 1% for 58 ticks", 58),  # Its own time outlasts its block.
    ],
)
def test_when_a_nudge_ends(line: str, ends: int) -> None:
    found = nudged(line, length="90 ticks")
    assert found.ticks(e.NudgeEnded, "Ann") == [ends]
    assert not found.town.agents["Ann"].nudges


def test_a_nudge_is_no_more_than_a_nudge_to_somebody_held() -> None:
    found = play(at(5, "nudge Ann to leave by 90% for 30 ticks"), still="Ann")
    assert not found.of(e.Began, "Ann", since=5)


# Holds.


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (("hold Ann", "wait 10 ticks"), 15),
        (("hold Ann",), 5),
        (("hold Ann", "direct Ben to use cafe-table-1 for 7 ticks"), 15),  # A directive is part of its block.
        (("hold Ann", "play long"), 17),  # So is a play.
        (("hold Ann", "nudge Ben to leave by 1% for 20 ticks"), 5),  # A nudge is not.
        (("hold Ann", "wait 10 ticks", "release Ann", "wait 10 ticks"), 15),
    ],
)
def test_a_hold_ends_when_its_block_is_complete(lines: tuple[str, ...], ends: int) -> None:
    found = play(at(5, *lines), head="vignette long:\n    wait 12 ticks")
    assert found.ticks(e.Released, "Ann") == [ends]


def test_each_hold_lasts_by_itself() -> None:
    found = raised(schedule_of(script(at(5, "hold Ann", "wait 10 ticks") + at(7, "hold Ann", "wait 20 ticks"))))
    advance(found.town, 20)
    assert found.ticks(e.Released) == [15]
    assert len(found.town.agents["Ann"].holds) == 1


# In vain.


@pytest.mark.parametrize(
    "line",
    [
        "direct Cy to go to park",
        "nudge Cy to leave by 90% for 10 ticks",
        "direct Ann to greet Cy",
        "direct Ann to give coffee to Ben",
        "direct Ann to work",
        "direct Ann to pick up coffee",
        "direct Ann to go to Cy",
        "take 90 coins from Ann",
        "enter Ann at station",
    ],
)
def test_what_is_asked_in_vain_is_refused_with_a_because_and_told(line: str) -> None:
    found = play(
        at(5, line), cast="Ann: balanced, at cafe\nBen: balanced, at cafe\nCy: balanced, offstage", still="Ann, Ben"
    )
    refused = [each for each in found.of(e.Refused) if each.root == "test/at-1/" + line.split()[0] + "-1"]
    assert [each.tick for each in refused] == [5]
    assert refused[0].because
    assert [beat.tick for beat in found.beats if beat.root == refused[0].root] == [5]


def test_a_refusal_does_not_fail_a_run() -> None:
    found = play(at(5, "direct Ann to work") + "expect Ann is at cafe at end", still="Ann")
    assert not any(map(fails, found.verdicts))
