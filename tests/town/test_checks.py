"""Checks: what each quantifier and window means, and the verdict it comes to. A run here is of 60 ticks."""

import pytest

from tests.town.support import at, play
from townlet.script.checks import fails


def park(tick: int) -> str:
    return at(tick, "place Ann at park")


def greet(*ticks: int) -> str:
    return "".join(at(tick, "direct Ann to greet Ben") for tick in ticks)


CAST = "Ann: balanced, at cafe\nBen: balanced, at cafe\nCy: balanced, offstage"

TABLE: list[tuple[str, str, str, int]] = [
    # A bare state is now.
    ("", at(10, "expect Ann is at cafe"), "met", 10),
    ("", at(10, "expect Ann is at park"), "failed", 10),
    ("", at(10, "place Ann at park", "expect Ann is at park"), "met", 10),
    # Eventually.
    (park(15), at(10, "expect Ann is at park within 5 ticks"), "met", 15),
    (park(16), at(10, "expect Ann is at park within 5 ticks"), "failed", 15),
    (park(9), at(10, "expect Ann is at park within 5 ticks"), "met", 10),
    (park(20), "expect Ann is at park until tick 20", "met", 20),
    (park(21), "expect Ann is at park until tick 20", "failed", 20),
    (park(59), "expect eventually Ann is at park", "met", 59),
    ("", "expect eventually Ann is at park", "failed", 60),
    (park(20), "expect eventually Ann is at park until end", "met", 20),
    # Always.
    ("", "expect always Ann is at cafe", "met", 60),
    (park(30), "expect always Ann is at cafe", "failed", 30),
    (park(15), at(10, "expect always Ann is at cafe within 5 ticks"), "failed", 15),
    (park(16), at(10, "expect always Ann is at cafe within 5 ticks"), "met", 15),
    (park(15), at(10, "expect Ann is at cafe for 5 ticks"), "failed", 15),
    (park(16), at(10, "expect Ann is at cafe for 5 ticks"), "met", 15),
    (park(5), at(10, "expect always Ann is at cafe"), "failed", 10),
    # Never.
    (park(15), at(10, "expect never Ann is at park within 5 ticks"), "failed", 15),
    (park(16), at(10, "expect never Ann is at park within 5 ticks"), "met", 15),
    ("", "expect never event greeted", "met", 60),
    (greet(7), "expect never event greeted", "failed", 7),
    (greet(7), at(8, "expect never event greeted"), "met", 60),
    # At the end.
    (park(59), "expect Ann is at park at end", "met", 60),
    (park(10) + at(50, "place Ann at cafe"), "expect Ann is at park at end", "failed", 60),
    (park(10) + at(50, "place Ann at cafe"), "expect never Ann is at park at end", "met", 60),
    (park(50), "expect never Ann is at park at end", "failed", 60),
    # Crossings that nobody causes.
    (at(10, "set Ann's hunger to 50%"), at(10, "expect Ann's hunger below 49% within 8 ticks"), "met", 18),
    (at(10, "set Ann's hunger to 50%"), at(10, "expect Ann's hunger below 49% within 7 ticks"), "failed", 17),
    (at(10, "set Ann's hunger to 50%"), at(10, "expect always Ann's hunger at least 49% within 7 ticks"), "met", 17),
    (at(10, "set Ann's hunger to 50%"), at(10, "expect always Ann's hunger at least 49% within 8 ticks"), "failed", 18),
    (at(10, "set Ann's hunger to 50%"), at(10, "expect Ann's hunger at most 48.6% within 10 ticks"), "met", 20),
    (at(10, "set Ann's hunger to 50%"), at(10, "expect Ann's hunger below 48.6% within 10 ticks"), "failed", 20),
    # Events: only what comes after; counts.
    (greet(7), "expect event greeted", "met", 7),
    (greet(7), at(7, "expect event greeted"), "met", 7),  # Agents decide after cues.
    (greet(7), at(8, "expect event greeted"), "failed", 60),
    (greet(7), "expect event greeted by Ann until tick 7", "met", 7),
    (greet(7), "expect event greeted by Ben", "failed", 60),
    (greet(7), "expect event greeted between Ben and Ann", "met", 7),
    (greet(7, 9), "expect at least 2 event greeted", "met", 9),
    (greet(7, 9), at(8, "expect at least 2 event greeted"), "failed", 60),
    (greet(7, 9), "expect at most 2 event greeted", "met", 60),
    (greet(7, 9), "expect at most 1 event greeted", "failed", 9),
    (greet(7, 9), "expect at most 1 event greeted until tick 8", "met", 8),
    (greet(7, 9), "expect at least 2 event greeted at end", "met", 60),
    (greet(7, 9), "expect at most 1 event greeted at end", "failed", 60),
    (greet(7, 9), "expect at most 1 event greeted by Ben", "met", 60),
    (greet(7, 9),
     "expect always at most 1 event greeted by Ben and at most 2 event greeted by Ann", "met", 60),
    (greet(7, 9),
     "expect eventually at least 1 event greeted by Ann and at least 1 event greeted by Ben", "failed", 60),
    ("", "expect at most 0 event greeted", "met", 60),
    # Changes, in points from the level when the line is reached.
    (at(20, "set Ann's trust in Ben to 10%"),
     at(10, "expect Ann's trust in Ben rises by 10% within 20 ticks"), "met", 20),
    (at(20, "set Ann's trust in Ben to 9%"),
     at(10, "expect Ann's trust in Ben rises by 10% within 20 ticks"), "failed", 30),
    (at(9, "set Ann's hunger to 40%") + at(12, "set Ann's hunger to 49%"),
     at(10, "expect Ann's hunger rises by 10% within 9 ticks"), "failed", 19),
    (at(9, "set Ann's hunger to 40%") + at(12, "set Ann's hunger to 51%"),
     at(10, "expect Ann's hunger rises by 10% within 9 ticks"), "met", 12),
    (at(9, "set Ann's hunger to 40%"), at(9, "expect Ann's hunger falls by 1% within 9 ticks"), "met", 17),
    # Prices are shares of the base.
    (at(12, "trigger price-spike at cafe (strength = 120%) for 10 ticks"),
     at(10, "expect cafe's prices rises by 20% within 9 ticks"), "met", 12),
    # During a cue.
    (park(15) + "at tick 10 as one:\n    wait 10 ticks\n", "expect Ann is at cafe during one", "failed", 15),
    (park(21) + "at tick 10 as one:\n    wait 10 ticks\n", "expect Ann is at cafe during one", "met", 20),
    (park(9) + "at tick 10 as one:\n    wait 10 ticks\n", "expect Ann is at cafe during one", "failed", 10),
    (park(30) + "at tick 10 as one:\n    wait 90 ticks\n", "expect Ann is at cafe during one", "failed", 30),
    # Asleep while off stage; unknown when never awake.
    (at(20, "enter Cy at park", "hold Cy", "wait 50 ticks"), "expect always Cy is at park", "met", 60),
    (at(20, "enter Cy at park"), "expect always Cy is at cafe", "failed", 20),
    (at(20, "enter Cy at park") + at(30, "exit Cy"), "expect always Cy is at park", "met", 60),
    (at(20, "exit Ann"), "expect always Ann's hunger above 1%", "met", 60),
    ("", "expect always Cy's hunger above 1%", "unknown", 60),
    ("", "expect eventually Cy's hunger above 1%", "unknown", 60),
    ("", "expect never Cy's hunger above 1%", "unknown", 60),
    ("", at(10, "expect Cy's hunger above 1%"), "unknown", 10),
    (at(20, "exit Ann"), "expect Ann's hunger above 1% at end", "unknown", 60),
    ("", "expect Cy has coffee until tick 20", "unknown", 20),
    ("", "expect Cy is friends with Ann until tick 20", "unknown", 20),
    ("", "expect Cy is at work until tick 20", "unknown", 20),
    ("", "expect Cy is near Ann until tick 20", "unknown", 20),
    ("", "expect eventually Ann is at cafe or Cy is at cafe", "met", 0),
    ("", "expect event greeted by Cy", "failed", 60),  # An event can always be told.
    # Everybody.
    ("", "expect always everyone is at cafe", "met", 60),
    (park(30), "expect always everyone is at cafe", "failed", 30),
    (park(30), "expect eventually anyone is at park", "met", 30),
    (at(20, "enter Cy at park"), "expect eventually anyone is at park", "met", 20),
    (at(20, "enter Cy at park"), "expect always everyone is at cafe", "failed", 20),
    (park(30), "expect never anyone is at park", "failed", 30),
    ("", "expect always everyone's hunger above 1%", "met", 60),
    (at(10, "set Ann's trust in Ben to 30%"), "expect eventually anyone's trust in Ben above 20%", "met", 10),
    (at(10, "set Ann's trust in Ben to 30%"), "expect eventually Ann's trust in anyone above 20%", "met", 10),
    ("", "expect eventually anyone's hunger falls by 1%", "met", 8),
    # Narration.
    (at(7, 'narrate "The fog comes."'), 'expect narration says "fog"', "met", 7),
    (at(7, 'narrate "The fog comes."'), 'expect narration says "rain"', "failed", 60),
    (at(7, 'Ann: "Fog, fog!"'), 'expect never narration says "fog"', "failed", 7),
    (at(7, 'narrate "The fog comes."'), at(8, 'expect never narration says "fog"'), "met", 60),
    (at(7, 'narrate "The fog comes."',
        'expect never narration says "fog"'), 'hope never narration says "rain"', "met", 60),
    # Cut short, and what can be told all the same.
    ("", at(50, "expect Ann is at park within 11 ticks"), "cut-short", 60),
    ("", at(50, "expect Ann is at park within 10 ticks"), "failed", 60),
    ("", at(50, "expect Ann is at cafe for 11 ticks"), "cut-short", 60),
    ("", at(50, "expect Ann is at cafe for 10 ticks"), "met", 60),
    ("", at(50, "expect always Ann is at cafe within 11 ticks"), "cut-short", 60),
    ("", at(50, "expect never Ann is at park within 11 ticks"), "cut-short", 60),
    (park(55), at(50, "expect Ann is at park within 11 ticks"), "met", 55),
    (park(55), at(50, "expect Ann is at cafe for 11 ticks"), "failed", 55),
    ("", at(50, "expect Cy is at park within 11 ticks"), "unknown", 60),
    # A cue that never fires.
    ("", "when Ann is at station:\n    expect Ann is at cafe", "untested", 60),
    ("when Ann is at station as one:\n    wait 2 ticks\n", "expect Ann is at cafe during one", "untested", 60),
]  # fmt: skip


