"""The benchmark measures what it says and keeps it as others read it; how fast anything is, no test asks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import districts, living, memory, scale, telling
from bench.__main__ import status
from bench.clockwork import REFERENCE, Timing
from bench.figure import Figure, Wanted, derived, ratio, seconds, table, write
from bench.rows import Effort, measured, wanted
from townlet.townfile import Place
from townlet.units import DAY, HOUR

ROOT = Path(__file__).resolve().parents[2]
SPEED = Wanted("speed", "ticks/s", 50, 100, more=True)
TIME = Wanted("time", "s", 20, 10)
SMALL = Effort(
    samples=1, warm_up=0, lines=100, edited=60, sizes=(20, 40), weighed=20, days=(1, 2), seeds=1, rehearsed=2
)  # fmt: skip
MAY_BE_NOTHING = {living.ROWS[-1].name, memory.GROWTH.name, telling.COST.name}


def figure(wanted: Wanted, value: float, scaled: float | None = None) -> Figure:
    """A figure of that value, on the reference machine or another."""
    beside = REFERENCE * (value / scaled if scaled else 1)
    return derived(wanted, Timing((value,), (beside,)), lambda each: each)


def test_every_figure_is_measured_shown_and_kept(tmp_path: Path) -> None:
    figures = list(measured(SMALL))
    assert [each.name for each in figures] == [each.name for each in wanted(SMALL)]
    assert all(each.value > 0 or each.name in MAY_BE_NOTHING for each in figures)
    assert all(each.name in table(figures) for each in figures)
    write(figures, tmp_path / "last.json")
    kept = json.loads((tmp_path / "last.json").read_text("utf-8"))
    assert kept == [
        {"name": each.name, "value": each.value, "unit": each.unit, "target": each.floor, "ok": each.ok}
        for each in figures
    ]


@pytest.mark.parametrize(
    ("wanted", "value", "scaled", "ok", "verdict"),
    [
        (SPEED, 100, 100, True, "aim"),
        (SPEED, 50, 40, True, "ok"),
        (SPEED, 49, 48, False, "MISSED"),
        (SPEED, 49, 50, False, "missed, the machine was busy"),
        (TIME, 10, 10, True, "aim"),
        (TIME, 20, 20, True, "ok"),
        (TIME, 21, 19, False, "missed, the machine was busy"),
        (Wanted("lines", "lines"), 3, 3, True, ""),
    ],
)
def test_a_floor_is_judged_unscaled(wanted: Wanted, value: float, scaled: float, ok: bool, verdict: str) -> None:
    found = figure(wanted, value, scaled)
    assert (found.ok, found.verdict) == (ok, verdict)
    assert (status([found], strict=True), status([found], strict=False)) == (not ok, 0)


def test_a_busy_machine_is_taken_off() -> None:
    busy = Timing((0.2, 0.4, 0.3), (REFERENCE * 2, REFERENCE * 2, REFERENCE * 2))
    found = seconds(Wanted("time", "ms"), busy)
    assert (found.value, found.scaled, found.low, found.high) == (300, 150, 200, 400)
    quiet = Timing((0.1, 0.1, 0.1), (REFERENCE, REFERENCE, REFERENCE))
    assert (ratio(TIME, busy, quiet).value, ratio(TIME, busy, quiet).scaled) == (3, 1.5)


def test_it_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "bench", "--profile", "coffee"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Ordered by: internal time" in done.stdout


def test_only_what_is_asked_for_is_measured() -> None:
    figures = list(measured(SMALL, "^hash"))
    assert [each.name.split(":")[0] for each in figures] == ["hash", "hash"]


@pytest.mark.parametrize("people", [20, 100, 240])
def test_a_town_of_districts_is_sound(people: int) -> None:
    town, schedule = scale.town_of(people), scale.schedule_of(people)
    tiles = [tile for place in town.places for tile in _tiles(place)]
    assert len(tiles) == len(set(tiles)), "places overlap"
    assert all(0 <= x < town.width and 0 <= y < town.height for x, y in tiles)
    assert len(schedule.cast) == people == len({member.name for member in schedule.cast})
    homes, jobs = {place.id: place for place in town.places}, {job.id: job for job in town.jobs}
    assert all(homes[member.home].kind == "home" for member in schedule.cast)
    taken = [member.job for member in schedule.cast if member.job]
    assert all(taken.count(job) <= jobs[job].openings for job in set(taken)), "more people than a job has room for"


@pytest.mark.parametrize("people", [20, 100, 240])
def test_one_in_five_works_in_the_district_next_door(people: int) -> None:
    town, schedule = scale.town_of(people), scale.schedule_of(people)
    places, jobs = {place.id: place for place in town.places}, {job.id: job for job in town.jobs}
    away = [
        (places[member.home], places[jobs[member.job].place])
        for member in schedule.cast
        if member.job and places[jobs[member.job].place].district != places[member.home].district
    ]
    assert len(away) == districts.commuters(people) == people // 5
    furthest = max(abs(one.door[0] - two.door[0]) + abs(one.door[1] - two.door[1]) for one, two in away)
    assert furthest < 45, "a commute must be possible"


def test_life_in_districts_is_as_eventful_as_in_riverside() -> None:
    ten, forty = (scale.perform(scale.town_of(n), scale.schedule_of(n), DAY, 60) for n in (10, 40))
    assert (ten.ticks, forty.ticks) == (DAY, DAY)
    assert abs(scale.per_day(forty) / scale.per_day(ten) - 1) < 0.2


def test_a_day_that_takes_too_long_is_cut_at_a_full_hour_and_says_so() -> None:
    run = scale.perform(scale.town_of(20), scale.schedule_of(20), DAY, 0.000_001)
    assert run.ticks == HOUR
    found = list(scale.measured((20,), 1, 0.000_001))
    assert found[1].remark == "the first 1 hours only"


def test_intervals() -> None:
    assert living.wilson(1.0, 30) == pytest.approx((88.65, 100.0), abs=0.01)
    assert living.wilson(0.5, 10) == pytest.approx((23.66, 76.34), abs=0.01)
    assert living.normal([90.0, 100.0]) == pytest.approx((95 - 9.8, 95 + 9.8), abs=0.01)


def _tiles(place: Place) -> list[tuple[int, int]]:
    columns, rows = range(place.left, place.left + place.width), range(place.top, place.top + place.height)
    return [(x, y) for x in columns for y in rows]
