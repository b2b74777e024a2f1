"""`townlet rehearse`: seeds × values, rates with their intervals, goldens, and an exit status for each outcome."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dsl.vocabulary import IGNORED
from runner.rehearsal import golden, stage, steady
from runner.rehearsal.asked import wanted
from runner.rehearsal.cells import Cell, Run
from runner.rehearsal.deciding import commands
from runner.rehearsal.golden import Difference, difference
from runner.rehearsal.ignoring import RESTS
from runner.rehearsal.plan import Wanted
from runner.rehearsal.rates import rate
from runner.rehearsal.stage import Work, performed_all
from runner.screens.passage import Passage
from runner.trouble import trouble
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT, ready

LUCKY = SHORT + "    expect Ben's familiarity with Ada above 9% at end\n"
"""Kept or broken by the luck of a chat."""


@pytest.fixture(autouse=True)
def _somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


def script(text: str = SHORT, name: str = "short.town") -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, "utf-8")
    return path


def test_a_first_golden_is_kept_when_asked_for_and_then_holds(townlet: Townlet) -> None:
    path = script()
    missing = townlet("rehearse", path)
    assert missing.exit_code == 5
    assert "error[TN051]: `short.town` has no golden yet\n --> short.transcript\n" in missing.stdout
    assert not Path("short.transcript").exists()
    assert townlet("rehearse", path, "--update-new").exit_code == 0
    assert Path("short.transcript").read_text("utf-8") == townlet("run", path).stdout
    again = townlet("rehearse", path)
    assert again.exit_code == 0
    assert "1 of 1" in again.stdout
    assert not Path("short.transcript.new").exists()


def test_another_story_is_drift_and_lies_beside_the_golden(townlet: Townlet) -> None:
    path = script()
    townlet("rehearse", path, "--update-new")
    approved = Path("short.transcript").read_bytes()
    script(SHORT.replace('mark "Morning"', 'mark "Good morning"'))
    found = townlet("rehearse", path)
    assert found.exit_code == 3
    assert "8 | == Morning ==\n" in found.stdout
    assert "now it is: == Good morning ==" in found.stdout
    assert Path("short.transcript").read_bytes() == approved
    assert "== Good morning ==" in Path("short.transcript.new").read_text("utf-8")
    script()
    assert townlet("rehearse", path).exit_code == 0
    assert not Path("short.transcript.new").exists()


def test_a_comment_is_no_drift(townlet: Townlet) -> None:
    path = script()
    townlet("rehearse", path, "--update-new")
    script("# Nothing but a remark.\n" + SHORT)
    assert townlet("rehearse", path).exit_code == 0


def test_nothing_is_written_where_nobody_looks(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    path = script()
    townlet("rehearse", path, "--update-new")
    script(SHORT.replace('mark "Morning"', 'mark "Good morning"'))
    monkeypatch.setenv("CI", "true")
    assert townlet("rehearse", path).exit_code == 3
    assert not Path("short.transcript.new").exists()
    refused = townlet_in_process("rehearse", "short.town", "--update-new")
    assert refused[0] == 2
    assert "where nobody looks" in refused[1]


def townlet_in_process(*arguments: str) -> tuple[int, str]:
    """Through `main`, which puts what is wrong with the command line into words."""
    import io

    from runner.cli import main

    told = io.StringIO()
    with contextlib.redirect_stderr(told):
        return main(arguments), told.getvalue()


def test_too_many_broken_promises_fail_and_name_the_first(townlet: Townlet) -> None:
    path = script(LUCKY.replace("above 9%", "above 90%"))
    townlet("rehearse", path, "--update-new")
    found = townlet("rehearse", path, "--seeds", "3..6", "--vary", "dear=150%,200%")
    assert found.exit_code == 1
    assert "0 of 8" in found.stdout
    assert "error[TN690]: This did not come true in any of 8 runs\n  --> short.town:26:5\n" in found.stdout
    assert "26 |     expect Ben's familiarity with Ada above 90% at end\n" in found.stdout
    assert "always fails: 8 failed; met in 0 of 8" in found.stdout
    assert "  dear = 150%  0 of 4" in found.stdout
    assert "townlet run short.town --seed 3 --set dear=150%" in found.stdout


def test_a_pass_rate_allows_for_bad_luck(townlet: Townlet) -> None:
    lines = LUCKY + "    rehearse:\n        seeds: 1..12\n        pass-rate: 10%\n"
    path = script(lines)
    townlet("rehearse", path, "--update-new", "--json", "out.json")
    data = json.loads(Path("out.json").read_text("utf-8"))["scenarios"][0]
    good, of = data["rate"]["good"], data["rate"]["of"]
    assert of == 12
    assert 0 < good < 12, "the script must be a matter of luck for this test to mean anything"
    assert "failed" not in data["statuses"]
    flaky = [each for each in data["tallies"] if 0 < each["rate"]["good"] < each["rate"]["of"]]
    assert [each["text"] for each in flaky] == ["expect Ben's familiarity with Ada above 9% at end"]


def test_runs_that_are_all_blocked_are_no_promises_kept(townlet: Townlet) -> None:
    path = script(SHORT.replace("    cast:", "    assume Ada's hunger above 99%\n\n    cast:"))
    townlet("rehearse", path, "--update-new")
    found = townlet("rehearse", path, "--seeds", "1..3")
    assert found.exit_code == 1
    assert "failed  3 runs blocked, none judged\n" in found.stdout
    assert "error[TN054]: What the scenario assumes held in no run" in found.stdout
    assert "100" not in found.stdout


def test_a_wait_that_ran_out_of_time_has_no_rate(townlet: Townlet) -> None:
    path = script(SHORT.replace("direct who to greet Ben", "wait until Ben is at park within 2 ticks"))
    found = townlet("rehearse", path, "--seeds", "1..3")
    assert "warning[TN690]: This did not come true in any of 3 runs\n" in found.stdout
    assert "^ ran out of time\n" in found.stdout
    assert "always" not in found.stdout


def test_what_is_suggested_can_be_typed(townlet: Townlet) -> None:
    script(name="my story/one [a].town")
    found = townlet("rehearse", "my story")
    assert 'townlet review "my story/one [a].town"' in found.stdout
    assert 'townlet accept "my story/one [a].town" --because' in found.stdout
    assert commands([Passage("one [a].town", "", (), ())])[1] == 'townlet reject "one [a].town"'


def test_a_line_that_is_gone_is_told_as_nothing() -> None:
    shorter = "".join(line for line in GOLDEN.splitlines(keepends=True) if "Ben eats" not in line)
    found = difference(GOLDEN, shorter, ("text",))
    assert found is not None
    assert found.in_words[1] == "(nothing)"


def test_a_script_that_needs_mending_is_said_and_the_others_are_performed(townlet: Townlet) -> None:
    script(name="story/good.town")
    script(SHORT.replace("greet Ben", "greet Bne"), "story/bad.town")
    script('personality quiet extends stoic:\n    voice: "low"\n', "story/library/quiet.town")
    found = townlet("rehearse", "story", "--update-new")
    assert found.exit_code == 2
    assert "needs mending" in found.stdout
    assert "keep every promise" not in found.stdout
    assert "Bne" in found.stderr
    assert Path("story/good.transcript").exists()
    assert "quiet" not in found.stdout


def test_a_golden_without_its_script_is_one_too_many(townlet: Townlet) -> None:
    script(name="story/good.town")
    townlet("rehearse", "story", "--update-new")
    Path("story/more").mkdir()
    Path("story/more/gone.transcript").write_text("# Gone\n", "utf-8")
    found = townlet("rehearse", "story")
    assert found.exit_code == 5
    assert "error[TN039]: This golden belongs to no script\n --> story/more/gone.transcript\n" in found.stdout


def test_a_first_golden_that_cannot_be_written_is_told_and_costs_nothing(
    townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = script()
    townlet("rehearse", path)
    wrong = trouble("TN014", "short.transcript", "I cannot write `short.transcript`: no space left", "Make room")
    monkeypatch.setattr(golden, "create_file", lambda path, data: wrong)
    found = townlet("rehearse", path, "--update-new")
    assert found.exit_code == 5
    assert "no space left" in found.stderr
    assert Path("short.transcript.new").exists()
    assert not Path("short.transcript").exists()


def test_a_story_that_cannot_be_put_beside_its_golden_is_told(townlet: Townlet) -> None:
    path = script()
    Path("short.transcript.new").mkdir()
    found = townlet("rehearse", path)
    assert found.exit_code == 5
    assert "I cannot write `short.transcript.new`" in found.stderr


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.rstrip("\n"),
        lambda text: "<<<<<<< ours\n" + text + ">>>>>>> theirs\n",
        lambda text: "",
    ],
)
def test_a_damaged_golden_is_no_drift_and_stays_as_it_is(damage: object, townlet: Townlet) -> None:
    assert callable(damage)
    path = script()
    townlet("rehearse", path, "--update-new")
    kept = Path("short.transcript")
    kept.write_text(damage(kept.read_text("utf-8")), "utf-8")
    before = kept.read_bytes()
    found = townlet("rehearse", path, "--update-new")
    assert found.exit_code == 5
    assert "short.transcript" in found.stdout
    assert "golden damaged" in found.stdout
    assert kept.read_bytes() == before
    assert townlet("accept", path, "--because", "as it is today").exit_code == 0, "the story waits beside it"
    assert townlet("rehearse", path).exit_code == 0


def test_a_run_that_is_not_deterministic_is_found_out(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    path = script()
    townlet("rehearse", path, "--update-new")

    traced = steady.traced

    def astray(once: steady.Once) -> steady.Trace:
        trace = traced(once)
        return trace | {max(trace): b"another"}

    monkeypatch.setattr(steady, "traced", astray)
    found = townlet("rehearse", path)
    assert found.exit_code == 4
    assert "parted at tick" in found.stdout


def test_traces_part_at_the_first_tick_that_differs() -> None:
    trace = {1: b"a", 4: b"b", 9: b"c"}
    assert steady.parting(trace, dict(trace)) is None
    assert steady.parting(trace, trace | {4: b"x"}) == 4
    assert steady.parting(trace, {1: b"a", 4: b"b"}) == 9
    assert steady.parting(trace, trace | {3: b"x"}) == 3


def test_another_process_tells_the_same_story() -> None:
    found = ready("coffee-too-dear")
    once = steady.Once(found.schedule, found.town, 4242)
    assert steady.Twin([once]).traces() == [steady.traced(once)]
    assert len(steady.traced(once)) > 20


def test_results_do_not_depend_on_the_number_of_jobs() -> None:
    found = ready("coffee-too-dear")
    works = [Work(found.schedule, found.town, tuple(range(1, 40))), Work(found.schedule, found.town, (7,))]
    with stage.on_this_machine(works, 1) as hands:
        alone = [*performed_all(works, hands)]
    with stage.on_this_machine(works, 3) as hands:
        assert isinstance(hands, stage.Pool)
        assert [*performed_all(works, hands)] == alone
    assert [(work, place) for work, place, _ in alone] == [*((0, n) for n in range(39)), (1, 0)]
    assert alone[39][2] == alone[6][2]
    assert len({run.chain for _, _, run in alone}) > 30
    assert stage.cores() >= 1


def test_a_rehearsal_with_a_store_goes_on_where_it_was(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    path = script(LUCKY)
    townlet("rehearse", path, "--update-new", "--seeds", "1..60", "--json", "whole.json")
    performed: list[int] = []
    perform = stage.perform

    def interrupted(piece: stage.Piece) -> list[Run]:
        if len(performed) == 2:
            raise KeyboardInterrupt
        performed.append(piece[2])
        return perform(piece)

    monkeypatch.setattr(stage, "perform", interrupted)
    options = ("rehearse", path, "--seeds", "1..60", "--jobs", "1", "--store", "runs.sqlite")
    stopped = townlet(*options)
    assert stopped.exit_code != 0
    assert "What was performed is in `runs.sqlite`" in stopped.stderr
    monkeypatch.setattr(stage, "perform", lambda piece: performed.append(piece[2]) or perform(piece))
    done = len(performed)
    townlet(*options, "--json", "resumed.json")
    assert done == 2
    assert len(performed) == 4, "nothing is performed twice"
    whole, resumed = (json.loads(Path(name).read_text("utf-8")) for name in ("whole.json", "resumed.json"))
    assert resumed == whole
    assert len(whole["scenarios"][0]["cells"]) == 60


def test_a_store_of_something_else_is_left_alone(townlet: Townlet) -> None:
    path = script()
    townlet("rehearse", path, "--store", "runs.sqlite")
    script(SHORT.replace("greet Ben", "chat with Ben"))
    other = townlet("rehearse", path, "--store", "runs.sqlite")
    assert other.exit_code == 2
    assert "from before the script, its town or Townlet changed" in other.stderr
    Path("text.sqlite").write_text("This is a letter, and not a database at all.\n" * 40, "utf-8")
    with contextlib.closing(sqlite3.connect("books.sqlite")) as books:
        books.execute("create table book (title text)")
    for name in ("text.sqlite", "books.sqlite"):
        before = Path(name).read_bytes()
        none = townlet("rehearse", path, "--store", name)
        assert none.exit_code == 2
        assert "no store of a rehearsal" in none.stderr
        assert Path(name).read_bytes() == before


@pytest.mark.parametrize(
    ("good", "of", "low", "high"),
    # R: prop.test(good, of, correct = FALSE)$conf.int, the interval of Wilson (1927).
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (95, 100, 0.8882, 0.9785)],
)
def test_intervals_are_those_of_wilson(good: int, of: int, low: float, high: float) -> None:
    found = rate(good, of)
    assert found.low == pytest.approx(low, abs=1e-4)
    assert found.high == pytest.approx(high, abs=1e-4)


GOLDEN = """\
# A Story
# seed 1

