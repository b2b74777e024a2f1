"""`townlet review`: keys, drawn comparisons, and decisions that reach the goldens; at 80 columns and 24 lines."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input, Static

from runner.cli import main
from runner.rehearsal.comparing import rows
from runner.rehearsal.deciding import DeskOfGoldens, waiting
from runner.screens.passage import Passage
from runner.screens.review import Review, drawn
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, workshop

WAS = ("== Morning ==", "08:02 !  Ada greets Ben.                                  ‹hello/direct-1›", "08:09 ·  Rain.")
NOW = (
    "== Morning ==",
    "08:02 !  Ada greets Ben warmly.                           ‹hello/direct-1›",
    "08:03 ·  Ben nods.       ‹town/own-choice›",
    "08:09 ·  Rain.",
)


class Table:
    """A desk that notes what is decided; what is in `broken` cannot be."""

    def __init__(self, broken: Sequence[str] = ()) -> None:
        self.done: list[tuple[str, ...]] = []
        self.broken = broken

    def accept(self, passage: Passage, because: str) -> str:
        if passage.name in self.broken:
            return "No room. Make some."
        self.done.append(("accept", passage.name, because))
        return ""

    def reject(self, passage: Passage) -> str:
        self.done.append(("reject", passage.name))
        return ""

    def why(self, passage: Passage) -> str:
        return f"Why #{passage.name} of {passage.story} differs."

    def whole(self, story: str) -> tuple[Sequence[str], Sequence[str]]:
        return ("before", *WAS), ("before", *NOW)


PASSAGES = [Passage("a.town", name, WAS, NOW) for name in ("one", "two", "three")]
Play = Callable[[Pilot[int]], Awaitable[object]]


def reviewed(*keys: str, table: Table | None = None, then: Play | None = None) -> tuple[Table, int | None]:
    """Press keys on a terminal of 80 × 24; gives the desk and what the review ended with."""
    desk = table or Table()
    app = Review(PASSAGES, desk)

    async def play() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys)
            if then is not None:
                await then(pilot)

    asyncio.run(play())
    return desk, app.return_value


@pytest.mark.parametrize(
    ("keys", "done", "left"),
    [
        ("s s s", [], 3),
        ("r r r", [("reject", "one"), ("reject", "two"), ("reject", "three")], 0),
        ("s R", [("reject", "two"), ("reject", "three")], 1),
        ("r S", [("reject", "one")], 2),
        ("r q", [("reject", "one")], 2),
        ("a y e s enter r q", [("accept", "one", "yes"), ("reject", "two")], 1),
        ("s A o k enter", [("accept", "two", "ok"), ("accept", "three", "ok")], 1),
        ("a enter escape q", [], 3),
        ("a o k enter a enter q", [("accept", "one", "ok"), ("accept", "two", "ok")], 1),
        ("question_mark x v w v w q", [], 3),
    ],
)
def test_keys_decide(keys: str, done: list[tuple[str, ...]], left: int) -> None:
    desk, ended = reviewed(*keys.split())
    assert (desk.done, ended) == (done, left)


def test_what_cannot_be_done_is_said_and_stays_to_be_decided() -> None:
    seen: list[str] = []

    async def look(pilot: Pilot[int]) -> None:
        seen.append(str(pilot.app.query_one("#said", Static).content))
        await pilot.press("q")

    desk, ended = reviewed("A", "o", "k", "enter", table=Table(["two"]), then=look)
    assert desk.done == [("accept", "one", "ok")]
    assert seen == ["No room. Make some."]
    assert ended == 2


def test_names_of_files_are_no_markup() -> None:
    async def play() -> str:
        app = Review([Passage("a [bold]b.town", "one", WAS, NOW)], Table())
        async with app.run_test(size=(80, 24)):
            return str(app.query_one("#where", Static).render())

    assert "a [bold]b.town" in asyncio.run(play())


def test_a_reason_is_asked_for_in_a_field_that_takes_the_first_key() -> None:
    async def look(pilot: Pilot[int]) -> None:
        assert pilot.app.screen.query_one(Input).value == "q r"
        await pilot.press("escape", "q")

    assert reviewed("a", "q", "space", "r", then=look)[1] == 3


@pytest.mark.parametrize("side_by_side", [True, False])
def test_a_comparison_can_be_read_in_80_columns(side_by_side: bool, snapshot: SnapshotAssertion) -> None:
    console = Console(width=80, color_system=None)
    with console.capture() as told:
        console.print(drawn(rows(WAS, NOW), side_by_side))
    lines = [line.rstrip() for line in told.get().splitlines()]
    assert max(map(len, lines)) <= 80
    assert lines == snapshot


def test_every_line_of_both_is_shown_once() -> None:
    found = rows(WAS, NOW)
    left = ["".join(words for words, _ in row.was) for row in found if row.was is not None]
    right = ["".join(words for words, _ in row.now) for row in found if row.now is not None]
    assert [line.split() for line in left] == [line.split() for line in WAS]
    assert [line.split() for line in right] == [line.split() for line in NOW]
    changed = [words.strip() for row in found for words, is_changed in row.now or () if is_changed]
    assert changed == ["warmly", "08:03 ·  Ben nods.  ‹town/own-choice›"]


@pytest.fixture
def drifted(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.delenv("CI", raising=False)
    Path("short.town").write_text(SHORT, "utf-8")
    townlet("rehearse", "short.town", "--update-new")
    Path("short.town").write_text(SHORT.replace('mark "Morning"', 'mark "Evening"'), "utf-8")
    townlet("rehearse", "short.town")
    return Path("short.transcript").read_bytes()


def test_decisions_reach_the_golden(drifted: bytes, townlet: Townlet) -> None:
    found = waiting([])
    assert isinstance(found, list)
    ours = [passage for passage in found if passage.story == "short.town"]
    assert [passage.name for passage in ours] == ["evening", "morning"]
    desk = DeskOfGoldens(workshop())
    assert desk.whole("short.town")[0] == drifted.decode().splitlines()
    assert [desk.accept(passage, "later now") for passage in ours] == ["", ""]
    assert "== Evening ==" in Path("short.transcript").read_text("utf-8")
    assert not Path("short.transcript.new").exists()
    assert townlet("rehearse", "short.town").exit_code == 0


def test_rejecting_passages_leaves_the_golden(drifted: bytes, townlet: Townlet) -> None:
    found = waiting(["short.town"])
    assert isinstance(found, list)
    desk = DeskOfGoldens(workshop())
    assert desk.reject(found[0]) == ""
    left = waiting(["short.town"])
    assert isinstance(left, list)
    assert [passage.name for passage in left] == ["morning"]
    assert desk.reject(left[0]) == ""
    assert not Path("short.transcript.new").exists()
    assert Path("short.transcript").read_bytes() == drifted
    assert "Nothing waits" in desk.reject(left[0])


def test_a_first_story_is_decided_about_whole(drifted: bytes, townlet: Townlet) -> None:
    Path("short.transcript").unlink()
    found = waiting(["short.town"])
    assert isinstance(found, list)
    assert [passage.name for passage in found] == [""]
    assert DeskOfGoldens(workshop()).accept(found[0], "the first") == ""
    assert townlet("rehearse", "short.town").exit_code == 0


def test_without_a_terminal_the_commands_are_said(drifted: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "short.town"]) == 2
    told = capfd.readouterr().err
    assert 'townlet accept short.town --because "…"' in told
    assert "townlet reject short.town" in told
    assert "A review needs a terminal" in told


def test_where_nothing_waits_there_is_nothing_to_review(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    found = townlet("review", "short.town")
    assert (found.exit_code, found.stdout) == (0, "Nothing waits for a decision\n")


def test_above_the_texts_stands_why_they_differ() -> None:
    seen: list[str] = []

    async def look(pilot: Pilot[int]) -> None:
        seen.append(str(pilot.app.query_one("#why", Static).content))
        await pilot.press("q")

    reviewed("s", then=look)
    assert seen == ["Why #two of a.town differs."]


def test_the_desk_finds_out_why(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    script = Path("short.town")
    script.write_text(SHORT, "utf-8")
    townlet("rehearse", script, "--update-new")
    morning = Passage("short.town", "morning", (), ())
    assert DeskOfGoldens(workshop()).why(morning) == "", "nothing waits"
    script.write_text(SHORT.replace("at tick 2 as hello", "at tick 4 as hello"), "utf-8")
    townlet("rehearse", script)
    desk = DeskOfGoldens(workshop())
    assert desk.why(morning) == "The script was edited: line 14 of short.town (from 08:02, tick 2 on)"
