"""When cues play, how their blocks run, and when they are complete. A mark says that a line was reached."""

import pytest

from tests.town.support import THREE, perform, play, script
from townlet import events as e
from townlet.script.checks import fails

MARK = '\n    mark "."\n'


def trip(*stops: tuple[int, str]) -> str:
    """Ann is put into places at those ticks."""
    return "".join(f"at tick {tick}:\n    place Ann at {place}\n" for tick, place in stops)


PARK = trip((10, "park"))
ONE = f"at tick 5 as one:{MARK}    wait 10 ticks\n"


@pytest.mark.parametrize(
    ("body", "ticks"),
    [
        ("at start:" + MARK, [0]),
        ("at tick 5:" + MARK, [5]),
        ("at 09:07:" + MARK, [7]),
        ("at end:" + MARK, [60]),
        (ONE + "3 ticks after one:" + MARK, [5, 8]),
        (ONE + "30 ticks after one:" + MARK, [5, 35]),
        (ONE + "after one:" + MARK, [5, 15]),
        (ONE + "after one as two:\n    wait 4 ticks\nafter two:" + MARK, [5, 19]),
        ("every 10 ticks from tick 10 until tick 30:" + MARK, [10, 20, 30]),
        ("every 10 ticks from tick 10 until tick 39:" + MARK, [10, 20, 30]),
        ("every 20 ticks:" + MARK, [0, 20, 40, 60]),
        ("every 20 ticks from 09:30:" + MARK, [30, 50]),
        (PARK + "when Ann is at park:" + MARK, [11]),
        ("when Ann is at cafe:" + MARK, [1]),  # Already true when armed counts as an edge.
        (PARK + "when Ann is at park for 3 ticks:" + MARK, [14]),  # True from 10 to 13.
        (trip((10, "park"), (13, "cafe")) + "when Ann is at park for 3 ticks:" + MARK, []),
        (trip((10, "park"), (14, "cafe")) + "when Ann is at park for 3 ticks:" + MARK, [14]),
        (trip((10, "park"), (12, "cafe"), (13, "park")) + "when Ann is at park for 3 ticks:" + MARK, [17]),
        (trip((10, "park"), (20, "cafe"), (30, "park")) + "when Ann is at park:" + MARK, [11]),
        (trip((10, "park"), (20, "cafe"), (30, "park")) + "whenever Ann is at park:" + MARK, [11, 31]),
        (trip((0, "park"), (10, "cafe"), (11, "park"), (12, "cafe"), (30, "park"))
         + "whenever Ann is at park up to 2 times:" + MARK, [1, 12]),
        (trip((10, "park"), (12, "cafe"), (20, "park"), (30, "cafe"), (31, "park"), (50, "cafe"))
         + "whenever Ann is at park for 5 ticks up to 2 times:" + MARK, [26, 37]),
        (trip((10, "park"), (20, "station")) + "whenever Ann is at park or Ann is at station:" + MARK, [11]),
        (trip((10, "park")) + "when Ann is not at cafe and Ben is at cafe:" + MARK, [11]),
        (trip((3, "park")) + ONE + "after one when Ann is at park:" + MARK, [5, 16]),
        (trip((30, "park")) + ONE + "after one when Ann is at park:" + MARK, [5, 31]),
        (trip((3, "park"), (10, "cafe")) + ONE + "after one when Ann is at park:" + MARK, [5]),
        (trip((3, "park")) + ONE + "after one when Ann is at park for 4 ticks:" + MARK, [5, 20]),
        ("at tick 5:\n    direct Ann to greet Ben\nwhenever event greeted:" + MARK, [6]),
        ("every 4 ticks from tick 4 until tick 12:\n    direct Ann to greet Ben\nwhenever event greeted:" + MARK,
         [5, 9, 13]),
        ("at tick 4:\n    direct Ann to greet Ben\nat tick 5:\n    direct Ann to greet Ben\n"
         "whenever event greeted:" + MARK, [5, 6]),  # Two events are two edges, even a tick apart.
        ("at tick 5 as one:\n    direct Ann to greet Ben\n    wait 1 tick\nafter one when event greeted:" + MARK, []),
    ],
)  # fmt: skip
def test_when_a_cue_plays(body: str, ticks: list[int]) -> None:
    assert [tick for tick, _ in play(body, still="Ann, Ben").marks()] == ticks


