"""A recorded run told again, from one moment to another; the rest is performed and passed over."""

from typing import TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from runner.performing import Performed
from runner.recording.again import Piece, again
from runner.recording.times import Times, tick_in
from runner.telling import Telling
from runner.transcript import Transcript, moment
from townlet.beat import Beat


class Window(msgspec.Struct, frozen=True):
    """The ticks that are asked for, both included."""

    first: int
    last: int


def window(since: str | None, until: str | None, found: Piece) -> Window | Diagnostic:
    """What `--from` and `--to` stand for; without them from the first tick to the last."""
    times = Times(found.schedule.clock, found.start, found.last)
    first = found.start if since is None else tick_in(since, "--from", times)
    if isinstance(first, Diagnostic):
        return first
    last = found.last if until is None else tick_in(until, "--to", Times(times.clock, first, found.last))
    return last if isinstance(last, Diagnostic) else Window(first, last)


def told(piece: Piece, within: Window, story: TextIO, aside: TextIO) -> Performed | None:
    """Perform a recorded run and write the story from one tick to another, headings and numbers as in the whole."""
    page = Transcript(piece.schedule, piece.recording.identity if piece.since is not None else None)
    telling = Telling(page, story, aside)
    telling.write(page.header(piece.seed))
    if within.first > piece.start:  # Where a run goes on, the header says so.
        telling.write(["", f"-- From {moment(within.first, piece.schedule)}, tick {within.first} --"])

    def beat(news: Beat) -> None:
        if within.first <= news.tick <= within.last:
            telling.beat(news)
        else:
            page.beat(news)

    run = again(piece, lambda town: (), beat, until=within.last)
    if run is not None:
        telling.write(page.verdicts(run.verdicts) + page.closing(run.tick, run.state, run.chain))
    else:
        telling.write(["", f"-- To {moment(within.last, piece.schedule)}, tick {within.last} --"])
    return run
