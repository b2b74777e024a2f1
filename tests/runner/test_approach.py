"""Why something did not happen: the closest that its condition came, and when."""

from pathlib import Path

import pytest

from runner.performing import Attend, Performed, performed
from runner.rehearsal import approach
from runner.rehearsal.approach import Approach, approaches
from tests.runner.conftest import Townlet
from tests.runner.support import ready
from townlet import schedule as s
from townlet.townfile import TownFile

HEAD = """\
scenario "Near":
    town: riverside
    clock: 09:00
    length: 60 ticks

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: balanced, at park, 6 coins

    at tick 1:
        hold Ida, Per
        wait 50 ticks

    at tick 10:
        set Ida's energy to 33%
    at tick 20:
        set Ida's energy to 80%

"""


def approached(body: str, owner: str) -> Approach:
    Path("near.town").write_text(HEAD + body, "utf-8")
    found = ready(Path("near.town"))
    return approaches(found.schedule, found.town, 1, [f"near/{owner}"])[f"near/{owner}"]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def when(condition: str) -> str:
    return f'    when {condition} as it:\n        mark "It"\n'


@pytest.mark.parametrize(
    ("condition", "tick", "seen"),
    [
        ("Ida's energy below 30%", 19, "Ida's energy was 32"),
        ("Ida's wallet at least 7 coins", 0, "Ida had 6 coins"),
        ("Ida's wallet at least 7 coins and Ida's energy below 40%", 10, "Ida had 6 coins, Ida's energy was 33"),
        ("Ida's wallet at least 900 coins or Ida's energy below 30%", 19, "Ida had 6 coins, Ida's energy was 32"),
        ("anyone's wallet above 7 coins", 0, "Ida had 6 coins"),
    ],
)
def test_the_closest_approach_is_the_tick_at_which_least_was_lacking(condition: str, tick: int, seen: str) -> None:
    found = approached(when(condition), "it")
    assert (found.tick, found.watched) == (tick, True)
    assert found.lacking > 0
    assert found.seen.startswith(seen)


def test_of_a_dwell_the_longest_stretch_counts() -> None:
    found = approached(when("Ida's energy below 40% for 30 ticks"), "it")
    assert (found.lacking, found.held, found.wanted, found.tick) == (0, 9, 30, 19)


def test_a_cue_whose_turn_never_came_was_never_watched() -> None:
    body = when("Ida has 40 coins") + '    after it when Per has 6 coins as later:\n        mark "Later"\n'
    assert not approached(body, "later").watched


def test_the_report_says_how_close_it_came(townlet: Townlet) -> None:
    body = when("Ida's energy below 30%") + "    expect eventually Per's wallet above 20 coins\n"
    Path("near.town").write_text(HEAD + body + "\n    rehearse:\n        seeds: 1..3\n", "utf-8")
    told = townlet("rehearse", "near.town").stdout
    assert "warning[TN697]: `when Ida's energy below 30% as it` never began in any of 3 runs\n" in told
    assert "^ closest: Ida's energy was 32" in told
    assert "at 09:19, tick 19 (--seed 1)\n" in told
    assert ". Closest there: Per had 6 coins at 09:00, tick 0\n" in told


def test_the_report_says_how_long_it_held_and_what_was_not_waited_for(townlet: Townlet) -> None:
    later = '    after it when Per has 6 coins as later:\n        mark "Later"\n'
    body = when("Ida's energy below 40% for 30 ticks") + later
    Path("near.town").write_text(HEAD + body, "utf-8")
    told = townlet("rehearse", "near.town").stdout
    assert " closest: held for 9 ticks until 09:19, tick 19; 30 are wanted" in told
    assert " closest: what it comes after did not happen, so nothing was waited for" in told


def test_a_run_is_performed_once_for_all_that_is_watched_in_it(
    townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long script with many broken promises would take minutes otherwise."""
    seeds: list[int] = []

    def counted(schedule: s.Schedule, town: TownFile, seed: int, attend: Attend) -> Performed:
        seeds.append(seed)
        return performed(schedule, town, seed, attend=attend)

    monkeypatch.setattr(approach, "performed", counted)
    promises = "".join(f"    expect eventually Per's wallet above {coins} coins\n" for coins in (20, 30, 40))
    body = when("Ida's energy below 30%") + promises + "\n    rehearse:\n        seeds: 1..2\n"
    Path("near.town").write_text(HEAD + body, "utf-8")
    told = townlet("rehearse", "near.town").stdout
    assert told.count("Closest there: Per had 6 coins") == 3
    assert seeds == [1, 2]