@pytest.mark.parametrize(("others", "check", "outcome", "tick"), TABLE)
def test_verdicts(others: str, check: str, outcome: str, tick: int) -> None:
    found = play(others + check, cast=CAST, still="Ann, Ben")
    verdicts = {each.tick: each.outcome for each in found.verdicts}
    assert verdicts == {tick: outcome}


@pytest.mark.parametrize(
    ("severity", "outcome", "is_failure"),
    [
        ("expect", "met", False),
        ("expect", "failed", True),
        ("expect", "unknown", True),
        ("expect", "untested", True),
        ("expect", "cut-short", False),
        ("hope", "failed", False),
        ("hope", "unknown", False),
        ("hope", "untested", False),
    ],
)
def test_which_verdicts_fail_a_run(severity: str, outcome: str, is_failure: bool) -> None:
    bodies = {
        "met": "{} always Ann is at cafe",
        "failed": "{} eventually Ann is at park",
        "unknown": "{} always Cy is at cafe",
        "untested": "when Ann is at station:\n    {} Ann is at cafe",
        "cut-short": "at tick 50:\n    {} Ann is at cafe for 30 ticks",
    }
    (verdict,) = play(bodies[outcome].format(severity), cast=CAST, still="Ann, Ben").verdicts
    assert (verdict.outcome, verdict.severity) == (outcome, severity)
    assert fails(verdict) is is_failure


def test_a_check_in_a_cue_that_plays_again_is_judged_each_time() -> None:
    found = play("every 10 ticks from tick 10 until tick 30:\n    expect Ann is at cafe\n" + park(25), still="Ann, Ben")
    assert [(each.tick, each.outcome) for each in found.verdicts] == [(10, "met"), (20, "met"), (30, "failed")]


def test_windows_of_one_check_may_overlap() -> None:
    body = "every 5 ticks from tick 10 until tick 20:\n    expect Ann is at park within 12 ticks\n" + park(24)
    found = play(body, still="Ann, Ben")
    assert [(each.tick, each.outcome) for each in found.verdicts] == [(22, "failed"), (24, "met"), (24, "met")]


def test_a_check_says_what_was_written_and_why() -> None:
    (verdict,) = play('expect never Ann is at cafe because "it is closed"', still="Ann, Ben").verdicts
    assert (verdict.text, verdict.because) == ('expect never Ann is at cafe because "it is closed"', "it is closed")
