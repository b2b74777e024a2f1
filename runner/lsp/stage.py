"""Run from here: the scenario performed as it stands in the editor, and its transcript from one cue on."""

import asyncio
from collections.abc import Callable
from typing import Final

import msgspec

from dsl.compiler import compile
from dsl.diagnostic import Diagnostic, has_errors
from dsl.render import concise
from dsl.source import Source
from runner.lsp.desk import Desk
from runner.performing import performed
from runner.transcript import Transcript
from townlet.beat import Beat
from townlet.schedule import Schedule
from townlet.townfile import TownFile

LONGEST: Final = 30
"""Seconds that a performance may take; what it has told by then is shown."""

Clock = Callable[[], float]


class Ready(msgspec.Struct, frozen=True):
    """A schedule and its town, and where its story is to be told from: a tick, or the first line of a cue."""

    schedule: Schedule
    town: TownFile
    tick: int | None
    cue: str


class OutOfTimeError(Exception):
    """It took too long, or nobody waits for it any more."""


def readied(desk: Desk, source: Source, tick: int | None, cue: str) -> Ready | str:
    """What is to be performed, or why it cannot be, in a line for each thing to mend."""
    found = compile(source, desk.parser, desk.shelf, desk.map)
    if found.schedule is None or has_errors(found.diagnostics):
        return _unready(found.diagnostics)
    town = desk.map.find(found.schedule.town, source.name)
    if town is None or town.town is None:
        return f"The town `{found.schedule.town}` cannot be read"
    return Ready(found.schedule, town.town, tick, cue)


def _unready(said: tuple[Diagnostic, ...]) -> str:
    wrong = [concise(each) for each in said if each.severity == "error"]
    return "\n".join(["This cannot be performed yet:", *wrong])


def told(ready: Ready, clock: Clock, stopped: Callable[[], bool]) -> str:
    """The transcript from the tick on, with its header and its verdicts."""
    return _Telling(ready, clock, stopped).text()


class _Telling:
    def __init__(self, ready: Ready, clock: Clock, stopped: Callable[[], bool]) -> None:
        self.ready = ready
        self.transcript = Transcript(ready.schedule)
        self.until = clock() + LONGEST
        self.clock = clock
        self.stopped = stopped
        self.lines = self.transcript.header(ready.schedule.seed)
        self.begun = False

    def text(self) -> str:
        """The whole of what is to be shown."""
        ready = self.ready
        try:
            run = performed(ready.schedule, ready.town, on_beat=self._hear)
        except OutOfTimeError:
            return "\n".join(
                [*self.lines, "", f"-- Not told to its end: it takes longer than {LONGEST} seconds --", ""]
            )
        if not self.begun:
            self.lines += ["", "-- Nothing was told from here on --"]
        self.lines += self.transcript.verdicts(run.verdicts)
        return "\n".join([*self.lines, *self.transcript.closing(run.tick, run.state, run.chain), ""])

    def _hear(self, beat: Beat) -> None:
        if self.stopped() or self.clock() > self.until:
            raise OutOfTimeError
        lines = self.transcript.beat(beat)
        self.begun = self.begun or self._begins(beat)
        if self.begun:
            self.lines += lines

    def _begins(self, beat: Beat) -> bool:
        if self.ready.tick is not None:
            return beat.tick >= self.ready.tick
        return beat.root.startswith(f"{self.ready.schedule.id}/{self.ready.cue}/")


async def performed_apart(ready: Ready, clock: Clock, stopped: Callable[[], bool]) -> str:
    """The same in a thread of its own, so that the editor is answered meanwhile."""
    return await asyncio.to_thread(told, ready, clock, stopped)
