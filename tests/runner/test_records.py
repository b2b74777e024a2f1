"""The record beside a golden: written with it, of the run that was approved, and never a danger to it."""

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from runner import disk
from runner.recording.file import Recording
from runner.rehearsal.golden import orphans
from runner.rehearsal.records import record_of, record_path, recorded
from runner.workshop import Ready
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, workshop

SCRIPT, GOLDEN, RECORD = Path("short.town"), Path("short.transcript"), Path("short.townrun")
WARMER = SHORT.replace("direct who to greet Ben", 'direct who to greet Ben\n        Ben: "Good to see you."')


@pytest.fixture(autouse=True)
def _approved(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script with its golden and its record, as the first test has them made."""
    monkeypatch.delenv("CI", raising=False)
    SCRIPT.write_text(SHORT, "utf-8")
    golden, record = approved()
    GOLDEN.write_text(golden, "utf-8")
    RECORD.write_bytes(record)


@cache
def approved() -> tuple[str, bytes]:
    """The golden of the script in the present folder, and its record; they are the same in any folder."""
    found = workshop().anew().ready(str(SCRIPT), {})
    assert isinstance(found, Ready)
    told, record = recorded(found)
    return told.text, record


def is_of_its_golden() -> bool:
    return isinstance(record_of(SCRIPT, GOLDEN.read_text("utf-8")), Recording)


def test_the_first_golden_has_its_record(townlet: Townlet) -> None:
    GOLDEN.unlink()
    RECORD.unlink()
    assert townlet("rehearse", SCRIPT, "--update-new").exit_code == 0
    assert (GOLDEN.read_text("utf-8"), RECORD.read_bytes()) == approved()
    assert is_of_its_golden()
    assert townlet("diff", SCRIPT).exit_code == 0


def test_accepting_a_story_writes_its_record(townlet: Townlet) -> None:
    before = RECORD.read_bytes()
    SCRIPT.write_text(WARMER, "utf-8")
    assert townlet("rehearse", SCRIPT).exit_code == 3
    assert RECORD.read_bytes() == before
    assert townlet("accept", SCRIPT, "--because", "warmer").exit_code == 0
    assert RECORD.read_bytes() != before
    assert is_of_its_golden()


def test_accepting_a_passage_leaves_the_record_until_nothing_waits(townlet: Townlet) -> None:
    before = RECORD.read_bytes()
    SCRIPT.write_text(WARMER, "utf-8")
    townlet("rehearse", SCRIPT)
    townlet("accept", "short.town#morning", "--because", "warmer")
    assert RECORD.read_bytes() == before
    assert townlet("rehearse", SCRIPT).exit_code == 3
    townlet("accept", "short.town#verdicts", "--because", "warmer")
    assert RECORD.read_bytes() != before
    assert is_of_its_golden()


def test_rejecting_and_rehearsing_leave_it_alone(townlet: Townlet) -> None:
    before = RECORD.read_bytes()
    SCRIPT.write_text(WARMER, "utf-8")
    townlet("rehearse", SCRIPT)
    townlet("reject", SCRIPT)
    assert RECORD.read_bytes() == before


def test_nothing_is_written_where_nobody_looks(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    RECORD.unlink()
    monkeypatch.setenv("CI", "true")
    assert townlet("rehearse", SCRIPT).exit_code == 0
    SCRIPT.write_text(WARMER, "utf-8")
    assert townlet("rehearse", SCRIPT).exit_code == 3
    assert sorted(os.listdir()) == ["short.town", "short.transcript"]


def test_a_golden_without_a_record_gets_one_when_asked_and_only_of_its_own_run(townlet: Townlet) -> None:
    golden = GOLDEN.read_bytes()
    RECORD.unlink()
    assert townlet("rehearse", SCRIPT).exit_code == 0
    assert not RECORD.exists()
    SCRIPT.write_text(WARMER, "utf-8")
    assert townlet("rehearse", SCRIPT, "--update-new").exit_code == 3
    assert not RECORD.exists()
    SCRIPT.write_text(SHORT, "utf-8")
    assert townlet("rehearse", SCRIPT, "--update-new").exit_code == 0
    assert is_of_its_golden()
    assert GOLDEN.read_bytes() == golden


def test_a_disk_that_refuses_the_record_costs_no_golden(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    before = RECORD.read_bytes()
    SCRIPT.write_text(WARMER, "utf-8")
    townlet("rehearse", SCRIPT)
    written: list[int] = []

    def full_at_the_second(handle: int) -> None:
        written.append(handle)
        if len(written) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", full_at_the_second)
    found = townlet("accept", SCRIPT, "--because", "warmer")
    assert found.exit_code == 2
    assert "short.town: accepted" in found.stdout
    assert "no space left" in found.stderr
    assert "“Good to see you.”" in GOLDEN.read_text("utf-8")
    assert RECORD.read_bytes() == before
    assert townlet("rehearse", SCRIPT).exit_code == 0
    assert sorted(os.listdir()) == ["short.town", "short.townrun", "short.transcript"]


def test_a_story_of_which_a_part_was_rejected_gets_the_record_of_its_digests(townlet: Townlet) -> None:
    before = RECORD.read_bytes()
    SCRIPT.write_text(WARMER.replace('mark "Morning"', 'narrate "A bird sings."\n        mark "Morning"'), "utf-8")
    townlet("rehearse", SCRIPT)
    townlet("reject", "short.town#beginning")
    assert townlet("accept", SCRIPT, "--because", "warmer").exit_code == 0
    assert "A bird sings" not in GOLDEN.read_text("utf-8")
    assert "# not of this run: #beginning\n" in GOLDEN.read_text("utf-8")
    assert RECORD.read_bytes() != before
    assert is_of_its_golden()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "edited": lambda data: data.replace(b'"wallet":', b'"purse":', 1),
    "merged": lambda data: b"<<<<<<< mine\n" + data,
    "something else": lambda data: b"\x00\xff",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_record_is_told_of_and_harms_nothing(damage: Callable[[bytes], bytes], townlet: Townlet) -> None:
    RECORD.write_bytes(damage(RECORD.read_bytes()))
    assert townlet("rehearse", SCRIPT).exit_code == 0, "it is not even looked at"
    SCRIPT.write_text(WARMER, "utf-8")
    found = townlet("rehearse", SCRIPT)
    assert found.exit_code == 3
    assert "warning[TN057]" in found.stdout
    assert "It may be the script" in found.stdout
    assert townlet("accept", SCRIPT, "--because", "warmer").exit_code == 0
    assert is_of_its_golden()


def test_a_record_belongs_to_nothing_where_its_golden_does(townlet: Townlet) -> None:
    SCRIPT.unlink()
    Path("mine.townrun").write_bytes(b"")  # A recording that somebody made, of no golden.
    assert orphans(Path()) == [RECORD, GOLDEN]


@pytest.mark.parametrize("option", ["--record", "--stats", "--events"])
def test_no_output_takes_the_place_of_a_record(option: str, townlet: Townlet) -> None:
    before = RECORD.read_bytes()
    found = townlet("run", SCRIPT, option, RECORD)
    assert (found.exit_code, RECORD.read_bytes()) == (2, before)
    assert "of a story that was approved" in found.stderr
    GOLDEN.unlink()
    assert townlet("run", SCRIPT, option, RECORD).exit_code == 0, "without a golden it is a recording like others"


def test_records_are_the_same_wherever_the_script_lies(townlet: Townlet) -> None:
    folder = Path("elsewhere")
    folder.mkdir()
    (folder / SCRIPT).write_text(SHORT, "utf-8")
    townlet("rehearse", folder / SCRIPT, "--update-new")
    assert (folder / RECORD).read_bytes() == RECORD.read_bytes()
    assert str(folder.resolve()).encode() not in RECORD.read_bytes()
    assert record_path(folder / SCRIPT) == folder / RECORD


def test_the_explanation_is_in_the_report_and_in_json(townlet: Townlet) -> None:
    SCRIPT.write_text(SHORT.replace("at tick 2 as hello", "at tick 4 as hello"), "utf-8")
    found = townlet("rehearse", SCRIPT, "--json", "out.json")
    assert "note[TN056]: The script was edited: line 14 of short.town" in found.stdout
    drift = json.loads(Path("out.json").read_text("utf-8"))["scenarios"][0]["drift"]
    (share,) = drift["shares"]
    assert (share["kind"], share["tick"], share["edit"]["now"]["line"]) == ("script", 2, 14)
    assert drift["command"] == "townlet diff short.town"


def test_the_command_that_is_named_shows_the_same_again(townlet: Townlet) -> None:
    """The one line that reproduces it does so: same class, tick, figures and line."""
    SCRIPT.write_text(SHORT.replace("at tick 2 as hello", "at tick 4 as hello"), "utf-8")
    townlet("rehearse", SCRIPT, "--json", "out.json")
    drift = json.loads(Path("out.json").read_text("utf-8"))["scenarios"][0]["drift"]
    _, *arguments = drift["command"].split()
    found = townlet(*arguments, "--json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["shares"] == drift["shares"]
