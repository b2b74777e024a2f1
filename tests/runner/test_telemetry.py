"""`townlet run` with its sinks: what arrives is the run, through each of them, also when something goes wrong."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import msgspec
import pytest
import trustme
import zstandard
from click.testing import Result

from runner import play
from runner.cli import main
from tests.dsl.shipped import shipped
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT
from tests.telemetry.consumers import SOON, Follower, listening, read_all
from tests.telemetry.support import fresh, perform
from tests.telemetry.test_network import serving
from tests.town.support import schedule_of
from townlet import choice
from townlet.state import Agent
from townlet.telemetry.merging import Plain
from townlet.telemetry.stream import digest_of
from townlet.town import Town

SCRIPT = "coffee-too-dear"


@pytest.fixture(autouse=True)
def _short(tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT, "utf-8")


@pytest.fixture(scope="module")
def end() -> Plain:
    """How the town is at the end of the run, asked of the town and not of its stream."""
    streams = []
    perform(schedule_of(shipped(f"{SCRIPT}.town").text), lambda message, stream: streams.append(stream))
    return fresh(streams[0])


def lines_of(text: bytes) -> list[bytes]:
    return text.splitlines(keepends=True)


def followed(text: bytes) -> Follower:
    assert text.endswith(b"\n")
    return Follower().read(lines_of(text))


def unpacked(path: Path) -> bytes:
    with path.open("rb") as file:
        return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True).readall()


def test_a_run_arrives_through_every_sink_at_once(townlet: Townlet, tmp_path: Path, end: Plain) -> None:
    authority, network, piped = trustme.CA(), bytearray(), bytearray()
    authority.cert_pem.write_to_path("ca.pem")
    os.mkfifo("pipe")
    with ExitStack() as stack:
        port = stack.enter_context(listening(read_all(network), context=serving(authority, "localhost")))
        reader = Thread(target=lambda: piped.extend(Path("pipe").read_bytes()), daemon=True)
        reader.start()
        said = townlet(
            "run", SCRIPT, "--stream-telemetry", "--telemetry-path", "a.jsonl", "--telemetry-path", "a.jsonl.zst",
            "--telemetry-path", "pipe", "--telemetry-tcp", f"localhost:{port}", "--telemetry-ca", "ca.pem",
            "--stats", "stats.json",
        )  # fmt: skip
    reader.join(SOON)
    assert said.exit_code == 0
    assert "== Three coins? ==" in said.stderr
    plain = Path("a.jsonl").read_bytes()
    told = {"file": plain, "zst": unpacked(Path("a.jsonl.zst")), "tcp": bytes(network), "pipe": bytes(piped),
            "stdout": said.stdout.encode()}  # fmt: skip
    for name, text in told.items():
        follower = followed(text)
        assert follower.state == end, name
        assert [line for line in lines_of(text) if b'"payload_type":"health"' not in line] == lines_of(plain), name
        assert bool(follower.health) == (name not in ("file", "zst"))
    assert msgspec.json.decode(lines_of(plain)[-1])["digest"] == digest_of(end)
    _figures(said, len(lines_of(plain)), len(plain))


def _figures(said: Result, messages: int, size: int) -> None:
    found = msgspec.json.decode(Path("stats.json").read_bytes())["telemetry"]
    assert (found["messages"], len(found["sinks"]), len(found["slowest"])) == (messages, 5, 5)
    for sink in found["sinks"]:
        beside = 0 if sink["sink"].startswith("a.jsonl") else 1
        assert sink["sent"] == messages + beside
        assert (sink["bytes"] == size) == (beside == 0)
        assert (sink["alive"], sink["dropped"], sink["restarts"], sink["error"]) == (True, 0, 0, "")
        assert sink["flushed"] > 0
    assert f"{messages} messages told to 5 sinks" in said.stderr


def test_a_quiet_run_is_quiet(townlet: Townlet) -> None:
    said = townlet("run", "short.town", "--stats", "stats.json")
    assert "told to" not in said.stderr
    assert "telemetry" not in msgspec.json.decode(Path("stats.json").read_bytes())
    assert sorted(os.listdir()) == ["short.town", "stats.json"]


def test_telling_changes_nothing_of_a_run_and_equal_runs_have_equal_files(townlet: Townlet) -> None:
    plain = townlet("run", SCRIPT)
    told = [townlet("run", SCRIPT, "--telemetry-path", f"{name}.jsonl") for name in "ab"]
    assert {each.stdout for each in told} == {plain.stdout}
    assert Path("a.jsonl").read_bytes() == Path("b.jsonl").read_bytes()


def test_samples_are_plain_numbers_every_so_many_ticks_and_at_the_end(townlet: Townlet) -> None:
    said = townlet("run", "short.town", "--telemetry-path", "a.jsonl", "--sampled", "7")
    samples = [msgspec.json.decode(line) for line in lines_of(Path("a.jsonl").read_bytes())]
    assert said.exit_code == 0
    assert [sample["tick"] for sample in samples] == [0, 7, 14, 21, 28, 30]
    assert [sample["seq"] for sample in samples] == [1, 2, 3, 4, 5, 6]
    assert {(sample["schema"], sample["payload_type"]) for sample in samples} == {("townlet.samples/1", "sample")}
    hunger = [sample["state"]["agents"]["Ada"]["needs"]["hunger"] for sample in samples]
    assert all(type(value) is int for value in hunger)
    assert len({*hunger}) > 3
    assert samples[-1]["state"]["script"]["verdicts"]


def test_a_run_that_goes_on_tells_from_there(townlet: Townlet) -> None:
    townlet("run", "short.town", "--telemetry-path", "a.jsonl", "--save-at", "12", "--snapshot", "half")
    said = townlet("run", "--from", "half", "--telemetry-path", "b.jsonl")
    assert said.exit_code == 0
    whole, rest = (followed(Path(name).read_bytes()) for name in ("a.jsonl", "b.jsonl"))
    assert msgspec.json.decode(lines_of(Path("b.jsonl").read_bytes())[0])["tick"] == 12
    for section in ("agents", "objects", "ties", "town"):
        assert rest.state[section] == whole.state[section]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--sampled", "5"), "TN060", "none is told anywhere"),
        (("--telemetry-ca", "ca.pem"), "TN060", "there is none"),
        (("--telemetry-plaintext",), "TN060", "there is none"),
        (("--telemetry-tcp", "localhost:7", "--telemetry-ca", "a", "--telemetry-plaintext"), "TN060", "has none"),
        (("--stream-telemetry", "--format", "json"), "TN060", "both want standard output"),
        (("--stream-telemetry", "--format", "concise"), "TN060", "both want standard output"),
        (("--stream-telemetry", "--statements", "short.town", "--answers", "-"), "TN060", "both want standard output"),
        (("--stream-telemetry", "--events", "/dev/stdout"), "TN060", "wants for itself"),
        (("--telemetry-path", "/dev/stdout"), "TN060", "where the story goes"),
        (("--telemetry-path", "pipe", "--events", "pipe"), "TN060", "run into each other"),
        (("--telemetry-path", "pipe", "--telemetry-path", "./pipe"), "TN060", "run into each other"),
        (("--telemetry-tcp", "localhost:7", "--telemetry-tcp", "localhost:7"), "TN060", "named twice"),
        (("--telemetry-tcp", "localhost"), "TN061", "one of its ports"),
        (("--telemetry-tcp", "localhost:99999"), "TN061", "1 to 65535"),
        (("--telemetry-tcp", "there.example:7", "--telemetry-plaintext"), "TN062", "another machine"),
        (("--telemetry-tcp", "192.0.2.1:7", "--telemetry-plaintext"), "TN062", "another machine"),
        (("--telemetry-tcp", "localhost:7", "--telemetry-ca", "short.town"), "TN066", "no certificate"),
        (("--telemetry-path", "a.json"), "TN068", "in which form"),
        (("--telemetry-path", "-"), "TN068", "in which form"),
        (("--telemetry-path", "a.jsonl", "--telemetry-path", "./a.jsonl"), "TN027", "twice"),
        (("--telemetry-path", "a.jsonl", "--events", "a.jsonl"), "TN027", "only the last would be left"),
        (("--telemetry-path", "nowhere/a.jsonl"), "TN014", "I cannot write"),
        (("--telemetry-path", "folder"), "TN014", "is a folder"),
    ],
)
def test_what_does_not_go_together_is_said_before_anything_is_done(
    townlet: Townlet, options: tuple[str, ...], code: str, says: str
) -> None:
    os.mkfifo("pipe")
    Path("folder").mkdir()
    said = townlet("run", "short.town", *options)
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"error[{code}]" in said.stderr
    assert says in said.stderr
    assert sorted(os.listdir()) == ["folder", "pipe", "short.town"]


def test_a_script_is_not_written_over(townlet: Townlet) -> None:
    Path("story.jsonl").write_text(SHORT, "utf-8")
    said = townlet("run", "story.jsonl", "--telemetry-path", "story.jsonl")
    assert (said.exit_code, "TN027" in said.stderr or "TN0" in said.stderr) == (2, True)
    assert Path("story.jsonl").read_text("utf-8") == SHORT


def test_a_full_disk_is_one_error_at_the_end_of_a_whole_story(townlet: Townlet) -> None:
    said = townlet("run", "short.town", "--telemetry-path", "/dev/full")
    assert (said.exit_code, said.stderr.count("error[")) == (2, 1)
    assert "error[TN014]: I cannot write `/dev/full`: no space left on device" in said.stderr
    assert "-- 08:30, tick 30, state" in said.stdout
    assert "messages, told to the end to none of 1 sink (0 kB)" in said.stderr


def test_a_full_disk_is_said_while_the_run_goes_on(townlet: Townlet) -> None:
    said = townlet("run", "a-day-in-riverside", "--events", "/dev/full")
    warned, over, error = (
        said.output.index(each) for each in ("warning[TN014]", "1440 ticks in", "error[TN014]")
    )  # fmt: skip
    assert warned < over < error


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A town that breaks in tick 9, each time that it is performed."""
    decide = choice.decide

    def broken(town: Town, agent: Agent) -> None:
        if town.tick >= 9:
            raise ZeroDivisionError("of ours")
        decide(town, agent)

    monkeypatch.setattr(choice, "decide", broken)


