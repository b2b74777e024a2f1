"""When the town is at fault, or the machine is: what is said, what is left behind, and that nothing half-written is."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner import attending
from runner.attending import AstrayError, Heavy, Strict
from runner.catalogue import names
from runner.performing import performed
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT, ready
from townlet import invariants
from townlet.invariants import Law
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.snapshot import restored
from townlet.town import Town

CALL = "import sys; from runner.cli import main; sys.exit(main())"


@pytest.fixture(autouse=True)
def _scripts(tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT, "utf-8")


@pytest.mark.parametrize("name", names())
def test_every_scenario_keeps_the_laws_and_goes_on_from_every_tick(name: str) -> None:
    found = ready(name)
    heavy = Heavy()
    run = performed(found.schedule, found.town, attend=lambda town: (Strict(town), heavy))
    plain = performed(found.schedule, found.town)
    assert heavy.ticks == run.tick + 1
    assert (run.chain, run.state, run.verdicts) == (plain.chain, plain.state, plain.verdicts)


def _nobody_at_ten(town: Town) -> Iterator[str]:
    if town.tick >= 10:
        yield "it is ten past eight"


def test_a_broken_law_is_reported_and_can_be_looked_into(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    law = Law("It is never ten past eight.", _nobody_at_ten)
    monkeypatch.setattr(invariants, "AFTER_EVENTS", (law,))
    said = townlet("run", "short.town", "--strict", "--events", "events.jsonl")
    assert said.exit_code == 70
    assert "error[TN695]: It is never ten past eight. But at tick 1" in said.stderr
    when = r"\(08:1\d\), (after event \d+ \([a-z-]+\)|when the tick was over)"
    assert re.search(f"{when}: it is ten past eight", said.stderr)
    found = re.search(r"`townlet run short\.town --from (short-before-tick-(\d+)\.snapshot) --strict`", said.stderr)
    assert found is not None
    again = townlet("run", "short.town", "--from", found[1], "--strict")
    assert again.exit_code == 70
    assert f"But at tick {found[2]} " in said.stderr
    assert f"But at tick {found[2]} " in again.stderr
    assert sorted(each.name for each in Path().iterdir()) == [found[1], "short.town"]


def test_without_strict_nobody_looks(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invariants, "AFTER_EVENTS", (Law("It is never ten past eight.", _nobody_at_ten),))
    assert townlet("run", "short.town").exit_code == 0


def test_strict_and_heavy_change_nothing(townlet: Townlet) -> None:
    assert townlet("run", "short.town", "--strict", "--heavy").stdout == townlet("run", "short.town").stdout


def test_what_is_lost_on_the_way_is_found(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A state that forgets something goes another way: at which tick, and in what."""

    def forgetful(data: bytes, setting: Setting, schedule: Schedule) -> Town:
        town = restored(data, setting, schedule)
        if town.tick == 4:
            town.agents["Ben"].greeted["Ada"] = 1
        return town

    monkeypatch.setattr(attending, "restored", forgetful)
    said = townlet("run", "short.town", "--heavy")
    assert said.exit_code == 70
    assert "error[TN696]: Saved and restored, the run goes another way at tick 5 (08:05)" in said.stderr
    assert "world.agents.Ben.greeted.Ada: " in said.stderr
    assert "--heavy`" in said.stderr


def test_differences_are_paths() -> None:
    one, other = b'{"a":{"b":[1,2,3]},"c":1,"d":0}', b'{"a":{"b":[1,5,3]},"c":1,"e":2}'
    assert attending.differences(one, other) == ["a.b[1]: 2 and 5", "d: 0 and None", "e: None and 2"]
    assert attending.differences(b'{"a":1,"b":2}', b'{"b":2,"a":1}') == ["the same values in another order"]
    assert str(AstrayError(3, ["a: 1 and 2"])) == "at tick 3: a: 1 and 2"


def test_a_town_that_falls_over_leaves_the_moment_before(tmp_path: Path) -> None:
    code = (
        "import sys, townlet.clock as clock; from runner.cli import main; "
        "clock.HANDLERS['perturbation-over'] = lambda *_: 1 / 0; sys.exit(main())"
    )
    kept = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "TOWNLET_CACHE": "off"}
    command = [sys.executable, "-c", code, "run", "short.town"]
    said = subprocess.run(command, cwd=tmp_path, env=kept, capture_output=True, text=True)
    assert said.returncode == 70
    assert "ZeroDivisionError" in said.stderr
    assert "The run as it was just before, at tick 15, is in short-before-tick-16.snapshot." in said.stderr
    again = subprocess.run(
        [sys.executable, "-c", CALL, "run", "--from", "short-before-tick-16.snapshot"],
        cwd=tmp_path, env=kept, capture_output=True, text=True,
    )  # fmt: skip
    assert again.returncode == 0
    assert "-- 08:30, tick 30," in again.stdout


# Files are whole or not there.


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_end_leaves_nothing_half_written(number: signal.Signals, tmp_path: Path) -> None:
    kept = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "TOWNLET_CACHE": "off"}
    options = ["--ticks", "1000000", "--events", "events.jsonl", "--digests", "digests.jsonl"]
    with subprocess.Popen(
        [sys.executable, "-c", CALL, "run", "short.town", *options],
        cwd=tmp_path, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as run:  # fmt: skip
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.readline()
        for _ in range(100):
            if list(tmp_path.glob(".*.new")):
                break
            time.sleep(0.05)
        assert list(tmp_path.glob(".*.new"))
        run.send_signal(number)
        _, said = run.communicate(timeout=30)
    assert run.returncode == 128 + number
    assert "Traceback" not in said
    assert [each.name for each in tmp_path.iterdir()] == ["short.town"]


@pytest.mark.parametrize("option", ["--snapshot", "--stats", "--events", "--digests"])
def test_a_disk_that_is_full(option: str, tmp_path: Path) -> None:
    """As good as full: no file may grow past two hundred bytes. The story is told all the same."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)); "
    kept = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "TOWNLET_CACHE": "off", "PYTHONDONTWRITEBYTECODE": "1"}
    (tmp_path / "file").write_text("before", "utf-8")
    moment = ["--save-at", "5"] if option == "--snapshot" else []
    said = subprocess.run(
        [sys.executable, "-c", limit + CALL, "run", "short.town", "--ticks", "600", *moment, option, "file"],
        cwd=tmp_path, env=kept, capture_output=True, text=True,
    )  # fmt: skip
    assert said.returncode == 2, said.stderr
    assert "-- 18:00, tick 600," in said.stdout
    assert "error[TN014]: I cannot write `file`: file too large" in said.stderr
    assert (tmp_path / "file").read_text("utf-8") == "before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "short.town"]


def test_an_interrupt_while_a_file_is_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runner.disk import replace_file

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "file"
    path.write_text("before", "utf-8")
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"after")
    assert path.read_text("utf-8") == "before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "short.town"]
