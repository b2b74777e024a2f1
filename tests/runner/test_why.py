"""`townlet why`: every line of the story can be asked about, and the answer ends in the script or a rule."""

import re
from pathlib import Path

import pytest
from click.testing import Result

from runner.keeping import kept
from runner.why import Answer, why
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, ready
from townlet.causes import RULES

# The first line with this sign and origin, and what its answer must hold, in this order.
ANSWERS = {
    "*  .*‹rise/trigger-1›": [
        "staged", "prices at the cafe went from 100 % to 150 %", "because", "price-spike began at the cafe",
        "short.town:20:9", "under this", "trigger price-spike at cafe (strength = dear) for 10 ticks", "^^^",
    ],
    "·  .*‹rise/trigger-1›": [
        "of their own accord", "saw the prices of the cafe: 150 %", "because", "from 100 % to 150 %", "trigger",
    ],
    "!  .*‹hello/direct-1›": ["directed by the script", "as directed", "was directed to greet Ben", "direct who to"],
    "·  .*‹town/own-choice›": ["of their own accord", f"A rule of the town: {RULES['town/own-choice']}"],
}  # fmt: skip


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "short.town"
    path.write_text(SHORT, "utf-8")
    return path


def in_order(parts: list[str], text: str) -> bool:
    return re.search(".*".join(map(re.escape, parts)), text, re.S) is not None


@pytest.mark.parametrize(("line", "parts"), ANSWERS.items(), ids=ANSWERS)
def test_what_is_answered(line: str, parts: list[str], script: Path, townlet: Townlet) -> None:
    lines = townlet("run", script.name).stdout.splitlines()
    number = next(
        n for n, each in enumerate(lines, 1) if re.fullmatch(rf"\d\d:\d\d {re.escape(line[0])}{line[1:]}", each)
    )
    said = townlet("why", f"{script.name}:{number}")
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith(lines[number - 1])
    assert in_order(parts, said.stdout), said.stdout


def test_a_choice_names_what_it_was_preferred_to() -> None:
    found = ready("an-ordinary-day")
    run = kept(found.schedule, found.town, 7)
    answers = [why(found.schedule, found.town, 7, number, "") for number in [*run.beats][:12]]
    causes = [cause for answer in answers if isinstance(answer, Answer) for cause in answer.causes]
    assert any(re.search(r" chose to .+, preferred to .+ by \d+ points?$", cause) for cause in causes), causes


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
    ("line", "words"),
    [
        ("# seed ", "is not a line of the story"),
        ("", "is not a line of the story"),
        ("== Morning ==", "is a heading"),
        ("-- Verdicts --", "comes after the story"),
        ("met ", "comes after the story"),
        ("-- 08:30", "comes after the story"),
    ],
)
def test_what_cannot_be_answered(line: str, words: str, script: Path, townlet: Townlet) -> None:
    lines = townlet("run", script.name).stdout.splitlines()
    number = next(n for n, each in enumerate(lines, 1) if each == line or (line and each.startswith(line)))
    _refused(townlet("why", f"{script.name}:{number}"), words)


@pytest.mark.parametrize("number", ["0", "9999"])
def test_a_line_that_is_not_there(number: str, script: Path, townlet: Townlet) -> None:
    _refused(townlet("why", f"{script.name}:{number}"), f"and {number} is none of them")


def _refused(said: Result, words: str) -> None:
    assert (said.exit_code, said.stdout) == (2, "")
    assert "error[TN016]" in said.stderr
    assert words in said.stderr
    assert "The nearest line of the story is" in said.stderr


def test_seed_and_values_count(script: Path, townlet: Townlet) -> None:
    options = ["--seed", "5", "--set", "dear=200%"]
    lines = townlet("run", script.name, *options).stdout.splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "‹hello/" in line)
    said = townlet("why", f"{script.name}:{number}", *options)
    assert said.stdout.startswith(lines[number - 1])
    assert "short.town:17:9" in said.stdout


def test_a_compiled_schedule_shows_the_line_it_quotes(script: Path, townlet: Townlet) -> None:
    assert townlet("compile", script.name, "-o", "short.json").exit_code == 0
    lines = townlet("run", "short.json").stdout.splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "‹hello/" in line)
    script.unlink()
    said = townlet("why", f"short.json:{number}")
    assert "17 |         direct who to greet Ben\n" in said.stdout
