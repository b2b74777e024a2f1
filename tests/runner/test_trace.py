"""`townlet trace`: all that came of a line of a script, and why nothing did."""

import json
import re
from pathlib import Path

import pytest

from runner.cli import main
from runner.keeping import kept
from runner.shelf import SHIPPED
from runner.tracing import at_line, traced
from runner.words import Titles
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, ready

STORY = """\
vignette hello(one, other):
    one: "Hello, there."
    direct one to greet other

scenario "Comings":
    town: riverside
    clock: 09:00
    length: 40 ticks

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: balanced, at cafe, 6 coins

    at tick 2 as first:
        play hello(Ida, Per)
        mark "Again"
        play hello(Per, Ida)

    at tick 5:
        trigger price-spike at cafe (strength = 155%) for 10 ticks
        if Ida is at park:
            narrate "She is out."
        wait 3 ticks

    when Ida's hunger below 1% for 5 ticks as famine:
        narrate "Hungry."
        expect Ida is at park

    after famine:
        narrate "Too late."

    expect Ida is at cafe at end
"""


def line_of(words: str, text: str = STORY) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.fixture(autouse=True)
def _script(tmp_path: Path) -> None:
    (tmp_path / "story.town").write_text(STORY, "utf-8")


def test_what_comes_of_a_line_is_a_tree(townlet: Townlet) -> None:
    said = townlet("trace", f"story.town:{line_of('trigger')}")
    assert said.exit_code == 0
    assert said.stdout.startswith(f"story.town:{line_of('trigger')}: trigger price-spike at cafe")
    assert re.search(r"\n {7}09:05 \*  price-spike began at the cafe\n +\d+    09:05 \*  The .*55 %", said.stdout)
    assert re.search(r"\n +\d+      09:05 ·  (Ida|Per) ", said.stdout), "what it led to stands further in"
    assert re.search(r"\n\n\d+ events, told in \d+ lines, from 09:05 to 09:15\n$", said.stdout)


def test_numbers_in_the_margin_are_those_of_the_transcript(townlet: Townlet) -> None:
    lines = townlet("run", "story.town").stdout.splitlines()
    data = json.loads(townlet("trace", f"story.town:{line_of('as first')}", "--json").stdout)
    assert data["lines"] > 3
    for step in data["steps"]:
        for number in step["lines"]:
            assert step["text"].split("; ")[0][:20] in lines[number - 1]
    assert data["events"] == sum(step["event"] > 0 for step in data["steps"])


def test_numbers_are_those_of_the_golden_that_tells_the_story(
    townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    townlet("rehearse", "story.town")
    townlet("accept", "story.town", "--because", "it sounds right")
    lines = Path("story.transcript").read_text("utf-8").splitlines()
    asked = f"story.town:{line_of('as first')}"
    data = json.loads(townlet("trace", asked, "--json").stdout)
    told = [(number, step["text"]) for step in data["steps"] for number in step["lines"]]
    assert len(told) > 3
    for number, text in told:
        assert text.split("; ")[0][:20] in lines[number - 1]
        if not text.startswith("=="):
            assert townlet("blame", f"story.town:{number}").stdout.startswith(lines[number - 1][:20])
    assert data["counted_in"] == "story.transcript"
    assert townlet("trace", asked).stdout.endswith("lines are numbered as in story.transcript\n")
    other = json.loads(townlet("trace", asked, "--seed", "5", "--json").stdout)
    assert other["counted_in"] is None


def test_a_line_of_a_vignette_is_traced_through_every_play(townlet: Townlet) -> None:
    said = townlet("trace", "story.town:2").stdout
    assert "Ida: “Hello, there.”" in said
    assert "Per: “Hello, there.”" in said


@pytest.mark.parametrize("name", ["coffee-too-dear", "a-wet-afternoon"])
def test_every_event_and_line_of_a_script_is_found_from_its_line(name: str) -> None:
    found = ready(name)
    schedule, titles = found.schedule, Titles(found.town)
    run = kept(schedule, found.town)
    places = {(place.file, place.line) for place in schedule.places.values()}
    lines = [at_line(schedule, file, line) for file, line in sorted(places)]
    steps = [step for each in lines for step in traced(each, run, schedule, titles).steps]
    assert {step.event for step in steps if step.event} == {
        event.id for event in run.events if not event.root.startswith("town/")
    }
    assert {line for step in steps for line in step.lines} == {
        number for number, beat in run.beats.items() if not beat.root.startswith("town/")
    }


def test_a_verdict_came_of_its_line(townlet: Townlet) -> None:
    said = townlet("trace", f"story.town:{line_of('at end')}").stdout
    assert re.search(r"\n +\d+  met +09:40  expect Ida is at cafe at end\n\n1 verdict\n$", said)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Hungry", [r"note\[TN697\]: Nothing came of it, because this never began", r"story.town:25:5",
                    r"closest: Ida's hunger was \d\d(\.\d)? % at 09:\d\d"]),
        ("expect Ida is at park", [r"untested +09:40", "1 verdict", "because this never began", "closest: "]),
        ("Too late", ["because this never began", "its moment did not come in this run"]),
        ("She is out", ["never reached: what stands above it went another way", "if Ida is at park"]),
        ("wait 3", ["carried out, and nothing came of it that is an event"]),
    ],
)  # fmt: skip
def test_why_nothing_came_of_it(words: str, says: list[str], townlet: Townlet) -> None:
    said = townlet("trace", f"story.town:{line_of(words)}")
    assert said.exit_code == 0
    assert re.search(".*".join(says), said.stdout, re.S), said.stdout
    data = json.loads(townlet("trace", f"story.town:{line_of(words)}", "--json").stdout)
    assert (data["events"], data["nothing"]["severity"]) == (0, "note")