== Morning ==
08:02 !  Ada greets Ben.                  ‹hello/direct-1›
08:05 ·  Ben eats.                        ‹town/own-choice›

-- Verdicts --
met        08:30  expect Ada is at cafe   ‹expect-1›

-- 08:30, tick 30, state aa, events bb --
"""


@pytest.mark.parametrize(
    ("change", "levels", "line"),
    [
        (("# seed 1", "# seed 2"), ("text",), None),
        (("Ada greets Ben.", "Ada waves."), ("text",), 5),
        (("Ada greets Ben.", "Ada waves."), ("beats", "expectations", "events"), None),
        (("08:05", "08:06"), ("beats",), 6),
        (("Morning", "Evening"), ("beats",), 4),
        (("hello/direct-1", "hello/direct-2"), ("beats",), 5),
        (("met   ", "failed"), ("beats",), None),
        (("met   ", "failed"), ("beats", "expectations"), 9),
        (("events bb", "events bc"), ("expectations",), None),
        (("events bb", "events bc"), ("events",), 11),
        (("08:05 ·  Ben eats.                        ‹town/own-choice›\n", ""), ("expectations",), 6),
    ],
)
def test_what_is_compared_is_what_the_script_asks_for(
    change: tuple[str, str], levels: tuple[str, ...], line: int | None
) -> None:
    assert change[0] in GOLDEN
    found = difference(GOLDEN, GOLDEN.replace(*change), levels)
    assert (found.line if isinstance(found, Difference) else None) == line


LONG = """\
# A Story

