"""What a rehearsal finds, in the forms that other tools read: each at its line of the script or of the golden."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from runner.rehearsal import report, steady
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, prepared
from tests.runner.test_formats import SARIF

ASKED = """
    at tick 8 as fork:
        if who is at park:
            narrate "Ada is away."

    when Ben's hunger below 1% as famine:
        hope Ben is at park

    expect Ben's familiarity with Ada above 9% at end
    hope Ben is friends with Ada at end

    rehearse:
        seeds: 1..12
        vary dear in [150%, 200%]
        pass-rate: 99%
        cover every branch in 2 runs
        cover Ben's energy in [0%..1%, 1%..100%]
"""
"""Some of it is kept, some is a matter of luck, some is never come to."""


@pytest.fixture(autouse=True)
def _somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    keep = ("rehearse", "play", "--update-new", "--jobs", "1")
    return prepared(tmp_path_factory.mktemp("kept"), {"play/story.town": SHORT + ASKED}, keep)


@pytest.fixture
def found(folder: Path, townlet: Townlet) -> Path:
    """A script that has drifted and keeps too few of its promises, and a golden that belongs to nothing."""
    shutil.copytree(folder / "play", "play")
    script = Path("play/story.town")
    script.write_text((SHORT + ASKED).replace('"Morning"', '"Good morning"'), "utf-8")
    Path("play/lost.transcript").write_text("# Lost\n", "utf-8")
    return script


def line_of(script: Path, head: str) -> int:
    return next(n for n, line in enumerate(script.read_text("utf-8").splitlines(), 1) if line.strip().startswith(head))


def test_every_finding_has_its_place(found: Path, townlet: Townlet) -> None:
    said = townlet("rehearse", "play", "--format", "json")
    assert said.exit_code == 1
    assert said.stderr.startswith("play/story.town  failed, drifted  ")
    why, given = ("TN056", "note", line_of(found, "mark")), json.loads(said.stdout)
    told = [(each["code"], each["severity"], each["span"].get("line", 0)) for each in given]
    assert told.pop(told.index(why)) == why, "the edit that made the story another"
    assert sorted(told) == sorted(
        [
            ("TN690", "warning", line_of(found, "expect Ben's")),  # The pass-rate allows for some bad luck.
            ("TN690", "warning", line_of(found, "hope Ben is friends")),
            ("TN692", "note", line_of(found, "hope Ben is at park")),
            ("TN697", "warning", line_of(found, "when Ben's")),
            ("TN054", "error", line_of(found, "pass-rate:")),
            ("TN053", "error", line_of(found, "cover every")),
            ("TN053", "error", line_of(found, "cover Ben's")),
            ("TN055", "error", 8),
            ("TN039", "error", 0),
        ]
    )


def test_what_differs_leads_from_the_golden_to_the_script(found: Path, townlet: Townlet) -> None:
    found.write_text((SHORT + ASKED).replace("direct who to greet", "direct who to chat with"), "utf-8")
    said = json.loads(townlet("rehearse", "play/story.town", "--format", "json").stdout)
    drift = next(each for each in said if each["code"] == "TN055")
    assert (drift["span"]["file"], drift["secondary"][0]["span"]["file"]) == ("play/story.transcript", str(found))
    assert [(each["label"], each["span"]["line"]) for each in drift["secondary"]] == [
        ("what was told came from here", line_of(found, "direct who to chat")),
        ("what is told now comes from here", line_of(found, "trigger price-spike")),
    ]


def test_a_branch_that_was_not_taken_is_shown_where_it_stands(found: Path, townlet: Townlet) -> None:
    said = townlet("rehearse", "play/story.town").stdout
    number = line_of(found, "if who is at park")
    assert re.search(rf"\n{number} \|         if who is at park:\n +\| +-+ then: 0 of 2 runs\n", said), said
    assert "bucket 1: 0 of 1 run\n" in said


def test_junit_has_a_suite_for_each_scenario(found: Path, townlet: Townlet) -> None:
    said = townlet("rehearse", "play", "--format", "junit")
    suites = [*ElementTree.fromstring(said.stdout)]
    assert [suite.get("name") for suite in suites] == ["play/story.town", "goldens without a script"]
    results = [(each.get("name"), [part.tag for part in each]) for each in suites[0]]
    assert results == [
        ("script", []),
        ("two runs with one seed are the same", []),
        ("expect Ada is at cafe at end because \"nobody sent them away\"", []),
        ("expect Ben's familiarity with Ada above 9% at end", ["system-out"]),
        ("hope Ben is friends with Ada at end", ["system-out"]),
        ("hope Ben is at park", ["skipped"]),
        ("pass-rate: 99%", ["failure"]),
        ("cover every branch in 2 runs", ["failure"]),
        ("cover Ben's energy in [0%..1%, 1%..100%]", ["failure"]),
        ("cues", ["system-out"]),
        ("golden", ["failure"]),
    ]
    (failure,) = next(each for each in suites[0] if each.get("name") == "golden")
    assert (failure.get("type"), failure.get("message")) == ("TN055", "This is not the story that was approved")
    assert [each.get("name") for each in suites[1]] == ["play/lost.transcript"]


def test_reports_are_files_too_and_equal_for_equal_rehearsals(found: Path, townlet: Townlet) -> None:
    options = ("--junit", "report.xml", "--sarif", "report.sarif", "--json", "report.json")
    assert townlet("rehearse", "play", *options, "--jobs", "1").exit_code == 1
    first = [Path(name).read_bytes() for name in options[1::2]]
    townlet("rehearse", "play", *options, "--jobs", "2")
    assert [Path(name).read_bytes() for name in options[1::2]] == first
    assert townlet("rehearse", "play", "--format", "junit").stdout.encode() == first[0]
    sarif = json.loads(first[1])
    Draft202012Validator(SARIF).validate(sarif)
    (run,) = sarif["runs"]
    golden = next(each for each in run["results"] if each["ruleId"] == "TN055")
    assert golden["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "play/story.transcript"}
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= {"TN039", "TN053", "TN054", "TN055", "TN690"}


def test_a_script_that_needs_mending_is_a_failure_of_its_suite(found: Path, townlet: Townlet) -> None:
    found.write_text(SHORT.replace("greet Ben", "greet Bne"), "utf-8")
    said = townlet("rehearse", "play/story.town", "--format", "junit")
    assert said.exit_code == 2
    ((script,),) = ElementTree.fromstring(said.stdout)
    assert (script.get("name"), script[0].get("type")) == ("script", "TN201")
    annotated = townlet("rehearse", "play/story.town", "--format", "github").stdout
    assert "::error file=play/story.town,line=17," in annotated


def test_two_runs_that_differ_are_a_finding(
    found: Path, townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    traced = steady.traced

    def astray(once: steady.Once) -> steady.Trace:
        trace = traced(once)
        return trace | {max(trace): b"another"}

    monkeypatch.setattr(steady, "traced", astray)
    said = townlet("rehearse", "play/story.town", "--format", "concise")
    assert said.exit_code == 4
    assert re.search(r"^play/story.town: error\[TN698\]: Two runs with one seed parted at tick \d+", said.stdout, re.M)


@pytest.mark.parametrize("option", ["--junit", "--sarif"])
@pytest.mark.parametrize("name", ["play/story.town", "play/story.transcript", "nowhere/report.xml"])
def test_a_report_costs_no_other_file(option: str, name: str, found: Path, townlet: Townlet) -> None:
    before = Path(name).read_bytes() if Path(name).exists() else None
    said = townlet("rehearse", "play", option, name)
    assert (said.exit_code, said.stdout) == (2, "")
    assert re.search(r"TN0(27|14)", said.stderr)
    assert (Path(name).read_bytes() if Path(name).exists() else None) == before


def test_each_cell_has_a_row(found: Path, townlet: Townlet) -> None:
    said = townlet("rehearse", "play/story.town", "--seeds", "9..10", "--cells").stdout
    table = said[said.rindex("play/story.town\n") :].splitlines()
    place = f"play/story.town:{line_of(found, 'expect Ben')}"
    assert re.fullmatch(rf" +2  expect Ben's familiarity.*  \({place}\)", table[2])
    rows = [line.split() for line in table[table.index("") + 1 :]]
    assert rows[0] == ["seed", "dear", "1", "2", "3", "4"]
    assert [row[:2] for row in rows[1:]] == [["9", "150%"], ["10", "150%"], ["9", "200%"], ["10", "200%"]]
    assert all((row[3] == "failed") == (row[-1] == "broken") for row in rows[1:])
    data = townlet("rehearse", "play/story.town", "--seeds", "9..10", "--json", "out.json")
    assert data.exit_code == 1
    cells = json.loads(Path("out.json").read_text("utf-8"))["scenarios"][0]["cells"]
    assert [[*cell["outcomes"].values()].count("failed") for cell in cells] == [row.count("failed") for row in rows[1:]]


def test_a_check_that_is_judged_often_is_told_of_at_its_worst(townlet: Townlet) -> None:
    often = """
    every 5 ticks from tick 10 until tick 25:
        expect Ada is at cafe
        expect who is at cafe

    at tick 17:
        place Ada at park

    at tick 22:
        place Ada at cafe
"""
    hope = f"{often}\n    hope who is at cafe at end"
    Path("often.town").write_text(SHORT.replace("    expect who is at cafe at end", hope), "utf-8")
    said = townlet("rehearse", "often.town", "--cells").stdout
    assert re.search(r"\n1 +failed +failed +met +broken\n", said), said
    assert "error[TN690]: This did not come true, 1 of 4 times\n" in said


def test_of_very_many_cells_the_first_are_listed_and_it_is_said(
    found: Path, townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_CELLS_LISTED", 5)
    townlet("rehearse", "play/story.town", "--json", "out.json")
    text = Path("out.json").read_text("utf-8")
    (data,) = json.loads(text)["scenarios"]
    assert (data["runs"], data["cells_listed"], [cell["seed"] for cell in data["cells"]]) == (24, 5, [1, 2, 3, 4, 5])
    assert '"mask"' not in text
    assert any(case["name"] == "golden" and case["said"][0]["code"] == "TN055" for case in data["cases"])
