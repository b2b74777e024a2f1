"""Deciding about stories that differ: `pending`, `accept`, `reject`. A golden is never damaged, whatever happens."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner import disk
from runner.cli import main
from runner.rehearsal import approving
from runner.rehearsal.passages import BEGINNING, VERDICTS, differing, merged, parts, with_reason
from runner.shelf import SHIPPED
from runner.trouble import trouble
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT

CHANGED = SHORT.replace('mark "Morning"', 'mark "Good morning"')
WARMER = SHORT.replace("direct who to greet Ben", 'direct who to greet Ben\n        Ben: "Good to see you."')
GOLDEN, WAITING = Path("short.transcript"), Path("short.transcript.new")


@pytest.fixture(autouse=True)
def _somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def drifted(townlet: Townlet) -> bytes:
    """A script whose story has changed; gives the golden as it was approved."""
    Path("short.town").write_text(SHORT, "utf-8")
    townlet("rehearse", "short.town", "--update-new")
    Path("short.town").write_text(WARMER, "utf-8")
    assert townlet("rehearse", "short.town").exit_code == 3
    return GOLDEN.read_bytes()


def test_accepting_keeps_the_story_and_the_reason(drifted: bytes, townlet: Townlet) -> None:
    found = townlet("accept", "short.town", "--because", "the greeting is warmer now")
    assert (found.exit_code, found.stdout) == (0, "short.town: accepted\n")
    text = GOLDEN.read_text("utf-8")
    assert "“Good to see you.”" in text
    assert "# because: the greeting is warmer now\n" in text
    assert not WAITING.exists()
    assert townlet("rehearse", "short.town").exit_code == 0
    assert townlet("pending").exit_code == 0


def test_reasons_add_up(drifted: bytes, townlet: Townlet) -> None:
    townlet("accept", "short.town", "--because", "first")
    Path("short.town").write_text(CHANGED, "utf-8")
    townlet("rehearse", "short.town")
    townlet("accept", "short.town", "--because", "second")
    reasons = [line for line in GOLDEN.read_text("utf-8").splitlines() if line.startswith("# because: ")]
    assert reasons == ["# because: first", "# because: second"]


def test_accepting_one_passage_leaves_the_rest_to_be_decided(drifted: bytes, townlet: Townlet) -> None:
    found = townlet("accept", "short.town#morning", "--because", "warmer")
    assert found.stdout == "short.town#morning: accepted; still to decide: #verdicts\n"
    assert "“Good to see you.”" in GOLDEN.read_text("utf-8")
    assert WAITING.exists()
    assert townlet("rehearse", "short.town").exit_code == 3
    assert townlet("accept", "short.town#verdicts", "--because", "warmer").exit_code == 0
    assert not WAITING.exists()
    assert townlet("rehearse", "short.town").exit_code == 0


def test_rejecting_leaves_the_golden_as_it_was(drifted: bytes, townlet: Townlet) -> None:
    assert townlet("reject", "short.town").exit_code == 0
    assert GOLDEN.read_bytes() == drifted
    assert not WAITING.exists()
    assert townlet("reject", "short.town").exit_code == 2


def test_what_waits_is_listed(drifted: bytes, townlet: Townlet) -> None:
    found = townlet("pending", ".")
    assert (found.exit_code, found.stdout) == (3, "short.town: #morning, #verdicts\n")
    data = json.loads(townlet("pending", ".", "--json").stdout)
    assert data == [{"script": "short.town", "passages": ["morning", "verdicts"], "is_new": False}]


def test_a_first_story_can_be_accepted_too(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    assert townlet("rehearse", "short.town").exit_code == 5
    assert townlet("pending", ".").stdout == "short.town: it has no golden yet\n"
    assert townlet("accept", "short.town", "--because", "the first").exit_code == 0
    assert townlet("rehearse", "short.town").exit_code == 0


@pytest.mark.parametrize("decide", [("accept", "--because", "x"), ("reject",)])
@pytest.mark.parametrize("damage", [None, 300])
def test_a_passage_is_not_decided_about_where_there_is_no_golden_to_put_it_into(
    decide: tuple[str, ...], damage: int | None, drifted: bytes, townlet: Townlet
) -> None:
    if damage is None:
        GOLDEN.unlink()
    else:
        GOLDEN.write_bytes(drifted[:damage])
    before = WAITING.read_bytes()
    found = townlet(decide[0], "short.town#morning", *decide[1:])
    assert found.exit_code == 2
    assert "Decide about the whole story" in found.stderr
    assert WAITING.read_bytes() == before
    assert (GOLDEN.read_bytes() if GOLDEN.exists() else None) == (None if damage is None else drifted[:damage])
    assert townlet("accept", "short.town", "--because", "x").exit_code == 0
    assert townlet("rehearse", "short.town").exit_code == 0


def test_a_golden_that_may_not_be_read_is_not_written_over(
    drifted: bytes, townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = approving.whole_at
    closed = trouble("TN003", "short.transcript", "I cannot open `short.transcript`: permission denied", "Look")
    monkeypatch.setattr(approving, "whole_at", lambda path: closed if path == GOLDEN else read(path))
    found = townlet("accept", "short.town", "--because", "x")
    assert found.exit_code == 2
    assert "permission denied" in found.stderr
    assert GOLDEN.read_bytes() == drifted


@pytest.mark.parametrize("whole", [True, False], ids=["in the story", "in a reason"])
def test_a_golden_that_was_cut_short_keeps_its_reasons(whole: bool, drifted: bytes, townlet: Townlet) -> None:
    townlet("accept", "short.town", "--because", "first")
    Path("short.town").write_text(CHANGED, "utf-8")
    townlet("rehearse", "short.town")
    data = GOLDEN.read_bytes()
    cut = data.index("·".encode()) + 1 if whole else data.index(b"first") + 3
    GOLDEN.write_bytes(data[:cut])
    assert townlet("accept", "short.town", "--because", "second").exit_code == 0
    reasons = [line for line in GOLDEN.read_text("utf-8").splitlines() if line.startswith("# because: ")]
    assert reasons == ["# because: first", "# because: second"][not whole :]


@pytest.mark.parametrize("decide", [("accept", "--because", "x"), ("reject",)])
def test_nothing_is_decided_where_nobody_looks(
    decide: tuple[str, ...], drifted: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    assert main([decide[0], "short.town", *decide[1:]]) == 2
    assert "where nobody looks" in capfd.readouterr().err
    assert (GOLDEN.read_bytes(), WAITING.exists()) == (drifted, True)


def test_a_first_story_that_is_rejected_has_no_golden_that_could_stay(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    townlet("rehearse", "short.town")
    assert townlet("reject", "short.town").stdout == "short.town: rejected; it has no golden yet\n"


def test_a_script_that_needs_mending_is_told_of_as_that(drifted: bytes, townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT.replace("greet Ben", "greet Bne"), "utf-8")
    found = townlet("accept", "short.town", "--because", "x")
    assert (found.exit_code, "error[TN038]" in found.stderr) == (2, True)
    assert "`townlet check short.town` says what is wrong" in found.stderr


@pytest.mark.parametrize("name", ["one-shower", "scenario of mine.town"])
def test_what_is_told_names_a_scenario_as_one_types_it(name: str, townlet: Townlet) -> None:
    Path("scenario of mine.town").write_text(SHORT, "utf-8")
    typed = name if " " not in name else f'"{name}"'
    for each in (name, f"{name}#dinner"):
        found = townlet("reject", each)
        assert f"Nothing waits for a decision about `{name}`" in found.stderr
        assert f"`townlet rehearse {typed}`" in found.stderr
        assert str(SHIPPED) not in found.stderr


def test_a_damaged_golden_is_listed_as_one_that_is_decided_about_whole(drifted: bytes, townlet: Townlet) -> None:
    GOLDEN.write_bytes(drifted[:300])
    assert townlet("pending", ".").stdout == "short.town: to be decided about whole: its golden is damaged\n"


def test_a_script_may_have_the_mark_of_passages_in_its_name(townlet: Townlet) -> None:
    Path("take#2.town").write_text(SHORT, "utf-8")
    townlet("rehearse", "take#2.town")
    assert townlet("accept", "take#2.town", "--because", "the first").exit_code == 0
    assert Path("take#2.transcript").exists()


def test_a_passage_is_accepted_once(drifted: bytes, townlet: Townlet) -> None:
    townlet("accept", "short.town#morning", "--because", "warmer")
    before = GOLDEN.read_bytes()
    again = townlet("accept", "short.town#morning", "--because", "warmer still")
    assert again.exit_code == 2
    assert "is the approved one already" in again.stderr
    assert GOLDEN.read_bytes() == before


def test_lines_of_goldens_may_end_as_git_has_them(drifted: bytes, townlet: Townlet) -> None:
    GOLDEN.write_bytes(drifted.replace(b"\n", b"\r\n"))
    assert townlet("rehearse", "short.town").exit_code == 3
    assert townlet("accept", "short.town#morning", "--because", "warmer").exit_code == 0
    assert b"\r" not in GOLDEN.read_bytes()
    Path("short.town").write_text(SHORT, "utf-8")
    GOLDEN.write_bytes(drifted.replace(b"\n", b"\r\n"))
    assert townlet("rehearse", "short.town").exit_code == 0


def test_what_waits_in_two_of_the_folders_is_listed_once(drifted: bytes, townlet: Townlet) -> None:
    assert townlet("pending", ".", os.getcwd()).stdout.count("#morning") == 1


def test_the_story_of_a_compiled_schedule_is_decided_about_like_any_other(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    townlet("compile", "short.town", "-o", "short.schedule.json")
    townlet("rehearse", "short.schedule.json")
    assert townlet("pending", ".").stdout == "short.schedule.json: it has no golden yet\n"
    assert townlet("accept", "short.schedule.json", "--because", "the first").exit_code == 0
    assert "short.schedule" not in townlet("rehearse", ".").stdout


def test_what_was_told_by_another_script_is_not_accepted(drifted: bytes, townlet: Townlet) -> None:
    Path("short.town").write_text(CHANGED, "utf-8")
    found = townlet("accept", "short.town", "--because", "x")
    assert found.exit_code == 2
    assert "another script" in found.stderr
    assert GOLDEN.read_bytes() == drifted


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("accept", "short.town", "--because", " "), "for a reason"),
        (("accept", "short.town#evening", "--because", "x"), "has no passage `#evening`"),
        (("accept", "short.town#", "--because", "x"), "has a name behind the `#`"),
        (("accept", "nobody", "--because", "x"), "no scenario of that name"),
        (("accept", "short.town"), "wants a reason"),
        (("pending", "nowhere"), "no folder `nowhere`"),
    ],
)
def test_what_cannot_be_decided_is_told(
    arguments: tuple[str, ...], says: str, drifted: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert says in capfd.readouterr().err
    assert GOLDEN.read_bytes() == drifted


EDITS = {
    "a word": lambda text: text.replace("“Good to see you.”", "“Good to see you!”"),
    "a line more": lambda text: text.replace("\n\n-- Verdicts", "\n08:29 ·  Ben throws a biscuit.\n\n-- Verdicts"),
    "a line less": lambda text: "\n".join(line for line in text.split("\n") if "A first hello" not in line),
    "a verdict": lambda text: text.replace("met  ", "failed"),
    "a digest": lambda text: text[:-8] + "0000 --\n",
    "a passage gone": lambda text: text[: text.index("\n== Morning")] + text[text.index("\n-- Verdicts") :],
}


@pytest.mark.parametrize("story", ["short.town", "short.town#morning"])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_what_nobody_performed_is_not_accepted(
    edit: Callable[[str], str], story: str, drifted: bytes, townlet: Townlet
) -> None:
    waiting = WAITING.read_text("utf-8")
    assert edit(waiting) != waiting
    WAITING.write_text(edit(waiting), "utf-8")
    found = townlet("accept", story, "--because", "x")
    assert (found.exit_code, "error[TN034]" in found.stderr) == (2, True)
    assert "`short.transcript.new` was edited by hand" in found.stderr
    assert GOLDEN.read_bytes() == drifted
    townlet("rehearse", "short.town")
    assert townlet("accept", "short.town", "--because", "x").exit_code == 0


def test_the_line_that_was_edited_is_named(drifted: bytes, townlet: Townlet) -> None:
    lines = WAITING.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines, 1) if "Good to see you" in line)
    WAITING.write_text("\n".join(lines).replace("to see you", "to meet you") + "\n", "utf-8")
    found = townlet("accept", "short.town", "--because", "x")
    assert f": line {at} of `short.transcript.new` was edited by hand" in found.stderr


def test_promises_that_are_not_kept_are_told_of_when_the_story_is_accepted(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT + "    expect never Ben is near Ada\n    hope never Ben is near Ada\n", "utf-8")
    townlet("rehearse", "short.town")
    told = townlet("accept", "short.town", "--because", "the first").stdout
    assert told == (
        "short.town: accepted\nIt does not keep every promise:\n  failed     08:00  expect never Ben is near Ada\n"
    )


def test_two_at_once_are_kept_apart(drifted: bytes, townlet: Townlet) -> None:
    Path(".short.transcript.lock").touch()
    found = townlet("accept", "short.town", "--because", "x")
    assert found.exit_code == 2
    assert "Somebody else is deciding" in found.stderr
    assert GOLDEN.read_bytes() == drifted
    Path(".short.transcript.lock").unlink()
    assert townlet("accept", "short.town", "--because", "x").exit_code == 0
    assert not Path(".short.transcript.lock").exists()


def test_a_disk_that_is_full_costs_nothing(drifted: bytes, townlet: Townlet) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk.os, "fsync", full)
        found = townlet("accept", "short.town", "--because", "x")
    assert found.exit_code == 2
    assert "no space left" in found.stderr
    assert GOLDEN.read_bytes() == drifted
    assert WAITING.exists()
    files = ["short.town", "short.townrun", "short.transcript", "short.transcript.new"]
    assert sorted(os.listdir()) == files


def test_half_a_story_is_not_accepted(drifted: bytes, townlet: Townlet) -> None:
    WAITING.write_text(WAITING.read_text("utf-8")[:-100], "utf-8")
    found = townlet("accept", "short.town", "--because", "x")
    assert found.exit_code == 2
    assert GOLDEN.read_bytes() == drifted


TEXT = """\
# A Story
# seed 1
# because: it was good

