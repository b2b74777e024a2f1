"""The goldens themselves, tried on a copy of the tree: what a changed byte looks like, and what is left alone."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden.extension import differing
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
    assert "3 snapshots generated" in said
    return tree


@pytest.fixture
def tree(made: Path, tmp_path: Path) -> Path:
    """A copy of that copy, to be damaged."""
    return Path(shutil.copytree(made, tmp_path / "tree"))


def golden(tree: Path, ending: str = "transcript") -> Path:
    return tree / "scenarios" / f"{COFFEE}.{ending}"


def files(tree: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((tree / "scenarios").rglob("*.*"))}


def test_what_was_written_is_met_and_nothing_is_touched(tree: Path) -> None:
    before = files(tree)
    status, said = pytest_on(tree)
    assert status == 0, said
    assert "3 snapshots passed" in said
    assert "warning" not in said.lower()
    assert files(tree) == before


@pytest.mark.parametrize("ending", ["transcript", "events"])
def test_one_byte_is_seen_and_its_line_leads(ending: str, tree: Path) -> None:
    path = golden(tree, ending)
    lines = path.read_text("utf-8").split("\n")
    number = len(lines) // 2
    was = lines[number]
    lines[number] = was.replace("e", "3", 1)
    path.write_text("\n".join(lines), "utf-8")
    status, said = pytest_on(tree)
    assert status == 1
    report = [line[1:].strip() for line in said.splitlines() if line.startswith("E ")]
    first = next(n for n, line in enumerate(report) if "is the first that differs" in line)
    assert first <= 2, said  # Above it stands only pytest's own `assert … == …`.
    assert report[first] == f"line {number + 1} is the first that differs:"
    assert report[first + 1].startswith(f"- {lines[number]}"[:60])
    assert report[first + 2].startswith(f"+ {was}"[:60])


CHANGES: dict[str, Callable[[str], str]] = {
    "a comment": lambda text: text.replace("    at tick 8:", "    # Nothing.\n\n    at tick 8:  # Nothing."),
    "a prompt": lambda text: text.replace("    at tick 8:\n", '    at tick 8:\n        prompt "Breathe."\n'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_not_of_the_story_leaves_the_golden_alone(change: Callable[[str], str], tree: Path) -> None:
    script = tree / "scenarios" / f"{COFFEE}.town"
    text = script.read_text("utf-8")
    assert change(text) != text
    script.write_text(change(text), "utf-8")
    before = files(tree)
    status, said = pytest_on(tree, "--snapshot-update")
    assert status == 0, said
    assert files(tree) == before


def test_a_golden_of_nothing_is_named_and_scripts_are_left_alone(tree: Path) -> None:
    shutil.copy(golden(tree), golden(tree).with_name("nobody.transcript"))
    scripts = {name: data for name, data in files(tree).items() if name.endswith((".town", ".yaml"))}
    command = ["-k", "test_transcript or test_events"]
    status, said = pytest_on(tree, "--snapshot-details", *command)
    assert status != 0
    assert "nobody" in said
    pytest_on(tree, "--snapshot-update", *command)
    assert scripts.items() <= files(tree).items()


def test_a_golden_that_is_missing_is_a_failure(tree: Path) -> None:
    golden(tree).unlink()
    status, said = pytest_on(tree)
    assert status == 1
    assert "does not exist" in said
    assert not golden(tree).exists()


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
