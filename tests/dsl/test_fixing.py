"""Fixes applied to texts: what is sure is mended, once and for all, and nothing else moves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostic import Diagnostic, Fix
from dsl.fixing import CROOKED, TABS, Mended, apart, applied, fixes, mended
from dsl.source import Source, Span
from tests.dsl.shipped import checked
from tests.dsl.test_compiler_survives import mutants

HEAD = """\
scenario "A Day":
    town: riverside
    length: 30 ticks

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: balanced, at cafe, 6 coins

    at tick 5 as hello:
        mark "One"
        {}
"""


def look(source: Source) -> tuple[Diagnostic, ...]:
    return checked(source.text, source.name).diagnostics


def fix(line: int, column: int, end: int, text: str) -> Fix:
    return Fix(Span("a", line, column, line, end), text)


def test_fixes_that_touch_each_other_are_not_applied_together() -> None:
    first, second, third = fix(1, 1, 4, "x"), fix(1, 3, 6, "y"), fix(1, 6, 7, "z")
    assert apart((third, second, first)) == (first, third)
    insert, also, behind = fix(1, 4, 4, "a"), fix(1, 4, 4, "b"), fix(1, 4, 5, "c")
    assert apart((insert, also, behind, insert)) == (insert, behind)
    assert apart((first, insert)) == (first,)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_did(ending: str) -> None:
    source = Source("a", ending.join(["\ufeffone", "two\x0c\x85", "", "  three  "]))
    found = applied(source, (fix(2, 1, 4, "2\nand"), fix(4, 3, 8, "3")))
    assert found.text == ending.join(["\ufeffone", "2", "and\x0c\x85", "", "  3  "])


def test_a_fix_of_another_text_does_nothing() -> None:
    source = Source("a", "one\ntwo")
    beyond = (fix(3, 1, 1, "x"), fix(1, 9, 9, "x"), fix(0, 1, 1, "x"), Fix(Span("b", 1, 1, 1, 2), "x"))
    assert applied(source, beyond) == source


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("release Ida:", "release Ida"),
        ("set Ida hunger to 0.3", "set Ida's hunger to 30%"),
        ("direct Ida and per to go to the cafe", "direct Ida, Per to go to cafe"),
        ("Mark “x” # “y”", 'mark "x" # “y”'),
        ("direct Ida to chat to Per about old times", 'direct Ida to chat with Per about "old times"'),
        ("wait five minutes", "wait 5 minutes"),
        ("wait 5 mins", "wait 5 minutes"),
        ("expect Ida's mood >= 20% until tick 20", "expect Ida's mood at least 20% until tick 20"),
        ("set Ida's wallet to $4", "set Ida's wallet to 4 coins"),
        ("direct Ida to go to Cafe", "direct Ida to go to cafe"),
    ],
)
def test_what_is_sure(line: str, becomes: str) -> None:
    found = mended(Source("a.town", HEAD.format(line)), look)
    assert found.source.text == HEAD.format(becomes)
    assert found.left == ()
    assert found.mended


@pytest.mark.parametrize(
    "line",
    [
        "direct Ida to go to caffe",  # Another name: perhaps a place that is still to come.
        'makr "x"',
        "wait 5",  # Ticks, or hours?
        "set cafe's prices by 50%",  # By, or to?
        'say Ida "Hello"',  # Who speaks, Ida or to Ida?
        'Ida: "Hello',  # Where does it end?
        'Ida shouts "Hello"',
        'while Ida\'s mood below 20%: mark "x"',
        "Ida: go to the park",
    ],
)
def test_what_is_a_guess(line: str) -> None:
    source = Source("a.town", HEAD.format(line))
    found = mended(source, look)
    assert (found.source, found.mended) == (source, ())
    assert found.left


def test_tabs_are_mended_all_at_once() -> None:
    text = HEAD.format('mark "a\tb"')
    found = mended(Source("a.town", text.replace("    ", "\t")), look)
    assert (found.source.text, len(found.mended)) == (text, 1)


def test_lines_that_are_indented_alike_are_mended_at_once() -> None:
    text = HEAD.format("mark \"Two\"\n        if Ida is near Per:\n            mark \"Three\"\n        mark \"Four\"")
    crooked = text.replace("        mark \"Two\"", "       mark \"Two\"").replace("        mark \"F", "       mark \"F")
    found = mended(Source("a.town", crooked), look)
    assert (found.source.text, [each.code for each in found.mended]) == (text, ["TN106", "TN106"])
    alike = text.replace("        ", "       ").replace("       mark \"One", "        mark \"One")
    assert mended(Source("a.town", alike), look).left == ()


def test_what_would_make_matters_worse_is_left_alone() -> None:
    def worse(source: Source) -> tuple[Diagnostic, ...]:
        bad = Diagnostic("TN101", "bad", Span("a", 1, 3, 1, 4), fix=Fix(Span("a", 1, 3, 1, 4), "B", sure=True))
        good = Diagnostic("TN101", "good", Span("a", 1, 1, 1, 2), fix=Fix(Span("a", 1, 1, 1, 2), "G", sure=True))
        return ((good,) if "g" in source.text else ()) + (bad,) * (1 if "b" in source.text else 3)

    found = mended(Source("a", "g b"), worse)
    assert (found.source.text, [each.message for each in found.mended]) == ("G b", ["good"])


def errors(said: tuple[Diagnostic, ...]) -> int:
    return sum(each.severity == "error" for each in said)


SLIPS = [
    (":", ""), ("'s", ""), ('"', "”"), (" to ", " to the "), ("        ", "\t\t"), ("    ", "   "), (" at ", " in "),
    (", ", " and "), ("%", ""), ("ticks", "Ticks"), ("expect", "Expect"), (" with ", " to "), ("mood", "Mood"),
]  # fmt: skip


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A damaged script in which some lines have small slips besides, of the kind that can be mended."""
    lines = draw(mutants()).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at, (old, new) = draw(st.integers(0, len(lines) - 1)), draw(st.sampled_from(SLIPS))
        lines[at] = lines[at].replace(old, new)
    return "\n".join(lines)


