"""`pytest FOLDER` collects scripts: a golden and a matrix each, with failures at lines of the script."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT

UNCOVERED = """\
    at tick 8:
        if who is at park:
            narrate "Ada is away."
    rehearse:
        seeds: 1..4
        cover every branch in 1 runs
"""
BROKEN = "    expect never Ben is near Ada\n"
MATRIX = "\n    rehearse:\n        seeds: 1..4\n"


def pytested(folder: Path, prefix: tuple[str, ...] = ()) -> str:
    """What pytest says in a process of its own."""
    kept = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "HOME": str(folder), "TERM": "dumb", "COLUMNS": "200"}
    kept["XDG_CACHE_HOME"] = str(folder.parent / "cache")
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", "-p", "no:xdist", "."],
        cwd=folder, env=kept, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    from click.testing import CliRunner

    from runner.cli import cli

    folder = tmp_path_factory.mktemp("scripts")
    (folder / "good.town").write_text(SHORT + MATRIX, "utf-8")
    (folder / "drifted.town").write_text(SHORT, "utf-8")
    (folder / "lost.town").write_text(SHORT, "utf-8")
    (folder / "new.town").write_text(SHORT, "utf-8")
    (folder / "broken.town").write_text(SHORT.replace("greet Ben", "greet Bne"), "utf-8")
    (folder / "failing.town").write_text(SHORT + BROKEN + MATRIX, "utf-8")
    (folder / "uncovered.town").write_text(SHORT + UNCOVERED, "utf-8")
    (folder / "unread.town").write_text(SHORT + BROKEN, "utf-8")
    (folder / "lucky.town").write_text(SHORT + BROKEN + MATRIX + "        pass-rate: 0%\n", "utf-8")
    blocked = SHORT.replace("    cast:", "    assume Ada's hunger above 99%\n\n    cast:")
    (folder / "blocked.town").write_text(blocked + MATRIX, "utf-8")
    (folder / "quiet-people.town").write_text('personality quiet extends stoic:\n    voice: "low"\n', "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)
        for name in ("good", "drifted", "lost", "failing", "uncovered", "blocked"):
            CliRunner().invoke(cli, ["rehearse", str(folder / f"{name}.town"), "--update-new"])
    (folder / "drifted.town").write_text(SHORT.replace('"Morning"', '"Evening"') + BROKEN, "utf-8")
    (folder / "lost.town").write_text(SHORT.replace('"Morning"', '"Evening"'), "utf-8")
    (folder / "lost.townrun").unlink()
    before = sorted(folder.iterdir())
    told = pytested(folder)
    assert sorted(folder.iterdir()) == before, "pytest writes nothing"
    return told


@pytest.mark.parametrize(
    "line",
    [
        "PASSED good.town::golden",
        "PASSED good.town::matrix",
        "FAILED drifted.town::golden",
        "FAILED unread.town::golden",
        "PASSED lucky.town::matrix",
        "FAILED broken.town::golden",
        "FAILED broken.town::matrix",
        "FAILED failing.town::golden",
        "FAILED failing.town::matrix",
        "FAILED uncovered.town::matrix",
        "FAILED blocked.town::golden",
        "FAILED blocked.town::matrix",
    ],
)
def test_each_script_is_a_golden_and_a_matrix(line: str, said: str) -> None:
    assert line in said


@pytest.mark.parametrize(
    "text",
    [
        "- == Morning ==\n+ == Evening ==",
        "drifted.transcript:8",
        "note[TN056]: The script was edited: line 15 of ",
        "  - mark \"Morning\"\n  + mark \"Evening\"\n  All that happens is the same, and is merely told otherwise.\n",
        "warning[TN057]: No record lies beside the golden (`lost.townrun`)",
        "error[TN201]",
        "error[TN690]: This did not come true",
        "failing.town:26:5",
        "0 of 4 runs kept their promises; the first that did not: townlet run failing.town --seed 1",
        "no golden yet",
        "error[TN053]: Not all of it was come to: `cover every branch in 1 runs`",
        "What the scenario assumes held in no run",
    ],
)
def test_failures_are_told_in_our_words(text: str, said: str) -> None:
    assert text in said


def test_what_drifted_and_broke_a_promise_is_told_of_both(said: str) -> None:
    told = said.partition("__ drifted.town::golden __")[2].partition("\n___")[0]
    assert "not the approved story" in told
    assert "error[TN690]: This did not come true" in told
    assert "drifted.town:26:5" in told


def test_a_promise_that_some_runs_may_break_is_for_the_matrix_to_count(said: str) -> None:
    assert "FAILED lucky.town::golden" not in said


def test_libraries_are_no_tests_and_no_traceback_is_shown(said: str) -> None:
    assert "quiet-people" not in said
    assert "Traceback" not in said


POWERS = "-dac_override,-dac_read_search"
WITHOUT_POWERS = ("setpriv", f"--bounding-set={POWERS}", f"--inh-caps={POWERS}")
"""For root, who may look into any folder."""


def test_a_folder_that_cannot_be_opened_is_told_of_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0)
    (tmp_path / "broken.town").write_text(SHORT.replace("greet Ben", "greet Bne"), "utf-8")
    prefix = () if not os.access(tmp_path / "locked", os.R_OK) else WITHOUT_POWERS
    if prefix and shutil.which(prefix[0]) is None:
        pytest.skip("root may look into any folder, and there is no setpriv")
    try:
        told = pytested(tmp_path, prefix)
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert f"I cannot open the folder `{tmp_path}/locked`: permission denied" in told
    assert "PermissionError" not in told
    assert "Traceback" not in told


def test_the_plugin_writes_no_golden(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "new.town").write_text(SHORT, "utf-8")
    pytested(tmp_path)
    assert not (tmp_path / "new.transcript").exists()
