"""Every damaged script says in a comment at the end of each damaged line which code is expected: `#! TN101`.

Exactly these are said, and nothing else, by the whole front end.
"""

import re
from pathlib import Path

import pytest

from dsl.codes import CODES
from dsl.diagnostic import Diagnostic
from dsl.render import concise, render
from dsl.source import Source
from tests.dsl.shipped import checked

BROKEN = Path(__file__).resolve().parents[1] / "broken"
SCRIPTS = sorted(BROKEN.glob("*.town"))


def expected(text: str) -> set[tuple[int, str]]:
    """The line numbers and codes that the comments promise."""
    return {
        (number, code)
        for number, line in enumerate(text.split("\n"), 1)
        for code in re.findall(r"TN\d+", line.partition("#!")[2])
    }


def said(path: Path) -> tuple[Diagnostic, ...]:
    return checked(path.read_text("utf-8"), path.name).diagnostics


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_broken_script_says_what_its_comments_promise(path: Path) -> None:
    diagnostics = said(path)
    found = {(d.span.line, d.code) for d in diagnostics}
    assert found == expected(path.read_text("utf-8")), "\n".join(map(concise, diagnostics))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_broken_script_is_broken(path: Path) -> None:
    assert expected(path.read_text("utf-8"))


def test_every_code_of_syntax_is_shown_by_a_broken_script() -> None:
    shown = {code for path in SCRIPTS for _, code in expected(path.read_text("utf-8"))}
    assert {code for code in CODES if code.startswith("TN1")} - OF_A_WHOLE_FILE <= shown


OF_A_WHOLE_FILE = {"TN133", "TN134"}
"""What is said of a file before any line of it is read; see `test_bad_text.py`."""


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_messages_speak_of_words_and_not_of_tokens(path: Path) -> None:
    source = Source(path.name, path.read_text("utf-8"))
    for diagnostic in said(path):
        assert diagnostic.code in CODES
        text = render(diagnostic, {source.name: source})
        spoken = "\n".join(line for line in text.splitlines() if " | " not in line) + diagnostic.label
        assert not re.search(r"\b(NAME|INT|DECIMAL|STRING|SHARE|COLON|POSSESSIVE|_NL|INDENT)\b", spoken), text
