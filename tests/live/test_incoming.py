"""Statements on their way in: any bytes in any pieces, bounded, and none that holds up the town."""

import json
import os
import threading
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.live.incoming import AHEAD, Incoming, Lines
from runner.live.message import LONGEST, Message, read


def _all(pieces: list[bytes]) -> list[Message]:
    lines = Lines()
    found = [message for piece in pieces for message in lines.add(piece)]
    return [*found, *lines.end()]


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=5))
def test_it_does_not_matter_in_which_pieces_bytes_come(data: bytes, cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), len(data)]
    pieces = [data[start:end] for start, end in pairwise(ends)]
    assert _all(pieces) == _all([data])


def test_lines_have_the_numbers_that_an_editor_shows() -> None:
    found = _all([b"one\n\n  \ntwo\r\n", b"three"])
    assert [(each.id, each.say) for each in found] == [("#1", "one"), ("#4", "two"), ("#5", "three")]


@pytest.mark.parametrize("pieces", [[b"x" * 300_000, b"\nnext\n"], [b"x" * (LONGEST + 1) + b"\nnext\n"]])
def test_a_line_that_is_too_long_is_told_of_once_and_forgotten(pieces: list[bytes]) -> None:
    long, after = _all(pieces)
    assert long.wrong is not None
    assert long.wrong.code == "TN080"
    assert (after.id, after.say) == ("#2", "next")


@pytest.mark.parametrize(
    ("line", "name", "say", "at"),
    [
        ("direct Ida to rest", "#9", "direct Ida to rest", None),
        ('{"say": "hold Ida\\nwait 5 ticks"}', "#9", "hold Ida\nwait 5 ticks", None),
        ('{"id": "a7", "say": "release Ida", "at": 12}', "a7", "release Ida", 12),
        ('  {"id": 3, "say": "release Ida", "at": "day 2 09:30"}', "3", "release Ida", "day 2 09:30"),
    ],
)
def test_what_a_line_says(line: str, name: str, say: str, at: str | int | None) -> None:
    assert read(line.encode(), 9) == Message(name, say, at)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"{", "#9"), (b"{}", "#9"), (b'{"id": "a7"}', "a7"), (b'{"id": "a7", "say": 3}', "a7"),
        (b'{"id": "a7", "say": "x", "when": 3}', "a7"), (b'{"id": "a7", "say": " \\n "}', "a7"),
        (b'{"id": "", "say": "x"}', "#9"), (b'{"id": "a7", "say": "x", "at": -1}', "a7"), (b"\xff\xfe", "#9"),
        (b'{"id": {"a": 1}, "say": "x"}', "#9"), (b'{"id": "#3", "say": "x"}', "#3"),
        (b'{"id": "a7", "say": "x", "at": 1.5}', "a7"), (b"{" * 50_000, "#9"),
    ],
)  # fmt: skip
def test_what_is_no_statement_is_answered_to_whoever_sent_it(line: bytes, name: str) -> None:
    found = read(line, 9)
    assert found is not None
    assert found.id == name
    assert found.wrong is not None
    assert found.wrong.code == "TN080"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "", "say": "x"}', "`id` is to be text of 1 to 100 letters, or a whole number"),
        ('{"say": 3}', "`say` is to be text of at least a letter"),
        ('{"say": "x", "at": -1}', "`at` is to be a moment as text"),
        ('{"id": "a"}', "`say` is missing"),
        ('{"say": "x", "when": 3}', "I know nothing of `when`, only of `say`, `id`, `at`"),
        ('{"say": "x"', "do not come out even"),
    ],
)
def test_what_is_wrong_with_an_object_is_said_in_words(line: str, words: str) -> None:
    found = read(line.encode(), 1)
    assert found is not None
    assert found.wrong is not None
    assert words in found.wrong.message
    assert "Expected" not in found.wrong.message


@given(st.binary(max_size=200) | st.text(max_size=50).map(lambda text: json.dumps({"id": text, "say": text}).encode()))
def test_whatever_comes_in_is_a_statement_or_told_why_not(line: bytes) -> None:
    found = read(line, 1)
    assert found is None or found.wrong is not None or found.say.strip()
    assert found is None or found.id.isprintable()


