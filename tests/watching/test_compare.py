"""What is said to have changed between two runs is what changed: nothing more, and nothing less."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.watching.compare import Line, Told, compare, told
from runner.watching.page import changes, whole
from townlet.beat import Beat
from townlet.script.performance import Outcome, Verdict

MORNING = (
    Line(480, "", "Morning"),
    Line(480, "*", "The sun rises."),
    Line(485, "·", "Ada yawns."),
    Line(490, "·", "Ben yawns."),
    Line(500, "!", "Ada greets Ben."),
    Line(510, "·", "Ben eats."),
    Line(520, "", "Noon"),
    Line(520, "·", "Ada eats."),
    Line(530, "·", "Ada rests."),
)


def run(*lines: Line, **verdicts: Outcome) -> Told:
    judged = (Verdict("s/expect-1", "expect", outcome, f"expect {text}", 60) for text, outcome in verdicts.items())
    return Told(480, lines or MORNING, tuple(judged))


def without(*numbers: int) -> tuple[Line, ...]:
    return tuple(line for number, line in enumerate(MORNING) if number not in numbers)


def shown(before: Told, after: Told) -> list[str]:
    return [(row.front + row.text).rstrip() for row in changes(compare(before, after), after)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (run(), ["Nothing changed: 9 lines."]),
        (
            run(*without(4)),
            [
                "From 08:20 on: 1 gone.", "",
                "  == Morning ==", "  08:05 ·  Ada yawns.", "  08:10 ·  Ben yawns.", "- 08:20 !  Ada greets Ben.",
                "  08:30 ·  Ben eats.", "", "  == Noon ==",
            ],
        ),
        (
            run(*MORNING, Line(540, "~", "Ada leaves.")),
            [
                "From 09:00 on: 1 new.", "",
                "  == Noon ==", "  08:40 ·  Ada eats.", "  08:50 ·  Ada rests.", "+ 09:00 ~  Ada leaves.",
            ],
        ),
        (
            run(*without(8), Line(533, "·", "Ada rests.")),
            [
                "From 08:50 on: 1 at another time.", "", "  == Noon ==", "  08:40 ·  Ada eats.",
                "→ 08:53 ·  Ada rests.  (before: 08:50)",
            ],
        ),
        (
            run(*without(2), Line(1925, "·", "Ada yawns.")),
            [
                "From 08:05 on: 1 new, 1 gone.", "", "  == Morning ==", "  08:00 *  The sun rises.",
                "- 08:05 ·  Ada yawns.", "  08:10 ·  Ben yawns.", "  08:20 !  Ada greets Ben.", "", "  == Noon ==",
                "  08:40 ·  Ada eats.", "  08:50 ·  Ada rests.", "", "  -- Day 2 --", "+ 08:05 ·  Ada yawns.",
            ],
        ),
    ],
    ids=["nothing", "gone", "new", "moved", "too far to have moved"],
)  # fmt: skip
def test_changes_are_shown_with_a_little_around_them(after: Told, expected: list[str]) -> None:
    assert shown(run(), after) == expected


def test_changes_far_from_each_other_stand_apart() -> None:
    found = compare(run(), run(*without(1, 8)))
    assert [[step.kind for step in stretch.steps] for stretch in found.stretches] == [
        ["same", "gone", "same", "same"], ["same", "same", "gone"],
    ]  # fmt: skip
    assert [stretch.mark for stretch in found.stretches] == ["", ""]
    assert found.since == 480


def test_two_of_the_same_words_are_not_one() -> None:
    twice = (Line(500, "·", "Ben eats."), Line(505, "·", "Ben eats."))
    assert compare(run(*twice), run(twice[0])).counts == {"new": 0, "gone": 1, "moved": 0}
    swapped = (Line(500, "·", "Ben eats."), Line(500, "·", "Ada eats."))
    assert shown(run(*swapped), run(*reversed(swapped)))[2:] == [
        "→ 08:20 ·  Ada eats.  (in another order)", "  08:20 ·  Ben eats.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": "met"}, {"a": "met"}, ["Nothing changed: 9 lines, 1 of 1 checks met."]),
        ({"a": "met"}, {"a": "failed"}, ["→ failed     expect a  (before: met)"]),
        ({"a": "met"}, {"b": "met"}, ["+ met        expect b", "- met        expect a"]),
        ({}, {"b": "cut-short"}, ["+ cut-short  expect b"]),
    ],
)
def test_verdicts(before: dict[str, Outcome], after: dict[str, Outcome], expected: list[str]) -> None:
    first, *lines = shown(run(**before), run(**after))
    if lines:
        assert first == f"The same story; {len(expected)} verdict{'s' * (len(expected) > 1)} changed."
        assert lines == ["", "  -- Verdicts --", *expected]
    else:
        assert [first] == expected


def test_prompts_are_no_part_of_the_story() -> None:
    beats = [Beat(5, "prompt", "", "Point.", "", 0, "prompt"), Beat(6, "line", "·", "So.", "", 1, "moved")]
    assert told(480, beats, ()).lines == (Line(486, "·", "So."),)


def test_a_run_with_nothing_before_it_is_shown_whole() -> None:
    rows = whole(run(a="met"))
    assert [row.text for row in rows if row.text] == [
        "== Morning ==", "08:00 *  The sun rises.", "08:05 ·  Ada yawns.", "08:10 ·  Ben yawns.",
        "08:20 !  Ada greets Ben.", "08:30 ·  Ben eats.", "== Noon ==", "08:40 ·  Ada eats.", "08:50 ·  Ada rests.",
        "-- Verdicts --", "met        expect a",
    ]  # fmt: skip
    assert rows[0].text == "== Morning =="


LINES = st.lists(
    st.builds(Line, st.integers(480, 900), st.sampled_from(["·", "!", ""]), st.sampled_from("abcdef")), max_size=12
).map(lambda lines: tuple(sorted(lines, key=lambda line: line.minute)))


@given(before=LINES, after=LINES)
def test_what_is_shown_adds_up(before: tuple[Line, ...], after: tuple[Line, ...]) -> None:
    """The changes taken back lead to the earlier run, and made lead to the later one."""
    found = compare(Told(480, before, ()), Told(480, after, ()))
    steps = [step for stretch in found.stretches for step in stretch.steps]
    gone = Counter(step.line for step in steps if step.kind == "gone")
    new = Counter(step.line for step in steps if step.kind == "new")
    for step in steps:
        if step.kind == "moved":
            gone[Line(step.before, step.line.sign, step.line.text)] += 1
            new[step.line] += 1
    assert Counter(before) - gone + new == Counter(after)
    assert found.nothing == (before == after)
    assert found.since is None or found.since >= min(line.minute for line in (*before, *after))
    later = iter(after)
    assert all(step.line in later for step in steps if step.kind != "gone"), "not in the order of the later run"