def test_a_line_of_a_library_or_a_town_file_wants_a_scenario(townlet: Townlet) -> None:
    said = townlet("trace", "library/vignettes.town:31")
    assert said.exit_code == 2
    assert "`townlet trace library/vignettes.town:31 --in coffee-too-dear`" in said.stderr
    told = townlet("trace", "library/vignettes.town:31", "--in", "coffee-too-dear")
    assert "Kai: “In my day a coffee was one coin.”" in told.stdout


def test_a_line_of_a_town_file_is_about_things_of_the_town(townlet: Townlet) -> None:
    text = (SHIPPED / "towns" / "riverside.yaml").read_text("utf-8")
    prices = line_of("      vegetables: {", text)
    said = townlet("trace", f"towns/riverside.yaml:{prices}", "--in", "coffee-too-dear").stdout
    assert "No event comes of a town file by itself; here is all that has to do with `market`, `vegetables`." in said
    assert "Blair buys two bunches of vegetables" in said
    pace = line_of("  hunger: 8.4% an hour", text)
    assert "grew hungrier" in townlet("trace", f"towns/riverside.yaml:{pace}", "--in", "an-ordinary-day").stdout
    shower = line_of("      lasts: 12 minutes", text)
    assert "washed" not in townlet("trace", f"towns/riverside.yaml:{shower}", "--in", "coffee-too-dear").stdout
    assert "shower" in townlet("trace", f"towns/riverside.yaml:{shower}", "--in", "a-day-in-riverside").stdout


def test_seed_and_values_count(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    said = townlet("trace", "short.town:20", "--seed", "5", "--set", "dear=200%").stdout
    assert "100 %" in said


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("story.town:9", "Line 9 of `story.town` is blank"),
        ("story.town:11", "says what there is, and does nothing by itself: Ida: balanced"),
        ("story.town:999", "lines, and 999 is none of them"),
        ("story.town:0", "and 0 is none of them"),
        ("story.town:09:05", "goes by `townlet why story.town:09:05`"),
        ("nowhere.town:3", "There is no file `nowhere.town`"),
        ("story.town", "is not of the form NAME:LINE"),
        ("broken.town:3", "TN2"),
    ],
)
def test_what_cannot_be_traced(
    place: str, says: str, townlet: Townlet, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("broken.town").write_text(SHORT.replace("greet Ben", "greet Bne"), "utf-8")
    assert main(["trace", place]) == 2
    assert says in capfd.readouterr().err


def test_a_file_of_another_scenario(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    said = townlet("trace", "short.town:17", "--in", "story.town")
    assert said.exit_code == 2
    assert "`short.town` is no part of this scenario" in said.stderr


def test_a_compiled_schedule_can_be_traced_by_the_lines_it_quotes(townlet: Townlet) -> None:
    townlet("compile", "story.town", "-o", "story.json")
    before = townlet("trace", f"story.town:{line_of('trigger')}").stdout
    Path("story.town").unlink()
    assert townlet("trace", f"story.town:{line_of('trigger')}", "--in", "story.json").stdout == before