def test_the_block_after_a_directive_goes_on_at_once_and_completion_waits_for_its_end() -> None:
    body = f"at tick 5 as one:\n    direct Ann to go to park{MARK}after one:{MARK}"
    found = play(body, still="Ann")
    assert [tick for tick, _ in found.marks()] == [5, found.of(e.OrderEnded)[0].tick]


@pytest.mark.parametrize("end", ["release Ann", "exit Ann", "direct Ann to greet Ben"])
def test_a_cue_is_complete_however_its_directive_ends(end: str) -> None:
    body = f"at tick 5 as one:\n    direct Ann to go to park within 8 ticks\nat tick 7:\n    {end}\nafter one:{MARK}"
    found = play(body, still="Ann, Ben")
    assert len(found.marks()) == 1
    assert found.marks()[0][0] == found.of(e.OrderEnded, "Ann")[-1].tick


@pytest.mark.parametrize(
    ("stops", "held"),
    [
        ([], []),
        ([(10, "park")], [(11, None)]),
        ([(10, "park"), (20, "cafe")], [(11, 21)]),
        ([(10, "park"), (20, "cafe"), (30, "park"), (31, "cafe")], [(11, 21), (31, 32)]),
        ([(10, "park"), (15, "market"), (16, "park"), (20, "cafe")], [(11, 16), (17, 21)]),
    ],
)
def test_a_while_is_in_force_from_the_rising_to_the_falling_edge(
    stops: list[tuple[int, str]], held: list[tuple[int, int | None]]
) -> None:
    body = trip(*stops) + "while Ann is at park:\n    hold Ben\n    nudge Ben to leave by 1%\n"
    found = play(body, still="Ann")
    down = [end for _, end in held if end is not None]
    assert found.ticks(e.Held, "Ben") == found.ticks(e.Nudged, "Ben") == [start for start, _ in held]
    assert found.ticks(e.Released, "Ben") == found.ticks(e.NudgeEnded, "Ben") == down


def test_a_while_takes_its_directive_back_when_it_falls() -> None:
    body = trip((10, "park"), (15, "market")) + "while Ann is at park:\n    direct Ben to go to mill-cottage\n"
    found = play(body, still="Ann, Ben")
    assert [(each.tick, each.how) for each in found.of(e.OrderEnded, "Ben")] == [(16, "released")]


def test_a_while_ends_when_its_subject_goes() -> None:
    body = "while Ann is at cafe:\n    hold Ben\nat tick 20:\n    exit Ann\n"
    assert play(body).ticks(e.Released, "Ben") == [21]


@pytest.mark.parametrize(
    ("wait", "others", "goes_on", "verdicts"),
    [
        ("wait 2 ticks", "", 12, []),
        ("wait until Ann is at cafe", "", 11, []),  # For a state, present truth counts.
        ("wait until Ann is at park within 5 ticks", trip((14, "park")), 15, []),
        ("wait until Ann is at park within 5 ticks", trip((15, "park")), 16, []),
        ("wait until Ann is at park within 5 ticks", trip((16, "park")), 16, [(15, "hope", "failed")]),
        ("wait until Ann is at park within 5 ticks", "", 16, [(15, "hope", "failed")]),
        ("wait until Ann is at park within 5 ticks", "at tick 8:\n    exit Ann\n", 16, [(15, "hope", "unknown")]),
        ("wait until event greeted within 5 ticks", "at tick 9:\n    direct Ann to greet Ben\n", 16,
         [(15, "hope", "failed")]),
        ("wait until event greeted within 5 ticks", "at tick 13:\n    direct Ann to greet Ben\n", 14, []),
        ("wait until event greeted within 5 ticks", "at tick 15:\n    direct Ann to greet Ben\n", 16, []),
        ("wait until event greeted by Ben within 5 ticks", "at tick 13:\n    direct Ann to greet Ben\n", 16,
         [(15, "hope", "failed")]),
        ("wait until Ann's hunger below 40% within 9 ticks", "at tick 10:\n    set Ann's hunger to 41%\n", 19, []),
    ],
)  # fmt: skip
def test_waiting(wait: str, others: str, goes_on: int, verdicts: list[tuple[int, str, str]]) -> None:
    found = play(f"at tick 10:\n    {wait}{MARK}{others}", still="Ann, Ben")
    assert [tick for tick, _ in found.marks()] == [goes_on]
    assert [(each.tick, each.severity, each.outcome) for each in found.verdicts] == verdicts
    assert not any(map(fails, found.verdicts))


