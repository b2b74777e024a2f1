"""`townlet why`: every line of the story can be asked about, and the answer ends in the script or a rule."""

import re
from pathlib import Path

import pytest

from runner.keeping import kept
from runner.why import Answer, why
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, ready

# A sentence and what its answer must hold, in this order.
ANSWERS = {
    "the cafe puts its prices up": [
        "staged", "price-spike began at the cafe", "short.town:20:9",
        "under this", "trigger price-spike at cafe (strength = dear) for 10 ticks", "^^^",
    ],
    "mutters": ["of their own accord", "Ada saw the prices of the cafe: 150 %", "because", "from 100 % to 150 %",
                "trigger price-spike"],
    "Ada and Ben say hello": ["directed by the script", "Ada greeted Ben", "as directed", "was directed to greet Ben",
                              "direct who to greet Ben"],
    "small conversation": ["of their own accord", "Ben", "chose to chat with Ada, preferred to", "points",
                           "A rule of the town:"],
}  # fmt: skip


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "short.town"
    path.write_text(SHORT, "utf-8")
    return path


def in_order(parts: list[str], text: str) -> bool:
    return re.search(".*".join(map(re.escape, parts)), text, re.S) is not None


@pytest.mark.parametrize(("sentence", "parts"), ANSWERS.items(), ids=ANSWERS)
def test_what_is_answered(sentence: str, parts: list[str], script: Path, townlet: Townlet) -> None:
    lines = townlet("run", script.name).stdout.splitlines()
    (number,) = [n for n, line in enumerate(lines, 1) if sentence.lower() in line.lower()]
    said = townlet("why", f"{script.name}:{number}")
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith(lines[number - 1])
    assert in_order(parts, said.stdout), said.stdout


@pytest.mark.parametrize("name", ["coffee-too-dear", "an-ordinary-day"])
def test_every_line_of_a_story_has_an_answer(name: str) -> None:
    found = ready(name)
    schedule, seed = found.schedule, found.schedule.seed
    run = kept(schedule, found.town, seed)
    asked = [number for number, beat in run.beats.items() if beat.kind == "line"]
    assert len(asked) > 20
    for number in asked[::4]:
        answer = why(schedule, found.town, seed, number, name)
        assert isinstance(answer, Answer)
        assert answer.line == run.lines[number - 1]
        assert bool(answer.rule) != bool(answer.script)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "is none of them"),
        (9999, "is none of them"),
        (1, "is not a line of the story"),
        (6, "is a heading"),
        (17, "comes after the story"),
    ],
)
def test_what_cannot_be_answered(number: int, words: str, script: Path, townlet: Townlet) -> None:
    said = townlet("why", f"{script.name}:{number}")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "error[TN016]" in said.stderr
    assert words in said.stderr
    assert "The nearest line of the story is" in said.stderr


def test_seed_and_values_count(script: Path, townlet: Townlet) -> None:
    options = ["--seed", "5", "--set", "who=Ben"]
    lines = townlet("run", script.name, *options).stdout.splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "‹hello/" in line)
    said = townlet("why", f"{script.name}:{number}", *options)
    assert said.stdout.startswith(lines[number - 1])
    assert "Ben was directed to greet Ben" in said.stdout or "directed" in said.stdout


def test_a_compiled_schedule_shows_the_line_it_quotes(script: Path, townlet: Townlet) -> None:
    assert townlet("compile", script.name, "-o", "short.json").exit_code == 0
    lines = townlet("run", "short.json").stdout.splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "‹hello/" in line)
    script.unlink()
    said = townlet("why", f"short.json:{number}")
    assert "17 |         direct who to greet Ben\n" in said.stdout
