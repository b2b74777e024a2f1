"""What the language settles so that nobody has to guess, a sentence at a time: whoever it may be, how often, where.

Marks say which line was reached when; everybody in the cast is kept still, and does only what these lines make them do.
"""

from collections.abc import Sequence

import pytest

from tests.town.support import THREE, Performance, at, perform, play, script
from townlet import events as e
from townlet.script.checks import fails

MARK = '\n    mark "."\n'


def put(*stops: tuple[int, str, str]) -> str:
    return "".join(at(tick, f"place {who} at {place}") for tick, who, place in stops)


def low(*when: tuple[int, str]) -> str:
    return "".join(at(tick, f"set {who}'s hunger to 20%") for tick, who in when)


def three(body: str, **around: str) -> Performance:
    return play(body, cast=THREE, still="Ann, Ben, Cy", **around)


# The suffixes of a trigger: `for … up to … as …`, on every one that has a condition.

STOPS = put((5, "Ann", "park"), (15, "Ann", "cafe"), (20, "Ann", "park"), (40, "Ann", "cafe"))


@pytest.mark.parametrize(
    ("trigger", "ticks"),
    [
        ("when Ann is at park for 4 ticks as x", [10]),
        ("when Ann is at park for 12 ticks as x", [33]),  # Only the second time does it hold for so long.
        ("whenever Ann is at park for 4 ticks as x", [10, 25]),
        ("whenever Ann is at park for 4 ticks up to 1 time as x", [10]),
        ("whenever Ann is at park up to 2 times as x", [6, 21]),
        ("after first when Ann is at park for 4 ticks as x", [10]),
    ],
)
def test_suffixes_of_a_condition(trigger: str, ticks: list[int]) -> None:
    body = f'at tick 2 as first:\n    prompt "P"\n{STOPS}{trigger}:{MARK}'
    assert [tick for tick, _ in play(body, still="Ann, Ben").marks()] == ticks


@pytest.mark.parametrize(
    ("trigger", "held"),
    [
        ("while Ann is at park as x", [(6, 16), (21, 41)]),
        ("while Ann is at park for 4 ticks as x", [(10, 16), (25, 41)]),
        ("while Ann is at park for 10 ticks", [(31, 41)]),  # True from 5 to 15, but it is false at 15.
        ("while Ann is at park for 9 ticks", [(15, 16), (30, 41)]),
        ("while Ann is at park for 21 ticks", []),
        ("while anyone is at park for 4 ticks", [(10, 16), (25, 41)]),
    ],
)
def test_a_while_may_ask_that_it_has_held_for_so_long(trigger: str, held: list[tuple[int, int]]) -> None:
    found = play(f"{STOPS}{trigger}:\n    hold Ben\n", still="Ann")
    assert list(zip(found.ticks(e.Held, "Ben"), found.ticks(e.Released, "Ben"), strict=True)) == held


# Whoever it may be.


def told(found: Performance) -> list[tuple[int, str]]:
    return [(each.tick, each.who) for each in found.of(e.Directed)]


WHOEVER = "whenever anyone as who's hunger below 30%"


