"""`townlet diff`: two runs, whatever they are, held against each other."""

import contextlib
import io
import json
from pathlib import Path

import pytest

from runner.cli import main
from runner.recording.file import Recording
from runner.recording.parting import compared
from runner.recording.reading import read
from runner.recording.verifying import side
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT

SCRIPT = Path("short.town")


@pytest.fixture(autouse=True)
def _script(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    SCRIPT.write_text(SHORT, "utf-8")
    assert townlet("run", SCRIPT, "--record", "one.townrun").exit_code == 0


def kinds(*arguments: str) -> list[str]:
    return [share["kind"] for share in json.loads(arguments[0])["shares"]]


def test_two_runs_of_one_script_are_the_same(townlet: Townlet) -> None:
    townlet("run", SCRIPT, "--record", "other.townrun.zst")
    found = townlet("diff", "one.townrun", "other.townrun.zst")
    assert (found.exit_code, found.stdout) == (
        0, "one.townrun\nother.townrun.zst\n"
        "  The two runs are the same: all that happened, and how the town stands in the end.\n",
    )  # fmt: skip
    assert townlet("diff", "one.townrun", SCRIPT).exit_code == 0
    assert townlet("diff", SCRIPT, SCRIPT).exit_code == 0


@pytest.mark.parametrize(
    ("options", "head", "kind"),
    [
        (("--seed", "3"), "seed  1 → 3", "seed"),
        (("--set", "dear=200%"), "value of dear  150% → 200%", "values"),
        (("--ticks", "20"), "length  30 ticks → 20 ticks", "values"),
    ],
)
def test_what_a_run_was_given(options: tuple[str, ...], head: str, kind: str, townlet: Townlet) -> None:
    townlet("run", SCRIPT, *options, "--record", "other.townrun")
    found = townlet("diff", "one.townrun", "other.townrun")
    assert found.exit_code == 1
    assert head in found.stdout
    assert kinds(townlet("diff", "one.townrun", "other.townrun", "--json").stdout) == [kind]


def test_a_recording_against_the_script_as_it_stands(townlet: Townlet) -> None:
    SCRIPT.write_text(SHORT.replace("at tick 6 as rise", "at tick 7 as rise"), "utf-8")
    found = townlet("diff", "one.townrun", SCRIPT)
    assert found.exit_code == 1
    assert "The script was edited: line 19 of short.town" in found.stdout
    back = townlet("diff", SCRIPT, "one.townrun")
    assert "- at tick 7 as rise:\n  + at tick 6 as rise:" in back.stdout


def test_both_at_once_and_the_first_comes_first(townlet: Townlet) -> None:
    SCRIPT.write_text(SHORT.replace("at tick 6 as rise", "at tick 7 as rise"), "utf-8")
    townlet("run", SCRIPT, "--seed", "3", "--record", "other.townrun")
    found = json.loads(townlet("diff", "one.townrun", "other.townrun", "--json").stdout)
    ticks = [share["tick"] for share in found["shares"]]
    assert {share["kind"] for share in found["shares"]} == {"seed", "script"}
    assert ticks == sorted(ticks)


def test_what_made_a_run_from_a_snapshot_another_is_tried_from_its_beginning(townlet: Townlet) -> None:
    townlet("run", SCRIPT, "--seed", "3", "--save-at", "3", "--snapshot", "half.snapshot")
    townlet("run", "--from", "half.snapshot", "--record", "rest.townrun")
    found = townlet("diff", "one.townrun", "rest.townrun")
    assert found.exit_code == 1
    assert "seed  1 → 3" in found.stdout
    assert "The first difference is at" in found.stdout
    assert kinds(townlet("diff", "one.townrun", "rest.townrun", "--json").stdout) == ["seed"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("one.townrun",), 2, "is one run, and two are compared"),
        (("short.town",), 2, "TN058"),
        (("nobody.townrun", "one.townrun"), 2, "TN001"),
        (("one.townrun", "nobody.town"), 2, "TN001"),
        (("cut.townrun", "one.townrun"), 2, "TN058"),
        (("none.townrun", "one.townrun"), 2, "TN070"),
        (("broken.town", "one.townrun"), 2, "TN"),
    ],
)
def test_what_cannot_be_compared(arguments: tuple[str, ...], code: int, said: str, townlet: Townlet) -> None:
    Path("cut.townrun").write_bytes(Path("one.townrun").read_bytes()[:-400])
    Path("none.townrun").write_text("nothing\n", "utf-8")
    Path("broken.town").write_text(SHORT.replace("greet", "gret"), "utf-8")
    status, told = _in_words("diff", *arguments)
    assert status == code
    assert said in told


