"""The loop without its clock: files are saved, the watcher is woken, and shows what a writer wants to see."""

import re
from io import StringIO
from pathlib import Path

import pytest

from runner.cache import Cache, Warm
from runner.watching.again import Stage
from runner.watching.loop import Watcher

SCRIPT = """\
use "people.town"

scenario "A Short Stay" (who = Ada):
    town: riverside
    clock: 08:00
    length: 30 ticks

    cast:
        Ada: merry, at cafe, 5 coins
        Ben: balanced, at cafe, 5 coins

    at tick 2:
        mark "Morning"
        narrate "It is early."
        direct who to greet Ben

    expect event greeted by Ada
"""
CACHE = Warm(Cache(None))
PEOPLE = "personality merry extends balanced:\n    prefers: chat 120%\n"


class Desk:
    """A script on a desk, its watcher, and what that has said since somebody looked last."""

    def __init__(self, folder: Path) -> None:
        self.script, self.people = folder / "short.town", folder / "people.town"
        self.stream = StringIO()
        self.stage = Stage(str(self.script), {}, None, CACHE)
        self.watcher = Watcher(self.stage, self.script, self.stream)

    def save(self, text: str, path: Path | None = None) -> None:
        """As some editors save: the old file is replaced by another, which is a new file even in the same instant."""
        path = path or self.script
        new = path.with_name(path.name + "~")
        new.write_text(text, "utf-8")
        new.replace(path)

    def seen(self, wakes: int = 1) -> list[str]:
        """What is said after so many wakes, without blank lines."""
        before = len(self.stream.getvalue())
        for _ in range(wakes):
            self.watcher.look()
        return [line for line in self.stream.getvalue()[before:].splitlines() if line]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.save(SCRIPT)
    desk.save(PEOPLE, desk.people)
    return desk


def test_the_first_time_all_of_it_is_shown(desk: Desk) -> None:
    seen = desk.seen()
    assert "  == Morning ==" in seen
    assert "  08:02 *  It is early." in seen
    assert seen[-2:] == ["  -- Verdicts --", "  met        expect event greeted by Ada"]


def test_then_what_a_save_changed(desk: Desk) -> None:
    desk.seen()
    desk.save(SCRIPT.replace("It is early.", "It is late."))
    seen = desk.seen()
    assert seen[:2] == ["-- short.town --", "From 08:02 on: 1 new, 1 gone."]
    assert [line for line in seen if line[0] in "+-"][1:] == ["- 08:02 *  It is early.", "+ 08:02 *  It is late."]


def test_nothing_is_said_when_nothing_was_saved_and_one_line_when_nothing_changed(desk: Desk) -> None:
    desk.seen()
    assert desk.seen(3) == []
    desk.save(SCRIPT + "\n# A remark.\n")
    (_, nothing) = desk.seen()
    assert re.fullmatch(r"Nothing changed: \d+ lines, 1 of 1 checks met\.", nothing)
    assert desk.seen() == []


def test_a_library_and_a_town_count_as_well(desk: Desk) -> None:
    desk.seen()
    desk.save(PEOPLE.replace("120%", "130%"), desk.people)
    assert desk.seen()[0] == "-- people.town --"
    desk.save(PEOPLE.replace("chat", "chatter"), desk.people)
    assert any(line.startswith("error[") for line in desk.seen())


def test_several_saves_are_one_look(desk: Desk) -> None:
    desk.seen()
    desk.save(SCRIPT.replace("early", "late"))
    desk.save(PEOPLE + "# so\n", desk.people)
    desk.save(SCRIPT.replace("early", "too late"))
    seen = desk.seen()
    assert seen[0] == "-- people.town, short.town --"
    assert "+ 08:02 *  It is too late." in seen
    assert desk.seen() == []


def test_mistakes_are_shown_and_the_last_good_run_is_kept(desk: Desk) -> None:
    desk.seen()
    desk.save(SCRIPT.replace("Ben\n", "Benn\n").replace("early", "late"))
    seen = desk.seen()
    assert seen[1].startswith("error[TN201]: There is nobody called `Benn`")
    assert seen[-1] == "Mend this and save; the last run that went well is kept to compare with."
    desk.save(SCRIPT.replace("early", "late"))
    assert "- 08:02 *  It is early." in desk.seen()


def test_a_script_may_be_wrong_from_the_start(desk: Desk) -> None:
    desk.save(SCRIPT.replace("Ben\n", "Benn\n"))
    assert desk.seen()[-1] == "Mend this and save; it will be performed then."
    desk.save(SCRIPT)
    assert "  == Morning ==" in desk.seen()


def test_a_library_that_turns_up_is_found(desk: Desk) -> None:
    desk.people.unlink()
    assert any("I cannot find the file `people.town`" in line for line in desk.seen())
    desk.save(PEOPLE, desk.people)
    assert "  == Morning ==" in desk.seen()


@pytest.mark.parametrize("part", ["script", "people"])
@pytest.mark.parametrize("empty", [True, False], ids=["emptied", "deleted"])
def test_a_file_that_is_gone_for_a_moment_is_waited_for(desk: Desk, part: str, empty: bool) -> None:
    desk.seen()
    path: Path = getattr(desk, part)
    text = path.read_text("utf-8")
    path.write_text("") if empty else path.unlink()
    assert desk.seen() == []
    desk.save(text, path)
    assert desk.seen()[1].startswith("Nothing changed")


def test_a_file_that_stays_away_is_missed(desk: Desk) -> None:
    desk.seen()
    desk.script.unlink()
    assert desk.seen() == []
    missed = desk.seen()
    assert missed[1].startswith("error[TN001]")
    assert missed[3].strip() == "= help: Save it again under this name, and it is performed again"
    assert desk.seen(3) == []
    desk.save(SCRIPT.replace("early", "late"))
    assert "+ 08:02 *  It is late." in desk.seen()


def test_a_check_that_fails_now_is_shown_where_it_stands(desk: Desk) -> None:
    desk.seen()
    text = SCRIPT.replace("greeted by Ada", "argued by Ada")
    desk.save(text)
    seen = desk.seen()
    assert "+ failed     expect event argued by Ada" in seen
    assert any(line.startswith("error[TN690]") for line in seen)
    desk.save(text + "# so\n")
    assert not any(line.startswith("error[") for line in desk.seen()), "it has been said"


def test_a_warning_is_said_once(desk: Desk) -> None:
    long = "\n    at tick 1:\n        hold Ben\n        wait 60 ticks\n"
    desk.save(SCRIPT + long)
    assert [line for line in desk.seen() if line.startswith("warning[")]
    desk.save("\n" + SCRIPT + long)
    assert [line for line in desk.seen() if line.startswith("warning[")] == []


def test_folders_are_those_of_all_that_matters(desk: Desk) -> None:
    desk.seen()
    (desk.script.parent / "towns").mkdir()
    folders = {folder.name for folder in desk.watcher.folders}
    assert {desk.script.parent.name, "towns"} <= folders


def test_the_seed_and_the_values_are_those_asked_for(desk: Desk) -> None:
    desk.save(SCRIPT.replace("greet Ben", "rest at cafe"))
    stage = Stage(str(desk.script), {"who": "Ben"}, 7, CACHE)
    run = stage.again().run
    assert run is not None
    assert any(line.text.startswith("Ben") and line.sign == "!" for line in run.lines)
    other = Stage(str(desk.script), {"who": "Nobody"}, 7, CACHE).again()
    assert other.run is None
