"""Manners of the repository: what a stranger finds on opening it, kept by a test and not by argument."""

import ast
import json
import os
import re
import stat
import statistics
import tomllib
from pathlib import Path

import pytest

from tests.house.source import PACKAGES, ROOT, files, modules, tree

# Limits only ever go down. What they keep away is the tail: the function nobody can read at once.
LONGEST_FUNCTION = 60
LONGEST_FILE = 400
MEDIAN_FILE = 150

MACHINE = re.compile(r"(?<![\w.-])/(?:work|root|tmp|opt|home|Users|mnt)/\w")
HOST = re.compile(r"pypi\.\w|python(?:hosted)|npm(?:js)\.\w|registry\.\w", re.I)
LOCKS = ("requirements.lock", "requirements-dev.lock")


def _texts() -> dict[str, str]:
    read = ((path, path.read_bytes()) for path in files())
    return {
        str(path.relative_to(ROOT)): data.decode("utf-8", "replace")
        for path, data in read
        if b"\0" not in data
    }


def _sources() -> list[Path]:
    ours = [path for package in PACKAGES for path in modules(package).values()]
    return ours + sorted((ROOT / "bench").rglob("*.py"))


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in _texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("pattern", [MACHINE, HOST], ids=["paths of one machine", "hosts of registries"])
def test_nothing_is_said_of_where_it_was_written(pattern: re.Pattern[str]) -> None:
    assert _lines_with(pattern) == []


def test_such_places_are_seen() -> None:
    assert MACHINE.search("see " + "/".join(["", "tmp", "x"]))
    assert not MACHINE.search("/".join(["docs", "work", "plan.md"]))
    assert HOST.search("https://py" + "pi.org/simple")


def test_lines_end_in_one_way() -> None:
    attributes = (ROOT / ".gitattributes").read_text("utf-8")
    assert "* text=auto eol=lf" in attributes
    assert [str(path) for path in files() if path.suffix != ".png" and b"\r\n" in path.read_bytes()] == []


def _locked(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Requirement → version and hashes; the form is the compiler's: one requirement, then its hashes."""
    text = re.sub(r" *\\\n *", " ", (ROOT / name).read_text("utf-8"))
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    matched = [re.fullmatch(r"([a-z0-9-]+)==(\S+)((?: --hash=sha256:[0-9a-f]{64})+)", line) for line in lines]
    assert [line for line, match in zip(lines, matched, strict=True) if not match] == []
    return {match[1]: (match[2], frozenset(match[3].split())) for match in matched if match}


@pytest.mark.parametrize("name", [*LOCKS, *(f"requirements-{each}.lock" for each in ("browser", "cluster", "compare"))])
def test_locks_hold_hashes_and_no_address(name: str) -> None:
    assert len(_locked(name)) > 10
    assert "://" not in (ROOT / name).read_text("utf-8")


def test_the_lock_of_the_extension_holds_hashes_and_no_address() -> None:
    text = (ROOT / "editors" / "vscode" / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert len(packages) > 10
    hashes = {name: entry.get("integrity", "") for name, entry in packages.items() if name}
    assert [name for name, each in hashes.items() if not each.startswith("sha512-")] == []
    assert "://" not in text, "node lock.mjs"


def test_the_locks_agree() -> None:
    runtime, dev = (_locked(name) for name in LOCKS)
    assert runtime.items() <= dev.items()


def test_the_locks_hold_what_is_asked_for() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = settings["project"]
    runtime = project["dependencies"] + settings["build-system"]["requires"]
    dev = runtime + project["optional-dependencies"]["dev"]
    for name, asked in zip(LOCKS, (runtime, dev), strict=True):
        wanted = {re.split(r"[<>=~! \[]", requirement)[0].lower() for requirement in asked}
        assert wanted - _locked(name).keys() == set()


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def test_readme_names_only_what_can_be_made() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    asked = set(re.findall(r"\bmake ([a-z]+)\b(?=`|\s+#|$)", readme, re.M))
    assert {"demo", "test", "bench"} <= asked <= _targets()


def test_readme_names_all_that_ships() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"^\| `([a-z-]+)` \|", readme, re.M))
    assert named == {path.stem for path in (ROOT / "scenarios").glob("*.town")}


def test_everything_that_can_be_made_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert set(re.findall(r"^([a-z]+):.*## \w", makefile, re.M)) == _targets()


def test_the_gate_is_a_command_of_the_readme() -> None:
    gate = ROOT / ".ci" / "run"
    lines = [line for line in gate.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[:2] == ["set -euo pipefail", 'cd "$(dirname "${BASH_SOURCE[0]}")/.."']
    assert lines[2:] == ["make test"]
    assert all(line in (ROOT / "README.md").read_text("utf-8") for line in lines[2:])
    assert os.stat(gate).st_mode & stat.S_IXUSR


def test_links_in_our_pages_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!\w+:)([^)#\s]+)")
    dead = [
        f"{path.relative_to(ROOT)} → {target}"
        for path in files()
        if path.suffix == ".md"
        for target in link.findall(path.read_text("utf-8"))
        if not (path.parent / target).exists()
    ]
    assert dead == []


def test_functions_stay_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines"
        for path in _sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_files_stay_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in _sources()}
    assert {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST_FILE} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_FILE