@settings(max_examples=80)
@given(slips(), st.sampled_from(["\n", "\r\n"]))
def test_mending_is_safe_whatever_the_script(text: str, ending: str) -> None:
    """It never raises, makes no more errors, is done after once, and leaves alone every line that no fix is about."""
    source = Source("mutant.town", text.replace("\n", ending))
    found = mended(source, look)
    assert errors(found.left) <= errors(look(source))
    assert found.left == look(found.source)
    assert mended(found.source, look) == Mended(found.source, (), found.left)
    spans = [each.span for told in found.mended if told.code not in (TABS, CROOKED) for each in fixes(told, source)]
    if any(told.code in (TABS, CROOKED) or (told.fix and "\n" in told.fix.text) for told in found.mended):
        return
    touched = {number for span in spans for number in range(span.line, span.end_line + 1)}
    before, after = source.text.split(ending), found.source.text.split(ending)
    assert len(before) == len(after)
    assert {number for number, lines in enumerate(zip(before, after, strict=True), 1) if len({*lines}) > 1} <= touched



TABBED = """\
scenario "T":
    town: riverside
    clock: 09:00
    length: 60 ticks
    seed: 1
    cast:
{}Ida: balanced, at cafe
    at tick 5:
{}mark "x"
        mark "y"
"""


@pytest.mark.parametrize(("first", "second"), [("\t", " " * 8), (" " * 8, "\t"), ("\t", "\t"), ("    \t", "\t")])
def test_a_tab_is_mended_to_the_depth_of_its_neighbours(first: str, second: str) -> None:
    source = Source("a.town", TABBED.format(first, second))
    found = mended(source, lambda each: checked(each.text, each.name).diagnostics)
    assert found.source.text == TABBED.format(" " * 8, " " * 8)
    assert not found.left