@pytest.mark.parametrize(
    ("trigger", "lines", "others", "given"),
    [
        # The name stands for whoever it came true of, in all of the block.
        (WHOEVER, ("direct who to rest",), low((5, "Ben"), (9, "Ann")), [(6, "Ben"), (10, "Ann")]),
        (WHOEVER, ("wait 3 ticks", "direct who to rest"), low((5, "Ben"), (6, "Ann")), [(9, "Ben"), (10, "Ann")]),
        # All of one tick, in the order of the cast.
        (WHOEVER, ("direct who to rest",), low((5, "Cy"), (5, "Ann")), [(6, "Ann"), (6, "Cy")]),
        # One cap for all.
        (WHOEVER + " up to 2 times", ("direct who to rest",), low((5, "Cy"), (7, "Ann"), (9, "Ben")),
         [(6, "Cy"), (8, "Ann")]),
        (WHOEVER.replace("whenever", "when"), ("direct who to rest",), low((5, "Cy"), (7, "Ann")), [(6, "Cy")]),
        # Each has an edge and a time of their own.
        ("whenever anyone as who is at park for 4 ticks", ("direct who to rest",),
         put((5, "Ann", "park"), (7, "Ben", "park"), (8, "Ben", "cafe"), (8, "Cy", "park")), [(10, "Ann"), (13, "Cy")]),
        # In all parts of its condition the person is the same; others are others.
        ("whenever anyone as who is at park and who's hunger below 30%", ("direct who to rest",),
         low((5, "Ann"), (6, "Ben")) + put((8, "Cy", "park"), (9, "Ben", "park")), [(10, "Ben")]),
        ("whenever anyone as who is near everyone and who's hunger below 30%", ("direct who to rest",),
         put((3, "Cy", "park")) + low((5, "Ann")) + put((9, "Cy", "cafe")), [(10, "Ann")]),
        # Nobody is asked about themselves.
        ("whenever anyone as who is near Ann", ("direct who to rest",), put((0, "Cy", "park")), [(1, "Ben")]),
        # Events too.
        ("whenever event greeted by anyone as who", ("direct who to rest",), at(5, "direct Ben to greet Ann"),
         [(5, "Ben"), (6, "Ben")]),
        ("whenever event greeted between Ann and anyone as who", ("direct who to rest",),
         at(5, "direct Cy to greet Ann"), [(5, "Cy"), (6, "Cy")]),
    ],
)  # fmt: skip
def test_anyone_as_who(trigger: str, lines: Sequence[str], others: str, given: list[tuple[int, str]]) -> None:
    body = others + f"{trigger}:\n" + "".join(f"    {line}\n" for line in lines)
    assert told(three(body)) == given


@pytest.mark.parametrize(
    ("trigger", "ticks"),
    [
        ("whenever anyone is at park", [6, 8]),
        ("whenever anyone is at park and Cy is at cafe", [6, 8]),
        ("whenever anyone is at park or Cy is at park", [6]),  # Either of two things may be so, of the town as a whole.
        ("when anyone is at park and Cy is at cafe for 3 ticks", [9]),
    ],
)
def test_anyone_without_a_name_is_each_of_them_all_the_same(trigger: str, ticks: list[int]) -> None:
    found = three(put((5, "Ann", "park"), (7, "Ben", "park")) + f"{trigger}:{MARK}")
    assert [tick for tick, _ in found.marks()] == ticks


def test_a_cue_that_is_still_running_for_somebody_ignores_them_alone() -> None:
    body = low((5, "Ann")) + at(7, "set Ann's hunger to 90%") + low((8, "Ann"), (9, "Ben"))
    found = three(body + WHOEVER + ':\n    wait 20 ticks\n    mark "."')
    assert found.marks() == [(26, "."), (30, ".")]
    assert found.ticks(e.Ignored) == [9]


def test_whoever_it_is_is_named_in_verdicts_and_in_what_is_assumed() -> None:
    lines = "\n    expect who is at park within 5 ticks\n    wait 2 ticks\n    assume who is at park"
    found = three(low((5, "Ben")) + WHOEVER + f":{lines}")
    assert [(each.tick, each.outcome, each.text) for each in found.verdicts] == [
        (8, "blocked", "assume who is at park"), (11, "failed", "expect Ben is at park within 5 ticks"),
    ]  # fmt: skip


def test_a_vignette_can_be_given_whoever_it_is_and_may_ask_for_another() -> None:
    head = """
vignette fuss(a):
    when anyone as other is near a:
        direct other to greet a
        expect event greeted between other and a within 5 ticks
    wait 9 ticks
"""
    found = play(put((3, "Cy", "park")) + low((5, "Ben")) + WHOEVER + ":\n    play fuss(who)", head=head, cast=THREE,
                 still="Ann, Ben, Cy")  # fmt: skip
    assert told(found) == [(7, "Ann")]
    assert found.of(e.Greeted)[0].whom == "Ben"
    assert [each.text for each in found.verdicts] == ["expect event greeted between Ann and Ben within 5 ticks"]


