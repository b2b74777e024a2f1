"""Another Python performs what this one performs: whether it can, and where the two part."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from runner.rehearsal import elsewhere, steady
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT, ready

OTHER = "TOWNLET_OTHER_PYTHON"
"""The environment variable that names Pythons of other versions, parted by spaces."""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, townlet: Townlet) -> Path:
    monkeypatch.delenv("CI", raising=False)
    Path("short.town").write_text(SHORT, "utf-8")
    assert townlet("rehearse", "short.town", "--update-new").exit_code == 0
    return Path("short.town")


def python(name: str, before: str = "", options: str = "") -> Path:
    """A program that is this Python, with something different about it."""
    path = Path(name).resolve()
    path.write_text(f'#!/bin/sh\n{before}\nexec "{sys.executable}" {options} "$@"\n', "utf-8")
    path.chmod(0o755)
    return path


def customised(name: str, code: str, copied: Path | None = None) -> Path:
    """One that does something of its own first."""
    folder = Path(f"{name}-own").resolve()
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code, "utf-8")
    if copied is not None:
        shutil.copytree(copied, folder / copied.name)
    return python(name, f'export PYTHONPATH="{folder}:$PYTHONPATH"')


def test_another_python_performs_every_golden_and_that_it_did_is_said(story: Path, townlet: Townlet) -> None:
    version = "{}.{}.{}".format(*sys.version_info)
    found = townlet("rehearse", story, "--python", sys.executable, "--json", "out.json")
    assert found.exit_code == 0
    assert found.stdout.endswith(f"\nEach golden was performed once more by Python {version}.\n")
    assert json.loads(Path("out.json").read_text("utf-8"))["other_python"] == [{"version": version, "kind": "CPython"}]


def test_that_none_did_is_said_where_somebody_looks_closely(story: Path, townlet: Townlet) -> None:
    found = townlet("rehearse", story, "--json", "out.json")
    assert "Python" not in found.stdout
    assert json.loads(Path("out.json").read_text("utf-8"))["other_python"] is None
    said = townlet("rehearse", story, "--coverage").stdout
    assert said.endswith("\nNo golden was performed by another Python; `--python PATH` names one.\n")


ASTRAY = """
import townlet.chance as chance
drawn = chance.draw
chance.draw = lambda seed, *reason: drawn(seed + 1, *reason)
"""


def test_where_another_python_goes_another_way_both_tell_what_happened(story: Path, townlet: Townlet) -> None:
    found = townlet("rehearse", story, "--python", customised("astray", ASTRAY))
    assert found.exit_code == 4
    version = "{}.{}.{}".format(*sys.version_info)
    parted = rf"parted at tick \d+, \d\d:\d\d, under Python {version}: here (.+), there (.+)\n"
    told = re.search(parted, found.stdout)
    assert told is not None
    assert told[1] != told[2]


def test_the_first_event_that_differs_is_told_with_what_differs() -> None:
    one, other = (steady.Happened("Ida ate", f'{{"kind":"ate","level":{level}}}') for level in (1, 2))
    third = steady.Happened("Per ate", '{"kind":"ate","level":1}')
    assert steady.first_different([one, one], [one, other]) == ("Ida ate (level 1)", "Ida ate (level 2)")
    assert steady.first_different([one, other], [one, third]) == ("Ida ate", "Per ate")
    assert steady.first_different([one], [one, third]) == ("nothing more in this tick", "Per ate")
    assert steady.first_different([one], [one]) is None


def unfit(name: str) -> str:
    """A program of which something is to be said."""
    match name:
        case "nowhere":
            return name
        case "deaf":
            path = python(name)
            path.write_text("#!/bin/sh\necho hello\n", "utf-8")
        case "old":
            path = python(name)
            answer = json.dumps({"version": "3.9.18", "kind": "CPython", "lacks": "everything"})
            path.write_text(f"#!/bin/sh\necho '{answer}'\n", "utf-8")
        case "bare":
            path = python(name, options="-S")
        case "other":
            path = customised(name, "", ROOT / "townlet")
            with (path.parent / "other-own" / "townlet" / "units.py").open("a", encoding="utf-8") as file:
                file.write("\n")
        case _:
            path = customised(name, "import runner.rehearsal.steady as s\ns.answer = lambda asked: 1 / 0\n")
    return str(path)


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("nowhere", "TN046", "There is no program `nowhere`"),
        ("deaf", "TN046", "does not answer as a Python does"),
        ("old", "TN046", "is Python 3.9.18, and Townlet needs 3.11 or later"),
        ("bare", "TN047", "cannot run Townlet: No module named"),
        ("other", "TN048", "has another Townlet than this one"),
        ("stopping", "TN049", "stopped before the performance was over"),
    ],
)
def test_a_python_that_cannot_perform_is_told_of(
    name: str, code: str, says: str, story: Path, townlet: Townlet
) -> None:
    found = townlet("rehearse", story, "--python", unfit(name))
    assert found.exit_code == 2
    assert f"error[{code}]" in found.stderr
    assert says in found.stderr


@pytest.mark.skipif(OTHER not in os.environ, reason=f"`{OTHER}` names no Pythons of other versions")
def test_pythons_of_other_versions_tell_the_same_stories() -> None:
    others = [elsewhere.interpreter(path) for path in os.environ[OTHER].split()]
    fit = [each for each in others if isinstance(each, elsewhere.Interpreter)]
    assert fit == others
    found = [ready(name) for name in ("coffee-too-dear", "a-day-in-riverside", "lights-out")]
    onces = [steady.Once(each.schedule, each.town, seed) for each in found for seed in (1, 2, 3)]
    assert steady.apart(onces, fit) == [None] * 9
