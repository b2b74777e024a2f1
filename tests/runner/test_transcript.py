"""The transcript's format: beats in, lines out."""

import pytest

from runner.transcript import Transcript, compared
from townlet.beat import Beat
from townlet.schedule import Schedule
from townlet.script.performance import Verdict

SCHEDULE = Schedule(
    "a-story", "A Story", "somewhere", 23 * 60 + 58, 10, 7, (), {}, parameters={"who": "Ada"},
    sources={"a.town": "a" * 32, "b.town": "b" * 32, "towns/somewhere.yaml": "c" * 32},
)  # fmt: skip


def line(tick: int, text: str, root: str = "a-story/at-1/enter-1") -> Beat:
    return Beat(tick, "line", "*", text, root, 1, "entered")


def mark(tick: int, text: str) -> Beat:
    return Beat(tick, "mark", "", text, "a-story/at-1/mark-1", 0, "mark")


PROMPT = Beat(0, "prompt", "", "Point.", "a-story/at-1/prompt-1", 0, "prompt")


def told(*beats: Beat) -> list[str]:
    page = Transcript(SCHEDULE)
    return [" ".join(text.split()) for beat in beats for text in page.beat(beat)]


def test_the_header_says_who_and_what() -> None:
    assert Transcript(SCHEDULE).header(9) == [
        "# A Story",
        "# seed 9, who = Ada",
        "# Townlet 0.1.0, language 1",
        "# script aaaaaaaaaaaa, library bbbbbbbbbbbb, town cccccccccccc",
    ]


@pytest.mark.parametrize(
    ("beats", "lines"),
    [
        ([line(0, "Ada comes.")], ["", "23:58 * Ada comes. ‹at-1/enter-1›"]),
        ([mark(0, "One"), line(0, "Ada comes.")], ["", "== One ==", "23:58 * Ada comes. ‹at-1/enter-1›"]),
        ([PROMPT], []),
        ([PROMPT, line(1, "Ada goes.", "town/own-choice")], ["", "23:59 * Ada goes. ‹town/own-choice›"]),
        ([line(0, "A."), line(2, "B.")],
         ["", "23:58 * A. ‹at-1/enter-1›", "", "-- Day 2 --", "00:00 * B. ‹at-1/enter-1›"]),
        ([mark(2, "Late")], ["", "-- Day 2 --", "", "== Late =="]),
        ([line(0, "One\nline,\t\x1b[2J always.")], ["", "23:58 * One line, \ufffd[2J always. ‹at-1/enter-1›"]),
    ],
)  # fmt: skip
def test_beats_become_lines(beats: list[Beat], lines: list[str]) -> None:
    assert told(*beats) == lines


def test_origins_stand_in_a_column_of_their_own() -> None:
    page = Transcript(SCHEDULE)
    lines = [*page.beat(line(0, "Short.")), *page.beat(line(0, "Long. " * 30))]
    assert lines[1].index("‹") == 98
    assert lines[2].endswith("Long.  ‹at-1/enter-1›")


def test_beats_are_found_by_the_number_of_their_line() -> None:
    page = Transcript(SCHEDULE)
    lines = page.header(7)
    for beat in (mark(0, "One"), line(0, "A."), PROMPT, line(3, "B.")):
        lines += page.beat(beat)
    assert {lines[number - 1]: beat.text for number, beat in page.beats.items()} == {
        text: beat for text in lines for beat in ("One", "A.", "B.") if f" {beat} " in text
    }


def test_verdicts_and_the_end() -> None:
    page = Transcript(SCHEDULE)
    verdicts = [
        Verdict("a-story/expect-1", "expect", "met", 'expect x because "y"', 1, "y"),
        Verdict("a-story/at-1/wait-1", "hope", "failed", "wait until x", 5, "time ran out"),
    ]
    lines = [" ".join(text.split()) for text in page.verdicts(verdicts) + page.closing(10, "5a", b"\x0f\xf0")]
    assert lines == [
        "", "-- Verdicts --",
        'met 23:59 expect x because "y" ‹expect-1›',
        "failed day 2 00:03 wait until x (time ran out) ‹at-1/wait-1›",
        "", "-- 00:08, tick 10, state 5a, events 0ff0 --",
    ]  # fmt: skip
    assert page.verdicts([]) == []


def test_the_header_is_not_compared() -> None:
    assert compared("# a\n# b\n\n== x ==\n# c\n") == "\n== x ==\n# c\n"
    assert compared("\n== x ==\n") == "\n== x ==\n"
