"""Recorded and performed again: the very same, for whatever script; and where the engine has changed it is told."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runner.attending import Attendant
from runner.catalogue import names
from runner.continuing import identity_of
from runner.keeping import kept
from runner.performing import performed
from runner.recording import again, showing
from runner.recording.again import Piece, piece
from runner.recording.file import Recording
from runner.recording.making import attendants, recorded, recorded_again
from runner.recording.names import head
from runner.recording.reading import decoded
from runner.recording.recorder import Recorder
from runner.recording.verifying import verified
from runner.workshop import Ready
from tests.dsl.shipped import compiled
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT, process, ready
from tests.town.scripts import scripts
from tests.town.support import setting
from townlet import body, choice
from townlet.town import Town
from townlet.units import PERCENT


def sound(data: bytes) -> Recording:
    found = decoded(data, "x.townrun")
    assert isinstance(found, Recording), found
    return found


def played(data: bytes) -> Piece:
    found = piece(sound(data), "x.townrun")
    assert isinstance(found, Piece), found
    return found


# The same.


@pytest.mark.parametrize("name", names())
def test_every_scenario_is_performed_again_as_it_was(name: str) -> None:
    data = recorded(ready(name), name)
    found = sound(data)
    result = verified(played(data))
    assert result.same
    assert result.ticks == ready(name).schedule.length
    assert found.end is not None
    assert (
        kept(ready(name).schedule, ready(name).town)
        .lines[-1]
        .endswith(f"tick {found.end.tick}, state {found.end.state}, events {found.end.events} --")
    )
    assert recorded_again(played(data), found.last) == found
    assert len(data) < 600_000


@settings(max_examples=8, suppress_health_check=[*HealthCheck])
@given(scripts(240, (0, 3)), st.integers(0, 99))
def test_and_every_other_script(text: str, seed: int) -> None:
    schedule = compiled(text).schedule
    if schedule is None:
        return
    found = Ready((), {}, schedule=schedule, town=setting(schedule.town).file)
    data = recorded(found, "x", seed)
    result = verified(played(data))
    assert result.same, result
    assert recorded_again(played(data), schedule.length) == sound(data)


def test_equal_runs_make_equal_files_wherever(tmp_path: Path) -> None:
    """Whatever the folder, the working directory, and the order of sets."""
    made = []
    for number, (folder, named) in enumerate((("a", "short.town"), ("b/c", "b/c/short.town"))):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "short.town").write_text(SHORT, "utf-8")
        cwd = tmp_path / folder if named == "short.town" else tmp_path
        told = process("run", named, "--record", "x.townrun", cwd=cwd, PYTHONHASHSEED=str(number))
        assert told.returncode == 0, told.stderr
        made.append((cwd / "x.townrun").read_bytes())
    absolute = process("run", tmp_path / "a" / "short.town", "--record", "y.townrun", cwd=tmp_path)
    assert absolute.returncode == 0, absolute.stderr
    made.append((tmp_path / "y.townrun").read_bytes())
    assert made[0] == made[1] == made[2]
    assert str(tmp_path).encode() not in made[2]


# On the command line.


@pytest.fixture
def run(townlet: Townlet) -> str:
    """The transcript of a run that was recorded in `x.townrun`."""
    Path("short.town").write_text(SHORT, "utf-8")
    told = townlet("run", "short.town", "--set", "dear=120%", "--seed", "7", "--ticks", "25", "--record", "x.townrun")
    assert told.exit_code == 0, told.output
    Path("short.town").unlink()  # The recording holds all that it needs.
    return told.stdout


def test_a_replay_tells_the_same_story(run: str, townlet: Townlet) -> None:
    told = townlet("replay", "x.townrun")
    assert told.exit_code == 0
    assert told.stdout == run
    assert "Point at them." in told.stderr, "prompts are the operator's"


@pytest.mark.parametrize("tick", [0, 1, 6, 20, 25])
def test_from_any_tick_and_to_any(tick: int, run: str, townlet: Townlet) -> None:
    lines = [line for line in run.splitlines() if re.match(r"\d\d:\d\d ", line)]
    clock = f"08:{tick:02}"
    later = townlet("replay", "x.townrun", "--from", str(tick)).stdout
    assert _beats(later) == [line for line in lines if line[:5] >= clock]
    assert later.splitlines()[-1] == run.splitlines()[-1]
    assert townlet("replay", "x.townrun", "--from", clock).stdout == later
    sooner = townlet("replay", "x.townrun", "--to", f"tick {tick}").stdout
    assert _beats(sooner) == [line for line in lines if line[:5] <= clock]


def _beats(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(r"\d\d:\d\d ", line)]


def test_verified_in_so_many_words(run: str, townlet: Townlet) -> None:
    told = townlet("replay", "x.townrun", "--verify")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout == "`x.townrun` is performed again just as it was recorded: 25 ticks\n"
    part = townlet("replay", "x.townrun", "--verify", "--to", "08:10").stdout
    assert part.endswith("10 ticks, up to tick 10 (08:10)\n")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--to", "26"), "TN076", "does not come to `26`"),
        (("--from", "9:30"), "TN076", "would be tick 90"),
        (("--from", "10", "--to", "9"), "TN076", "It goes from tick 10 (08:10) to tick 25"),
        (("--from", "soon"), "TN076", "`soon` is no moment"),
        (("--verify", "--from", "3"), "", "looks at every tick"),
    ],
)
def test_what_cannot_be_is_said(options: tuple[str, ...], code: str, words: str, run: str, townlet: Townlet) -> None:
    told = townlet("replay", "x.townrun", *options)
    assert told.exit_code == 2
    assert code in told.stderr
    assert words in told.stderr


def test_a_run_that_went_on_from_a_snapshot(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    townlet("run", "short.town", "--save-at", "8", "--snapshot", "eight.snapshot")
    told = townlet("run", "--from", "eight.snapshot", "--record", "rest.townrun")
    assert townlet("replay", "rest.townrun").stdout == told.stdout
    assert townlet("replay", "rest.townrun", "--verify").stdout.endswith("recorded: 22 ticks\n")
    assert "TN076" in townlet("replay", "rest.townrun", "--from", "7").stderr
    path = Path("rest.townrun")
    path.write_bytes(path.read_bytes().replace(b'"next_order":', b'"next_order":9', 1))
    assert "the state in it that the run went on from is another" in townlet("replay", "rest.townrun").stderr


def test_a_run_that_was_spoken_to_before_it_was_saved(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    said = ({"at": 4, "say": "direct Ada to go to park"}, {"at": 20, "say": 'mark "Late"'})
    Path("said").write_text("".join(json.dumps(each) + "\n" for each in said), "utf-8")
    townlet("run", "short.town", "--statements", "said", "--save-at", "8", "--snapshot", "eight.snapshot")
    told = townlet("run", "--from", "eight.snapshot", "--record", "rest.townrun")
    assert "== Late ==" in told.stdout
    assert told.stdout.startswith(townlet("replay", "rest.townrun").stdout)
    assert townlet("replay", "rest.townrun", "--verify").exit_code == 0


def test_where_something_else_is_wanted(run: str, townlet: Townlet) -> None:
    """Each says what the file is, and what to type instead."""
    script, snapshot = townlet("run", "x.townrun"), townlet("run", "--from", "x.townrun")
    assert script.exit_code == snapshot.exit_code == 2
    assert "`x.townrun` is a recording, and not a script" in script.stderr
    assert "`x.townrun` is a recording, and not a snapshot" in snapshot.stderr
    assert "townlet replay x.townrun" in script.stderr
    assert "townlet replay x.townrun" in snapshot.stderr


# Interrupted.


def test_a_run_that_breaks_off_leaves_a_recording_up_to_there(
    townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    tell = Town.tell

    def breaking(town: Town, event: object) -> object:
        if town.tick >= 12:
            raise KeyboardInterrupt
        return tell(town, event)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Town, "tell", breaking)
        assert townlet("run", "short.town", "--record", "x.townrun").exit_code
    told = townlet("replay", "x.townrun", "--verify")
    assert told.exit_code == 0, told.output
    assert "TN071" in told.stderr
    assert re.search(r"ends in tick \d+ of 30", told.stderr)
    assert "up to tick" in told.stdout


# Another engine.


def test_a_recording_of_an_older_engine_is_performed_and_compared(
    run: str, townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (again, showing):
        monkeypatch.setattr(module, "ENGINE", "9.9.9")
    told = townlet("replay", "x.townrun")
    assert told.exit_code == 0
    assert "was recorded by Townlet 0.1.0, and is performed again by 9.9.9" in told.stderr
    same = townlet("replay", "x.townrun", "--verify")
    assert same.stdout.endswith("25 ticks; Townlet 0.1.0 recorded it\n")


def _whim(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(choice, "WHIM", 60 * PERCENT)


def _sleep(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(body, "ASLEEP", 10 * PERCENT)


def _one_more_draw(patch: pytest.MonkeyPatch) -> None:
    """Which has no effect at all, but that it was made."""
    ideas = choice._ideas

    def drawing(town: Town, agent: object) -> object:
        if town.tick >= 20 and not town.asked.get("engine.new|whatever||"):
            town.luck("engine.new", "whatever")
        return ideas(town, agent)  # type: ignore[arg-type]

    patch.setattr(choice, "_ideas", drawing)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_whim, r"first event that differs "),
        (_whim, r"^  \w+ +doing +\w"),
        (_sleep, r"^  \w+ +hunger +[\d.]+ %, falling by [\d.]+ % an hour +[\d.]+ %, falling by [\d.]+ % an hour$"),
        (_one_more_draw, r"^  first draw that differs +nothing +engine.new\|whatever$"),
    ],
)
def test_an_engine_that_decides_otherwise_is_told_of(
    change: Callable[[pytest.MonkeyPatch], None], words: str, townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In what, as it was and as it is, in a writer's units."""
    townlet("run", "coffee-too-dear", "--record", "x.townrun")
    with monkeypatch.context() as patch:
        change(patch)
        told = townlet("replay", "x.townrun", "--verify")
    assert told.exit_code == 3
    assert "TN075" in told.stderr
    assert re.search(r"is another story from tick \d+ \(\d\d:\d\d\) on", told.stderr)
    assert re.search(words, told.stdout, re.M), told.stdout