def test_an_if_gives_the_name_to_the_first_of_whom_it_holds() -> None:
    body = put((5, "Ben", "park"), (6, "Cy", "park")) + (
        'at tick 9:\n    if anyone as who is at park:\n        direct who to rest\n    mark "."'
    )
    assert told(three(body)) == [(9, "Ben")]
    assert told(three(body.replace("at park:", "at station:"))) == []


def test_a_while_for_whoever_is_in_force_for_each_of_them() -> None:
    body = put((5, "Ann", "park"), (9, "Ben", "park"), (12, "Ann", "cafe"), (20, "Ben", "cafe"))
    found = play(body + "while anyone as who is at park:\n    hold who", cast=THREE, still="Cy")
    assert [(each.tick, each.who) for each in found.of(e.Held) if each.tick] == [(6, "Ann"), (10, "Ben")]
    assert [(each.tick, each.who) for each in found.of(e.Released)] == [(13, "Ann"), (21, "Ben")]


def test_the_luck_of_one_person_is_not_that_of_another() -> None:
    """Who is part of the reason for asking: one more person's draw moves nobody else's."""
    choice = "\n    choose from luck:\n        50%: direct who to rest\n        50%: direct who to wash"
    for seed in range(8):
        alone = perform(script(low((5, "Ben")) + WHOEVER + f":{choice}", cast=THREE, still="Ann, Ben, Cy"), seed)
        first = low((4, "Ann"), (5, "Ben"))
        both = perform(script(first + WHOEVER + f":{choice}", cast=THREE, still="Ann, Ben, Cy"), seed)
        assert [each.act for each in alone.of(e.Directed)] == [each.act for each in both.of(e.Directed, "Ben")]


# Everyone, in events and in pairs.

GREETINGS = at(5, "direct Ann to greet Ben") + at(9, "direct Cy to greet Ann") + at(14, "direct Ben to greet Cy")
PAIRS: list[tuple[str, str, str, int]] = [
    (GREETINGS, "expect event greeted between everyone and Ann", "met", 9),
    (GREETINGS, "expect event greeted between everyone and everyone", "met", 14),
    (GREETINGS, "expect event greeted by everyone", "met", 14),
    (GREETINGS, "expect never event greeted by everyone", "failed", 14),
    (GREETINGS, "expect at least 2 event greeted between everyone and Ann until tick 30", "failed", 30),
    (GREETINGS, "expect at most 1 event greeted by everyone", "met", 60),
    (GREETINGS + at(20, "direct Ann to greet Ben"), "expect at most 1 event greeted by everyone", "failed", 20),
    (GREETINGS, "expect event chat between everyone and Ann", "failed", 60),
    ("", "expect always everyone is near everyone", "met", 60),
    (put((20, "Cy", "park")), "expect always everyone is near everyone", "failed", 20),
    (put((20, "Cy", "park")), "expect always everyone is near anyone", "failed", 20),
    (put((20, "Cy", "park")), "expect always anyone is near anyone", "met", 60),
    (put((20, "Cy", "park")), "expect always anyone is near everyone", "failed", 20),
    (put((20, "Cy", "park"), (25, "Ben", "park")), "expect always anyone is near Ann", "failed", 25),
    ("", "expect never anyone is rivals with anyone", "met", 60),
    (at(20, "set Ben's rivalry with Cy to 90%"), "expect never anyone is rivals with anyone", "failed", 20),
    (at(20, "set Ben's rivalry with Cy to 90%"), "expect never Ann is rivals with anyone", "met", 60),
    (at(20, "set everyone's trust in Ann to 90%"), "expect eventually everyone's trust in Ann above 50%", "met", 20),
    (at(20, "set everyone's trust in everyone to 90%"),
     "expect eventually everyone's trust in everyone above 50%", "met", 20),
    (at(20, "set everyone's trust in Ann to 90%"),
     "expect eventually everyone's trust in everyone above 50%", "failed", 60),
]  # fmt: skip


