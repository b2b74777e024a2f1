"""The forms in which diagnostics are told to people and to other tools: each by the rules of whoever reads it."""

import json
import re
from io import StringIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dsl.diagnostic import Diagnostic, Fix
from dsl.render import sentence
from dsl.source import Source, Span
from runner.commands.check import check_
from runner.formats import DOCUMENTS, FORMS, Case, Report, once, write
from runner.formats.github import annotation
from tests.runner.conftest import Townlet

STORY = """\
scenario "A Day":
    town: riverside
    clock: 09:00
    length: 30 ticks

    cast:
        Ida: balanced, at cafe, 6 coins

    at tick 5 as hello:
        expect Ida is at park
        hope Ida's hunger above 99%
    when Ida's hunger below 1% as famine:
        hope Ida is at park
    when Ida's mood below 1% as gloom:
        prompt "Gloom!"
    after gloom when Ida's mood above 1%:
        prompt "Better."
    expect Ida's hunger above 5% at end
"""
BROKEN = STORY.replace('prompt "Gloom!"', 'prmpt "100% gloom"').replace("at park", "at bark")

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "additionalProperties": {"type": "integer", "minimum": 1},
}
ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9_.~/%-]+$"}},
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {"artifactLocation": ARTIFACT, "region": REGION},
            "additionalProperties": False,
        },
        "id": {"type": "integer", "minimum": 0},
        "message": TEXT,
    },
    "additionalProperties": False,
}
REPLACEMENT = {
    "type": "object",
    "required": ["deletedRegion"],
    "properties": {
        "deletedRegion": REGION,
        "insertedContent": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
    },
    "additionalProperties": False,
}
CHANGE = {
    "type": "object",
    "required": ["artifactLocation", "replacements"],
    "properties": {
        "artifactLocation": ARTIFACT,
        "replacements": {"type": "array", "minItems": 1, "items": REPLACEMENT},
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
        "fixes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["artifactChanges"],
                "properties": {
                    "description": TEXT,
                    "artifactChanges": {"type": "array", "minItems": 1, "items": CHANGE},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": {**TEXT, "properties": {**TEXT["properties"], "markdown": {"type": "string"}}},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {"rules": {"type": "array", "items": RULE, "uniqueItems": True}},
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""What the standard (OASIS SARIF 2.1.0) asks of the parts that we write."""


@pytest.fixture(autouse=True)
def _scripts(tmp_path: Path) -> None:
    (tmp_path / "story.town").write_text(STORY, "utf-8")
    (tmp_path / "a broken, one.town").write_text(BROKEN, "utf-8")


def test_the_forms_that_can_be_asked_for_are_those_there_are() -> None:
    (option,) = (each for each in check_.params if each.name == "form")
    assert isinstance(option.type, click.Choice)
    assert [*option.type.choices] == [*FORMS]
    assert {*DOCUMENTS} < {*FORMS}


def test_what_two_files_share_is_said_once() -> None:
    said = Diagnostic("TN101", "no", Span("library.town", 1, 1, 1, 2))
    assert [case.said for case in once([Case("a", "a", (said,)), Case("b", "b", (said,))])] == [(said,), ()]


def test_github(townlet: Townlet) -> None:
    said = townlet("check", "a broken, one.town", "nowhere.town", "--format", "github")
    assert said.exit_code == 2
    lines = said.stdout.splitlines()
    assert lines[0].startswith(
        "::error file=a broken%2C one.town,line=10,endLine=10,col=26,endColumn=30,title=TN202::There is no place"
    )
    assert lines[-1] == (
        "::error file=nowhere.town,title=TN001::There is no file `nowhere.town`%0A"
        "`townlet list` shows what ships; a script of yours goes by its path"
    )


PIECES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)


@given(message=PIECES, file=PIECES, hint=PIECES)
def test_github_reads_what_was_said_whatever_it_is(message: str, file: str, hint: str) -> None:
    line = annotation(Diagnostic("TN101", message, Span(f"x/{file}", 1, 1, 1, 1), hint=hint))
    found = re.fullmatch(r"::error file=([^:,]*),line=1,endLine=1,col=1,endColumn=1,title=TN101::([^\r\n]*)", line)
    assert found is not None
    assert unquote(found[2].replace("%25", "%2525").replace("%2525", "%25")) == f"{sentence(message)}\n{sentence(hint)}"
    assert unquote(found[1]).endswith(file.rstrip("/").rpartition("/")[2])


def test_sarif(townlet: Townlet) -> None:
    said = townlet("check", "a broken, one.town", "nowhere.town", "--format", "sarif")
    found = json.loads(said.stdout)
    Draft202012Validator(SARIF).validate(found)
    (run,) = found["runs"]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    assert [rules[each["ruleIndex"]]["id"] for each in results] == [each["ruleId"] for each in results]
    assert len({rule["id"] for rule in rules}) == len(rules)
    word = next(each for each in results if each["ruleId"] == "TN102")
    (place,) = word["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {"uri": "a%20broken%2C%20one.town"}
    (change,) = word["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "prompt"}
    page = next(rule for rule in rules if rule["id"] == "TN102")["help"]
    assert page["markdown"].startswith("# TN102: ")
    assert "```" not in page["text"]
    assert "region" not in results[-1]["locations"][0]["physicalLocation"]


def test_sarif_of_nothing(townlet: Townlet) -> None:
    found = json.loads(townlet("check", "story.town", "--format", "sarif").stdout)
    Draft202012Validator(SARIF).validate(found)
    assert found["runs"][0]["results"] == []


def test_junit_has_a_test_for_each_file(townlet: Townlet) -> None:
    said = townlet("check", "story.town", "a broken, one.town", "--format", "junit")
    root = ElementTree.fromstring(said.stdout)
    (suite,) = root
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    sound, broken = suite
    assert (sound.get("name"), [*sound]) == ("story.town", [])
    (failure,) = broken
    assert failure.get("type") == "TN202"
    assert failure.get("message") == "There is no place called `bark` in this town (and 2 more)"
    assert "error[TN102]" in (failure.text or "")
    assert townlet("check", "story.town", "a broken, one.town", "--format", "junit").stdout == said.stdout


def test_junit_has_a_test_for_each_check_of_a_run(townlet: Townlet) -> None:
    said = townlet("run", "story.town", "--format", "junit")
    assert said.exit_code == 1
    assert "-- Verdicts --" in said.stderr
    script, *checks = ElementTree.fromstring(said.stdout)[0]
    assert script.get("name") == "A Day"
    assert [(each.get("name"), [result.tag for result in each]) for each in checks] == [
        ("expect Ida is at park", ["failure"]),
        ("hope Ida's hunger above 99%", ["system-out"]),
        ("expect Ida's hunger above 5% at end", []),
        ("hope Ida is at park", ["skipped"]),
    ]


@pytest.mark.parametrize("form", [*FORMS])
def test_a_run_in_every_form(form: str, townlet: Townlet) -> None:
    said = townlet("run", "story.town", "--format", form)
    assert said.exit_code == 1
    assert ("== " in said.stdout or "-- Verdicts --" in said.stdout) == (form not in DOCUMENTS)
    assert "TN690" in said.stdout
    broken = townlet("run", "a broken, one.town", "--format", form)
    assert broken.exit_code == 2
    assert "TN102" in (broken.stderr if form == "full" else broken.stdout)


def test_a_cue_that_never_began_is_noted_beside_the_story(townlet: Townlet) -> None:
    said = townlet("run", "story.town")
    assert "TN697" not in said.stdout
    assert re.findall(r"note\[TN697\]: (.*)\n +--> story.town:(\d+)", said.stderr) == [("`gloom` never began", "14")]
    noted = json.loads(townlet("run", "story.town", "--format", "json").stdout)
    assert [(each["code"], each["severity"]) for each in noted] == [
        ("TN697", "note"), ("TN690", "error"), ("TN690", "warning"), ("TN692", "warning"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", [*FORMS])
def test_nothing_that_is_quoted_breaks_a_form(form: str) -> None:
    odd = "\x00\x1b[31m\ud7ff]]>&<\ufffe\U0001f600"
    source = Source("odd.town", f'mark "{odd}"\n')
    place = Span("odd.town", 1, 1, 1, 9)
    said = Diagnostic("TN102", odd, place, odd, hint=odd, fix=Fix(place, odd))
    stream = StringIO()
    write(Report("check", (Case(odd, odd, (said,)),), {"odd.town": source}), form, stream)
    if form == "junit":
        assert len(ElementTree.fromstring(stream.getvalue())) == 1
    elif form in DOCUMENTS:
        assert json.loads(stream.getvalue())
    if form != "github":
        assert "\x1b" not in stream.getvalue()
