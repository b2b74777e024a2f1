"""`townlet stats`: figures of the page and of the stage, and that they are those of the transcript."""

import json
import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from runner.keeping import golden_seed, kept
from runner.statistics import BEFORE, WITHOUT, statistics
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, ready


def test_the_tables(townlet: Townlet, snapshot: SnapshotAssertion) -> None:
    done = townlet("stats", "coffee-too-dear")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == snapshot


@pytest.mark.parametrize("name", ["coffee-too-dear", "a-day-in-riverside", "an-ordinary-day"])
def test_what_is_told_is_what_stands_in_the_transcript(name: str) -> None:
    script = ready(name)
    found, whole = statistics(script).performed, kept(script.schedule, script.town, golden_seed(script.schedule))
    lines = [line for line in whole.lines if re.match(r"\d\d:\d\d [·~!*] ", line)]
    marks = [line for line in whole.lines if line.startswith("== ")]
    assert found.beats == len(lines) == sum(scene.beats for scene in found.scenes)
    assert [f"== {scene.title} ==" for scene in found.scenes if scene.title not in (BEFORE, WITHOUT)] == marks
    assert sum(scene.ticks for scene in found.scenes) == found.ticks == script.schedule.length
    assert sum(who.own for who in found.characters) <= sum(" · " in line[:9] for line in lines)
    assert sum(who.says for who in found.characters) == sum("‹" in line and ": “" in line for line in lines)


def test_scenes_go_from_mark_to_mark(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT)
    (found,) = json.loads(townlet("stats", "short.town", "--json").stdout)
    scenes = [(scene["title"], scene["begins"], scene["ticks"]) for scene in found["performed"]["scenes"]]
    assert scenes == [("(before the first mark)", "08:00", 2), ("Morning", "08:02", 28)]
    assert found["title"] == "A Short Stay"
    assert found["written"]["prompts"] == {"lines": 1, "words": 3}


def test_several_scripts_and_one_that_needs_mending(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "bad.town").write_text(SHORT.replace("Ben: sociable", "Ben: socable"))
    done = townlet("stats", "one-shower", "bad.town", "coffee-too-dear", "--json")
    assert done.exit_code == 2
    assert [each["title"] for each in json.loads(done.stdout)] == ["One Shower, Three Neighbours", "A Coffee Too Dear"]
    assert "error[TN205]" in done.stderr


def test_other_values_make_other_figures(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT)
    assert townlet("stats", "short.town", "--set", "dear=200%").exit_code == 0
    refused = townlet("stats", "short.town", "--json", "--set", "who=Ben")
    assert (refused.exit_code, refused.stdout) == (2, "[]\n")  # Ben cannot greet himself.
    assert "error[TN" in refused.stderr


def test_a_compiled_schedule_has_the_figures_of_its_script(townlet: Townlet, tmp_path: Path) -> None:
    townlet("compile", "coffee-too-dear", "-o", "compiled.json")
    assert townlet("stats", "compiled.json").stdout == townlet("stats", "coffee-too-dear").stdout


def test_a_cue_of_a_vignette_is_counted_once_wherever_it_is_played(townlet: Townlet, tmp_path: Path) -> None:
    vignette = 'vignette morning():\n    mark "It dawns"\n    at tick 2 as light:\n        mark "It is light"\n\n'
    played = SHORT.replace('        mark "Morning"\n', "        play morning()\n")
    text = played.replace("    at tick 6 as rise:\n", "    at tick 6 as rise:\n        play morning()\n")
    (tmp_path / "short.town").write_text(text.replace("scenario ", vignette + "scenario ", 1))
    done = townlet("stats", "short.town", "--json")
    (found,) = json.loads(done.stdout)
    written = found["written"]
    assert (written["cues"], written["vignettes"], written["plays"]) == (3, 1, 2)


def test_thousands_stand_apart(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT.replace("30 ticks", "1500 ticks"))
    done = townlet("stats", "short.town")
    assert "Performed with seed 1: 1,500 ticks, " in done.stdout
    assert re.search(r"^  Morning +08:02 +1,498 ", done.stdout, re.MULTILINE)
