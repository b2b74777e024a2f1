"""Performing many cells on all cores. Results stand in the order of the cells, however many processes there are."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from typing import Final

import msgspec

from runner.rehearsal.cells import Run, performed_in
from townlet.schedule import Schedule
from townlet.townfile import TownFile

AT_ONCE: Final = 16
"""Cells of one piece of work: enough to make its way to a process worth while, few enough to share out evenly."""


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


def performed_all(
    works: Sequence[Work], jobs: int, done: Callable[[int], None] = lambda cells: None
) -> list[list[Run]]:
    """The runs of each work, by its seeds. `done` hears of every piece that is finished."""
    pieces = [*_pieces(works)]
    results: list[list[Run]] = [[] for _ in works]
    found: dict[Piece, list[Run]] = {}
    if jobs == 1 or len(pieces) < 2:
        _ready(works)
        for piece in pieces:
            found[piece] = _perform(piece)
            done(len(found[piece]))
    else:
        with _pool(works, min(jobs, len(pieces))) as pool:
            found = _shared(pool, pieces, done)
    for piece in pieces:
        results[piece[0]] += found[piece]
    return results


def _shared(pool: Executor, pieces: Sequence[Piece], done: Callable[[int], None]) -> dict[Piece, list[Run]]:
    found: dict[Piece, list[Run]] = {}
    waiting: dict[Future[list[Run]], Piece] = {pool.submit(_perform, piece): piece for piece in pieces}
    try:
        for future in as_completed(waiting):
            found[waiting[future]] = future.result()
            done(len(found[waiting[future]]))
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    return found


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