def test_a_tick_that_fails_leaves_what_was_told_before_and_a_snapshot(
    breaking: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["run", "short.town", "--telemetry-path", "a.jsonl", "--telemetry-path", "a.jsonl.zst"]) == 70
    kept = next(tmp_path.glob("short-before-tick-*.snapshot"))
    assert f"is in {kept.name}." in capsys.readouterr().err
    follower = followed(Path("a.jsonl").read_bytes())
    assert follower.seq > 1
    assert unpacked(Path("a.jsonl.zst")) == Path("a.jsonl").read_bytes()


@pytest.mark.parametrize(("tick", "told"), [(0, 0), (1, 1)])
def test_an_interrupt_closes_what_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tick: int, told: int
) -> None:
    """Only ticks that are over were told of, so nobody sees a town in the middle of one."""
    monkeypatch.chdir(tmp_path)
    decide = choice.decide

    def interrupted(town: Town, agent: Agent) -> None:
        if town.tick >= tick:
            raise KeyboardInterrupt
        decide(town, agent)

    monkeypatch.setattr(choice, "decide", interrupted)
    assert main(["run", "short.town", "--telemetry-path", "a.jsonl.zst"]) == 130
    assert unpacked(Path("a.jsonl.zst")).count(b"\n") == told


def test_a_reader_that_has_seen_enough_ends_nothing_but_the_telling(tmp_path: Path) -> None:
    code = "import sys; from runner.cli import main; sys.exit(main())"
    asked = [sys.executable, "-c", code, "run", SCRIPT, "--stream-telemetry", "--stats", "stats.json"]
    around = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    with subprocess.Popen(asked, cwd=tmp_path, env=around, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.read(20) == b'{"payload_type":"sna'
        run.stdout.close()
        said = run.stderr.read()
    assert run.returncode == 128 + signal.SIGPIPE
    assert b"-- 10:00, tick 150" in said
    assert msgspec.json.decode((tmp_path / "stats.json").read_bytes())["ticks"] == 150


def test_who_is_told_nothing_costs_no_library(townlet: Townlet) -> None:
    """What tells others is imported by nothing that a quiet run needs."""
    heavy = {"ssl", "zstandard", "tenacity", "runner.telemetry.broadcast"}
    code = f"import sys, runner.play, runner.asked; print(sorted(sys.modules.keys() & {heavy!r}))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
    assert play.Wanted.__module__ == "runner.telemetry.wanted"


def test_a_recording_and_sinks_are_told_by_one_stream(townlet: Townlet) -> None:
    """Neither is another for the other, and samples beside a recording leave it as it is."""
    townlet("run", "short.town", "--record", "alone.townrun")
    townlet("run", "short.town", "--telemetry-path", "alone.jsonl")
    townlet("run", "short.town", "--record", "both.townrun", "--telemetry-path", "both.jsonl")
    townlet("run", "short.town", "--record", "sampled.townrun", "--telemetry-path", "sampled.jsonl", "--sampled", "10")
    assert Path("both.jsonl").read_bytes() == Path("alone.jsonl").read_bytes()
    recordings = {Path(f"{name}.townrun").read_bytes() for name in ("alone", "both", "sampled")}
    assert len(recordings) == 1
