"""The benchmark measures what it says and keeps it as others read it; how fast anything is, no test asks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import status
from bench.clockwork import REFERENCE, Timing
from bench.figure import Figure, Wanted, derived, ratio, seconds, table, write
from bench.rows import WANTED, Effort, measured

ROOT = Path(__file__).resolve().parents[2]
SPEED = Wanted("speed", "ticks/s", 50, 100, more=True)
TIME = Wanted("time", "s", 20, 10)


def figure(wanted: Wanted, value: float, scaled: float | None = None) -> Figure:
    """A figure of that value, on the reference machine or another."""
    beside = REFERENCE * (value / scaled if scaled else 1)
    return derived(wanted, Timing((value,), (beside,)), lambda each: each)


def test_every_figure_is_measured_shown_and_kept(tmp_path: Path) -> None:
    figures = list(measured(Effort(samples=1, warm_up=0, lines=100)))
    assert [each.name for each in figures] == [wanted.name for wanted in WANTED]
    assert all(each.value > 0 for each in figures)
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