def test_the_first_tick_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """As somebody finds it who holds the two runs against each other event by event."""
    data = recorded(ready("coffee-too-dear"), "coffee-too-dear")
    with monkeypatch.context() as patch:
        _whim(patch)
        result = verified(played(data))
        other = kept(ready("coffee-too-dear").schedule, ready("coffee-too-dear").town).events
    own = kept(ready("coffee-too-dear").schedule, ready("coffee-too-dear").town).events
    first = next(min(one.tick, two.tick) for one, two in zip(own, other, strict=False) if one != two)
    assert result.tick == first


def test_what_an_older_engine_told_otherwise_is_no_parting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the hashes agree the same happened, with however few words it was told."""
    data = recorded(ready("coffee-too-dear"), "coffee-too-dear")
    first, *rest = data.splitlines(keepends=True)
    older = [first, *(_briefly(line) if line.startswith(b'{"payload_type"') else line for line in rest[:-1])]
    with monkeypatch.context() as patch:
        _sleep(patch)
        own, other = verified(played(data)), verified(played(b"".join(older)))
    assert own.tick == other.tick
    assert own.tick


def _briefly(line: bytes) -> bytes:
    """A message whose events have nothing but what all of them have."""
    message = json.loads(line)
    for event in message.get("events", ()):
        event.pop("data", None)
    return msgspec.json.encode(message) + b"\n"


def test_a_changed_schedule_is_noticed_in_a_recording_that_was_cut(townlet: Townlet, run: str) -> None:
    path = Path("x.townrun")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0].replace(b'"ticks":2}', b'"ticks":3}', 1), *lines[1:-1]]))
    if path.read_bytes() == b"".join(lines[:-1]):
        path.write_bytes(b"".join([lines[0].replace(b'"price":', b'"price":1', 1), *lines[1:-1]]))
    told = townlet("replay", "x.townrun")
    assert told.exit_code == 2
    assert "TN072" in told.stderr


def test_a_shape_that_is_not_known_can_still_be_looked_into(townlet: Townlet, run: str) -> None:
    path = Path("x.townrun")
    lines = path.read_bytes().splitlines(keepends=True)
    head = msgspec.json.decode(lines[0])
    head["schedule"]["cues"] = "in another form"
    path.write_bytes(msgspec.json.encode(head) + b"\n" + b"".join(lines[1:-1]))
    told = townlet("replay", "x.townrun")
    assert told.exit_code == 2
    assert "TN074" in told.stderr
    assert "townlet inspect x.townrun" in told.stderr


# Ended, killed, and on a full disk.


class Leaving(Attendant):
    """Ends a run when a tick is over, as whoever watches it may."""

    def next(self, town: Town, tick: int) -> int | None:
        return max(tick, 12)

    def look(self, town: Town) -> None:
        self.ends = True


def test_a_run_that_was_ended_early_is_ended_there_again(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT, "utf-8")
    found = ready(tmp_path / "short.town")
    pieces: list[bytes] = []
    recorder = Recorder(head(found, identity_of(found, "short.town", 1, 30)), pieces.append)
    run = performed(found.schedule, found.town, 1, attend=lambda town: [*attendants(town, recorder), Leaving()])
    recorder.finish(run)
    assert (run.tick, run.verdicts[0].outcome) == (12, "cut-short")
    Path("x.townrun").write_bytes(b"".join(pieces))
    told = townlet("replay", "x.townrun")
    assert "cut-short  08:12" in told.stdout
    assert told.stdout.endswith(f"-- 08:12, tick 12, state {run.state}, events {run.chain.hex()} --\n")
    assert townlet("replay", "x.townrun", "--verify").stdout.endswith("recorded: 12 ticks\n")
    assert "It goes from tick 0" in townlet("replay", "x.townrun", "--to", "13").stderr
    script = townlet("script-from", "x.townrun")
    assert script.stdout == SHORT
    assert "it goes on after tick 12, where the recording ends" in script.stderr


def test_a_run_that_was_killed_leaves_a_recording_up_to_there(tmp_path: Path, townlet: Townlet) -> None:
    """Killed so that nothing can be put away any more."""
    Path("short.town").write_text(SHORT.replace("30 ticks", "900 ticks"), "utf-8")
    code = "import sys; from runner.cli import main; sys.exit(main())"
    line = [sys.executable, "-c", code, "run", "short.town", "--speed", "20x", "--record", "x.townrun"]
    running = subprocess.Popen(
        line, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 60
        while not (Path("x.townrun").exists() and Path("x.townrun").read_bytes().count(b"\n") > 8):
            assert running.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
    finally:
        running.kill()
        running.wait()
    told = townlet("replay", "x.townrun", "--verify")
    assert told.exit_code == 0, told.output
    assert "TN071" in told.stderr
    assert re.search(r"just as it was recorded: \d+ ticks, up to tick", told.stdout)


def test_a_full_disk_stops_the_recording_and_not_the_run(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    plain = townlet("run", "short.town").stdout
    told = townlet("run", "short.town", "--record", "/dev/full")
    assert told.exit_code == 2
    assert told.stdout == plain
    assert "I cannot write `/dev/full`: no space left on device" in told.stderr


def test_compressed_it_is_the_same(run: str, townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    townlet("run", "short.town", "--set", "dear=120%", "--seed", "7", "--ticks", "25", "--record", "y.townrun.zst")
    assert Path("y.townrun.zst").stat().st_size < Path("x.townrun").stat().st_size // 3
    assert townlet("replay", "y.townrun.zst").stdout == run
    assert townlet("replay", "y.townrun.zst", "--verify").exit_code == 0


def test_of_a_run_that_was_blocked_whole(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT + "\n    assume Ben is at park\n", "utf-8")
    told = townlet("run", "short.town", "--record", "x.townrun")
    assert told.exit_code == 1
    again = townlet("replay", "x.townrun").stdout
    assert told.stdout.startswith(again)
    assert townlet("replay", "x.townrun", "--verify").exit_code == 0
