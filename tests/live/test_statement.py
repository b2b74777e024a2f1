"""What is said while a run goes on is understood as a script would be, and comes to the same."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.statement import Known, Understood, joining, understood, written
from tests.dsl.shipped import checked, compiled, parser
from tests.live.support import SCRIPT, known_of
from tests.town.scripts import block, check, scripts
from tests.town.support import Performance, perform, raised, schedule_of, setting
from townlet.clock import advance
from townlet.clock import perform as run_on
from townlet.script.inputs import Input, Joined
from townlet.script.joining import grown, join
from townlet.snapshot import digest, restored, save

LENGTH = 60


class Spoken(NamedTuple):
    """A statement, when it is heard, and how many ticks later it is to be performed."""

    heard: int
    later: int
    text: str


lines = st.one_of(block, check.map(lambda line: [line])).map(
    lambda found: "\n".join(line.replace("\n        ", "\n    ") for line in found)
)
sound = scripts(LENGTH).filter(lambda text: compiled(text, "test.town").schedule is not None)
spoken = st.builds(Spoken, st.integers(0, LENGTH - 1), st.sampled_from((1, 1, 1, 2, 9)), lines)


def said_live(text: str, all_spoken: Sequence[Spoken], known: Known) -> tuple[Performance, list[Joined]]:
    """A run of a script in which these are said, and those of them that could be."""
    run = raised(schedule_of(text))
    town, taken = run.town, list[Joined]()
    for each in sorted(all_spoken, key=lambda each: each.heard):
        advance(town, each.heard)
        number, tick = known.first + len(taken), each.heard + each.later
        heard = understood(each.text, f"statement {number}", known, number, tick)
        if heard.cue is not None and tick <= town.schedule.length:
            taken.append(Joined(Input(str(number), number, each.heard, tick, each.text), heard.cue, heard.places))
            join(town, taken[-1])
    run_on(town)
    return run, taken


@settings(max_examples=20)
@given(sound, st.lists(spoken, min_size=1, max_size=5))
def test_a_run_in_which_it_is_said_is_that_of_the_script_in_which_it_stands(
    text: str, all_spoken: list[Spoken]
) -> None:
    live, taken = said_live(text, all_spoken, known_of(text))
    whole = text + "".join(written(each.input.text, each.input.number, each.input.tick) for each in taken)
    assert perform(whole).trace() == live.trace()
    assert schedule_of(whole).cues == grown(schedule_of(text), taken).cues


@settings(max_examples=10)
@given(sound, st.lists(spoken, min_size=1, max_size=4), st.integers(0, LENGTH))
def test_what_joined_is_saved_with_the_run(text: str, all_spoken: list[Spoken], at: int) -> None:
    """Restored with the schedule of the script alone, a run goes on with all that was said to it."""
    live, taken = said_live(text, all_spoken, known_of(text))
    schedule = schedule_of(text)
    town = raised(schedule).town
    for each in taken:
        advance(town, each.input.heard)
        join(town, each)
    advance(town, max(at, town.tick))
    other = restored(save(town), setting(schedule.town), schedule)
    assert save(other) == save(town)
    run_on(other)
    assert (other.chain, digest(other)) == (live.town.chain, digest(live.town))
    assert schedule.cues == schedule_of(text).cues


def test_a_cue_joins_once() -> None:
    known, town = known_of(SCRIPT), raised(schedule_of(SCRIPT)).town
    heard = _heard("direct Ida to rest", known)
    assert heard.cue is not None
    joined = Joined(Input("1", 1, 0, 3, "direct Ida to rest"), heard.cue, heard.places)
    join(town, joined)
    join(town, joined)
    assert town.performance.inputs == [joined]
    run_on(town)
    assert town.performance.cues[heard.cue.id].fired == 1


def _heard(text: str, known: Known, tick: int = 3) -> Understood:
    return understood(text, "statement 1", known, 1, tick)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("driect Ida to rest", "TN102", (1, 1)),
        ("direct Ida to fly", "TN101", (1, 15)),
        ("direct Idda to rest", "TN201", (1, 8)),
        ("   direct Idda to rest  ", "TN201", (1, 8)),
        ("if Ida is at cafe:\n    direct Idda to rest", "TN201", (2, 12)),
        ("mark \"Half", "TN108", (1, 6)),
        ("at 09:30:\n    hold Ida", "TN082", (1, 1)),
        ("after hello: mark \"x\"", "TN082", (1, 1)),
        ("20 ticks after hello:\n    hold Ida", "TN082", (1, 1)),
        ("cast:\n    Nell: balanced", "TN082", (1, 1)),
        ("length: 3 hours", "TN082", (1, 1)),
        ("use \"library/people.town\"", "TN082", (1, 1)),
        ("hold Ida", "TN083", (1, 1)),
        ("nudge Ida to rest", "TN083", (1, 1)),
        ("# only a remark", "TN080", (1, 1)),
        ("expect Ida is at cafe during operator-9", "TN207", (1, 30)),
        ("play tea(Ida)", "TN235", (1, 1)),
        ("place friend at friend", "TN2", (1, 1)),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_told_as_it_is_of_a_script(text: str, code: str, place: tuple[int, int]) -> None:
    heard = _heard(text, known_of(SCRIPT))
    wrong = [each for each in heard.diagnostics if each.severity == "error"]
    assert heard.cue is None
    assert [each.code.startswith(code) for each in wrong] == [True], [(each.code, each.span) for each in wrong]
    assert wrong[0].span.file == "statement 1"
    assert (wrong[0].span.line, wrong[0].span.column) >= place
    shown = heard.source.lines[wrong[0].span.line - 1]
    assert wrong[0].span.column <= len(shown) + 1


@pytest.mark.parametrize(
    "text",
    ["direct Ida to rest", "hold Ida\nwait 5 ticks", "nudge Ida to rest for 5 ticks", "Ida: \"Well.\"", "mark \"Now\"",
     "narrate:\n    > It was late.\n    > Nobody minded.", "play tea(Ida, friend)", "release Ida, Per",
     "if Ida is at cafe:\n    direct Ida to rest\notherwise:\n    direct Ida to eat", "expect Ida is at cafe at end",
     "expect Ida is at cafe during hello", "trigger rain for 10 ticks", "wait 3 ticks",
     "choose from luck:\n    40%: direct Ida to rest\n    60%: direct Per to rest", "assume Ida is at cafe",
     "\n\n    direct Ida to rest   # at last\n"],
)  # fmt: skip
def test_what_can_stand_in_a_block_can_be_said(text: str) -> None:
    heard = _heard(text, known_of(SCRIPT))
    assert heard.diagnostics == ()
    assert heard.cue is not None
    assert heard.cue.id == "a-small-evening/operator-1"


@given(st.text(max_size=40) | st.lists(st.sampled_from(
    ("direct", "Ida", "to", "rest", ":", "\n", "    ", "at", "if", "hold", '"', "(", "5", "%", "otherwise", ">", "cast")
)).map(" ".join))  # fmt: skip
def test_nothing_that_is_said_is_too_much(text: str) -> None:
    heard = _heard(text or "x", known_of(SCRIPT))
    assert (heard.cue is None) == any(each.severity == "error" for each in heard.diagnostics)
    for each in heard.diagnostics:
        assert each.span.line <= len(heard.source.lines)


def test_numbers_go_on_after_those_of_a_script() -> None:
    text = SCRIPT + written("direct Ida to rest", 4, 10)
    assert known_of(text).first == 5


def test_a_run_of_another_length_is_checked_in_its_own() -> None:
    longer = joining(checked(SCRIPT, "test.town").script, parser(), 900)
    late = "expect Ida is at cafe until tick 800"
    assert [each.severity for each in _heard(late, known_of(SCRIPT)).diagnostics] == ["warning"]
    assert _heard(late, longer).diagnostics == ()
