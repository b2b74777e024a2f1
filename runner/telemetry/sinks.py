"""A sink: an outlet, what waits for it, and the thread that passes it on.

    passing on ─error→ gone ─(waits, tries again)→ back, with everything first ─→ passing on … over
"""

import time
from collections.abc import Callable
from errno import ETIMEDOUT
from threading import Event, Thread
from typing import Final

import msgspec
from tenacity import (
    RetryCallState,
    RetryError,
    Retrying,
    retry_if_exception_type,
    stop_when_event_set,
    wait_random_exponential,
)

from dsl.diagnostic import Diagnostic
from runner.disk import at_once
from runner.telemetry.outlets import Outlet, OwnError, why
from runner.telemetry.waiting import Line, Waiting
from runner.trouble import whole
from townlet.telemetry.wire import SinkHealth

AT_ONCE: Final = 65_536
"""So many bytes, and what is left of a line, are passed on together."""
SOON: Final = 0.1
LATE: Final = 30.0
"""Seconds. The waits between two tries grow from the one to the other, each drawn anew so that not all try at once."""
HURRY: Final = 0.05
"""Seconds between two tries when only this sink is waited for."""
LATELY: Final = 3
"""So often a consumer may come back after the end: one that dies of what it is told would do so for ever."""


class Around(msgspec.Struct, frozen=True):
    """What a sink needs of its surroundings. `health` gives a health message as a line; `stirred` is called whenever
    the sink wants something or is over; `pause` waits for so many seconds between two tries, None for as it should."""

    health: Callable[[], bytes]
    stirred: Callable[[], None]
    report: Callable[[Diagnostic], None]
    clock: Callable[[], float]
    every: float
    pause: Callable[[float], None] | None = None


