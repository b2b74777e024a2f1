"""Files and pipes: whole lines whatever becomes of the disk, and readers that are slow or leave."""

import io
import os
from pathlib import Path
from threading import Thread

import pytest
import zstandard

from runner.telemetry import broadcast as broadcasting
from runner.telemetry import outlets
from runner.telemetry.outlets import FileOutlet, NamedPipe, Outlet, PackedOutlet, PipeOutlet, of_path
from tests.telemetry.consumers import SOON, Follower, Town, broadcast, refusing, until


def unpacked(data: bytes) -> bytes:
    """What can be read of compressed data, wherever it was cut off."""
    reader, found = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True), b""
    try:
        while piece := reader.read(1_000):
            found += piece
    except zstandard.ZstdError:
        pass  # Behind the last whole frame.
    return found


def text_of(path: Path) -> bytes:
    data = path.read_bytes()
    return unpacked(data) if path.suffix == ".zst" else data


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.zst"])
def test_a_file_holds_every_message_and_nothing_else(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"something longer that was here before" * 10_000)
    town = Town()
    told, _ = broadcast(of_path(tmp_path / name))
    town.attend(told)
    town.live(3_000)
    told.close(SOON)
    follower = Follower().read(text_of(tmp_path / name).splitlines(keepends=True))
    assert follower.state == town.state
    assert follower.events == [*range(1, 3_001)]
    assert follower.health == []  # So that the files of equal runs are equal.
    assert [*told.troubles] == []


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.zst"])
@pytest.mark.parametrize("after", [0, 1, 40, 10_000, 70_001, 200_000])
def test_a_full_disk_leaves_whole_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: int
) -> None:
    monkeypatch.setattr(outlets, "FRAME", 20_000)
    monkeypatch.setattr(outlets.os, "write", refusing(after))
    town = Town()
    told, heard = broadcast(of_path(tmp_path / name))
    town.attend(told)
    for _ in range(20):
        town.live(200)
        until(lambda: not len(told.sinks[0].waiting) or not told.sinks[0].alive)
    told.close(SOON)
    data = (tmp_path / name).read_bytes()
    if name.endswith("zst") and after > 50_000:  # So much fits when it is compressed.
        assert told.sinks[0].complete
        return
    (wrong,) = told.troubles
    assert (wrong.code, "no space left" in wrong.message, wrong.severity) == ("TN014", True, "error")
    assert [each.severity for each in heard] in (["warning"], [])  # Nothing is said twice of the very end.
    assert len(data) <= after
    if name.endswith("zst"):  # Whole frames, each of whole lines.
        data = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True).readall()
    assert data.endswith(b"\n") or not data
    Follower().read(data.splitlines(keepends=True))


def test_a_device_that_is_full_is_said_at_once_and_an_error_at_the_end() -> None:
    town = Town()
    told, heard = broadcast(of_path(Path("/dev/full")))
    town.attend(told)
    until(lambda: heard)
    town.live(100)
    told.close(SOON)
    (warning,), (error,) = heard, told.troubles
    assert (warning.code, warning.severity, error.code, error.severity) == ("TN014", "warning", "TN014", "error")
    assert warning.message == f"{error.message}; the run goes on without it"


def test_what_is_compressed_can_be_read_to_where_it_was_cut_off(tmp_path: Path) -> None:
    out = PackedOutlet(tmp_path / "a.jsonl.zst")
    out.open()
    ends, told = [], 0
    for number in range(40):
        out.write(f"line {number}\n".encode() * 50)
        told += len(f"line {number}\n" * 50)
        if number % 4 == 3:
            out.flush()
            ends.append((out.path.stat().st_size, told))
    out.close()
    whole = out.path.read_bytes()
    for cut in range(0, len(whole) + 1, 7):
        safe = max((lines for size, lines in ends if size <= cut), default=0)
        assert len(unpacked(whole[:cut])) >= safe
    assert len(unpacked(whole)) == told


def test_what_is_held_back_to_be_compressed_is_written_in_time_while_more_comes(tmp_path: Path) -> None:
    """A message each fifth of a second, by the clock of the run, and never a pause of half a second."""
    town, now = Town(), [0.0]
    path = tmp_path / "a.jsonl.zst"
    told, _ = broadcast(of_path(path), clock=lambda: now[0])
    town.attend(told)
    sizes = set()
    for _ in range(40):
        town.live(1)
        until(lambda: told.sinks[0].health.sent == town.seq)
        sizes.add(path.stat().st_size)
        now[0] += 0.2
    assert 9 <= len(sizes) <= 15  # Three or four messages at a time.
    told.close(SOON)
    assert Follower().read(unpacked(path.read_bytes()).splitlines(keepends=True)).state == town.state


def test_what_is_held_back_to_be_compressed_is_written_when_nothing_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PackedOutlet, "idle", 0.01)
    town = Town()
    told, _ = broadcast(of_path(tmp_path / "a.jsonl.zst"))
    town.attend(told)
    until(lambda: unpacked((tmp_path / "a.jsonl.zst").read_bytes()).endswith(b"\n"))
    told.close(SOON)


def reading(file: int, into: bytearray, most: int = 1 << 30) -> Thread:
    def read() -> None:
        while len(into) < most and (piece := os.read(file, min(65_536, most - len(into)))):
            into.extend(piece)
        os.close(file)

    thread = Thread(target=read, daemon=True)
    thread.start()
    return thread


