"""A golden that is of no run as it stands: what is said of it is true, whatever was done to it."""

from pathlib import Path

import pytest

from dsl.diagnostic import Diagnostic
from runner.rehearsal.deciding import DeskOfGoldens, waiting
from runner.screens.passage import Passage
from tests.runner.conftest import Townlet
from tests.runner.support import workshop

STORY = """\
scenario "Two Coffees" (dear = 150%):
    town: riverside
    clock: 09:00
    length: 30 ticks

    cast:
        Ida: balanced, at cafe, 12 coins
        Per: balanced, at cafe, 12 coins

    at tick 2 as morning:
        mark "Good morning"
        Per: "There you are."
        direct Per to greet Ida

    at tick 8 as prices:
        mark "Dearer"
        trigger price-spike at cafe (strength = dear) for 20 ticks

    expect event greeted between Per and Ida within 10 ticks
"""
SCRIPT, GOLDEN, WAITING = Path("two.town"), Path("two.transcript"), Path("two.transcript.new")


@pytest.fixture(autouse=True)
def _approved(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    SCRIPT.write_text(STORY, "utf-8")
    assert townlet("rehearse", SCRIPT, "--update-new", "--jobs", 1).exit_code == 0


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for was, now in pairs:
        assert text.count(was) == 1, was
        text = text.replace(was, now)
    path.write_text(text, "utf-8")


def rehearsed(townlet: Townlet) -> str:
    found = townlet("rehearse", SCRIPT, "--jobs", 1)
    assert found.exit_code == 3, found.stdout
    return found.stdout


LATER = ("at tick 8 as prices", "at tick 10 as prices")
HER_NAME = ("There you are.", "There you are, Ida.")


def test_accepted_in_part_and_the_rest_taken_back(townlet: Townlet) -> None:
    """The words that were approved are never shown the other way round."""
    edit(SCRIPT, HER_NAME, LATER)
    rehearsed(townlet)
    assert townlet("accept", "two.town#good-morning", "--because", "her name").exit_code == 0
    edit(SCRIPT, LATER[::-1])
    said = rehearsed(townlet)
    assert "note[TN056]: The golden is of no run as it stands: it was decided about in parts" in said
    assert "Of another run than its record: #good-morning" in said
    assert "only the digests at the end are of an older run" in said
    assert "There you are" not in said
    assert "Only words" not in said
    assert townlet("accept", SCRIPT, "--because", "all of it").exit_code == 0
    assert "# not of this run" not in GOLDEN.read_text("utf-8")
    assert townlet("rehearse", SCRIPT, "--jobs", 1).exit_code == 0


def test_what_still_differs_keeps_its_cause(townlet: Townlet) -> None:
    edit(SCRIPT, HER_NAME, LATER)
    rehearsed(townlet)
    townlet("accept", "two.town#good-morning", "--because", "her name")
    said = rehearsed(townlet)
    assert "  - at tick 8 as prices:\n  + at tick 10 as prices:\n" in said
    assert "There you are" not in said, "that passage is the approved one"


def test_a_passage_rejected_and_the_rest_accepted(townlet: Townlet) -> None:
    edit(SCRIPT, HER_NAME, LATER)
    rehearsed(townlet)
    assert townlet("reject", "two.town#good-morning").exit_code == 0
    done = townlet("accept", SCRIPT, "--because", "later is better")
    assert "The golden is of no run as it stands: #good-morning is not what is performed" in done.stdout
    said = rehearsed(townlet)
    assert "TN057" not in said
    assert "Only words" not in said
    assert "Of another run than its record: #good-morning" in said
    assert townlet("diff", SCRIPT).exit_code == 0, "the record is of the run that was accepted"


def test_above_each_passage_stands_its_own_cause(townlet: Townlet) -> None:
    """The price that comes later has no part in the greeting, and the greeting none in the price."""
    edit(SCRIPT, HER_NAME, LATER)
    rehearsed(townlet)
    desk, found = DeskOfGoldens(workshop().anew()), waiting(["two.town"])
    assert not isinstance(found, Diagnostic)
    said = {passage.name: desk.why(passage) for passage in found}
    assert said["good-morning"].startswith("The script was edited: line 12 of two.town (from ")
    assert said["dearer"].startswith("The script was edited: line 15 of two.town (from ")
    assert said["good-morning"] in said["verdicts"], "all that happens has a part in the digests"
    assert said["dearer"] in said["verdicts"]
    assert len({*said.values()}) == 3


def test_above_what_was_accepted_elsewhere_stands_no_cause_of_another_passage(townlet: Townlet) -> None:
    edit(SCRIPT, HER_NAME, LATER)
    rehearsed(townlet)
    townlet("accept", "two.town#good-morning", "--because", "her name")
    edit(SCRIPT, LATER[::-1])
    rehearsed(townlet)
    (passage,) = waiting(["two.town"]) or pytest.fail("the digests wait")
    assert isinstance(passage, Passage)
    assert passage.name == "verdicts"
    assert DeskOfGoldens(workshop().anew()).why(passage) == ""


def test_a_digest_edited_by_hand_accuses_no_program(townlet: Townlet) -> None:
    text = GOLDEN.read_text("utf-8")
    GOLDEN.write_text(text[:-5] + ("0" if text[-5] != "0" else "1") + text[-4:], "utf-8")
    said = rehearsed(townlet)
    number = text.count("\n")
    assert f"note[TN056]: The golden was edited by hand, or merged out of two: line {number} of two.transcript" in said
    assert "This Townlet does something otherwise" not in said
    assert "TN057" not in said


def test_a_line_edited_by_hand_is_shown_with_what_was_performed(townlet: Townlet) -> None:
    edit(GOLDEN, ("“There you are.”", "“There you were.”"))
    said = rehearsed(townlet)
    assert "note[TN056]: The golden was edited by hand, or merged out of two: line " in said
    assert "“There you are.”" in said
    assert "Only words" not in said


def test_what_waits_is_not_accepted_once_it_was_edited_by_hand(townlet: Townlet) -> None:
    edit(SCRIPT, HER_NAME)
    rehearsed(townlet)
    before = GOLDEN.read_bytes()
    edit(WAITING, ("There you are, Ida.", "There you are, my dear."))
    for story in (SCRIPT, "two.town#good-morning"):
        done = townlet("accept", story, "--because", "it reads well")
        assert done.exit_code == 2
        assert "error[TN034]: What waits for `two.town` is not what its script tells: line " in done.stderr
    assert GOLDEN.read_bytes() == before
    rehearsed(townlet)
    assert townlet("accept", SCRIPT, "--because", "it reads well").exit_code == 0