class Sink:
    """Passes on what waits; see the module. `complete` says whether the consumer got everything to the end."""

    def __init__(self, outlet: Outlet, waiting: Waiting, around: Around) -> None:
        self.outlet, self.waiting, self.around = outlet, waiting, around
        self.alive, self.complete = True, False
        self.error: Exception | None = None
        self._sent = self._bytes = self._restarts = 0
        self._flushed = -1.0
        self._held = 0.0  # When the first was written of what is held back now.
        self._due = around.every
        self.reason: Exception | None = None  # Why it was told to be over at once.
        self._lately = 0  # So often the consumer came back after the end.
        self._closing, self._cut = Event(), Event()
        self._reported = False
        self._begun = False  # Whether the consumer, as it is there now, was told anything yet.
        self._thread = Thread(target=self._run, name=f"telemetry to {outlet.name}", daemon=True)

    def start(self, error: Exception | None = None) -> None:
        """Begin; the outlet is open, or could not be opened yet because of an error."""
        if error is not None:
            self._gone(error)
        self._thread.start()

    def finish(self) -> None:
        """Nothing more comes: pass on what waits, and be over."""
        self._closing.set()
        self.waiting.close()

    def cut(self, reason: Exception) -> None:
        """Be over now. `reason` is why the consumer does not get what is left, unless it is gone."""
        self.reason = self.reason or reason
        self._closing.set()
        self._cut.set()
        self.waiting.end()
        self.outlet.interrupt()

    @property
    def is_cut(self) -> bool:
        """Whether it was told to be over at once."""
        return self._cut.is_set()

    @property
    def stand(self) -> object:
        """Something that changes for as long as it gets on: the consumer takes anything, leaves or comes back."""
        return self.outlet.moved, self.waiting.away, self._restarts, self._sent

    def join(self, timeout: float) -> None:
        """Wait for the thread to end."""
        self._thread.join(timeout)

    @property
    def health(self) -> SinkHealth:
        """How it does at this moment."""
        waiting = self.waiting
        return SinkHealth(
            sink=self.outlet.name, alive=self.complete or (self.alive and not waiting.away), queued=len(waiting),
            composed=waiting.composed, dropped=waiting.dropped, sent=self._sent, bytes=self._bytes,
            flushed=round(self._flushed, 3), restarts=self._restarts,
            error="" if self.error is None or self.complete else why(self.error),
        )  # fmt: skip

    def _run(self) -> None:
        try:
            while not self._passed_on() and self._returned():
                pass
        finally:
            self.alive = False
            if not self.complete:
                self.waiting.lose()
            self.around.stirred()

    def _passed_on(self) -> bool:
        """Pass on until it is over; False as soon as the consumer is gone."""
        if self.waiting.away:
            return False
        try:
            over = False
            while not over:
                lines, over = self.waiting.take(self._patience())
                self._send(lines)
                self._look_after()
            if self.waiting.wants:
                raise OwnError(ETIMEDOUT, "it came back too late")
            self._part()
        except OwnError as error:
            self._gone(error)
            return False
        except Exception as error:  # Whatever it is: the town goes on.
            self._gone(self.reason or error)  # Whoever was cut off has not left: the outlet was made to fail.
            return False
        return True

    def _patience(self) -> float | None:
        """How long to wait for lines before there is something else to do."""
        waits = []
        if self.outlet.idle is not None and self.outlet.held:
            waits.append(max(0.0, self._held + self.outlet.idle - self.around.clock()))
        if self.outlet.watched and self._begun:
            waits.append(max(0.0, self._due - self.around.clock()))
        return min(waits, default=None)

    def _send(self, lines: list[Line]) -> None:
        """Pass lines on, many at once; what does not arrive is counted."""
        start = 0
        while start < len(lines):
            size, end = 0, start
            while end < len(lines) and size < AT_ONCE:
                size += len(lines[end].text)
                end += 1
            held = self.outlet.held
            try:
                self.outlet.write(b"".join(line.text for line in lines[start:end]))
                self._held = self._held if held and self.outlet.held else self.around.clock()
            except BaseException:
                self.waiting.lose(sum(line.events for line in lines[start:]))
                raise
            self._count(end - start, size)
            start = end

    def _count(self, lines: int, size: int) -> None:
        self._begun = True
        self._sent += lines
        self._bytes += size
        self._flushed = self._flushed if self.outlet.held else self.around.clock()

    def _look_after(self) -> None:
        """What is to be done now and then: say how it does, let go of what was held back."""
        if self.outlet.watched and self._begun and self.around.clock() >= self._due:
            self._tell_health()
        now = self.around.clock()
        if self.outlet.idle is not None and self.outlet.held and now >= self._held + self.outlet.idle:
            self.outlet.flush()
            self._flushed = now

    def _tell_health(self) -> None:
        self._due = self.around.clock() + self.around.every
        line = self.around.health()
        self.outlet.write(line)
        self._count(1, len(line))

    def _part(self) -> None:
        if self.outlet.watched:
            self._tell_health()
        held = self.outlet.held
        self.outlet.close()
        self._flushed = self.around.clock() if held else self._flushed
        self.complete = True

    def _gone(self, error: Exception) -> None:
        self.error = error
        self.waiting.lose()
        self.outlet.drop()
        if not self._reported and not self._closing.is_set() and not self.outlet.standard:
            self._reported = True
            self.around.report(self._lost(error))
        self.around.stirred()

    def _lost(self, error: Exception) -> Diagnostic:
        """What is said at once, and not only when the run is over."""
        if not self.outlet.lasting:
            return at_once(self.outlet.short(error))
        name = self.outlet.name
        message = f"`{name}` takes no telemetry at the moment ({why(error)}); the run goes on"
        hint = "I try it again and again; once it is back it is told everything first"
        return Diagnostic("TN069", message, whole(name), severity="warning", hint=hint)

    def _returned(self) -> bool:
        """Try until the consumer is back; False when there is no use, or no time left."""
        if not self.outlet.lasting or self._cut.is_set() or self._lately >= LATELY:
            return False
        trying = Retrying(
            retry=retry_if_exception_type(OSError), stop=stop_when_event_set(self._cut),
            wait=wait_random_exponential(multiplier=SOON, max=LATE), sleep=self.around.pause or self._pause,
            after=self._tried,
        )  # fmt: skip
        try:
            trying(self.outlet.open)
        except RetryError:
            return False
        self._restarts += 1
        self._lately += self._closing.is_set()
        self._begun = False
        self.error = None  # Nothing is wrong any more.
        self.waiting.find()
        self.around.stirred()
        return True

    def _tried(self, state: RetryCallState) -> None:
        found = state.outcome.exception() if state.outcome is not None else None
        if isinstance(found, Exception):
            self.error = found

    def _pause(self, seconds: float) -> None:
        """Wait, until the run is over; from then on only briefly."""
        if self._closing.is_set():
            self._cut.wait(min(seconds, HURRY))
        else:
            self._closing.wait(seconds)


def since_now() -> Callable[[], float]:
    """A clock that counts the seconds from now on."""
    began = time.monotonic()
    return lambda: time.monotonic() - began
