"""`townlet check --fix`: what is sure is mended in the file, and the rest of it is not touched by a byte."""

import json
import os
from pathlib import Path

import pytest

from runner.cli import main
from runner.shelf import SHIPPED
from tests.runner.conftest import Townlet
from tests.runner.frames import TOWN
from tests.runner.support import SHORT

SLIPS = SHORT.replace("direct who to greet Ben", "Direct who to greet Ben:").replace(
    'mark "Morning"', 'mark "Morning"  \t# “so”'
)
MENDED = SLIPS.replace("Direct who to greet Ben:", "direct who to greet Ben")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_keeps_everything_else(mark: bytes, ending: str, townlet: Townlet) -> None:
    path = Path("slips.town")
    path.write_bytes(mark + SLIPS.replace("\n", ending).encode())
    path.chmod(0o640)
    said = townlet("check", "--fix", "slips.town")
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == "slips.town: 2 things mended\n"
    assert path.read_bytes() == mark + MENDED.replace("\n", ending).encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir() == ["slips.town"]
    assert townlet("check", "--fix", "slips.town").stdout == "slips.town: nothing to mend\n"


def test_what_is_left_is_said_in_any_form(townlet: Townlet) -> None:
    Path("slips.town").write_text(SLIPS.replace("at cafe at end", "at caffe at end"), "utf-8")
    said = townlet("check", "--fix", "--format", "json", "slips.town")
    assert said.exit_code == 2
    assert [each["code"] for each in json.loads(said.stdout)] == ["TN202"]
    assert "at caffe at end" in Path("slips.town").read_text("utf-8")


def test_a_diff_shows_and_changes_nothing(townlet: Townlet) -> None:
    Path("slips.town").write_text(SLIPS, "utf-8")
    said = townlet("check", "--diff", "slips.town")
    assert said.exit_code == 2
    lines = said.stdout.splitlines()
    assert lines[:2] == ["--- slips.town", "+++ slips.town (mended)"]
    assert [line for line in lines[2:] if line[0] in "+-"] == [
        "-        Direct who to greet Ben:", "+        direct who to greet Ben",
    ]  # fmt: skip
    assert Path("slips.town").read_text("utf-8") == SLIPS


def test_a_link_leads_to_the_same_file_afterwards(townlet: Townlet) -> None:
    Path("slips.town").write_text(SLIPS, "utf-8")
    Path("link.town").symlink_to("slips.town")
    assert townlet("check", "--fix", "link.town", "slips.town").stderr == "link.town: 2 things mended\n"
    assert Path("link.town").is_symlink()
    assert Path("slips.town").read_text("utf-8") == MENDED


def test_only_files_that_are_named_are_touched(townlet: Townlet) -> None:
    Path("mine.town").write_text("item lamp:\n    About: \"A lamp.\"\n    price: 4 coins\n", "utf-8")
    Path("slips.town").write_text('use "mine.town"\n' + SLIPS, "utf-8")
    said = townlet("check", "--fix", "slips.town")
    assert 'About: "A lamp."' in Path("mine.town").read_text("utf-8")
    assert "mine.town:2" in said.stdout
    assert townlet("check", "--fix", "mine.town", "slips.town").exit_code == 0


def test_what_ships_is_not_touched(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runner.mending.SHIPPED", Path.cwd())
    Path("slips.town").write_text(SLIPS, "utf-8")
    assert townlet("check", "--fix", "slips.town").exit_code == 2
    assert Path("slips.town").read_text("utf-8") == SLIPS
    assert townlet("check", "--fix", "coffee-too-dear", str(SHIPPED / "library" / "people.town")).exit_code == 0


def test_a_town_file(townlet: Townlet) -> None:
    slips = TOWN.replace("edible: yes", "edible: true").replace("hours:", "Hours:")
    Path("hamlet.yaml").write_text(slips, "utf-8")
    said = townlet("check", "--fix", "hamlet.yaml")
    assert (said.exit_code, said.stderr) == (0, "hamlet.yaml: 2 things mended\n")
    assert Path("hamlet.yaml").read_text("utf-8") == TOWN


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "TN005"), (b"\xff\xfe", "TN004"), (b'{"townlet":"snapshot"}', "TN026"), (None, "TN001")]
)
def test_a_file_that_cannot_be_mended(data: bytes | None, code: str, townlet: Townlet) -> None:
    if data is not None:
        Path("odd.town").write_bytes(data)
    said = townlet("check", "--fix", "odd.town")
    assert (said.exit_code, said.stderr) == (2, "")
    assert f"error[{code}]" in said.stdout


@pytest.mark.usefixtures("townlet")
def test_a_disk_that_refuses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    Path("slips.town").write_text(SLIPS, "utf-8")
    monkeypatch.setattr("os.fsync", refuse)
    assert main(["check", "--fix", "slips.town"]) == 2
    assert "error[TN014]: I cannot write `slips.town`: no space left on device" in capsys.readouterr().err
    assert Path("slips.town").read_text("utf-8") == SLIPS
    assert os.listdir() == ["slips.town"]