def test_a_wait_whose_time_reaches_past_the_end_is_cut_short() -> None:
    found = play(f"at tick 10:\n    wait until Ann is at park within 51 ticks{MARK}", still="Ann, Ben")
    assert [(each.tick, each.severity, each.outcome) for each in found.verdicts] == [(60, "hope", "cut-short")]


def test_what_happened_before_a_line_was_reached_is_no_news_to_it_even_in_the_same_tick() -> None:
    """Whether or not somebody else asks about it too."""
    for other in ("", "expect eventually event exited"):
        body = f"at tick 5:\n    exit Cy\n    wait until event exited within 4 ticks{MARK}{other}"
        assert play(body, cast=THREE, still="Ann, Ben").marks() == [(10, ".")]


def test_two_waits_for_events_in_a_row_want_two_events() -> None:
    wait = "    wait until event greeted within 30 ticks\n"
    body = f"at tick 5:\n{wait}{wait}{MARK}" + "".join(
        f"at tick {tick}:\n    direct Ann to greet Ben\n" for tick in (8, 20)
    )
    assert play(body, still="Ann, Ben").marks() == [(21, ".")]


BRANCH = """
at tick 10:
    if Ann is at park:
        mark "first"
    otherwise if Ann's hunger below 30%:
        mark "second"
        wait 3 ticks
        mark "more"
    otherwise:
        mark "third"
    mark "after"
"""


@pytest.mark.parametrize(
    ("others", "marks"),
    [
        (trip((9, "park")), [(10, "first"), (10, "after")]),
        ("at tick 9:\n    set Ann's hunger to 20%\n", [(10, "second"), (13, "more"), (13, "after")]),
        ("", [(10, "third"), (10, "after")]),
        ("at tick 9:\n    exit Ann\n", [(10, "third"), (10, "after")]),  # What cannot be told does not hold.
    ],
)
def test_branches(others: str, marks: list[tuple[int, str]]) -> None:
    assert play(others + BRANCH, still="Ann, Ben").marks() == marks


CHOICE = """
at tick 5:
    choose from luck:
        75%: mark "often"
        25%:
            mark "seldom"
    mark "after"
"""


def test_a_choice_takes_one_branch_by_its_weight() -> None:
    found = [tuple(text for _, text in perform(script(CHOICE), seed).marks()) for seed in range(80)]
    assert set(found) == {("often", "after"), ("seldom", "after")}
    assert 45 <= found.count(("often", "after")) <= 75


def test_a_cue_that_is_still_running_ignores_its_new_firing_and_says_so() -> None:
    found = play(f"every 5 ticks from tick 5 until tick 20 as busy:{MARK}    wait 7 ticks\n", still="Ann, Ben")
    assert [tick for tick, _ in found.marks()] == [5, 15]
    said = [beat for beat in found.beats if beat.root == "test/busy" and beat.kind == "line"]
    assert [beat.tick for beat in said] == [10, 20]
    assert all("busy" in beat.text for beat in said)


