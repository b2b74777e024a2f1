"""Once for real: a process that watches, an editor that saves, and Ctrl-C."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runner.support import ROOT, process
from tests.watching.test_watcher import PEOPLE, SCRIPT


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "short.town").write_text(SCRIPT, "utf-8")
    (tmp_path / "people.town").write_text(PEOPLE, "utf-8")
    code = "import sys; from runner.cli import main; sys.exit(main())"
    around = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", code, "watch", "short.town"], cwd=tmp_path, env=around,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


def until(process: subprocess.Popen[str], text: str) -> str:
    """What is said up to a line with this text."""
    assert process.stdout is not None
    seen = ""
    while text not in seen:
        line = process.stdout.readline()
        assert line, seen
        seen += line
    return seen


def test_saves_are_seen_and_ctrl_c_ends_it(watching: subprocess.Popen[str], tmp_path: Path) -> None:
    assert "\x1b[" not in until(watching, "expect event greeted by Ada")
    (tmp_path / "short.town").write_text(SCRIPT.replace("early", "late"), "utf-8")
    assert "- 08:02 *  It is early." in until(watching, "+ 08:02 *  It is late.")
    (tmp_path / "short.town").unlink()
    (tmp_path / "short.town").write_text(SCRIPT, "utf-8")
    until(watching, "+ 08:02 *  It is early.")
    watching.send_signal(signal.SIGINT)
    _, said = watching.communicate(timeout=60)
    assert (watching.returncode, said) == (0, "")


@pytest.mark.parametrize(("target", "code"), [("nothing.town", "TN001"), (".", "TN002")])
def test_what_no_save_can_mend_is_refused(target: str, code: str, tmp_path: Path) -> None:
    said = process("watch", target, cwd=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"error[{code}]: ")