def test_one_writer_after_the_other_may_open_a_pipe(tmp_path: Path) -> None:
    pipe, news = tmp_path / "pipe", threading.Semaphore(0)
    os.mkfifo(pipe)
    incoming = Incoming(str(pipe), True, news.release)
    incoming.open()
    for said in (b'mark "one"\n', b'mark "tw', b'mark "three"\nmark "four"\n'):
        with pipe.open("wb") as writer:
            writer.write(said)
        for _ in range(said.count(b"\n") or 1):
            assert news.acquire(timeout=10)
    found = [incoming.taken() for _ in range(5)]
    incoming.close()
    assert [each.say if each else "" for each in found] == [
        'mark "one"', 'mark "tw', 'mark "three"', 'mark "four"', "",
    ]  # fmt: skip
    assert [each.id for each in found if each] == ["#1", "#2", "#3", "#4"]
    assert not incoming.closed.is_set()


def test_the_last_line_of_one_that_came_and_went_between_two_looks_is_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is gone before the pipe is opened anew: what it said is in the pipe, and nobody tells of its going."""
    pipe, news, opened = tmp_path / "pipe", threading.Semaphore(0), []

    def late(path: object, flags: int, **more: int) -> int:
        if path == str(pipe) and flags & os.O_NONBLOCK:
            opened.append(path)
            if len(opened) == 2:
                writer = open_(path, os.O_WRONLY)
                os.write(writer, b'mark "two"')
                os.close(writer)
        return open_(path, flags, **more)  # type: ignore[arg-type]

    os.mkfifo(pipe)
    open_ = os.open
    monkeypatch.setattr(os, "open", late)
    incoming = Incoming(str(pipe), True, news.release)
    incoming.open()
    writer = open_(pipe, os.O_WRONLY)
    os.write(writer, b'mark "one"\n')
    os.close(writer)
    assert all(news.acquire(timeout=10) for _ in range(2))
    incoming.close()
    assert [found.say for _ in range(2) if (found := incoming.taken())] == ['mark "one"', 'mark "two"']


def test_whoever_writes_too_fast_is_slowed_down_and_nothing_is_lost(tmp_path: Path) -> None:
    many = 5 * AHEAD
    (tmp_path / "many").write_bytes(b'mark "x"\n' * many)
    incoming = Incoming(str(tmp_path / "many"), False, lambda: None)
    incoming.open()
    assert sum(1 for _ in incoming.all_of_it()) == many
    assert incoming.closed.is_set()


def test_what_waits_in_the_pipe_when_the_run_is_over_is_still_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    incoming = Incoming(str(tmp_path / "pipe"), True, lambda: None)
    incoming.open()
    many = 3 * AHEAD
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_bytes(b'mark "x"\n' * many))
    writer.start()
    first = None
    while first is None:
        first = incoming.taken()
    assert 1 + sum(1 for _ in incoming.rest()) == many
    writer.join()
    assert incoming.trouble is None


def test_somebody_who_never_stops_writing_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runner.live.incoming.LAST", 0.1)
    os.mkfifo(tmp_path / "pipe")
    incoming = Incoming(str(tmp_path / "pipe"), True, lambda: None)
    incoming.open()

    def write_on() -> None:
        with suppress(BrokenPipeError), (tmp_path / "pipe").open("wb", buffering=0) as pipe:
            while True:
                pipe.write(b'mark "x"\n')

    writer = threading.Thread(target=write_on)
    writer.start()
    assert sum(1 for _ in incoming.rest()) > 0
    writer.join()  # It was not left waiting at a pipe that nobody reads.
    assert incoming.trouble is not None
    assert incoming.trouble.code == "TN085"


def test_what_cannot_be_read_any_further_is_told(tmp_path: Path) -> None:
    incoming = Incoming(str(tmp_path), False, lambda: None)
    incoming.open()
    assert [*incoming.all_of_it()] == []
    assert incoming.trouble is not None
    assert (incoming.trouble.code, "is a directory" in incoming.trouble.message) == ("TN003", True)


def test_a_reader_that_nobody_listens_to_can_be_sent_home(tmp_path: Path) -> None:
    (tmp_path / "many").write_bytes(b'mark "x"\n' * 5 * AHEAD)
    incoming = Incoming(str(tmp_path / "many"), False, lambda: None)
    incoming.open()
    incoming.close()
    assert incoming.closed.wait(10)
