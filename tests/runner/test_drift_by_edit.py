"""Several things edited at once: each stands by itself, with its class, its lines and its own first difference."""

from pathlib import Path

import pytest

from runner.rehearsal import golden, records
from runner.rehearsal.drift.attributing import NEW_VERDICT
from runner.rehearsal.drift.explained import Share
from runner.rehearsal.drift.explaining import ELSEWHENCE
from runner.rehearsal.drift.telling import diagnostics, told
from tests.runner import planted
from tests.runner.planted import OWN, SCRIPT, TOWN, edit, explained

COFFEE = "  coffee:\n    price: 2 coins"
STAGE = "    stage:\n"


@pytest.fixture(autouse=True)
def _approved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(tmp_path)
    planted.approved()


def in_short(share: Share) -> tuple[str, int, str, int]:
    """Class, first tick, file and line of today."""
    assert share.edit is not None
    assert share.edit.spot is not None
    return share.kind, share.tick, share.edit.spot.file, share.edit.spot.line


def text() -> str:
    return "".join(piece for piece, _ in told(explained()))


def test_a_library_and_a_cue_of_the_script_that_only_tells() -> None:
    in_library = edit(OWN, "direct b to chat with a", "direct b to chat with a about weather")
    in_script = edit(SCRIPT, STAGE, f'    at tick 35:\n        narrate "Evening."\n\n{STAGE}')
    library, script = explained().shares
    assert in_short(library) == ("library", 22, "library/own.town", in_library)
    assert in_short(script) == ("script", -1, "cup.town", in_script)
    assert script.wording is not None
    assert (script.wording[0], script.wording[1][:18]) == ("", "08:35 *  Evening. ")
    said = text()
    assert "which other scripts may use as well" in said
    assert "  - direct b to chat with a\n  + direct b to chat with a about weather\n" in said
    assert "times begun" not in said, "that a cue is there makes no difference"
    assert {each.span.file for each in diagnostics(explained(), "cup.transcript")} == {"library/own.town", "cup.town"}


def test_two_edits_of_one_script_are_two_causes_at_their_own_ticks() -> None:
    later = edit(SCRIPT, "play hello(Ben, Ada)", "play hello(Ada, Ben)")
    sooner = edit(SCRIPT, "direct Ben to go to cafe", "direct Ben to go to market")
    found = explained().shares
    assert [in_short(share) for share in found] == [
        ("script", 10, "cup.town", sooner),
        ("script", 20, "cup.town", later),
    ]
    assert "direct Ben" not in str(found[1].edits), "what has its own cause is not told of again"


def test_lines_are_those_of_today_though_each_edit_was_tried_without_the_others() -> None:
    edit(SCRIPT, '        mark "Morning"\n', '        # The first.\n        mark "Morning"\n        mark "Still"\n')
    later = edit(SCRIPT, "at tick 20 as talk", "at tick 21 as talk")
    talk = next(share for share in explained().shares if share.tick >= 0)
    assert in_short(talk) == ("script", 20, "cup.town", later)
    assert talk.now is None or talk.now.spot is None or talk.now.spot.line > later


def test_script_library_and_town_file_each_stand_alone() -> None:
    town = edit(TOWN, COFFEE, COFFEE.replace("2", "2.5")) + 1
    script = edit(SCRIPT, "direct Ben to go to cafe", "direct Ben to go to market")
    library = edit(OWN, "direct a to greet b", "direct b to greet a")
    assert sorted(map(in_short, explained().shares)) == [
        ("library", 20, "library/own.town", library),
        ("script", 10, "cup.town", script),
        ("town file", 5, "towns/riverside.yaml", town),
    ]


def test_edits_that_only_stand_together_are_one_cause() -> None:
    edit(SCRIPT, "play hello(Ben, Ada)", "play hullo(Ben, Ada)")
    edit(OWN, "vignette hello(a, b)", "vignette hullo(b, a)")
    found = explained().shares
    assert [share.kind for share in found] == ["script"]
    assert found[0].tick == 20


def test_a_cue_that_goes_makes_its_difference_where_it_began() -> None:
    edit(SCRIPT, "    at tick 10 as way:\n        direct Ben to go to cafe\n\n", "")
    (share,) = explained().shares
    assert share.tick == 10
    assert not any(change.subject.startswith("cue ") for change in share.states)


# Whose line it is.

