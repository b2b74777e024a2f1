"""`townlet blame`: from a line of a golden, by its number there, to its causes; also when the script has moved on."""

import json
import re
import shutil
from pathlib import Path

import pytest

from runner.cli import main
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, prepared

GOLDEN = Path("short.transcript")


@pytest.fixture(autouse=True)
def _somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A golden with a reason in its header, so that its lines have other numbers than those of a run."""
    commands = ("rehearse", "short.town"), ("accept", "short.town", "--because", "it is morning")
    return prepared(tmp_path_factory.mktemp("kept"), {"short.town": SHORT}, *commands)


@pytest.fixture(autouse=True)
def _kept(folder: Path, townlet: Townlet) -> None:
    shutil.copytree(folder, ".", dirs_exist_ok=True)


def number_of(words: str, path: Path = GOLDEN) -> int:
    return next(n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if words in line)


def test_a_line_is_the_one_of_the_file(townlet: Townlet) -> None:
    number = number_of("‹hello/direct-1›")
    line = GOLDEN.read_text("utf-8").splitlines()[number - 1]
    said = townlet("blame", f"short.town:{number}")
    assert said.exit_code == 0
    assert said.stdout.startswith(f"{line}\n!  directed by the script\n")
    assert "--> short.town:17:9" in said.stdout
    assert townlet("why", f"short.town:{number - 1}").stdout == said.stdout, "a run has no reasons in its header"


def test_emergent_lines_lead_to_a_rule_or_to_the_script(townlet: Townlet) -> None:
    said = townlet("blame", f"short.town:{number_of('·  ')}").stdout
    assert "A rule of the town: " in said or "out of what the script had set going" in said


def test_a_verdict_leads_to_its_check(townlet: Townlet) -> None:
    assert "The script asks for it" in townlet("blame", f"short.town:{number_of('expect ')}").stdout


def test_the_clock_finds_lines_too(townlet: Townlet) -> None:
    clock = GOLDEN.read_text("utf-8").splitlines()[number_of("‹hello/direct-1›") - 1][:5]
    said = townlet("blame", f"short.town:{clock.removeprefix('0')}")
    assert said.exit_code == 0
    assert "‹hello/direct-1›" in said.stdout


@pytest.mark.parametrize("recorded", [True, False])
def test_a_golden_that_is_not_the_story_of_today(recorded: bool, townlet: Townlet) -> None:
    if not recorded:
        Path("short.townrun").unlink()
    number = number_of("‹hello/direct-1›")
    Path("short.town").write_text(SHORT.replace("at tick 2 as hello", "at tick 3 as hello"), "utf-8")
    said = townlet("blame", f"short.town:{number}").stdout
    assert re.match(r"The script tells another story than the one .*\. Today it reads, as line \d+: 08:03 !  ", said)
    assert "--> short.town:17:9" in said
    if not recorded:
        assert "\n08:03 !  " in said, "there is no other run to tell of"
    else:
        assert "\n08:02 !  " in said
        assert " |     at tick 2 as hello:" in said, "the script is shown as it was when the story was kept"
    data = json.loads(townlet("blame", f"short.town:{number}", "--json").stdout)
    assert (data["line"], data["is_today"], data["now"]["line"]) == (number, False, number - 1)
    assert (data["is_record"], data["now"]["text"][:5]) == (recorded, "08:03")
    assert data["script"]["span"]["line"] == 17


def test_a_line_that_is_told_no_more(townlet: Townlet) -> None:
    number = number_of("‹hello/direct-1›")
    Path("short.town").write_text(SHORT.replace("        direct who to greet Ben\n", ""), "utf-8")
    kept = townlet("blame", f"short.town:{number}").stdout
    assert ". This line is told no more\n" in kept
    assert "17 |         direct who to greet Ben" in kept, "its record still knows"
    Path("short.townrun").unlink()
    said = townlet("blame", f"short.town:{number}")
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"Line {number} is told no more: the story has changed since it was kept" in said.stderr


def test_a_story_that_waits(townlet: Townlet) -> None:
    assert "Nothing waits" in townlet("blame", "short.town:8", "--new").stderr
    Path("short.town").write_text(SHORT.replace("greet Ben", 'greet Ben\n        Ben: "Good to see you."'), "utf-8")
    townlet("rehearse", "short.town")
    waiting = Path("short.transcript.new")
    said = townlet("blame", f"short.town:{number_of('Good to see you', waiting)}", "--new")
    assert "“Good to see you.”" in said.stdout
    assert "--> short.town:18:9" in said.stdout


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("short.town:1", "Line 1 is not a line of the story"),
        ("short.town:999", "lines, and 999 is none of them"),
        ("short.town:07:00", "Nothing is told at 07:00"),
        ("short.town", "is not of the form NAME:LINE"),
        ("new.town:3", "`new.town` has no golden yet"),
        ("short.town:999999999999999999", "is not of the form NAME:LINE"),
    ],
)
def test_what_cannot_be_blamed(place: str, says: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path("new.town").write_text(SHORT, "utf-8")
    assert main(["blame", place]) == 2
    assert says in capfd.readouterr().err


def test_a_damaged_golden_is_told_of(townlet: Townlet) -> None:
    GOLDEN.write_text(GOLDEN.read_text("utf-8")[:200], "utf-8")
    assert "error[TN030]" in townlet("blame", "short.town:8").stderr
