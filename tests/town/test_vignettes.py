"""Vignettes with cues of their own: what counts from where, what a play waits for, and what stops with it.

Every row is a sentence of the language with a script in which it shows: marks say which line was reached when. The
vignette `v` is played for Ann at tick 10 of a run of 60; `next` is marked when the play is complete.
"""

import msgspec
import pytest

from runner.attending import Heavy
from runner.attending import perform as attended
from runner.reasons import reasons
from runner.soundness import unsound
from tests.town.support import at, perform, performed, play, raised, schedule_of, setting
from townlet import events as e
from townlet.schedule import Schedule
from townlet.script.checks import fails

HOST = 'at tick 10 as host:\n    play v(Ann)\n    mark "next"\nafter host:\n    mark "done"\n'


def vignette(*lines: str) -> str:
    return "vignette v(a):\n" + "".join(f"    {line}\n" for line in lines)


def put(*stops: tuple[int, str]) -> str:
    return "".join(at(tick, f"place Ann at {place}") for tick, place in stops)


PARK = "when a is at park:"
MARK = '    mark "."'

TABLE: list[tuple[str, tuple[str, ...], str, list[tuple[int, str]]]] = [
    # From where times count.
    ("ticks count from its start", ("at tick 5:", MARK), "", [(15, "."), (15, "next"), (15, "done")]),
    ("`at start` is its start", ("at start:", MARK), "", [(10, "."), (10, "next"), (10, "done")]),
    ("its lines come before cues of the same tick", ('mark "a"', "at tick 0:", MARK), "",
     [(10, "a"), (10, "."), (10, "next"), (10, "done")]),
    ("a clock time is its next occurrence", ("at 09:20:", MARK), "", [(20, "."), (20, "next"), (20, "done")]),
    ("a day is a day of the story", ("at day 1 09:30:", MARK), "", [(30, "."), (30, "next"), (30, "done")]),
    ("what is past comes no more and is not waited for", ("at day 1 09:05:", MARK), "", [(10, "next"), (10, "done")]),
    ("`at end` is the end of the run", ("at end:", MARK), "", [(60, "."), (60, "next"), (60, "done")]),
    # Its cues know each other by name.
    ("after a cue of its own", ("at tick 2 as one:", "    wait 3 ticks", "after one:", MARK), "",
     [(15, "."), (15, "next"), (15, "done")]),
    ("so long after the beginning of one", ("at tick 2 as one:", "    wait 9 ticks", "5 ticks after one:", MARK), "",
     [(17, "."), (21, "next"), (21, "done")]),
    ("after one, when C", ("at tick 2 as one:", "    wait 1 tick", "after one when a is at park:", MARK,
                          "at tick 20:", '    mark "over"'), put((15, "park")),
     [(16, "."), (30, "over"), (30, "next"), (30, "done")]),
    # Repetitions.
    ("`every` from the start of the play until a tick of it", ("every 5 ticks from tick 5 until tick 15:", MARK), "",
     [(15, "."), (20, "."), (25, "."), (25, "next"), (25, "done")]),
    ("`until` a clock time", ("every 5 ticks until 09:21:", MARK), "",
     [(10, "."), (15, "."), (20, "."), (20, "next"), (20, "done")]),
    ("without `until` it goes on while all else does", ("every 5 ticks:", MARK, "wait 12 ticks"), "",
     [(10, "."), (15, "."), (20, "."), (22, "next"), (22, "done")]),
    # Watching.
    ("it watches from its start, and what is true then counts", (PARK, MARK, "wait 5 ticks"), put((3, "park")),
     [(11, "."), (15, "next"), (15, "done")]),
    ("it watches while the play goes on", (PARK, MARK, "wait 20 ticks"), put((15, "park")),
     [(16, "."), (30, "next"), (30, "done")]),
    ("and not longer", (PARK, MARK, "wait 5 ticks"), put((16, "park")), [(15, "next"), (15, "done")]),
    ("what it has begun is waited for", (PARK, "    wait 9 ticks", MARK, "wait 5 ticks"), put((12, "park")),
     [(22, "."), (22, "next"), (22, "done")]),
    ("also what came true just before its end", (PARK, "    wait 2 ticks", MARK, "wait 5 ticks"), put((14, "park")),
     [(17, "."), (17, "next"), (17, "done")]),
    ("`whenever` under a cap of each play", ("whenever a is at park up to 1 time:", MARK, "wait 20 ticks"),
     put((12, "park"), (14, "cafe"), (16, "park")), [(13, "."), (30, "next"), (30, "done")]),
    ("`for` as everywhere", ("when a is at park for 4 ticks:", MARK, "wait 20 ticks"), put((12, "park")),
     [(17, "."), (30, "next"), (30, "done")]),
    # Complete.
    ("a directive is waited for", ("direct a to go to park", 'mark "line"', "at tick 1:", MARK), "",
     [(10, "line"), (11, "."), (27, "next"), (27, "done")]),
    ("the block of a cue too", ("at tick 3:", "    direct a to go to park"), "", [(30, "next"), (30, "done")]),
    # Blocked.
    ("a vignette that is blocked plays no cue", ("assume a is at park", "at tick 2:", MARK, PARK, MARK),
     put((12, "park")), [(10, "next"), (10, "done")]),
    ("and none any more when it is blocked later",
     ("at tick 2:", MARK, "at tick 8:", MARK, "wait 4 ticks", "assume a is at park"), "",
     [(12, "."), (14, "next"), (14, "done")]),
    ("a cue that is blocked is over, and nothing comes after it",
     ("at tick 2 as one:", "    assume a is at park", "after one:", MARK, "wait 6 ticks"), "",
     [(16, "next"), (16, "done")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "others", "marks"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_cues_of_a_vignette(lines: tuple[str, ...], others: str, marks: list[tuple[int, str]]) -> None:
    assert play(HOST + others, head=vignette(*lines), still="Ann, Ben").marks() == marks


def test_a_while_of_a_vignette_ends_with_it_at_the_latest() -> None:
    head = vignette("while a is at cafe:", "    hold a", "wait 20 ticks")
    for others, released in (("", 30), (put((15, "park")), 16)):
        found = play(HOST + others, head=head)
        assert found.ticks(e.Held, "Ann") == [11]
        assert found.ticks(e.Released, "Ann") == [released]


def test_every_play_has_cues_of_its_own() -> None:
    """Two plays of one vignette beside each other, each with its start, its caps and its names."""
    head = vignette("at tick 4 as one:", "    wait 2 ticks", "after one:", MARK, "whenever a is at park up to 1 time:",
                    '    mark "park"', "wait 20 ticks")  # fmt: skip
    body = at(10, "play v(Ann)") + at(12, "play v(Ann)") + put((15, "park"))
    assert play(body, head=head, still="Ann, Ben").marks() == [
        (16, "."), (16, "park"), (16, "park"), (18, "."),
    ]  # fmt: skip


def test_vignettes_with_cues_nest() -> None:
    head = """
vignette inner(b, pause = 3 ticks):
    at tick 2:
        mark "inner"
        wait pause

vignette v(a):
    at tick 5:
        play inner(a)
        mark "between"
    10 ticks after late:
        play inner(a, pause = 1 tick)
    at tick 6 as late:
        mark "late"
"""
    assert play(HOST, head=head, still="Ann, Ben").marks() == [
        (16, "late"), (17, "inner"), (20, "between"), (28, "inner"), (29, "next"), (29, "done"),
    ]  # fmt: skip


VERDICTS: list[tuple[str, tuple[str, ...], str, list[tuple[int, str]]]] = [
    ("`until` a tick of the play", ("expect a is at park until tick 5", "wait 9 ticks"), put((15, "park")),
     [(15, "met")]),
    ("and not longer", ("expect a is at park until tick 5", "wait 9 ticks"), put((16, "park")), [(15, "failed")]),
    ("in a cue of it too", ("at tick 3:", "    expect a is at park until tick 5"), put((15, "park")), [(15, "met")]),
    ("`until` a clock time, the next", ("expect a is at park until 09:20",), put((20, "park")), [(20, "met")]),
    ("a window that is over when its line is reached is never judged",
     ("wait 9 ticks", "expect a is at park until tick 5"), "", [(19, "unknown")]),
    ("`during` a cue opens with it", ("at tick 5 as one:", "    wait 5 ticks", "expect a is at park during one"),
     put((12, "park"), (21, "cafe")), [(20, "met")]),
    ("`during` holds all the while", ("at tick 5 as one:", "    wait 5 ticks", "expect a is at park during one"),
     put((12, "park"), (20, "cafe")), [(20, "failed")]),
    ("`during` a cue that never plays is untested",
     ("when a is at station as one:", "    wait 5 ticks", "wait 9 ticks", "expect a is at park during one"),
     "", [(19, "untested")]),
    ("`during` one that is over is never judged",
     ("at tick 1 as one:", "    wait 1 tick", "wait 9 ticks", "expect a is at park during one"), "", [(19, "unknown")]),
    ("a check of a cue that never plays is untested", (PARK, "    expect a is at park", "wait 4 ticks"), "",
     [(14, "untested")]),
    ("what a blocked vignette would have judged is blocked with it",
     ("assume a is at park", "expect a is at cafe", "at tick 2:", "    expect a is at cafe"), "",
     [(10, "blocked"), (10, "blocked"), (10, "blocked")]),
    ("blocked later, it takes what runs along",
     ("at tick 1 as one:", "    wait 9 ticks", "    expect a is at cafe", "expect a is at cafe during one",
      "wait 4 ticks", "assume a is at park"), "", [(14, "blocked"), (14, "blocked"), (14, "blocked")]),
    ("a wait that runs out in a cue of it is a hope", ("at tick 2:", "    wait until a is at park within 3 ticks"), "",
     [(15, "failed")]),
    ("the end of the run tells of what was not reached",
     ("at tick 45:", "    wait 9 ticks", "    expect a is at cafe"), "", [(60, "untested")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "others", "verdicts"), [row[1:] for row in VERDICTS], ids=[row[0] for row in VERDICTS]
)
def test_verdicts_of_a_vignette(lines: tuple[str, ...], others: str, verdicts: list[tuple[int, str]]) -> None:
    found = play(HOST + others, head=vignette(*lines), still="Ann, Ben")
    assert [(each.tick, each.outcome) for each in found.verdicts] == verdicts


def test_a_blocked_vignette_does_not_fail_the_run() -> None:
    found = play(HOST, head=vignette("assume a is at park", "at tick 2:", "    expect a is at park"), still="Ann, Ben")
    assert not any(map(fails, found.verdicts))


def test_the_draws_of_a_vignettes_cue_know_neither_the_tick_nor_the_play() -> None:
    """The n-th time that a choice is made, whoever else chooses meanwhile."""
    head = """
streams: luck

vignette v(a):
    at tick 2:
        choose from luck:
            50%: mark "x"
            50%: mark "y"
"""
    plain = [text for _, text in play(at(10, "play v(Ann)") + at(20, "play v(Ann)"), head=head).marks()]
    other = "at tick 3:\n    choose from luck:\n        50%: mark \"p\"\n        50%: mark \"q\"\n"
    moved = play(other + at(13, "play v(Ann)") + at(29, "play v(Ann)"), head=head).marks()
    assert [text for _, text in moved if text in "xy"] == plain


EVERYTHING = """
vignette inner(b):
    at tick 3 as third:
        direct b to go to park within 20 ticks
    after third:
        mark "there"
    when b is at park:
        mark "park"
    while b is near park:
        nudge b to rest by 10%
    every 4 ticks:
        prompt "Look."

vignette outer(a):
    play inner(a)
    at tick 2 as second:
        wait until a is at park within 30 ticks
    expect a is at park during second
    expect eventually a is at park until tick 40
    whenever anyone as who is near a for 3 ticks up to 3 times:
        direct who to greet a within 9 ticks
        wait 3 ticks
        expect who is near a

scenario "Everything":
    town: riverside
    clock: 10:00
    length: 120 ticks
    streams: luck

    cast:
        Ann: balanced, at cafe
        Ben: socialite, at cafe
        Cy: stoic, at cafe

    assume Ann is near Ben

    at tick 5:
        play outer(Ann)
        direct Ben to go to Cy's home
    at tick 30:
        give 3 soup to Cy
        direct Cy to eat 2 soup within 30 ticks
    whenever anyone as tired's energy below 99% up to 6 times:
        if anyone as other is near tired:
            nudge tired to greet other
        wait 7 ticks
        choose from luck:
            50%: nudge tired to rest
            50%: mark "no rest"
    while anyone as away is at park for 2 ticks:
        nudge away to wait near park by 5%
    hope event greeted between everyone and Ann
    hope always Ann's energy rises by 1%
"""


def test_all_of_it_can_be_saved_and_restored_in_every_tick() -> None:
    whole = perform(EVERYTHING)
    found = raised(schedule_of(EVERYTHING))
    heavy = Heavy()
    attended(found.town, [heavy])
    assert heavy.ticks == 121
    assert found.trace() == whole.trace()
    assert {text for _, text in whole.marks()} == {"there", "park", "no rest"}


def test_all_of_it_is_the_same_when_it_was_written_out_and_read_again() -> None:
    schedule = schedule_of(EVERYTHING)
    again = msgspec.json.decode(msgspec.json.encode(schedule), type=Schedule)
    assert again == schedule
    assert performed(again).trace() == perform(EVERYTHING).trace()
    assert list(unsound(again, setting("riverside").file)) == []


@pytest.mark.parametrize(
    ("part", "other", "why"),
    [
        (b'"who":"&1"', b'"who":"&7"', "it asks for `&7`, who is not in the cast"),
        (b'"who":["&1"]', b'"who":["@"]', "it asks for `@`, who is not in the cast"),
        (b'"to":"Cy\'s home"', b'"to":"Dee\'s home"', "it asks for `Dee's home`, which does not exist"),
        (b'"times":2', b'"times":0', "it is to be done 0 times"),
        (b'"stand_in":"@"', b'"stand_in":"x@"', "its stand-in is `x@`"),
        (b'"during":"everything/at-1/play-1/second"', b'"during":"everything/at-1"',
         "it asks for `everything/at-1`, which does not exist"),
    ],
)  # fmt: skip
def test_an_edited_schedule_is_refused_in_words(part: bytes, other: bytes, why: str) -> None:
    data = msgspec.json.encode(schedule_of(EVERYTHING))
    assert part in data
    edited = msgspec.json.decode(data.replace(part, other), type=Schedule)
    assert why in list(unsound(edited, setting("riverside").file))


def test_the_causes_of_a_line_lead_through_the_cue_to_the_play() -> None:
    schedule = schedule_of(EVERYTHING)
    around = [why for _, why in reasons("everything/at-1/play-1/play-1/third/direct-1", schedule)]
    assert around == ["its time had come", "played from here", "played from here", "its time had come"]