def test_cues_of_one_tick_play_in_the_order_of_the_file_whatever_set_them_off() -> None:
    body = """
whenever Ann is at park:
    mark "when"
at tick 11:
    mark "clock"
5 ticks after early:
    mark "after"
every 11 ticks from tick 11 until tick 11:
    mark "every"
at tick 10:
    place Ann at park
at tick 6 as early:
    prompt "P"
"""
    found = play(body, still="Ann, Ben")
    assert found.marks() == [(11, text) for text in ("when", "clock", "after", "every")]


def test_a_cue_sees_what_earlier_cues_of_its_tick_have_done() -> None:
    body = 'at tick 5:\n    place Ann at park\nat tick 5:\n    if Ann is at park:\n        mark "seen"\n'
    assert play(body, still="Ann, Ben").marks() == [(5, "seen")]


def test_plays_hold_up_the_line_after_them_and_nest() -> None:
    head = """
vignette one:
    wait 3 ticks
    mark "a"

vignette two:
    wait 3 ticks
    mark "b"

vignette both:
    play one
    play two
"""
    found = play('at tick 5 as one:\n    play both\n    mark "c"\nafter one:\n    mark "d"', head=head, still="Ann")
    assert found.marks() == [(8, "a"), (11, "b"), (11, "c"), (11, "d")]


def test_a_play_that_is_complete_at_once_holds_nothing_up() -> None:
    found = play(f"at tick 5:\n    play nod{MARK}", head='vignette nod:\n    mark "nod"', still="Ann")
    assert found.marks() == [(5, "nod"), (5, ".")]


def test_a_play_ends_with_its_directives() -> None:
    found = play(f"at tick 5:\n    play go(Ann){MARK}", head="vignette go(a):\n    direct a to go to park", still="Ann")
    assert [tick for tick, _ in found.marks()] == [found.of(e.OrderEnded)[0].tick]


@pytest.mark.parametrize("before", ["", "    wait 4 ticks\n"])
def test_a_blocked_vignette_is_counted_lets_go_and_does_not_fail_the_run(before: str) -> None:
    head = f"""
vignette talk(a, b):
    hold a
{before}    assume a is near b because "earshot"
    mark "talk"
    expect event faint
"""
    tick = 9 if before else 5
    found = play(f"at tick 3:\n    place Ann at park\nat tick 5:\n    play talk(Ann, Ben){MARK}", head=head)
    assert found.marks() == [(tick, ".")]
    assumed, unreached = found.verdicts
    assert (assumed.tick, assumed.outcome, assumed.because) == (tick, "blocked", "earshot")
    assert (unreached.tick, unreached.outcome) == (tick, "blocked")
    assert not any(map(fails, found.verdicts))
    assert found.ticks(e.Released, "Ann") == [tick]


def test_a_cue_that_is_blocked_whole_is_never_complete() -> None:
    body = f"at tick 5 as one:\n    assume Ann is at park\nafter one:{MARK}expect Ann is at cafe during one"
    found = play(body, still="Ann, Ben")
    assert found.marks() == []
    assert {each.outcome for each in found.verdicts} == {"blocked"}


# Whoever it may be.


def test_anyone_is_a_watch_each_under_one_cap() -> None:
    body = """
at tick 1:
    set Ann's hunger to 52%
    set Ben's hunger to 51%
    set Cy's hunger to 20%
whenever anyone's hunger below 50% up to {} times:
    mark "."
at tick 30:
    enter Cy at station
"""
    cast = "Ann: balanced, at cafe\nBen: balanced, at cafe\nCy: balanced, offstage"
    for cap, ticks in ((9, [10, 17, 31]), (2, [10, 17])):
        found = play(body.format(cap), cast=cast, still="Ann, Ben")
        assert [tick for tick, _ in found.marks()] == ticks


def test_everyone_is_one_watch_of_all_on_stage() -> None:
    body = trip((10, "park")) + f"at tick 20:\n    place Ben at park\nwhenever everyone is at park:{MARK}"
    cast = "Ann: balanced, at cafe\nBen: balanced, at cafe\nCy: balanced, offstage"
    assert play(body, cast=cast, still="Ann, Ben").marks() == [(21, ".")]
