"""Compiled schedules: the same story as the text, and a clear word about every file that is not one."""

import json
from pathlib import Path
from typing import Any

import pytest

from runner.compiled import written
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, ready


@pytest.fixture(autouse=True)
def _script(tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT, "utf-8")


@pytest.mark.parametrize("target", ["short.town", "coffee-too-dear", "an-ordinary-day"])
def test_it_plays_like_the_text(target: str, townlet: Townlet) -> None:
    assert townlet("compile", target, "-o", "out.json").exit_code == 0
    text, compiled = townlet("run", target), townlet("run", "out.json")
    assert (compiled.exit_code, compiled.stdout) == (text.exit_code, text.stdout)


def test_values_are_settled_when_it_is_compiled(townlet: Townlet) -> None:
    townlet("compile", "short.town", "-o", "out.json", "--set", "dear=200%")
    assert townlet("run", "out.json").stdout == townlet("run", "short.town", "--set", "dear=200%").stdout
    said = townlet("run", "out.json", "--set", "dear=300%")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "error[TN011]: `out.json` was compiled for who = Ada, dear = 200%" in said.stderr


def test_written_the_same_every_time(tmp_path: Path) -> None:
    data = written(ready(tmp_path / "short.town").schedule)
    assert data == written(ready(tmp_path / "short.town").schedule)
    assert data.endswith(b"}\n")


def _edit(data: dict[str, Any], **changes: Any) -> str:
    return json.dumps(data | changes)


DAMAGE = {
    "empty": (lambda data: "", "it is not JSON"),
    "cut": (lambda data: json.dumps(data)[:500], "it is not JSON"),
    "a list": (lambda data: "[]", "Expected `object`, got `array`"),
    "deep": (lambda data: '{"version": 1, "x": ' + "[" * 100_000, "it is not JSON"),
    "no version": (lambda data: "{}", "version"),
    "another version": (lambda data: _edit(data, version=2), "it is of version 2, and I read version 1"),
    "a wrong type": (lambda data: _edit(data, length="long"), "Expected `int`, got `str`, at `length`"),
    "an unknown step": (lambda data: _edit(data, stage=[{"step": "dance"}]), "at `stage[0]"),
    "another town": (lambda data: _edit(data, town="atlantis"), "atlantis.yaml"),
}


@pytest.mark.parametrize(("damage", "words"), DAMAGE.values(), ids=DAMAGE)
def test_a_file_that_is_no_schedule(damage: Any, words: str, townlet: Townlet) -> None:
    townlet("compile", "short.town", "-o", "out.json")
    data = json.loads(Path("out.json").read_text("utf-8"))
    Path("out.json").write_text(damage(data), "utf-8")
    for command in ("run", "check"):
        said = townlet(command, "out.json")
        assert said.exit_code == 2
        assert "error[TN01" in said.output
        assert words in said.output


def test_a_town_that_has_changed_is_said(townlet: Townlet) -> None:
    from tests.runner.test_bad_input import RIVERSIDE

    townlet("compile", "short.town", "-o", "out.json")
    Path("riverside.yaml").write_text(RIVERSIDE + "# changed\n", "utf-8")
    said = townlet("run", "out.json")
    assert said.exit_code == 0
    assert "warning[TN013]: `riverside.yaml` has changed" in said.stderr


@pytest.mark.parametrize("output", ["nowhere/out.json", "."])
def test_a_place_that_cannot_be_written(output: str, townlet: Townlet) -> None:
    said = townlet("compile", "short.town", "-o", output)
    assert said.exit_code == 2
    assert "error[TN014]" in said.stderr


def test_what_stands_there_is_replaced_whole_or_not_at_all(townlet: Townlet) -> None:
    Path("out.json").write_text("before", "utf-8")
    assert townlet("compile", "short.town", "-o", "out.json", "--set", "dear=soup").exit_code == 2
    assert Path("out.json").read_text("utf-8") == "before"
    assert townlet("compile", "short.town", "-o", "out.json").exit_code == 0
    assert sorted(path.name for path in Path().iterdir()) == ["out.json", "short.town"]
