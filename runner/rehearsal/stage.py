"""Performing many cells on all cores. Results stand in the order of the cells, however many processes there are."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Final, Protocol

import msgspec

from runner.rehearsal.cells import Run, performed_in
from runner.rehearsal.covering import Map
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.townfile import TownFile

AT_ONCE: Final = 16
"""Cells of one piece of work: enough to make its way to a process worth while, few enough to share out evenly."""

AHEAD: Final = 4
"""Pieces for each process that may be finished or under way before their turn comes."""


class Work(msgspec.Struct, frozen=True):
    """A schedule in its town, and the seeds to perform it with; with a map, what runs come to is kept."""

    schedule: Schedule
    town: TownFile
    seeds: tuple[int, ...]
    map: Map | None = None


Piece = tuple[str, int, int, int]
"""Whose works (a token), which of them, and from which of its seeds to which (the end excluded)."""

_works: dict[str, Sequence[Work]] = {}
"""By token, the works that this process knows."""


class Hands(Protocol):
    """Processes that share the work; they know the works of `token`. So many pieces are given out `ahead`."""

    token: str
    ahead: int

    def submit(self, piece: Piece, /) -> "Future[list[Run]]":
        """Have one piece performed."""

    def drop(self) -> None:
        """What has not begun is not wanted any more."""


def cores() -> int:
    """How many processes can work at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def performed_all(works: Sequence[Work], hands: Hands) -> Iterator[tuple[int, int, Run]]:
    """Every run of every work, in order: the number of the work, that of the seed in it, and the run."""
    for (_, number, first, _), runs in _in_order(pieces_of(works, hands.token), hands):
        for offset, run in enumerate(runs):
            yield number, first + offset, run


def _in_order(pieces: Iterable[Piece], hands: Hands) -> Iterator[tuple[Piece, list[Run]]]:
    """Each piece in turn with its runs. No more than so many are waited for at once, so that memory stays flat."""
    waiting: deque[tuple[Piece, Future[list[Run]]]] = deque()

    def first() -> tuple[Piece, list[Run]]:
        piece, runs = waiting.popleft()
        return piece, runs.result()

    try:
        for piece in pieces:
            if len(waiting) >= hands.ahead:
                yield first()
            waiting.append((piece, hands.submit(piece)))
        while waiting:
            yield first()
    except BaseException:
        hands.drop()
        raise


def pieces_of(works: Sequence[Work], token: str) -> Iterator[Piece]:
    """The works, cut up."""
    for number, work in enumerate(works):
        for first in range(0, len(work.seeds), AT_ONCE):
            yield token, number, first, min(first + AT_ONCE, len(work.seeds))


class Alone:
    """This process."""

    token, ahead = "", 1

    def __init__(self, works: Sequence[Work]) -> None:
        know(self.token, works)

    def submit(self, piece: Piece) -> "Future[list[Run]]":
        """See `Hands`: performed at once."""
        done: Future[list[Run]] = Future()
        done.set_result(perform(piece))
        return done

    def drop(self) -> None:
        """See `Hands`: nothing waits."""


class Pool:
    """Processes of this machine that know all works from the start. Forking is quick, and safe before any thread."""

    token = ""

    def __init__(self, works: Sequence[Work], jobs: int) -> None:
        way = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self.ahead = jobs * AHEAD
        self._pool = ProcessPoolExecutor(jobs, way, initializer=begin, initargs=(self.token, works))

    def submit(self, piece: Piece) -> "Future[list[Run]]":
        """See `Hands`."""
        return self._pool.submit(perform, piece)

    def drop(self) -> None:
        """See `Hands`. Waits for the pieces in hand: Python may stumble over the pool's thread if it ends meanwhile."""
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def on_this_machine(works: Sequence[Work], jobs: int) -> Iterator[Hands]:
    """So many processes, or none but this one if one is enough."""
    jobs = min(jobs, sum(1 for _ in pieces_of(works, "")))
    hands = Pool(works, jobs) if jobs > 1 else Alone(works)
    try:
        yield hands
    finally:
        hands.drop()


def begin(token: str, works: Sequence[Work]) -> None:
    """In a process of a pool, first of all. It ends with the one that it works for, even if that was killed.

    Whoever presses Ctrl-C stops it at once, and without a word: the one that it works for says what there is to say.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    know(token, works)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def know(token: str, works: Sequence[Work]) -> None:
    """Let this process know some works."""
    _works[token] = works


def perform(piece: Piece) -> list[Run]:
    """Perform one piece of works that this process knows."""
    token, number, first, end = piece
    work = _works[token][number]
    setting = Setting(work.town)
    return [performed_in(work.schedule, setting, seed, work.map) for seed in work.seeds[first:end]]
