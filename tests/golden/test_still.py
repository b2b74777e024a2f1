"""The same story whatever stands around it: the process, the way of the schedule, a pause, a line that does nothing."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from runner.compiled import read, write
from runner.keeping import Kept, kept
from tests.runner.support import ROOT, ready
from townlet.beat import Beat
from townlet.clock import advance
from townlet.events import Event
from townlet.opening import opened, raise_curtain
from townlet.schedule import Schedule
from townlet.script import checks
from townlet.setting import Setting
from townlet.snapshot import digest, restored, save
from townlet.town import Town

NAMES = ("coffee-too-dear", "an-ordinary-day")
SCRIPT = (ROOT / "scenarios" / "coffee-too-dear.town").read_text("utf-8")


def performance(text: str, folder: Path, seed: int | None = None) -> Kept:
    """A script told from a text."""
    path = folder / "script.town"
    path.write_text(text, "utf-8")
    found = ready(path)
    return kept(found.schedule, found.town, seed)


def body(run: Kept) -> list[str]:
    """The story without its header, its blank lines and its last line."""
    return [line for line in run.lines if line and not line.startswith("# ")][:-1]


def added(few: list[str], many: list[str]) -> list[str]:
    """What `many` has more than `few`, whose lines must all be there, in their order."""
    left, more = list(few), []
    for line in many:
        if left and line == left[0]:
            left.pop(0)
        else:
            more.append(" ".join(line.split()))
    assert left == []
    return more


def test_in_three_processes() -> None:
    code = (
        "from tests.runner.support import ready; from runner.keeping import kept\n"
        "for name in ('coffee-too-dear', 'an-ordinary-day'):\n"
        "    found = ready(name); told = kept(found.schedule, found.town); print(told.text, told.stream)"
    )
    said = set()
    for seed in ("0", "1", "4242"):
        kept_ = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        run = subprocess.run([sys.executable, "-c", code], env=kept_, cwd=ROOT, capture_output=True, check=True)
        said.add(run.stdout)
    assert len(said) == 1
    assert b"== Reconciliation ==" in said.pop()


@pytest.mark.parametrize("name", NAMES)
def test_with_the_schedule_taken_through_json(name: str, tmp_path: Path) -> None:
    found = ready(name)
    assert write(found.schedule, tmp_path / "out.json") is None
    back = read(tmp_path / "out.json", "out.json")
    assert isinstance(back, Schedule)
    assert back == found.schedule
    one, other = kept(found.schedule, found.town), kept(back, found.town)
    assert (one.text, one.stream) == (other.text, other.stream)


@pytest.mark.parametrize("every", [10, 7])
@pytest.mark.parametrize("name", NAMES)
def test_with_the_town_saved_and_restored(name: str, every: int) -> None:
    found = ready(name)
    whole = kept(found.schedule, found.town)
    setting = Setting(found.town)
    beats: list[Beat] = []
    events: list[Event] = []

    def listen(town: Town) -> Town:
        town.page.listener, town.listener = beats.append, events.append
        return town

    town = listen(opened(setting, found.schedule))
    raise_curtain(town)
    for tick in range(every, found.schedule.length, every):
        advance(town, tick)
        town = listen(restored(save(town), setting, found.schedule))
    advance(town, found.schedule.length)
    checks.finish(town)
    assert events == whole.events
    assert [beat for beat in beats if beat.kind != "prompt"] == list(whole.beats.values())
    assert tuple(town.performance.verdicts) == whole.run.verdicts
    assert (digest(town), town.chain) == (whole.run.state, whole.run.chain)


def test_again_in_the_same_process() -> None:
    found = ready("coffee-too-dear")
    assert kept(found.schedule, found.town).text == kept(found.schedule, found.town).text


def test_another_seed_is_another_story() -> None:
    found = ready("coffee-too-dear")
    assert kept(found.schedule, found.town, 1).events != kept(found.schedule, found.town, 2).events


# A line that does nothing to the town, the line it is put behind, and what the transcript has more.
ARRIVAL = "        enter newcomer at station\n"
SMALL_TALK = "        play small-talk(Avery, Kai)\n"
INERT = {
    "mark": (ARRIVAL, '        mark "Here"\n', ["== Here =="]),
    "narrate": (ARRIVAL, '        narrate "A gull."\n', [r"08:10 \* A gull. ‹arrival/narrate-a-gull›"]),
    "narrate after a vignette": (
        SMALL_TALK, '        narrate "A gull."\n', [r"07:4\d \* A gull. ‹at-1/narrate-a-gull›"]
    ),
    "prompt": (ARRIVAL, '        prompt "Now."\n', []),
    "comment": (ARRIVAL, "        # Now.\n", []),
}


@pytest.mark.parametrize(("after", "line", "more"), INERT.values(), ids=INERT)
@pytest.mark.parametrize("seed", [4242, 3])
def test_an_inert_line_adds_itself_alone(seed: int, after: str, line: str, more: list[str], tmp_path: Path) -> None:
    assert SCRIPT.count(after) == 1
    before = performance(SCRIPT, tmp_path, seed)
    now = performance(SCRIPT.replace(after, after + line), tmp_path, seed)
    assert now.stream == before.stream
    assert now.lines[-1] == before.lines[-1]
    found = added(body(before), body(now))
    assert len(found) == len(more)
    assert all(re.fullmatch(wanted, each) for wanted, each in zip(more, found, strict=True)), found


@pytest.mark.parametrize("seed", [4242, 1, 2, 3])
def test_a_new_choice_moves_nobody_elses_luck(seed: int, tmp_path: Path) -> None:
    cue = (
        "    at tick 3 as gulls:\n        choose from gossip:\n"
        '            50%: narrate "A gull laughs."\n            50%: narrate "A gull cries."\n\n'
    )
    place = "    # Relative cues:"
    assert SCRIPT.count(place) == 1
    before = performance(SCRIPT, tmp_path, seed)
    now = performance(SCRIPT.replace(place, cue + place), tmp_path, seed)
    assert now.stream == before.stream
    (line,) = added(body(before), body(now))
    assert re.match(r"07:33 \* A gull (laughs|cries)\.", line)


def test_events_are_what_json_says(tmp_path: Path) -> None:
    found = ready("coffee-too-dear")
    run = kept(found.schedule, found.town)
    lines = run.stream.splitlines()
    assert len(lines) == run.run.events == len(run.events)
    assert [json.loads(line)["id"] for line in lines] == [event.id for event in run.events]
    assert [msgspec.json.decode(line, type=Event) for line in lines] == run.events
