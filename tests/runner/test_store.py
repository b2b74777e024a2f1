"""A store goes on: with more seeds or values, with fewer, after an interruption; always as if it were fresh."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.rehearsal import stage
from runner.rehearsal.cells import Cell, Cells, Run, Values
from runner.rehearsal.covering import Map, Point, joined
from runner.rehearsal.plan import Plan, Target, Wanted, planned
from runner.rehearsal.rehearsing import Wishes, perform
from runner.rehearsal.store import Store
from runner.rehearsal.stores import begun
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT, ready, workshop
from townlet.script.performance import Outcome, Verdict

LUCKY = SHORT + "    expect Ben's familiarity with Ada above 9% at end\n"
"""Kept or broken by the luck of a chat."""


@pytest.fixture(autouse=True)
def _somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def lucky(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("lucky.town").write_text(LUCKY, "utf-8")
    return Path("lucky.town")


def results(townlet: Townlet, path: Path, *options: str) -> object:
    """What a rehearsal comes to, as data."""
    told = townlet("rehearse", path, "--json", "out.json", "--jobs", "1", *options)
    assert "error[" not in told.stderr
    return json.loads(Path("out.json").read_text("utf-8"))


SMALL = ("--seeds", "5..14", "--vary", "dear=150%")
LARGE = ("--seeds", "1..20,40", "--vary", "dear=150%,200%")


def test_a_store_is_extended_and_asked_for_less_as_if_it_were_fresh(
    lucky: Path, townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    townlet("rehearse", lucky, "--update-new")
    small, large = results(townlet, lucky, *SMALL), results(townlet, lucky, *LARGE)
    assert small != large
    performed: list[int] = []
    before = stage.performed_in
    monkeypatch.setattr(stage, "performed_in", lambda *args: performed.append(args[2]) or before(*args))
    assert results(townlet, lucky, *SMALL, "--store", "runs.sqlite") == small
    assert len(performed) == 10
    assert results(townlet, lucky, *LARGE, "--store", "runs.sqlite") == large
    assert len(performed) == 42, "nothing is performed twice"
    assert results(townlet, lucky, *SMALL, "--store", "runs.sqlite") == small
    assert len(performed) == 42


def test_remarks_and_what_to_rehearse_make_no_other_scenario(lucky: Path, townlet: Townlet) -> None:
    townlet("rehearse", lucky, "--update-new", "--seeds", "1..4", "--store", "runs.sqlite")
    lucky.write_text(f"# More of them.\n{LUCKY}    rehearse:\n        seeds: 1..6\n        pass-rate: 10%\n", "utf-8")
    assert "6 (" in townlet("rehearse", lucky, "--store", "runs.sqlite").stdout
    lucky.write_text(f"{LUCKY}    rehearse:\n        seeds: 1..6\n        cover every cue in 2 runs\n", "utf-8")
    covered = townlet("rehearse", lucky, "--store", "runs.sqlite")
    assert covered.exit_code == 2, "what runs came to was not kept for it"
    assert "from before the script" in covered.stderr


def test_a_store_of_another_version_is_left_alone(lucky: Path, townlet: Townlet) -> None:
    with closing(sqlite3.connect("first.sqlite")) as first:
        for table in ("scenario", "run", "verdict"):
            first.execute(f"create table {table} (name text)")
        first.execute("create table meta (version integer)")
        first.execute("insert into meta values (1)")
        first.commit()
    before = Path("first.sqlite").read_bytes()
    told = townlet("rehearse", lucky, "--store", "first.sqlite")
    assert told.exit_code == 2
    assert "`first.sqlite` is a store of an earlier Townlet, which keeps runs in another form" in told.stderr
    assert Path("first.sqlite").read_bytes() == before
    with closing(sqlite3.connect("first.sqlite")) as first:
        first.execute("update meta set version = 99")
        first.commit()
    assert "a store of a later Townlet" in townlet("rehearse", lucky, "--store", "first.sqlite").stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_whoever_is_stopped_in_the_middle_loses_and_doubles_nothing(
    how: signal.Signals, lucky: Path, townlet: Townlet
) -> None:
    code = "from runner.cli import main; raise SystemExit(main())"
    asked = ("rehearse", str(lucky), "--seeds", "1..4000", "--jobs", "2", "--store", "runs.sqlite")
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code, *asked], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:  # fmt: skip
        while process.poll() is None and kept("runs.sqlite") < 60:
            time.sleep(0.01)
        os.killpg(process.pid, how)  # Whoever presses Ctrl-C stops the whole group.
        said = process.communicate()[1].decode()
    stopped = kept("runs.sqlite")
    assert 60 <= stopped < 4000
    if how is signal.SIGINT:
        assert said == "Interrupted. What was performed is in `runs.sqlite`, and the same command goes on\n"
    seeds = ("--seeds", f"1..{stopped + 100}")
    assert results(townlet, lucky, *seeds, "--store", "runs.sqlite") == results(townlet, lucky, *seeds)
    assert kept("runs.sqlite") == stopped + 100


def kept(file: str) -> int:
    """How many runs there are, as anybody else sees them."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
            return int(db.execute("select count(*) from run").fetchone()[0])
    except sqlite3.Error:
        return 0  # It is only being made.


VALUES: list[Values] = [(), (("dear", "150%"),), (("dear", "200%"),)]
ASKED = st.tuples(
    st.lists(st.sampled_from(VALUES), min_size=1, unique=True), st.lists(st.integers(0, 12), min_size=1, max_size=9)
)


