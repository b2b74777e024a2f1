"""The goldens themselves, tried on a copy of the tree: what a changed byte looks like, and what is left alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden.extension import differing
from tests.golden.test_golden import EVENTS, TRANSCRIPTS
from tests.runner.support import ROOT

COFFEE = "coffee-too-dear"
NEEDED = ("tests/golden/test_golden.py", "tests/golden/extension.py", "tests/runner/support.py")


def pytest_on(tree: Path, *options: str) -> tuple[int, str]:
    """Run the golden tests of a copy, in a process of their own; the status and the report."""
    # In a service like CI pytest does not cut its reports; here it shall. Nor is this a worker of the tests around it.
    ours = ("CI", "BUILD_NUMBER", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    command = [
        sys.executable, "-m", "pytest", "-c", str(tree / "pytest.ini"), "--rootdir", str(tree),
        "--import-mode=importlib", "-p", "no:cacheprovider", *options, str(tree / "tests"),
    ]  # fmt: skip
    surroundings = kept | {"PYTHONPATH": f"{tree}{os.pathsep}{ROOT}"}
    said = subprocess.run(command, cwd=tree, env=surroundings, capture_output=True, text=True, encoding="utf-8")
    return said.returncode, said.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the scenarios and their test, its goldens written by the copy itself."""
    tree = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "scenarios", tree / "scenarios", ignore=shutil.ignore_patterns("__pycache__"))
    for name in NEEDED:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)
    (tree / "pytest.ini").write_text("[pytest]\n", "utf-8")
    for path in [*(tree / "scenarios").glob("*.transcript"), *(tree / "scenarios").glob("*.events")]:
        path.unlink()
    status, said = pytest_on(tree, "--snapshot-update")
    assert status == 0, said
    assert f"{len(TRANSCRIPTS) + len(EVENTS)} snapshots generated" in said
    return tree


def files(tree: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((tree / "scenarios").rglob("*.*"))}


def test_one_byte_is_seen_and_its_line_leads(made: Path, tmp_path: Path) -> None:
    tree = Path(shutil.copytree(made, tmp_path / "tree"))
    heads = [_damage(tree / "scenarios" / f"{COFFEE}.{ending}") for ending in ("transcript", "events")]
    before = files(tree)
    status, said = pytest_on(tree)
    assert status == 1
    report = [line[1:].strip() for line in said.splitlines() if line.startswith("E ")]
    for number, was, now in heads:
        first = report.index(f"line {number} is the first that differs:")
        assert "assert [+ received] == [- snapshot]" in report[first - 1], (
            said
        )  # Above it stands only pytest's own line.
        assert report[first + 1].startswith(f"- {now}"[:60])
        assert report[first + 2].startswith(f"+ {was}"[:60])
    assert files(tree) == before


def _damage(path: Path) -> tuple[int, str, str]:
    """Change one byte in the middle of a file: the number of the line, what it was and what it is now."""
    lines = path.read_text("utf-8").split("\n")
    number = len(lines) // 2
    was = lines[number]
    lines[number] = was.replace("e", "3", 1)
    path.write_text("\n".join(lines), "utf-8")
    return number + 1, was, lines[number]


def test_a_golden_of_nothing_is_named_and_nothing_else_is_touched(made: Path, tmp_path: Path) -> None:
    tree = Path(shutil.copytree(made, tmp_path / "tree"))
    kept = files(tree)
    shutil.copy(tree / "scenarios" / f"{COFFEE}.transcript", tree / "scenarios" / "nobody.transcript")
    status, said = pytest_on(tree, "--snapshot-update")
    assert status == 1
    assert "nobody" in said
    assert f"{2 * len(TRANSCRIPTS) + len(EVENTS)} snapshots passed" in said
    assert kept.items() <= files(tree).items()


@pytest.mark.parametrize(
    ("was", "now", "head"),
    [
        ("# a\n# b\nx\ny\nz\n", "# c\n# d\nx\nw\nz\n", ["line 4 is the first that differs:", "- y", "+ w"]),
        ("# a\nx\ny\n", "# a\n# b\nx\n", ["line 3 is the first that differs:", "- y", "+ "]),
        ("x\n", "x\ny\n", ["line 2 is the first that differs:", "- ", "+ y"]),
        ("# a\nx\n", "# b\nx\n", []),
    ],
)
def test_the_first_line_that_differs(was: str, now: str, head: list[str]) -> None:
    assert list(differing(was, now))[:3] == head