@pytest.mark.parametrize(("others", "check", "outcome", "tick"), PAIRS)
def test_everyone_with_everyone(others: str, check: str, outcome: str, tick: int) -> None:
    found = three(others + check)
    assert [(each.tick, each.outcome) for each in found.verdicts] == [(tick, outcome)]


def test_a_cue_for_everyone_plays_once_when_the_last_has_done_it() -> None:
    assert three(GREETINGS + f"whenever event greeted by everyone:{MARK}").marks() == [(15, ".")]


# How often, and where.


def test_two_meals_are_eaten_one_after_the_other() -> None:
    body = at(5, "give 3 soup to Ann", "direct Ann to eat 2 soup", 'mark "at once"') + "\n"
    found = play(body.replace("at tick 5:", "at tick 5 as meal:") + 'after meal:\n    mark "done"', still="Ann, Ben")
    assert len(found.of(e.Ate, "Ann")) == 2
    assert found.marks() == [(5, "at once"), (found.of(e.Ate, "Ann")[1].tick, "done")]
    assert found.town.ledger["Ann"]["soup"] == 1


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("direct Ann to eat 4 soup", at(30, "release Ann")),
        ("direct Ann to eat 4 soup", at(30, "exit Ann")),
        ("direct Ann to eat 4 soup", at(30, "take 3 soup from Ann", "set Ann's wallet to 0 coins")),
    ],
)
def test_whatever_ends_one_of_them_in_another_way_ends_the_rest(line: str, others: str) -> None:
    found = play(at(5, "give 4 soup to Ann", line) + others, still="Ben", length="120 ticks")
    assert 1 <= len([each for each in found.of(e.Ate, "Ann") if each.sign == "!"]) < 4
    assert {each.how for each in found.of(e.OrderEnded, "Ann")} > {"done"}


def test_a_nudge_leans_until_it_was_done_so_often() -> None:
    body = at(5, "give 3 soup to Ann", "nudge Ann to eat 2 soup by 100%", "wait 90 ticks")
    found = play(body, length="120 ticks")
    meals = [each.tick for each in found.of(e.Ate, "Ann")]
    assert found.ticks(e.NudgeEnded, "Ann") == meals[:2]


def test_several_people_each_do_it_so_often() -> None:
    body = at(5, "give 2 soup to Ann", "give 2 soup to Ben", "direct Ann, Ben to eat 2 soup")
    found = play(body, still="Ann, Ben")
    assert [len(found.of(e.Ate, who)) for who in ("Ann", "Ben")] == [2, 2]


CAST = "Ann: balanced, at cafe\nBen: balanced, at cafe, lives at ivy-house"


@pytest.mark.parametrize(
    "line",
    [
        "direct Ann to go to Ben's home",
        "place Ann at Ben's home",
        "direct Ann to wait near Ben's home",
        "direct Ann to meet Ben at Ben's home",
        "play visit(Ann, Ben's home)",
        "play call(Ann, Ben)",
        "play call(Ann, guest)",
        "play visit(Ann, spot)",
    ],
)
def test_somebody_elses_home_is_a_place(line: str) -> None:
    head = """
vignette visit(a, place):
    direct a to go to place

vignette call(a, b):
    direct a to go to b's home
"""
    seen = [f"expect Ann is at {place} within 50 ticks" for place in ("Ben's home", "ivy-house")]
    body = at(5, *seen, line)
    text = script(body, cast=CAST, head=head, still="Ann" if "meet" in line else "Ann, Ben")
    found = perform(text.replace('scenario "Test":', 'scenario "Test" (guest = Ben, spot = Ben\'s home):'))
    assert found.outcomes() == ["met", "met"]


def test_a_home_can_be_given_from_outside() -> None:
    text = script(at(5, "direct Ann to go to spot"), cast=CAST, still="Ann, Ben")
    text = text.replace('scenario "Test":', 'scenario "Test" (spot = park):')
    assert perform(text, spot="Ben's home").town.agents["Ann"].place == "ivy-house"


