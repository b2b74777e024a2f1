"""What a terminal is shown: the words that a file is given, with colours; and none where none are wanted."""

import re
from io import StringIO

import pytest

from dsl.compiler import check
from dsl.diagnostic import Diagnostic
from dsl.source import Source
from runner.report import Paint, in_full, paint_for, plain
from runner.telling import coloured
from tests.runner.support import workshop

SCRIPT = """\
scenario "Nobody":
    town: riverside
    length: 20 ticks

    cast:
        Ida: balanced, at cafe

    at tick 5:
        direct Idaa to chat with Ida about work
"""


class Terminal(StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def paint(monkeypatch: pytest.MonkeyPatch) -> Paint:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return paint_for(Terminal())


def bare(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_the_line_of_a_script_has_the_colours_of_its_words(paint: Paint) -> None:
    source = Source("nobody.town", SCRIPT)
    said = _said(source)
    text = in_full(said, {source.name: source}, paint)
    assert bare(text) == in_full(said, {source.name: source})
    (line,) = (each for each in text.splitlines() if "chat" in each and "9 |" in each)
    keyword, activity = "\x1b[34m", "\x1b[1;34m"
    assert f"{keyword}direct\x1b[0m" in line
    assert f"{activity}chat\x1b[0m" in line
    assert "about\x1b[0m work" in line


def test_a_line_of_a_town_file_is_left_alone(paint: Paint) -> None:
    said = _said(Source("nobody.town", SCRIPT))
    text = in_full(said, {"nobody.town": Source("x.yaml", SCRIPT)}, paint)
    assert "direct Idaa to chat with Ida about work\n" in text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("== Morning ==", "\x1b[1m== Morning ==\x1b[0m"),
        ("08:00 !  Ada: “So.”", "\x1b[36m08:00\x1b[0m \x1b[33m!\x1b[0m  Ada: \x1b[32m“So.”\x1b[0m"),
        ("met        08:30  expect so", "\x1b[32mmet\x1b[0m        \x1b[36m08:30\x1b[0m  expect so"),
        ("failed     08:30  expect so", "\x1b[1;31mfailed\x1b[0m     \x1b[36m08:30\x1b[0m  expect so"),
        ("", ""),
    ],
)
def test_a_transcript_on_a_terminal(paint: Paint, line: str, expected: str) -> None:
    assert coloured(line, paint) == expected
    assert coloured(line, plain) == line


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_can_be_declined(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert paint_for(Terminal()) is plain
    assert paint_for(StringIO()) is plain


def _said(source: Source) -> Diagnostic:
    found = workshop()
    first, *_ = check(source, found.parser, found.shelf, found.map).diagnostics
    return first
