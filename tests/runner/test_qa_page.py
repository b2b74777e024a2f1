"""docs/qa.md from its first line to its last: what it asks for is done, and what it shows is what is seen."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from runner.trouble import CODES
from tests.pages import fences, manual, played, rows
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT

PAGE = manual("qa")
TAUGHT = {"rehearse", "accept", "reject", "pending", "blame", "trace", "pin", "shrink"}


@pytest.fixture
def walked(townlet: Townlet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of somebody who has done all that the page says."""
    monkeypatch.delenv("CI", raising=False)  # Where nobody looks, nothing is kept.
    page = re.sub(r"```sh pytest\n", "```sh elsewhere\n", PAGE)
    assert {done.arguments[0] for done in played(page, townlet)} >= TAUGHT
    return tmp_path


def test_the_guide_goes_as_it_says(walked: Path, townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    made = "report.xml report.html report.sarif report.json runs.sqlite unlucky.town small.town"
    assert {*made.split()} <= {
        path.name for path in walked.iterdir()
    }
    for name in ("unlucky.town", "small.town"):
        (walked / name).unlink()
    _pytest_says(walked)
    monkeypatch.setenv("CI", "true")
    for line in _commands_of_the_workflow():
        name, *arguments = shlex.split(line)
        said = townlet(*arguments)
        assert (name, said.exit_code) == ("townlet", 0), f"{line}\n{said.output}"


def _pytest_says(folder: Path) -> None:
    (command,) = (fence.text.split() for fence in fences(PAGE, "sh") if "pytest" in fence.words)
    done = subprocess.run(
        [sys.executable, "-m", *command, "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=folder, env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(folder)}, capture_output=True, text=True,
    )  # fmt: skip
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def _commands_of_the_workflow() -> list[str]:
    (workflow,) = fences(PAGE, "yaml")
    (job,) = yaml.safe_load(workflow.text)["jobs"].values()
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert commands[0] == "pip install ."
    return commands[1:]


def test_the_codes_are_those_of_the_runner() -> None:
    named = {*re.findall(r"TN\d+", PAGE)}
    assert named <= CODES.keys()
    assert {*re.findall(r"TN\d+", " ".join(cell for row in rows(PAGE, "it says") for cell in row))} <= named


def test_the_exit_statuses_are_in_the_order_of_what_is_worst() -> None:
    from runner.rehearsal.result import EXITS, WORST_FIRST

    assert [int(status) for status, _ in rows(PAGE, "status")] == [EXITS[each] for each in WORST_FIRST]


def test_the_page_says_where_pytest_comes_from() -> None:
    section = PAGE.partition("## 10. With pytest\n")[2]
    assert section.index("\n.venv/bin/python -m pip install pytest\n") < section.index("\npytest .\n")


def test_a_town_of_ones_own_is_made_as_the_guide_says(townlet: Townlet) -> None:
    section = manual("language").partition("### A town of your own\n")[2].partition("\n## ")[0]
    assert "`towns/ourtown.yaml`" in section
    assert "`town: ourtown`" in section
    text = (ROOT / "scenarios/towns/riverside.yaml").read_text("utf-8")
    Path("towns").mkdir()
    assert "\n  coffee:\n    price: 2 coins\n" in text
    dearer = text.replace("\n  coffee:\n    price: 2 coins\n", "\n  coffee:\n    price: 4 coins\n")
    Path("towns/ourtown.yaml").write_text(dearer, "utf-8")
    Path("short.town").write_text(SHORT.replace("town: riverside", "town: ourtown"), "utf-8")
    assert townlet("check", "towns/ourtown.yaml").exit_code == 0
    assert "a coffee costs 6 coins now" in townlet("run", "short.town").stdout
