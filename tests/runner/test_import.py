"""`townlet import`: to a file or to standard output, a report beside it, and nothing half-written."""

import json
from pathlib import Path

import pytest

from tests.runner.conftest import Townlet

OLD = "timeline:\n- {tick: 5, action: spawn_agent, args: [mo], kwargs: {position: [1, 2]}}\n"


@pytest.fixture(autouse=True)
def _file(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(OLD, "utf-8")


def test_the_script_is_written_and_can_be_performed(townlet: Townlet) -> None:
    said = townlet("import", "old.yaml", "-o", "new.town")
    assert (said.exit_code, said.stdout) == (0, "")
    assert "note[TN984]: `position` counts tiles" in said.stderr
    assert "--> old.yaml:2:" in said.stderr
    assert said.stderr.endswith("old.yaml: 1 of 1 entry is in the script\n")
    assert townlet("check", "new.town").stdout == "new.town: nothing to mend\n"
    assert townlet("run", "new.town").exit_code == 0


def test_a_script_that_may_have_been_edited_is_not_written_over(townlet: Townlet) -> None:
    townlet("import", "old.yaml", "-o", "new.town")
    Path("new.town").write_text("# Edited.\n", "utf-8")
    said = townlet("import", "old.yaml", "-o", "new.town")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "error[TN027]: `new.town` is there already" in said.stderr
    assert Path("new.town").read_text("utf-8") == "# Edited.\n"


def test_without_a_file_it_goes_to_standard_output(townlet: Townlet) -> None:
    said = townlet("import", "old.yaml")
    assert said.exit_code == 0
    assert said.stdout.startswith("## From old.yaml, a timeline of the older kind.\n\nscenario ")


def test_a_script_is_known_for_one(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "mine.town").write_text('use "library/people.town"\n', "utf-8")
    said = townlet("import", "mine.town")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "error[TN970]: `mine.town` is a script already" in said.stderr
    assert "`townlet run mine.town`" in said.stderr


def test_what_is_not_in_it_is_counted(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(OLD + "- nothing\n- {tick: 2, action: force_chat, args: [mo, al]}\n", "utf-8")
    assert "\nold.yaml: 1 of 3 entries are in the script; the rest" in townlet("import", "old.yaml").stderr


def test_the_report_is_to_be_had_as_data(townlet: Townlet) -> None:
    said = townlet("import", "old.yaml", "-o", "new.town", "--format", "json")
    assert [each["code"] for each in json.loads(said.stderr)] == ["TN984"]


def test_in_another_town_people_arrive_elsewhere(townlet: Townlet) -> None:
    said = townlet("import", "old.yaml", "-o", "new.town", "--town", "shared-house")
    assert said.exit_code == 0
    assert townlet("check", "new.town").stdout == "new.town: nothing to mend\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["old.yaml", "-o", "old.yaml"], "TN027"),
        (["old.yaml", "-o", "nowhere/new.town"], "TN014"),
        (["none.yaml"], "TN001"),
        (["old.yaml", "--town", "riversid"], "TN209"),
        (["empty.yaml", "-o", "new.town"], "TN906"),
        (["binary.yaml", "-o", "new.town"], "TN004"),
        (["script.town", "-o", "new.town"], "TN9"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    townlet: Townlet, tmp_path: Path, arguments: list[str], code: str
) -> None:
    (tmp_path / "empty.yaml").write_text("", "utf-8")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "script.town").write_text('scenario "X":\n    town: riverside\n', "utf-8")
    said = townlet("import", *arguments)
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"error[{code}" in said.stderr
    assert (tmp_path / "old.yaml").read_text("utf-8") == OLD
    assert not (tmp_path / "new.town").exists()
