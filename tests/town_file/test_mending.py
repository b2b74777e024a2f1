"""Town files with their sure fixes applied: the form is mended, and nothing is made worse."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostic import Diagnostic
from dsl.fixing import Mended, mended
from dsl.source import Source
from tests.town_file.support import SMALL, damaged, read
from tests.town_file.test_never_raises import EDITS

SLIPS = [("yes", "true"), ("hours", "Hours"), ("rest:", "REST:"), ("bed", "Bed")]


def look(source: Source) -> tuple[Diagnostic, ...]:
    return read(source.text)[1]


def errors(said: tuple[Diagnostic, ...]) -> int:
    return sum(each.severity == "error" for each in said)


@pytest.mark.parametrize(
    ("old", "new", "becomes"),
    [
        ("edible: yes", "edible: true", "edible: yes"),
        ("    hours:", "    Hours:", "    hours:"),
    ],
)
def test_what_is_sure(old: str, new: str, becomes: str) -> None:
    found = mended(Source("hamlet.yaml", damaged(old, new)), look)
    assert found.source.text == damaged(old, becomes)
    assert found.left == ()


@pytest.mark.parametrize(("old", "new"), [("    hours:", "    huors:"), ("place: cottage", "place: cotage")])
def test_what_is_a_guess(old: str, new: str) -> None:
    source = Source("hamlet.yaml", damaged(old, new))
    assert mended(source, look) == Mended(source, (), look(source))


@settings(max_examples=80)
@given(st.lists(EDITS, max_size=3), st.sampled_from(SLIPS))
def test_mending_is_safe_whatever_the_text(edits: list[tuple[int, int, str]], slip: tuple[str, str]) -> None:
    text = SMALL.replace(*slip)
    for start, length, scrap in edits:
        text = text[:start] + scrap + text[start + length :]
    source = Source("hamlet.yaml", text)
    found = mended(source, look)
    assert errors(found.left) <= errors(look(source))
    assert mended(found.source, look) == Mended(found.source, (), found.left)