== Morning ==
08:02 !  Ada greets Ben.                  ‹hello/direct-1›
08:05 ·  Ben eats.                        ‹town/own-choice›

-- Day 2 --
08:05 ·  Ben eats.                        ‹town/own-choice›

-- Verdicts --
met        08:30  expect Ada is at cafe        ‹expect-1›
failed     day 2 08:30  hope Ben is at park    ‹hope-1›

-- 08:30, tick 1470, state aa, events bb --
"""


@pytest.mark.parametrize(
    ("change", "ignored", "line"),
    [
        (("08:02 !", "08:03 !"), (), 4),
        (("08:02 !", "08:03 !"), ("clocks",), None),
        (("met        08:30  expect Ada is at", "met        day 2 08:31  expect Ada is at"), ("clocks",), None),
        (("\n-- Day 2 --\n", ""), ("clocks",), None),
        (("-- 08:30, tick 1470", "-- 08:31, tick 1471"), ("clocks",), None),
        (("Ada greets", "Ada hugs"), ("clocks",), 4),
        (("events bb", "events bc"), ("clocks",), 14),
        (("events bb", "events bc"), ("digests",), None),
        (("events bb", "events bc"), ("hopes", "digests", "marks"), None),
        (("failed     day 2 08:30  hope", "met        day 2 08:30  hope"), ("digests",), 12),
        (("failed     day 2 08:30  hope", "met        day 2 08:30  hope"), ("hopes",), None),
        (("met        08:30  expect", "failed     08:30  expect"), ("hopes", "clocks", "emergent", "marks"), 11),
        (("\n== Morning ==\n", ""), ("marks",), None),
        (("\n== Morning ==\n", ""), ("emergent",), 3),
        (("08:05 ·  Ben eats.                        ‹town/own-choice›\n", ""), ("emergent",), None),
        (("08:02 !  Ada greets", "08:02 ·  Ada greets"), ("emergent",), 4),
    ],
)  # fmt: skip
def test_what_is_ignored_is_left_out(change: tuple[str, str], ignored: tuple[str, ...], line: int | None) -> None:
    assert change[0] in LONG
    found = difference(LONG, LONG.replace(*change), ("text",), ignored)
    assert (found.line if found is not None else None) == line
    assert difference(LONG, LONG, ("text",), ignored) is None


def test_every_word_of_the_language_leaves_something_out() -> None:
    assert (*RESTS,) == IGNORED


def test_a_script_says_what_is_ignored(townlet: Townlet) -> None:
    asked = "\n    rehearse:\n        ignore: marks, digests\n"
    path = script(SHORT + asked)
    townlet("rehearse", path, "--update-new")
    script(SHORT.replace('"Morning"', '"Evening"') + asked)
    assert townlet("rehearse", path).exit_code == 0
    script(SHORT.replace('"Morning"', '"Evening"'))
    assert townlet("rehearse", path).exit_code == 3
    script(SHORT + asked.replace("digests", "digest"))
    found = townlet("check", path)
    assert found.exit_code == 2
    assert "I cannot leave out `digest`" in found.stdout


@pytest.mark.parametrize("version", ["99.0.0, language 1", "0.1.0, language 2"])
def test_a_golden_of_a_later_townlet_is_not_judged(version: str, townlet: Townlet) -> None:
    path, kept = script(), Path("short.transcript")
    townlet("rehearse", path, "--update-new")
    kept.write_text(kept.read_text("utf-8").replace("0.1.0, language 1", version), "utf-8")
    assert townlet("rehearse", path).exit_code == 0, "the same story is the same, whoever told it"
    script(SHORT.replace('mark "Morning"', 'mark "Good morning"'))
    before = kept.read_bytes()
    found = townlet("rehearse", path, "--update-new")
    assert found.exit_code == 5
    assert "golden too new" in found.stdout
    assert f"error[TN052]: `short.transcript` was told by Townlet {version}, and this is Townlet 0.1.0" in found.stdout
    assert (kept.read_bytes(), Path("short.transcript.new").exists()) == (before, False)
    Path("short.transcript.new").write_text(townlet("run", path).stdout, "utf-8")
    accepted = townlet("accept", path, "--because", "x")
    assert (accepted.exit_code, kept.read_bytes()) == (2, before)
    assert "error[TN052]" in accepted.stderr


@pytest.mark.parametrize(
    ("seeds", "vary", "expected"),
    [
        (None, (), Wanted(None, None)),
        ("7", (), Wanted((7,), None)),
        ("1..3, 9", (), Wanted((1, 2, 3, 9), None)),
        (None, ("spike=120%, 155%", "who=Kai"), Wanted(None, {"spike": ("120%", "155%"), "who": ("Kai",)})),
        (None, ("spike=120%,120%", "spike=155%"), Wanted(None, {"spike": ("120%", "155%")})),
    ],
)
def test_options_are_read(seeds: str | None, vary: tuple[str, ...], expected: Wanted) -> None:
    assert wanted(seeds, vary) == expected


def test_as_many_seeds_as_one_rehearsal_performs_can_be_asked_for() -> None:
    assert wanted("0..99999", ()) == Wanted(tuple(range(100_000)), None)


@pytest.mark.parametrize(
    ("seeds", "vary", "says"),
    [
        ("9..1", (), "run backwards"),
        ("1..1000000000", (), "more than 100,000 seeds"),
        ("1..60000,70001..120000", (), "`1..60000,70001..120000` are more than 100,000 seeds"),
        ("9999999999999999999", (), "up to 12 digits"),
        ("1..9999999999999999999999", (), "up to 12 digits"),
        ("one", (), "I cannot read the seeds"),
        ("", (), "I cannot read the seeds"),
        ("-3", (), "I cannot read the seeds"),
        (None, ("spike",), "gives no parameter any values"),
        (None, ("=3",), "gives no parameter any values"),
    ],
)
def test_options_that_make_no_sense_are_told(
    seeds: str | None, vary: tuple[str, ...], says: str, townlet: Townlet
) -> None:
    options = [
        *(("--seeds", seeds) if seeds is not None else ()),
        *(word for each in vary for word in ("--vary", each)),
    ]
    found = townlet("rehearse", "coffee-too-dear", *options)
    assert found.exit_code == 2
    assert says in found.stderr


def test_more_combinations_than_fit_in_memory_are_counted_and_told(townlet: Townlet) -> None:
    many = ",".join(f"{number}%" for number in range(100, 400))
    options = [word for name in "abcdefgh" for word in ("--vary", f"{name}={many}")]
    found = townlet("rehearse", script(), *options)
    assert found.exit_code == 2
    assert "more than the 100,000 that I perform" in found.stderr


KILLED = """
import os
from runner.rehearsal.stage import Work, on_this_machine
from tests.runner.support import ready
found = ready("one-shower")
with on_this_machine([Work(found.schedule, found.town, tuple(range(64)))], 2) as hands:
    for first in range(4):
        hands.submit(("", 0, first, first + 1)).result()
    os.kill(os.getpid(), 9)
