"""A recorded run told again, from one moment to another; the rest is performed and passed over."""

from typing import TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from runner.moments import tick_of
from runner.performing import Performed
from runner.recording.again import Piece, again
from runner.telling import Telling
from runner.transcript import Transcript, moment
from runner.trouble import trouble
from townlet.beat import Beat
from townlet.schedule import Schedule


class Window(msgspec.Struct, frozen=True):
    """The ticks that are asked for, both included."""

    first: int
    last: int


def window(since: str | None, until: str | None, found: Piece) -> Window | Diagnostic:
    """What `--from` and `--to` stand for; without them from the first tick to the last."""
    first = found.start if since is None else tick_within(since, "--from", found.start, found)
    if isinstance(first, Diagnostic):
        return first
    last = found.last if until is None else tick_within(until, "--to", first, found)
    return last if isinstance(last, Diagnostic) else Window(first, last)


def tick_within(text: str, option: str, since: int, found: Piece) -> int | Diagnostic:
    """The tick that a moment stands for, if the recording comes to it; a clock time is the next after `since`."""
    return tick_in(text, option, (since, found.last), found.schedule)


def tick_in(text: str, option: str, bounds: tuple[int, int], schedule: Schedule) -> int | Diagnostic:
    """The tick that a moment stands for, within bounds, both included; a clock time is the next after the first."""
    first, last = bounds
    ended = msgspec.structs.replace(schedule, length=last)  # `end` is where the recording ends.
    tick = tick_of(text, ended, first)
    if tick is None:
        hint = "Write `60` for a tick, `09:15` or `day 2 09:15` for a clock time, or `end`"
        return trouble("TN076", option, f"`{text}` is no moment", hint)
    if not first <= tick <= last:
        begins, ends = (f"tick {at} ({moment(at, schedule)})" for at in bounds)
        message = f"The recording does not come to `{text}`, which would be tick {tick}"
        return trouble("TN076", option, message, f"It goes from {begins} to {ends}")
    return tick


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
