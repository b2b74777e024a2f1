"""A recorded run as a script: with its seed, values, length and statements it does the very same."""

import json
import re
from pathlib import Path

import pytest

from runner.recording.file import Recording
from runner.recording.reading import read
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT

CHOICE = 'if Ben is at cafe:\n    nudge Ben to eat for 10 ticks\notherwise:\n    mark "Gone"'
STATEMENTS = (
    {"id": "a", "at": 5, "say": "direct Ada to go to park"},
    {"id": "b", "at": "08:12", "say": 'set Ben\'s hunger to 10%\nnarrate "Suddenly, an appetite."'},
    {"id": "c", "at": 12, "say": CHOICE},
    {"id": "d", "at": 29, "say": "expect Ada is at park"},
)


def recorded(townlet: Townlet, *options: str, script: str = SHORT) -> str:
    """The closing line of a run that was spoken to, and recorded in `x.townrun`."""
    Path("short.town").write_text(script, "utf-8")
    Path("said.jsonl").write_text("".join(json.dumps(each) + "\n" for each in STATEMENTS), "utf-8")
    told = townlet("run", "short.town", "--statements", "said.jsonl", "--record", "x.townrun", *options)
    assert told.exit_code in (0, 1), told.output
    return closing(told.stdout)


def closing(transcript: str) -> str:
    line = re.search(r"^-- \d\d:\d\d, tick \d+, state \w+, events \w+ --$", transcript, re.M)
    assert line is not None, transcript
    return line[0]


OPTIONS = {
    "as it is": (),
    "another seed": ("--seed", "77"),
    "other values": ("--set", "dear=120%"),
    "longer": ("--ticks", "45"),
    "all at once": ("--seed", "3", "--set", "dear=110%", "--ticks", "31"),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_the_script_does_what_the_run_did(name: str, townlet: Townlet) -> None:
    own = recorded(townlet, *OPTIONS[name])
    made = townlet("script-from", "x.townrun", "-o", "again.town")
    assert made.exit_code == 0, made.output
    assert made.stderr == "again.town: with 4 statements as cues\n"
    assert closing(townlet("run", "again.town").stdout) == own
    assert townlet("replay", "x.townrun", "--verify").exit_code == 0


def test_what_was_said_stands_at_the_end_and_the_rest_as_it_was(townlet: Townlet) -> None:
    recorded(townlet)
    text = townlet("script-from", "x.townrun").stdout
    assert text.startswith(SHORT.rstrip())
    assert text.endswith("\n    at tick 29 as operator-4:\n        expect Ada is at park\n")
    assert "    at tick 12 as operator-2:\n        set Ben's hunger to 10%\n" in text


def test_what_follows_the_scenario_stays_behind_it(townlet: Townlet) -> None:
    script = SHORT + '\nvignette "wave" (one):\n    mark "Wave"\n'.replace('"wave"', "wave")
    own = recorded(townlet, script=script)
    assert townlet("script-from", "x.townrun", "-o", "again.town").exit_code == 0
    text = Path("again.town").read_text("utf-8")
    assert text.index("operator-4") < text.index("vignette wave")
    assert closing(townlet("run", "again.town").stdout) == own


def test_of_another_indentation(townlet: Townlet) -> None:
    script = "\n".join(line.replace("    ", "  ") for line in SHORT.split("\n"))
    own = recorded(townlet, script=script)
    assert townlet("script-from", "x.townrun", "-o", "again.town").exit_code == 0
    assert "\n  at tick 5 as operator-1:\n" in Path("again.town").read_text("utf-8")
    assert closing(townlet("run", "again.town").stdout) == own


def test_where_another_length_would_move_the_end(townlet: Townlet) -> None:
    """A cue `at end` stays where it was: the script keeps its length, and a comment says how long it was."""
    own = recorded(townlet, "--ticks", "40", script=SHORT + "\n    at end as last:\n        set Ben's energy to 90%\n")
    assert townlet("script-from", "x.townrun", "-o", "again.town").exit_code == 0
    text = Path("again.town").read_text("utf-8")
    assert text.startswith("# Recorded with another length than it has: perform it with `townlet run … --ticks 40`.\n")
    assert closing(townlet("run", "again.town", "--ticks", "40").stdout) == own


def test_nothing_was_said(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    townlet("run", "short.town", "--record", "x.townrun")
    told = townlet("script-from", "x.townrun")
    assert told.stdout == SHORT
    assert "nothing was said while it was recorded" in told.stderr


def test_never_over_the_recording(townlet: Townlet) -> None:
    recorded(townlet)
    before = Path("x.townrun").read_bytes()
    told = townlet("script-from", "x.townrun", "-o", "x.townrun")
    assert told.exit_code == 2
    assert "TN027" in told.stderr
    assert Path("x.townrun").read_bytes() == before


def test_a_library_that_has_changed_since_is_told_of(townlet: Townlet) -> None:
    Path("library").mkdir()
    people = Path("library/people.town")
    people.write_text("personality calm:\n    traits: extroversion 0.4\n", "utf-8")
    recorded(townlet, script=SHORT.replace("gruff", "calm").replace("sociable", "calm"))
    people.write_text("personality calm:\n    traits: extroversion 0.9\n", "utf-8")
    told = townlet("script-from", "x.townrun", "-o", "again.town")
    assert told.exit_code == 0
    assert "TN078" in told.stderr
    assert "`library/people.town` is not as it was when the run was recorded" in told.stderr


# What was said is recorded, and said again.


def test_a_replay_hears_what_was_said(townlet: Townlet) -> None:
    own = recorded(townlet)
    told = townlet("replay", "x.townrun")
    assert closing(told.stdout) == own
    assert "Suddenly, an appetite." in told.stdout
    found = read(Path("x.townrun"), "x")
    assert isinstance(found, Recording)
    assert [(each.input.id, each.input.tick) for each in found.joined()] == [("a", 5), ("b", 12), ("c", 12), ("d", 29)]


def test_a_run_is_the_same_whether_it_is_recorded_or_not(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    plain, recording = (townlet("run", "short.town", *more).stdout for more in ((), ("--record", "x.townrun")))
    assert plain == recording
