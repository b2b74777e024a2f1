"""What the runs of a rehearsal came to: lines, branches, options, assumptions, buckets; and what `cover` asks for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.rehearsal.covering import smallest_set
from runner.rehearsal.golden import Held
from runner.rehearsal.plan import Plan, Target, Wanted, planned
from runner.rehearsal.rehearsing import Wishes, perform
from runner.rehearsal.result import Result, judged
from runner.rehearsal.store import Store
from runner.rehearsal.stores import begun
from tests.runner.conftest import Townlet
from tests.runner.support import workshop

HEAD = """\
vignette nod(one, other):
    assume one is near other
    one: "Hm."

scenario "Covered" (mood = yes):
    town: riverside
    clock: 09:00
    length: 30 ticks
    streams: luck

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: balanced, at park, 6 coins

"""


def covered(body: str, seeds: str = "1..12", lead: str = "") -> Result:
    path = Path("covered.town")
    path.write_text(f"{lead}{HEAD}{body}\n    rehearse:\n        seeds: {seeds}\n        golden: 1\n", "utf-8")
    plan = planned(Target("covered.town", path), Wanted(), workshop())
    assert isinstance(plan, Plan), plan
    store = Store()
    begun(store, plan)
    perform([plan], store, Wishes(), lambda cells: None)
    return judged(plan, store, Held("same"), None, ())


def counts(result: Result, *sorts: str) -> dict[str, int]:
    assert result.covered is not None
    return {goal.label: goal.runs for goal in result.covered.goals if goal.sort in sorts}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)


def test_both_ways_of_an_if_are_told_apart_with_and_without_otherwise() -> None:
    found = covered(
        '    at tick 2:\n        if mood is yes:\n            mark "A"\n        otherwise:\n            mark "B"\n'
        '        if Ida is near Per:\n            mark "C"\n'
    )
    assert counts(found, "branch") == {
        "if mood is yes: → then": 12,
        "if mood is yes: → otherwise": 0,
        "if Ida is near Per: → then": 0,
        "if Ida is near Per: → otherwise": 12,
    }
    lines = counts(found, "line")
    assert (lines['mark "A"'], lines['mark "B"'], lines['mark "C"']) == (12, 0, 0)


def test_options_are_counted_by_what_was_drawn() -> None:
    found = covered(
        "    at tick 2:\n        choose from luck:\n            50%:\n"
        '                mark "A"\n            50%:\n                mark "B"\n'
    )
    ways = counts(found, "branch")
    lines = counts(found, "line")
    assert ways["choose from luck: → option 1"] == lines['mark "A"']
    assert ways["choose from luck: → option 2"] == lines['mark "B"']
    assert sum(ways.values()) == 12
    assert min(ways.values()) > 0


def test_an_assumption_that_fails_blocks_its_vignette_and_is_no_play_of_it() -> None:
    found = covered("    at tick 2:\n        play nod(Ida, Per)\n    at tick 4:\n        play nod(Ida, Ida)\n".replace(
        "nod(Ida, Ida)", "nod(Per, Ida)"))  # fmt: skip
    assert counts(found, "vignette") == {"nod": 0}
    assert counts(found, "branch") == {
        "assume one is near other → held": 0,
        "assume one is near other → did not hold": 12,
    }


@pytest.mark.parametrize(
    ("clause", "missing"),
    [
        ("cover every cue in 12 runs", ["when-1"]),
        ("cover every cue in 1 run", ["when-1"]),
        ("cover every vignette in 1 run", []),
        ("cover every vignette in 13 runs", ["nod"]),
        ("cover every branch in 1 run", ["if Ida is at cafe: → otherwise"]),
    ],
)
def test_clauses_are_requirements(clause: str, missing: list[str]) -> None:
    found = covered(
        "    at tick 2:\n        place Per at cafe\n        play nod(Ida, Per)\n        if Ida is at cafe:\n"
        '            mark "A"\n    when Ida has 40 coins:\n        mark "Never"\n',
        seeds=f"1..12\n        {clause}",
    )
    assert found.covered is not None
    assert [goal.label for each in found.covered.clauses for goal in each.missing] == missing
    assert ("failed" in found.statuses) == bool(missing)


def test_a_bucket_is_come_to_when_the_value_is_in_it_at_the_end_of_a_tick() -> None:
    found = covered(
        "    at tick 2:\n        set Ida's energy to 90%\n    at tick 9:\n        set Ida's energy to 20%\n"
        "        hold Ida\n        wait 20 ticks\n",
        seeds="1..2\n        cover Ida's energy in [0%..15%, 15%..25%, 40%..50%, 85%..100%]",
    )
    assert found.covered is not None
    assert [goal.line for each in found.covered.clauses for goal in each.missing] == [0, 2]


def test_the_fewest_seeds_come_to_everything_that_any_comes_to() -> None:
    found = covered(
        "    at tick 2:\n        choose from luck:\n"
        + "".join(f'            25%:\n                mark "{letter}"\n' for letter in "ABCD"),
        seeds="1..40",
    )
    assert found.covered is not None
    assert len(found.covered.smallest) == 4


@given(st.lists(st.integers(0, 255), max_size=12))
def test_a_smallest_set_covers_all_and_nothing_in_it_is_idle(runs: list[int]) -> None:
    chosen = smallest_set(runs)
    together = 0
    for run in runs:
        together |= run
    reached = 0
    for place in chosen:
        assert runs[place] & ~reached, "each adds something"
        reached |= runs[place]
    assert reached == together


def test_the_gutter_shows_what_no_run_came_to(townlet: Townlet) -> None:
    body = '    at tick 2:\n        if mood is no:\n            mark "B"\n        otherwise:\n            mark "A"\n'
    Path("g.town").write_text(HEAD + body, "utf-8")
    told = townlet("rehearse", "g.town", "--update-new", "--seeds", "1..3", "--coverage").stdout
    assert '\nnever |             mark "B"\n' in told
    assert '\n    3 |             mark "A"\n' in told
    assert "never: g.town:16: if mood is no: → then\n" in told
    assert "together come to all the rest:\n  townlet run g.town --seed 1\n" in told


def test_following_a_run_changes_nothing() -> None:
    from runner.rehearsal.cells import performed_in
    from runner.rehearsal.covering import mapped
    from tests.runner.support import ready

    found = ready("coffee-too-dear")
    plain = performed_in(found.schedule, found.town, 7)
    followed = performed_in(found.schedule, found.town, 7, mapped(found.schedule))
    assert followed.covered != "0"
    assert (plain.chain, plain.state, plain.verdicts) == (followed.chain, followed.state, followed.verdicts)


def test_a_cue_of_a_vignette_is_called_by_its_play() -> None:
    vignette = "vignette vigil(one):\n    when one is at park as there:\n        mark \"A\"\n    wait 5 ticks\n\n"
    body = "    at tick 2:\n        play vigil(Ida)\n        play vigil(Per)\n"
    found = counts(covered(body, "1..1", lead=vignette), "cue")
    assert found == {"at-1": 1, "at-1/play-1/there": 0, "at-1/play-2/there": 1}
