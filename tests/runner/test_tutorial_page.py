"""docs/tutorial.md from its first line to its last: what it asks for is done, and what it shows is what is seen."""

from pathlib import Path

import pytest

from runner.commands import COMMANDS
from tests.pages import changed, fences, manual, played, shows
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT

PAGE = manual("tutorial")
TAUGHT = {"new", "run", "check", "explain", "fmt", "why", "rehearse", "accept", "pending"}


def test_the_tour_goes_as_it_says(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)  # Where nobody looks, nothing is kept.
    walked = {done.arguments[0] for done in played(PAGE, townlet)}
    assert TAUGHT <= walked <= COMMANDS.keys()
    left = ["the-corner-table.town", "the-corner-table.townrun", "the-corner-table.transcript"]
    assert sorted(path.name for path in Path().iterdir()) == left


def test_it_installs_as_the_readme_does() -> None:
    (install,) = (fence for fence in fences(PAGE, "sh") if "elsewhere" in fence.words)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert install.text.splitlines() == ["make demo", "source .venv/bin/activate"]
    assert all(line in readme for line in install.text.splitlines())


HEARD = "one\n09:05 ·  Two.   ‹town/own-choice›\n\nthree\n"


@pytest.mark.parametrize(
    ("shown", "true"),
    [
        ("one\n09:05 ·  Two.\n\nthree\n", True), ("…\nthree", True), ("one\n…", True), ("one\n…\nthree", True),
        ("…\n09:05 … Two.\n…", True), ("one\n09:05 ·  Two.   ‹town/own-choice›\n…", True),
        ("one\n", False), ("three\n", False), ("…\nTwo.\n…", False), ("one\n…\nfour", False),
        ("…\nthree\n…\none", False), ("one\n09:05 ·  Two.   ‹greeting›\n…", False),
    ],
)  # fmt: skip
def test_what_is_shown_is_compared(shown: str, true: bool) -> None:
    assert shows(shown, HEARD) is true


def test_a_change_has_its_one_place() -> None:
    assert changed("a\nb\n\nc\n", " b\n\n-c\n+d\n") == "a\nb\n\nd\n"
    for text in ("a\n", "b\nb\n"):
        with pytest.raises(AssertionError, match="times in the file"):
            changed(text, "-b\n+c\n")
