"""What a command writes never takes the place of what it reads, nor of something else that it writes."""

from pathlib import Path

import pytest

from tests.runner.conftest import Townlet
from tests.runner.support import SHORT

SAVE = ("--save-at", "5", "--snapshot")


@pytest.fixture(autouse=True)
def _script(tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT, "utf-8")
    (tmp_path / "link.town").symlink_to("short.town")
    (tmp_path / "folder").mkdir()


@pytest.mark.parametrize("option", ["--stats", "--events", "--digests", "--snapshot"])
@pytest.mark.parametrize("file", ["short.town", "folder/../short.town", "link.town"])
def test_nothing_is_written_over_the_script(townlet: Townlet, option: str, file: str) -> None:
    said = townlet("run", "short.town", *(("--save-at", "5") if option == "--snapshot" else ()), option, file)
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"error[TN027]: `{option}` would write over `short.town`" in said.stderr
    assert Path("short.town").read_text("utf-8") == SHORT


def test_nor_a_schedule_over_its_script(townlet: Townlet) -> None:
    said = townlet("compile", "short.town", "-o", "short.town")
    assert (said.exit_code, "TN027" in said.stderr) == (2, True)
    assert Path("short.town").read_text("utf-8") == SHORT


@pytest.mark.parametrize(
    "command",
    [("run", "short.town", "--stats"), ("compile", "short.town", "-o"), ("pin", "short.town", "-o")],
)
def test_nor_anything_over_a_story_that_was_approved(townlet: Townlet, command: tuple[str, ...]) -> None:
    Path("short.transcript").write_text("# A Short Stay\n", "utf-8")
    said = townlet(*command, "short.transcript")
    assert (said.exit_code, "which is of a story that was approved" in said.stderr) == (2, True)
    assert Path("short.transcript").read_text("utf-8") == "# A Short Stay\n"


@pytest.mark.parametrize(
    "options",
    [(*SAVE, "a", *SAVE, "./a"), (*SAVE, "a", "--events", "a"), ("--stats", "a", "--digests", "a")],
)
def test_two_things_do_not_go_into_one_file(townlet: Townlet, options: tuple[str, ...]) -> None:
    said = townlet("run", "short.town", *options)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "error[TN027]" in said.stderr
    assert not Path("a").exists()


@pytest.mark.parametrize("file", ["folder", "nowhere/a", ""])
def test_where_nothing_can_be_written_is_said_before_the_curtain_rises(townlet: Townlet, file: str) -> None:
    said = townlet("run", "short.town", *SAVE, file)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "error[TN014]: I cannot write" in said.stderr


def test_a_snapshot_may_take_the_place_of_the_one_gone_on_from(townlet: Townlet) -> None:
    townlet("run", "short.town", *SAVE, "a")
    before = Path("a").read_bytes()
    assert townlet("run", "--from", "a", "--events", "a").exit_code == 2
    assert Path("a").read_bytes() == before
    assert townlet("run", "--from", "a", "--save-at", "9", "--snapshot", "a").exit_code != 2
    assert Path("a").read_bytes() != before