def made_up(cell: Cell) -> Run:
    """Some run, the same for every cell at all times."""
    luck = Random(f"{cell}")
    verdicts = tuple(
        Verdict(f"expect-{number}", "expect", luck.choice(get_args(Outcome)), luck.randrange(9), f"expect {number}")
        for number in range(luck.randrange(3))
    )
    lines, emergent, covered = luck.randrange(5), luck.randrange(99), luck.randrange(4)
    return Run(verdicts, 9, 9, lines, emergent, "", "", luck.random() < 0.1, f"{covered:x}")


def figures(store: Store, name: str = "story") -> Sequence[object]:
    """All that is asked of a store."""
    questions = (store.total, store.failing, store.tallies, store.by_values)
    return [*(ask(name) for ask in questions), [*store.covered(name)], [*store.cells(name)]]


@settings(max_examples=40)
@given(rehearsals=st.lists(st.tuples(ASKED, st.integers(0, 30)), min_size=1, max_size=4), last=ASKED)
def test_figures_are_those_of_a_fresh_store_whatever_was_kept_before(
    rehearsals: list[tuple[tuple[list[Values], list[int]], int]], last: tuple[list[Values], list[int]]
) -> None:
    """Each rehearsal but the last is cut short after so many runs; every one is a new process, as far as that goes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "runs.sqlite"
        for asked, until in rehearsals:
            _rehearsed(Store(path), Cells(*asked), until).close()
        with closing(_rehearsed(Store(path), Cells(*last))) as found, closing(
            _rehearsed(Store(), Cells(*last))
        ) as fresh:
            assert figures(found) == figures(fresh)
            assert found.total("story").runs == len(Cells(*last))


def _rehearsed(store: Store, cells: Cells, until: int | None = None) -> Store:
    assert store.begin("story", {values: f"{values}" for values in VALUES}, cells)
    missing = [Cell(seed, values) for values in cells.combinations for seed in store.missing("story", values)]
    for cell in missing[:until]:
        store.add("story", [(cell, made_up(cell))])
    return store


def test_cells_are_every_combination_with_every_seed() -> None:
    cells = Cells(VALUES[:2], (3, 1, 3))
    listed = [Cell(3), Cell(1), Cell(3, VALUES[1]), Cell(1, VALUES[1])]
    assert [*cells] == [cells[number] for number in range(4)] == listed
    assert (len(cells), cells[1:3], cells[-1]) == (4, tuple(listed[1:3]), listed[3])
    with pytest.raises(IndexError):
        cells[4]


def _map(lines: Sequence[int]) -> Map:
    points = tuple(Point("line", "block", f"mark-{line}", line) for line in lines)
    return Map(points, {(point.kind, point.block, point.number): bit for bit, point in enumerate(points)})


@given(st.lists(st.lists(st.integers(0, 9), unique=True), min_size=1), st.data())
def test_what_a_run_came_to_is_the_same_in_the_map_of_all(lines: list[list[int]], data: st.DataObject) -> None:
    maps = [_map(each) for each in lines]
    one = data.draw(st.sampled_from(maps))
    covered = data.draw(st.integers(0, (1 << len(one.points)) - 1))
    whole = joined(maps)
    carried = whole.taken_from(one)(covered)
    assert _points(whole, carried) == _points(one, covered)


def _points(map_: Map, covered: int) -> set[Point]:
    return {point for bit, point in enumerate(map_.points) if covered >> bit & 1}


def test_results_in_a_store_do_not_depend_on_the_number_of_jobs(lucky: Path) -> None:
    plan = planned(Target("lucky.town", lucky), Wanted(tuple(range(1, 71)), {}), workshop())
    assert isinstance(plan, Plan)

    def found(jobs: int) -> Sequence[object]:
        store = Store()
        assert begun(store, plan)
        perform([plan], store, Wishes(jobs), lambda cells: None)
        return figures(store, "lucky.town")

    assert found(3) == found(1)


def test_no_more_is_given_out_than_so_many_pieces_ahead() -> None:
    """However many cells there are: that is why a hundred thousand fit into little memory."""

    class Watched:
        token, ahead = "", 4
        given, most, taken = 0, 0, 0

        def submit(self, piece: stage.Piece) -> "Future[list[Run]]":
            done: Future[list[Run]] = Future()
            done.set_result([made_up(Cell(seed)) for seed in range(piece[2], piece[3])])
            self.given += 1
            self.most = max(self.most, self.given - self.taken // stage.AT_ONCE)
            return done

        def drop(self) -> None: ...

    found, hands = ready("one-shower"), Watched()
    works = [stage.Work(found.schedule, found.town, tuple(range(1000)))]
    for _ in stage.performed_all(works, hands):
        hands.taken += 1
    assert (hands.taken, hands.given) == (1000, 63)
    assert hands.most <= hands.ahead + 1, "the piece whose runs are being taken, and those ahead of it"


def test_a_disk_that_is_full_is_told_of_and_what_was_kept_stays(lucky: Path, townlet: Townlet) -> None:
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000));"
        "from runner.cli import main; sys.exit(main())"
    )
    asked = ("rehearse", str(lucky), "--seeds", "1..3000", "--jobs", "1", "--store", "runs.sqlite")
    full = subprocess.run(
        [sys.executable, "-c", limited, *asked], env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True
    )
    assert full.returncode == 2
    assert "error[TN014]: I cannot write to `runs.sqlite`" in full.stderr.decode()
    stopped = kept("runs.sqlite")
    assert 0 < stopped < 3000
    seeds = ("--seeds", f"1..{stopped}")
    assert results(townlet, lucky, *seeds, "--store", "runs.sqlite") == results(townlet, lucky, *seeds)