MARA = """\
scenario "What She Has":
    town: riverside
    clock: 08:00
    length: 20 ticks

    cast:
        Mara:
            personality: balanced
            starts: cafe
            carries: 2 thermos
        Otto: sociable, at cafe

    at tick 4 as treat:
        direct Mara to give thermos to Otto
"""


def approve(script: str) -> None:
    SCRIPT.write_text(f'use "library/people.town"\n\n{script}', "utf-8")
    story, record = records.recorded(planted.now())
    golden.golden_path(SCRIPT).write_text(story.text, "utf-8")
    records.keep(SCRIPT, record)


def test_what_somebody_carries_is_its_own_line_below_theirs() -> None:
    approve(MARA)
    carried = edit(SCRIPT, "carries: 2 thermos", "carries: 2 umbrella")
    edit(SCRIPT, "direct Mara to give thermos to Otto", "direct Mara to give umbrella to Otto")
    shares = {share.edit.what: share.edit for share in explained().shares if share.edit is not None}
    assert shares["Mara"].spot is not None
    assert (shares["Mara"].spot.line, shares["Mara"].spot.text) == (carried, "carries: 2 umbrella")
    assert text().count("  - direct Mara to give thermos to Otto\n") == 1
    assert "    Mara carries thermos: was 2; is none\n    Mara carries umbrella: was none; is 2\n" in text()


def test_a_character_that_nobody_has_any_more_was_not_edited() -> None:
    approve(MARA)
    line = edit(SCRIPT, "Otto: sociable, at cafe", "Otto: gruff, at cafe")
    (share,) = explained().shares
    assert in_short(share)[2:] == ("cup.town", line)
    assert [each.what for each in share.edits] == ["Otto"]


# What is never said to be words.


def test_a_price_on_a_board_that_nobody_pays_is_the_town_files() -> None:
    """All that happens is the same; a line tells another price."""
    approve(MARA + "\n    at tick 6:\n        trigger price-spike at cafe (strength = 160%) for 10 ticks\n")
    line = edit(TOWN, COFFEE, COFFEE.replace("2", "2.5")) + 1
    (share,) = explained().shares
    assert in_short(share)[0::2] == ("town file", "towns/riverside.yaml")
    assert in_short(share)[3] == line
    assert "Only words" not in text()


def test_a_promise_that_is_broken_now_is_the_scripts() -> None:
    approve(MARA + "        expect Otto has thermos within 6 ticks\n")
    line = edit(SCRIPT, "within 6 ticks", "within 0 ticks")
    (share,) = explained().shares
    assert in_short(share) == ("script", -1, "cup.town", line)
    assert share.note == NEW_VERDICT
    assert "Only words" not in text()
    assert "+ failed" in text()


def test_nor_is_it_without_a_record() -> None:
    approve(MARA + "        expect Otto has thermos within 6 ticks\n")
    records.record_path(SCRIPT).unlink()
    edit(SCRIPT, "within 6 ticks", "within 0 ticks")
    (share,) = explained().shares
    assert (share.kind, share.sure) == ("script", False)


def test_lines_side_by_side_are_one_edit_and_each_is_shown() -> None:
    approve(MARA + "        expect Otto has thermos within 6 ticks\n")
    was = "direct Mara to give thermos to Otto\n        expect Otto has thermos within 6 ticks"
    edit(SCRIPT, was, was.replace("6", "4").replace("thermos to Otto", "thermos to Otto for 9 ticks"))
    said = text()
    assert "  - direct Mara to give thermos to Otto\n  + direct Mara to give thermos to Otto for 9 ticks\n" in said
    assert "  - expect Otto has thermos within 6 ticks\n  + expect Otto has thermos within 4 ticks\n" in said


# In a writer's words.


def test_events_come_first_and_say_what_is_not_the_same_in_words() -> None:
    edit(OWN, "direct b to chat with a", "direct b to chat with a about weather (quality = 30%)")
    said = text()
    assert "Ada was directed to chat with Ben (" in said
    assert "about weather" in said
    for strange in ("{", "}", "_", "talk/play-1", "how far that has come", "is nothing\n", "300000"):
        assert strange not in said, strange


def test_a_cue_by_another_name_is_one_edit() -> None:
    line = edit(SCRIPT, "at tick 10 as way:", "at tick 10 as stroll:")
    (share,) = explained().shares
    assert in_short(share) == ("script", 10, "cup.town", line)
    said = text()
    assert "  - at tick 10 as way:\n  + at tick 10 as stroll:\n" in said
    assert "also edited" not in said
    assert ELSEWHENCE in said
    assert "cue " not in said