def test_a_pipe_that_nobody_empties_is_waited_for_no_longer_than_was_said() -> None:
    """A reader that comes late has all that it took, in whole lines."""
    theirs, ours = os.pipe()
    town = Town()
    out = PipeOutlet("somebody", ours)
    out.standard = False
    told, _ = broadcast(out)
    town.attend(told)
    town.live(3_000)
    told.close(0.05)
    assert not told.sinks[0].alive
    (wrong,) = told.troubles
    assert (wrong.code, "it took nothing more for 0.05 seconds" in wrong.message) == ("TN067", True)
    os.close(ours)
    found = bytearray()
    reading(theirs, found).join(SOON)
    follower = Follower().read(bytes(found).splitlines(keepends=True))
    assert len(found) >= 4_096
    assert found.endswith(b"\n")
    assert 1 < follower.seq < town.seq


def test_whoever_reads_standard_output_is_waited_for_without_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """As any pipe does: by the clock of the run hours go by before it begins to read."""
    theirs, ours = os.pipe()
    town, found, looks = Town(), bytearray(), [0]

    def hours() -> float:
        looks[0] += 1
        if looks[0] == 50:
            reading(theirs, found)
        return looks[0] * 3_600.0

    monkeypatch.setattr(broadcasting, "LOOK", 0.001)
    told, _ = broadcast(PipeOutlet("standard output", ours))
    town.attend(told)
    town.live(3_000)
    told.clock = hours
    told.close(5.0)
    os.close(ours)
    until(lambda: found.endswith(b"}\n") and Follower().read(bytes(found).splitlines(keepends=True)).seq == town.seq)
    assert [*told.troubles] == []
    assert looks[0] >= 50


def test_standard_output_is_not_waited_for_once_the_run_is_broken_off() -> None:
    theirs, ours = os.pipe()
    town = Town()
    told, _ = broadcast(PipeOutlet("standard output", ours))
    town.attend(told)
    town.live(3_000)
    told.close(0.05, hurry=True)
    (wrong,) = told.troubles
    assert (wrong.code, "broken off" in wrong.message) == ("TN067", True)
    os.close(theirs)
    os.close(ours)


def test_a_slow_pipe_is_told_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, ours = os.pipe()
    town, found = Town(), bytearray()
    told, _ = broadcast(PipeOutlet("standard output", ours))
    town.attend(told)
    town.live(3_000)
    reader = reading(theirs, found)  # It begins only now.
    told.close(SOON)
    os.close(ours)
    reader.join(SOON)
    follower = Follower().read(bytes(found).splitlines(keepends=True))
    assert (follower.state, len(follower.health)) == (town.state, 1)


def test_a_reader_of_standard_output_may_leave_when_it_has_seen_enough() -> None:
    theirs, ours = os.pipe()
    town, found = Town(), bytearray()
    told, heard = broadcast(PipeOutlet("standard output", ours))
    reader = reading(theirs, found, 20)
    town.attend(told)
    reader.join(SOON)
    town.live(3_000)
    told.close(SOON)
    os.close(ours)
    assert (told.left, [*told.troubles], heard) == (True, [], [])


def test_ctrl_c_ends_the_waiting_and_nothing_else() -> None:
    """The run is over by then: whoever waits for a reader that does nothing wants to be let go, with the run's end."""
    theirs, ours = os.pipe()
    town, looks = Town(), [0]

    def impatient() -> float:
        looks[0] += 1
        if looks[0] == 5:
            raise KeyboardInterrupt
        return float(looks[0])

    told, _ = broadcast(PipeOutlet("standard output", ours))
    with told:
        town.attend(told)
        town.live(3_000)
        told.clock = impatient
    (wrong,) = told.troubles
    assert (wrong.code, "broken off" in wrong.message) == ("TN067", True)
    os.close(theirs)
    os.close(ours)


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


def test_whoever_opens_a_named_pipe_late_or_again_gets_everything_first(fifo: Path) -> None:
    town, first, second = Town(), bytearray(), bytearray()
    told, heard = broadcast(of_path(fifo), pause=None)
    town.attend(told)
    town.live(100)
    reader = reading(os.open(fifo, os.O_RDONLY), first, 2_000)
    until(lambda: not told.sinks[0].waiting.away)
    town.live(2_000)
    reader.join(SOON)
    until(lambda: told.sinks[0].waiting.away)
    reader = reading(os.open(fifo, os.O_RDONLY), second)
    until(lambda: not told.sinks[0].waiting.away)
    town.live(100)
    told.close(SOON)
    reader.join(SOON)
    assert bytes(first).startswith(b'{"payload_type":"snapshot"')
    assert Follower().read(bytes(second).splitlines(keepends=True)).state == town.state
    assert (heard.codes, [*told.troubles]) == (["TN069"], [])


def test_a_named_pipe_that_nobody_reads_is_said_and_the_run_goes_on(fifo: Path) -> None:
    town = Town()
    told, heard = broadcast(of_path(fifo), pause=None)
    town.attend(told)
    town.live(100)
    told.close(0.05)
    (wrong,) = told.troubles
    assert (heard.codes, wrong.code, "nobody reads it" in wrong.message) == (["TN069"], "TN067", True)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jsonl", FileOutlet), ("a.jsonl.zst", PackedOutlet), ("pipe", NamedPipe)]
)
def test_the_outlet_goes_by_what_is_there_and_by_the_name(fifo: Path, name: str, kind: type[Outlet]) -> None:
    assert type(of_path(fifo.with_name(name))) is kind
