"""`townlet why`: every line of the story can be asked about, and the answer ends in the script or a rule."""

import re
from io import StringIO
from pathlib import Path

import pytest
from click.testing import Result

from runner.keeping import kept
from runner.why import Answer, shown, why
from runner.words import Titles, told
from runner.workshop import Ready
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, ready
from townlet.actions import Eat
from townlet.causes import RULES
from townlet.events import Began, NeedFell
from townlet.units import PERCENT

# The first line with this sign and origin, and what its answer must hold, in this order.
ANSWERS = {
    "*  .*‹rise/trigger-1›": [
        "staged", "prices at the cafe went from 100 % to 150 %", "because", "price-spike began at the cafe",
        "short.town:20:9", "its time had come", "trigger price-spike at cafe (strength = dear) for 10 ticks", "^^^",
    ],
    "·  .*‹rise/trigger-1›": [
        "came about by itself", "saw the prices of the cafe: 150 %", "because", "from 100 % to 150 %",
        "It came about by itself, out of what the script had set going: rise/trigger-1", "trigger",
    ],
    "!  .*‹hello/direct-1›": ["directed by the script", "as directed", "was directed to greet Ben", "direct who to"],
    "·  .*‹town/own-choice›": ["came about by itself", f"A rule of the town: {RULES['town/own-choice']}"],
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
    script.write_text(SHORT.replace("length: 30 ticks", "length: 90 ticks"), "utf-8")  # Time for choices of their own.
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
    assert any(re.search(r" chose to .+ rather than .+, by \d+ points?$", cause) for cause in causes), causes


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


STAGED = """\
scenario "Reasons":
    town: riverside
    clock: 08:00
    length: 30 ticks
    streams: luck

    cast:
        Ada: balanced, at cafe, 5 coins
        Ben: balanced, at cafe, 5 coins

    stage:
        set Ben's hunger to 35%

    when Ben's hunger below 50%:
        narrate "One."

    every 5 ticks from start until tick 5 as twice:
        if Ben is at park:
            narrate "Two."
        otherwise:
            choose from luck:
                25%: narrate "Three."
                75%: narrate "Four."

    after twice-over:
        narrate "Five."

    at tick 4 as twice-over:
        hold Ada, Ben
        expect always Ben's hunger above 90%
        expect event greeted between Ada and Ben within 9 ticks
        direct Ada to greet Ben within 2 ticks

    when Ben's wallet below 1 coin as never-played:
        expect Ben is at park
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    path = tmp_path_factory.mktemp("reasons") / "reasons.town"
    path.write_text(STAGED, "utf-8")
    return ready(path)


def answered(found: Ready, wanted: str) -> str:
    """What is said of the first line of the transcript with these words."""
    lines = kept(found.schedule, found.town, 1).lines
    number = next(n for n, line in enumerate(lines, 1) if wanted in line)
    answer = why(found.schedule, found.town, 1, number, "")
    assert isinstance(answer, Answer), answer
    page = StringIO()
    shown(answer, found, page)
    return page.getvalue()


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("One.", ["*  written: these are the script's own words", "when Ben's hunger below 50%", "this came true"]),
        (
            "‹twice/if-1/otherwise/choose-1",
            [
                "its time had come again",
                "if Ben is at park",
                "this did not hold then",
                "was drawn, which had a chance of",
            ],
        ),
        ("Five.", ["after twice-over", "that was complete"]),
        (
            "expect always",
            ["failed: it did not hold at 08:04; Ben's hunger was ", "The script asks", "its time had come"],
        ),
        ("expect event", ["met: it came true at 08:0", "Ada greeted Ben", "because", "was directed to greet Ben"]),
        ("expect Ben is at park", ["untested: its line was never reached by 08:30", "expect Ben is at park"]),
    ],
)
def test_conditions_draws_and_checks_are_reasons(line: str, parts: list[str], found: Ready) -> None:
    said = answered(found, line)
    assert in_order(parts, said), said


def test_what_was_not_reached_has_no_reasons(found: Ready) -> None:
    assert "came true" not in answered(found, "expect Ben is at park")


@pytest.mark.parametrize(
    ("margin", "words"),
    [
        (11 * PERCENT, "Ada chose to eat rather than chat with Ben, by 11 points"),
        (PERCENT, "Ada chose to eat rather than chat with Ben, by 1 point"),
        (PERCENT - 1, "Ada chose to eat rather than chat with Ben, but it was a toss-up"),
    ],
)
def test_how_close_a_choice_was(margin: int, words: str, found: Ready) -> None:
    event = Began(1, 1, 0, "town/own-choice", "·", "Ada", "cafe", Eat(), 0, PERCENT, "chat Ben", margin, True)
    assert told(event, Titles(found.town)) == words


def test_a_need_that_falls_says_which_end_is_which(found: Ready) -> None:
    event = NeedFell(1, 1, 0, "town/needs-fall", "·", "Ada", "cafe", "hunger", 40 * PERCENT)
    assert told(event, Titles(found.town)) == "Ada grew hungrier: hunger below 40 %, where 100 % is well fed"


def test_the_clock_finds_a_line(script: Path, townlet: Townlet) -> None:
    lines = townlet("run", script.name).stdout.splitlines()
    story = [(n, line) for n, line in enumerate(lines, 1) if re.match(r"08:\d\d ", line)]
    minutes = [line[:5] for _, line in story]
    alone = next(line for _, line in story if minutes.count(line[:5]) == 1)
    assert townlet("why", f"{script.name}:{alone[1:5]}").stdout.startswith(alone)
    crowded = next(minute for minute in minutes if minutes.count(minute) > 1)
    listed = townlet("why", f"{script.name}:{crowded}")
    assert listed.exit_code == 0
    assert listed.stdout.startswith("".join(f"{n:4}  {line}\n" for n, line in story if line[:5] == crowded))


def test_a_time_at_which_nothing_is_told(script: Path, townlet: Townlet) -> None:
    said = townlet("why", f"{script.name}:07:00")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "error[TN016]: Nothing is told at 07:00" in said.stderr
    assert "The nearest lines of the story are at 08:0" in said.stderr