"""


def test_a_pool_does_not_outlive_who_it_works_for() -> None:
    """Whoever is left would keep standard output open, and so this would wait in vain."""
    killed = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, stdout=subprocess.PIPE, timeout=60)
    assert killed.returncode == -9


@pytest.mark.parametrize("option", ["--json", "--store"])
@pytest.mark.parametrize("name", ["short.town", "short.transcript", "short.transcript.new"])
def test_results_are_not_written_over_scripts_and_goldens(option: str, name: str, townlet: Townlet) -> None:
    path = script()
    townlet("rehearse", path, "--update-new")
    script(SHORT.replace('mark "Morning"', 'mark "Good morning"'))
    townlet("rehearse", path)
    before = Path(name).read_bytes()
    found = townlet("rehearse", path, option, name)
    assert found.exit_code == 2
    assert f"`{option}` would write over `{name}`" in found.stderr
    assert Path(name).read_bytes() == before


def test_a_folder_without_scenarios_is_told(townlet: Townlet) -> None:
    Path("empty").mkdir()
    found = townlet("rehearse", "empty")
    assert found.exit_code == 2
    assert "There is no scenario in the folder `empty`" in found.stderr


def test_a_script_of_two_names_is_rehearsed_once(townlet: Townlet) -> None:
    script(name="story/one.town")
    found = townlet("rehearse", "story/one.town", Path("story/one.town").resolve(), "story", "--update-new")
    assert found.stdout.count("one.town") == 1
    assert found.stdout.startswith("story/one.town  well")


def test_a_parameter_that_does_not_exist_is_told(townlet: Townlet) -> None:
    found = townlet("rehearse", script(), "--vary", "spice=120%")
    assert found.exit_code == 2
    assert "spice" in found.stderr


def test_a_cell_says_how_to_perform_it() -> None:
    assert (
        Cell(3, (("long", "40 minutes"), ("who", "Ada"))).in_words() == '--seed 3 --set "long=40 minutes" --set who=Ada'
    )
    assert Cell(3, (("price", "$2;"),)).in_words() == "--seed 3 --set 'price=$2;'"


def test_a_value_to_vary_that_does_not_fit_is_told_of_as_it_was_typed(townlet: Townlet) -> None:
    path = script()
    found = townlet("rehearse", path, "--vary", "dear=120%,5")
    assert found.exit_code == 2
    assert "`--vary dear=5`: " in found.stderr
    assert "--set" not in found.stderr
