"""A run that people take part in: statements come in, it goes at their pace, and keys hold it and end it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TextIO, cast

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.statement import Known
from runner.attending import Attendant
from runner.formats import DOCUMENTS
from runner.live.allowance import Allowance, without_limit
from runner.live.answers import Answers, InJson, InWords
from runner.live.door import Door
from runner.live.incoming import Incoming
from townlet.schedule import Schedule
from townlet.town import Town

if TYPE_CHECKING:
    from runner.pacing.pace import Pace
    from runner.pacing.room import Terminal

STANDARD: Final = "-"
FIRST: Final = (
    "First I read all statements from `{source}`, until whoever writes has closed;"
    " with `--speed 1x` I hear them while the run goes on.\n"
)


class Live(msgspec.Struct, frozen=True):
    """What is asked of such a run: where statements come from and answers go (`-` is a standard stream), how fast."""

    statements: str | None = None
    answers: str | None = None
    speed: float | None = None
    known: Known | None = None
    form: str = "full"


class Session:
    """As a context, everything around such a run is open; `story` and `aside` are where it is told."""

    def __init__(self, live: Live, schedule: Schedule, story: TextIO, aside: TextIO) -> None:
        self.live, self.schedule = live, schedule
        self.story, self.aside = (aside, aside) if live.answers == STANDARD else (story, aside)
        self._out = story
        self._closing = ExitStack()
        self._door: Door | None = None
        self._pace: Pace | None = None
        self._room: Terminal | None = None
        self.meanwhile: Callable[[], None] = _nobody
        """What is done besides whenever a run at a pace wakes."""
        self._answers: Answers | None = None

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            room = None
            if self.live.speed is not None:
                room = self._make_pace(self.live.speed, opening)
            if self.live.statements is not None and self.live.known is not None:
                self._answers = self._open_answers()
                incoming = Incoming(self.live.statements, room is not None, room.wake if room is not None else _nobody)
                opening.callback(incoming.close)
                on_and_on = room is not None and not Path(self.live.statements).is_file()
                self._door = Door(
                    self.live.known, incoming, self._answers, self.schedule, on_and_on, self._allowance()
                )  # fmt: skip
                if room is None and waits(self.live.statements):
                    self.aside.write(FIRST.format(source=self.live.statements))
            self._closing = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def attendants(self) -> Iterator[Attendant]:
        """Those who look after it. They come last: what others look at is a tick that is over."""
        if self._pace is not None:
            yield self._pace
        if self._door is not None:
            yield self._door

    def over(self) -> list[Diagnostic]:
        """The run is over; gives what went wrong with statements and answers."""
        self._closing.close()
        wrong = [
            self._door.incoming.trouble if self._door is not None else None,
            self._answers.close() if self._answers is not None else None,
        ]
        return [each for each in wrong if each is not None]

    @property
    def stopped(self) -> bool:
        """Whether somebody ended the run before its time,"""
        return self._pace is not None and self._pace.ends

    @property
    def interrupted(self) -> bool:
        """and whether by Ctrl-C."""
        return self._pace is not None and self._pace.interrupted

    def _make_pace(self, speed: float, opening: ExitStack) -> "Terminal":
        from runner.pacing.pace import Pace, Stand
        from runner.pacing.progress import Above, Progress
        from runner.pacing.room import IN_WORDS, Terminal, keyboard

        room = opening.enter_context(Terminal(None if self.live.statements == STANDARD else keyboard()))
        shows = []
        typed_here = self.live.statements == STANDARD and waits(STANDARD)
        if self.aside.isatty() and not typed_here:  # It would wipe away what somebody is typing.
            keys = IN_WORDS if room.has_keys else ""
            progress = Progress(self.aside, self.schedule.clock, self.schedule.length, keys)
            opening.callback(progress.done)
            shows.append(progress.show)
            above = cast(TextIO, Above(self.aside, progress))
            self.story = cast(TextIO, Above(self.story, progress)) if self.story.isatty() else self.story
            self.aside = above

        def show(stand: Stand) -> None:
            for each in shows:
                each(stand)

        self._pace, self._room = Pace(speed, room, self._awake, show), room
        return room

    def _allowance(self) -> Allowance:
        """At a pace the door has a share of it; while that is paused, nothing is held up."""
        pace = self._pace
        if pace is None:
            return without_limit()
        return Allowance(lambda: None if pace.paused else pace.lasts, spare=lambda: pace.spare)

    def _awake(self, town: Town) -> None:
        if self._door is not None:
            self._door.take(town)
        self.meanwhile()

    def wake(self) -> None:
        """Let a run that waits look around; from any thread."""
        if self._room is not None:
            self._room.wake()

    def _open_answers(self) -> Answers:
        if self.live.answers is not None:
            return InJson(None if self.live.answers == STANDARD else Path(self.live.answers), self._out)
        if self.live.form in DOCUMENTS:
            return InJson(None, self.aside)
        return InWords(self.aside, self.live.form, self.schedule.clock)


def waits(source: str) -> bool:
    """Whether somebody writes statements who may not have begun yet: at a terminal, or into a pipe by name."""
    if source == STANDARD:
        return sys.stdin is not None and sys.stdin.isatty()
    return Path(source).is_fifo()


def _nobody() -> None:
    """Nobody waits for news of a run without a pace, and has nothing to do meanwhile."""
