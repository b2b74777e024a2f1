"""Whatever the text, reading it gives a town or diagnostics that point into it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.town_file.support import SMALL, read, shipped

RIVERSIDE = shipped("riverside")
LINES = RIVERSIDE.splitlines(keepends=True)
SIGNS = "[]{}:,-#&*!|>'\"%@`?\t\n\0 \ud800\u2028"
SCRAPS = [*SIGNS, "- ", ": ", "9" * 30, "no", "~", "<<: *x\n", "---\n", "\\x", "1e999"]
EDITS = st.tuples(st.integers(0, len(SMALL)), st.integers(0, 12), st.sampled_from(SCRAPS))
NUMBERS = st.sampled_from(range(len(LINES)))


def check(text: str) -> None:
    town, said = read(text)
    assert town is not None or said
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for one in said:
        assert one.code.startswith("TN9")
        assert 1 <= one.span.line <= lines
        assert one.span.line <= one.span.end_line
        assert 1 <= one.span.column < one.span.end_column or one.span.column == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(RIVERSIDE)))
def test_truncated(end: int) -> None:
    check(RIVERSIDE[:end])


@settings(max_examples=120, deadline=None)
@given(st.lists(EDITS, max_size=4))
def test_mutants(edits: list[tuple[int, int, str]]) -> None:
    text = SMALL
    for start, length, scrap in edits:
        text = text[:start] + scrap + text[start + length :]
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=6), NUMBERS)
def test_lines_that_wander(taken: list[int], to: int) -> None:
    rest = [line for number, line in enumerate(LINES) if number not in taken]
    check("".join([*rest[:to], *(LINES[number] for number in taken), *rest[to:]]))


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    check(text)
