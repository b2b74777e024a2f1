"""Answers: in words, as data, and to readers that are slow, gone, or full."""

import json
import os
import threading
from io import StringIO
from pathlib import Path

import pytest

from dsl.diagnostic import Diagnostic
from dsl.source import Source, Span
from runner.live.answers import Answer, InJson, InWords, Judged, Vain

WRONG = Diagnostic("TN201", "There is nobody called `Idda` in the cast", Span("statement a7", 1, 8, 1, 12), "who?")
TEXT = {"statement a7": Source("statement a7", "direct Idda to rest")}


def test_in_words() -> None:
    stream = StringIO()
    words = InWords(stream, "full", 540)
    words.give(Answer("a7", "refused", 12), (WRONG,), TEXT)
    words.give(Answer("a7", "accepted", 13, "operator-1"), (), TEXT)
    words.give(Answer("a7", "done", 20, "operator-1", verdicts=(Judged("expect Ida is at cafe", "met"),)), (), TEXT)
    words.give(Answer("b", "refused", 21, because=(Vain("rest: Per is not in town", "Per", 7),), again=True), (), TEXT)
    words.give(Answer("c", "cut-short", 60), (), TEXT)
    assert stream.getvalue() == """\
09:12 >  statement a7: refused
error[TN201]: There is nobody called `Idda` in the cast
 --> statement a7:1:8
  |
1 | direct Idda to rest
  |        ^^^^ who?

`townlet explain TN201` says more.
09:13 >  statement a7: accepted for tick 13
09:20 >  statement a7: done (met: expect Ida is at cafe)
09:21 >  statement b: refused, because rest: Per is not in town, as before
10:00 >  statement c: the run ended first
"""


def test_what_has_no_place_is_told_in_a_line() -> None:
    stream, nowhere = StringIO(), Span("statement #7", 0, 0, 0, 0)
    late = Diagnostic("TN081", "This comes too late", nowhere, hint="Be early")
    InWords(stream, "full", 540).give(Answer("#7", "refused", 60), (late,), {})
    assert stream.getvalue() == """\
10:00 >  statement #7: refused
error[TN081]: This comes too late (Be early)
"""


def test_a_line_each_for_tools() -> None:
    stream = StringIO()
    InWords(stream, "concise", 540).give(Answer("a7", "refused", 12), (WRONG,), TEXT)
    assert "statement a7:1:8: error[TN201]: There is nobody called `Idda` in the cast (who?)\n" in stream.getvalue()


def test_as_data(tmp_path: Path) -> None:
    out = InJson(tmp_path / "answers", StringIO())
    out.give(Answer("a7", "refused", 12), (WRONG,), TEXT)
    out.give(Answer("b", "accepted", 13, "operator-1"), (WRONG,), TEXT)
    first, second = (json.loads(line) for line in (tmp_path / "answers").read_text("utf-8").splitlines())
    assert first["because"][0]["span"] == {
        "file": "statement a7", "line": 1, "column": 8, "end_line": 1, "end_column": 12,
    }  # fmt: skip
    assert second["said"][0]["code"] == "TN201"
    assert out.close() is None


def test_a_disk_that_is_full_stops_the_answers_and_not_the_run() -> None:
    out = InJson(Path("/dev/full"), StringIO())
    for number in range(5):
        out.give(Answer(str(number), "done", 1), (), {})
    wrong = out.close()
    assert wrong is not None
    assert wrong.code == "TN014"


def test_nobody_who_reads_slowly_holds_up_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that nobody reads takes what it can, then some are kept, and the rest is counted."""
    monkeypatch.setattr("runner.live.answers.MOST_KEPT", 10)
    os.mkfifo(tmp_path / "pipe")
    out = InJson(tmp_path / "pipe", StringIO())
    for number in range(3_000):
        out.give(Answer(f"{number:09}", "done", 1), (), {})
    assert out.lost > 10
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    data = os.read(reader, 1_000_000)
    out.give(Answer("last", "done", 1), (), {})
    data += os.read(reader, 1_000_000)
    os.close(reader)
    lines = data.decode().splitlines()
    assert [json.loads(line)["answer"] for line in lines] == ["done"] * len(lines)
    assert json.loads(lines[-1])["id"] == "last"
    wrong = out.close()
    assert wrong is not None
    assert f"{out.lost:,} answers were left out" in wrong.message


def test_a_pipe_that_nobody_reads_is_told_of(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    out = InJson(tmp_path / "pipe", StringIO())
    for number in range(3):
        out.give(Answer(str(number), "done", 1), (), {})
    wrong = out.close()
    assert wrong is not None
    assert "nobody reads it, and 3 answers were lost" in wrong.message


def test_a_reader_who_is_there_gets_all_of_it(tmp_path: Path) -> None:
    """However late: more than the pipe holds, and read only when the run is over."""
    os.mkfifo(tmp_path / "pipe")
    out = InJson(tmp_path / "pipe", StringIO())
    reader = (tmp_path / "pipe").open("rb", buffering=0)  # It opens at once: the answers have both ends.
    for number in range(5_000):
        out.give(Answer(f"{number:09}", "done", 1), (), {})
    told: list[bytes] = []
    thread = threading.Thread(target=lambda: told.append(reader.read()))
    thread.start()
    assert out.close() is None
    thread.join()
    assert told[0].count(b"\n") == 5_000
    reader.close()


@pytest.mark.parametrize("reads", [False, True])
def test_answers_in_a_pipe_that_nobody_reads_are_not_lost_without_a_word(tmp_path: Path, reads: bool) -> None:
    """A reader may take them when the run is over; where there is none they are gone with the pipe."""
    os.mkfifo(tmp_path / "pipe")
    out = InJson(tmp_path / "pipe", StringIO())
    out.give(Answer("a7", "done", 1), (), {})
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK) if reads else -1
    wrong = out.close()
    if reads:
        assert (wrong, json.loads(os.read(reader, 1_000))["id"]) == (None, "a7")
        os.close(reader)
    else:
        assert wrong is not None
        assert (wrong.code, "nobody reads it" in wrong.message) == ("TN014", True)