def test_a_home_is_where_somebody_lives_when_the_line_is_reached() -> None:
    found = three(at(5, "direct Ann to go to Ben's home") + "expect Ann is at Ben's home within 50 ticks")
    assert found.of(e.Directed)[0].act.to == found.town.agents["Ben"].home  # type: ignore[union-attr]
    assert found.outcomes() == ["met"]


def test_to_be_at_the_home_of_somebody_who_has_none_is_to_be_nowhere() -> None:
    found = three("expect never Ann is at Ben's home\nat tick 9:\n    place Ann at Ben's home")
    assert found.outcomes() == ["failed"]


# What the whole run assumes.


@pytest.mark.parametrize(
    ("assume", "stage", "blocked"),
    [
        ("assume Ann is at cafe", "", False),
        ("assume Ann is at park", "", True),
        ("assume Ann is at park", "place Ann at park", False),  # The stage is set before.
        ("assume Ann is at cafe\nassume Ben's hunger below 1%", "", True),
        ("assume Cy is at cafe", "", True),  # What cannot be told does not hold.
    ],
)
def test_a_run_whose_assumption_fails_is_blocked_whole(assume: str, stage: str, blocked: bool) -> None:
    body = f"{assume}\nat start:{MARK}    expect Ann is at cafe\nexpect never Ann is at station\n"
    found = play(body, stage=stage, cast="Ann: balanced, at cafe\nBen: balanced, at cafe\nCy: balanced, offstage")
    assert bool(found.marks()) is not blocked
    assert found.town.tick == (0 if blocked else 60)
    assert set(found.outcomes()) == ({"blocked"} if blocked else {"met"} if not stage else {"met", "failed"})
    assert not blocked or not any(map(fails, found.verdicts))


# Changes.


@pytest.mark.parametrize(
    ("others", "check", "outcome", "tick"),
    [
        # In points, from the level when the line is reached.
        (at(5, "set Ann's trust in Ben to 40%"), at(10, "expect Ann's trust in Ben rises by 10% within 20 ticks"),
         "failed", 30),
        (at(5, "set Ann's trust in Ben to 40%") + at(12, "set Ann's trust in Ben to 50%"),
         at(10, "expect Ann's trust in Ben rises by 10% within 20 ticks"), "met", 12),
        (at(5, "set Ann's trust in Ben to 40%") + at(12, "set Ann's trust in Ben to 45%"),
         at(10, "expect Ann's trust in Ben rises by 10% within 20 ticks"), "failed", 30),
        (at(12, "set Ann's wallet to 3 coins"), at(10, "expect Ann's wallet falls by 2 coins within 20 ticks"),
         "met", 12),
        # Of somebody off stage, from where it is when they come.
        (at(12, "enter Cy at park") + at(15, "set Cy's hunger to 100%"),
         at(10, "expect Cy's hunger rises by 5% within 20 ticks"), "met", 15),
        (at(12, "enter Cy at park"), at(10, "expect Cy's hunger rises by 5% within 20 ticks"), "failed", 30),
        ("", at(10, "expect Cy's hunger rises by 5% within 20 ticks"), "unknown", 30),
        ("", "expect everyone's hunger rises by 5% within 20 ticks", "failed", 20),
    ],
)  # fmt: skip
def test_rises_and_falls(others: str, check: str, outcome: str, tick: int) -> None:
    cast = "Ann: balanced, at cafe, 5 coins\nBen: balanced, at cafe\nCy: balanced, offstage"
    found = play(others + check, cast=cast, still="Ann, Ben")
    assert [(each.tick, each.outcome) for each in found.verdicts] == [(tick, outcome)]


def test_a_window_that_is_over_before_its_line_is_reached_is_never_judged() -> None:
    body = put((25, "Ann", "park")) + "when Ann is at park:\n    expect Ann is at park until tick 20"
    (verdict,) = play(body, still="Ann, Ben").verdicts
    assert (verdict.tick, verdict.outcome, fails(verdict)) == (26, "unknown", True)
    assert "over" in verdict.seen