def _in_words(*arguments: str) -> tuple[int, str]:
    """Through `main`, which puts what is wrong with the command line into words."""
    told = io.StringIO()
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(told):
        return main(arguments), told.getvalue()


def said(townlet: Townlet, *ticks: int) -> str:
    """A file of statements, a mark at each of these ticks."""
    name = f"said-{'-'.join(map(str, ticks))}.jsonl"
    lines = [json.dumps({"id": f"m{tick}", "at": tick, "say": f"set Ben's hunger to {tick}%"}) for tick in ticks]
    Path(name).write_text("\n".join(lines) + "\n", "utf-8")
    return name


@pytest.fixture
def continued(townlet: Townlet) -> None:
    """A run that was spoken to in ticks 3 and 20, and one that goes on from its tick 10, spoken to in tick 25 too."""
    saved = ("--save-at", "10", "--snapshot", "ten.snapshot")
    townlet("run", SCRIPT, "--statements", said(townlet, 3, 20), *saved, "--record", "whole.townrun")
    townlet("run", "--from", "ten.snapshot", "--statements", said(townlet, 25), "--record", "rest.townrun")
    townlet("run", "--from", "ten.snapshot", "--record", "same.townrun")


@pytest.mark.usefixtures("continued")
def test_a_run_that_went_on_from_a_snapshot_has_what_was_said_before(townlet: Townlet) -> None:
    found = townlet("diff", "whole.townrun", "rest.townrun")
    assert "statements while it ran  2 → 3" in found.stdout
    assert "tick 25" in found.stdout
    assert "tick 0" not in found.stdout
    assert "TN056" in found.stdout
    assert "was not tried out" not in found.stdout
    assert townlet("diff", "whole.townrun", "same.townrun").exit_code == 0


@pytest.mark.usefixtures("continued")
def test_a_statement_of_several_lines_stands_under_its_tick(townlet: Townlet) -> None:
    said = json.dumps({"at": 25, "say": "hold Ben\nwait 3 ticks"})
    Path("block.jsonl").write_text(f"{said}\n", "utf-8")
    townlet("run", "--from", "ten.snapshot", "--statements", "block.jsonl", "--record", "block.townrun")
    found = townlet("diff", "same.townrun", "block.townrun").stdout
    assert "  + at tick 25:\n        hold Ben\n        wait 3 ticks\n" in found


@pytest.mark.usefixtures("continued")
def test_a_run_is_the_same_as_the_script_from_it(townlet: Townlet) -> None:
    made = townlet("script-from", "rest.townrun", "-o", "rest.town")
    assert (made.exit_code, "with 3 statements as cues" in made.output) == (0, True)
    found = townlet("diff", "rest.townrun", "rest.town")
    assert (found.exit_code, found.stdout) == (
        0, "rest.townrun\nrest.town\n"
        "  The two runs are the same: all that happened, and how the town stands in the end.\n",
    )  # fmt: skip


@pytest.mark.usefixtures("continued")
def test_runs_that_begin_at_other_ticks_are_compared_from_the_later_on() -> None:
    sides = []
    for name in ("whole.townrun", "rest.townrun", "same.townrun"):
        found = read(Path(name), name)
        assert isinstance(found, Recording)
        sides.append(side(found, 30))
    parting = compared(sides[0], sides[1]).parting
    assert parting is not None
    assert parting.tick == 25
    assert compared(sides[0], sides[2]).parting is None
