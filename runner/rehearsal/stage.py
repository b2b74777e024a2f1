"""Performing many cells on all cores. Results stand in the order of the cells, however many processes there are."""

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Final

import msgspec

from runner.rehearsal.cells import Run, performed_in
from townlet.schedule import Schedule
from townlet.townfile import TownFile

AT_ONCE: Final = 16
"""Cells of one piece of work: enough to make its way to a process worth while, few enough to share out evenly."""

AHEAD: Final = 4
"""Pieces for each process that may be finished or under way before their turn comes."""


class Work(msgspec.Struct, frozen=True):
    """A schedule in its town, and the seeds to perform it with."""

    schedule: Schedule
    town: TownFile
    seeds: tuple[int, ...]


Piece = tuple[int, int, int]
"""Which work, and from which of its seeds to which (the end excluded)."""

_works: Sequence[Work] = ()


def cores() -> int:
    """How many processes can work at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def performed_all(works: Sequence[Work], jobs: int) -> Iterator[tuple[int, int, Run]]:
    """Every run of every work, in order: the number of the work, that of the seed in it, and the run."""
    pieces = [*_pieces(works)]
    jobs = min(jobs, len(pieces))
    if jobs < 2:
        _ready(works)
        yield from _numbered(pieces, map(_perform, pieces))
        return
    with _pool(works, jobs) as pool:
        yield from _numbered(pieces, _in_order(pool, pieces, jobs * AHEAD))


def _in_order(pool: Executor, pieces: Iterable[Piece], ahead: int) -> Iterator[list[Run]]:
    """The runs of each piece in turn. No more than so many are waited for at once, so that memory stays flat."""
    waiting: deque[Future[list[Run]]] = deque()
    try:
        for piece in pieces:
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
            waiting.append(pool.submit(_perform, piece))
        while waiting:
            yield waiting.popleft().result()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _numbered(pieces: Iterable[Piece], found: Iterable[list[Run]]) -> Iterator[tuple[int, int, Run]]:
    for (number, first, _), runs in zip(pieces, found, strict=True):
        for offset, run in enumerate(runs):
            yield number, first + offset, run


def _pieces(works: Sequence[Work]) -> Iterator[Piece]:
    for number, work in enumerate(works):
        for first in range(0, len(work.seeds), AT_ONCE):
            yield number, first, min(first + AT_ONCE, len(work.seeds))


def _pool(works: Sequence[Work], jobs: int) -> Executor:
    """Processes that know all works from the start. Forking is quick, and safe only where no thread runs yet."""
    way = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(jobs, multiprocessing.get_context(way), initializer=_ready, initargs=(works,))


def _ready(works: Sequence[Work]) -> None:
    global _works
    _works = works


def _perform(piece: Piece) -> list[Run]:
    number, first, end = piece
    work = _works[number]
    return [performed_in(work.schedule, work.town, seed) for seed in work.seeds[first:end]]