07:00 ·  It begins.

== Dinner ==
08:00 ·  Soup.

== Dinner ==
09:00 ·  More soup.

== Élise, déjà? ==
10:00 ·  She comes.

-- Verdicts --
met        10:00  expect Élise is near Per

-- 10:00, tick 60, state aa, events bb --
"""


def test_passages_are_named_by_their_marks() -> None:
    assert [*parts(TEXT).passages] == [BEGINNING, "dinner", "dinner-2", "élise-déjà", VERDICTS]
    assert parts(TEXT).text == TEXT


def test_a_transcript_without_verdicts_keeps_its_closing_line_apart() -> None:
    text = TEXT.replace("-- Verdicts --\nmet        10:00  expect Élise is near Per\n\n", "")
    assert [*parts(text).passages][-1] == VERDICTS
    assert parts(text).text == text


def test_merging_takes_one_passage_and_leaves_the_others() -> None:
    new = TEXT.replace("More soup", "Cake").replace("She comes", "She stays away").replace("seed 1", "seed 2")
    assert differing(TEXT, new) == ["dinner-2", "élise-déjà"]
    assert merged(TEXT, new, "dinner-2") == TEXT.replace("More soup", "Cake")


def test_a_passage_may_come_or_go() -> None:
    shorter = TEXT.replace("\n== Élise, déjà? ==\n10:00 ·  She comes.\n", "")
    assert merged(TEXT, shorter, "élise-déjà") == shorter
    assert merged(shorter, TEXT, "élise-déjà") == TEXT


def test_the_reason_is_one_line_of_the_header() -> None:
    found = with_reason(TEXT, TEXT, "two\nlines")
    assert found == TEXT.replace("it was good\n", "it was good\n# because: two lines\n")


LINES = st.sampled_from(
    ["# a", "", "== One ==", "== Two ==", "08:00 ·  x", "-- Verdicts --", "met  y", "-- 1, state a --"]
)
STORIES = st.lists(LINES).map(lambda lines: "\n".join(["08:00 ·  It begins.", *lines]) + "\n")


@given(STORIES, STORIES)
def test_taking_over_every_passage_gives_the_other_story(before: str, after: str) -> None:
    assert parts(before).text == before
    text = before
    for name in differing(before, after):
        text = merged(text, after, name)
    assert parts(text).passages == parts(after).passages
