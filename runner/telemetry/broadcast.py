"""A run tells several consumers at once, and waits for none of them: the town's side of all sinks."""

import errno
import time
from collections.abc import Callable, Iterator, Sequence
from heapq import heappush, heappushpop
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Final, Protocol, Self

import msgspec

from dsl.diagnostic import Diagnostic
from runner.report import to_stderr
from runner.telemetry import outlets
from runner.telemetry.ending import AWAY, LOOK, PATIENCE, Ending
from runner.telemetry.outlets import Outlet
from runner.telemetry.sinks import Around, Sink, since_now
from runner.telemetry.waiting import Line, Waiting
from runner.telemetry.wanted import Wanted
from townlet.telemetry.wire import SCHEMA, Health, SinkHealth

EVERY: Final = 10.0
"""Seconds between two health messages."""
INTERRUPTED: Final = 0.5
"""Seconds that consumers have in all when somebody wants the run to end."""
SLOWEST: Final = 5

_encode: Final = msgspec.json.Encoder().encode


class Told(Protocol):
    """A message, as far as it matters here."""

    @property
    def run(self) -> str: ...
    @property
    def tick(self) -> int: ...


class TelemetryFigures(msgspec.Struct, frozen=True):
    """What was told. `slowest` are ticks with the seconds of processor time since the message before, without those
    of telling: a run at a pace does nothing most of the time."""

    messages: int
    sinks: tuple[SinkHealth, ...]
    slowest: tuple[tuple[int, float], ...]

    @property
    def bytes(self) -> int:
        """What arrived, at all consumers together."""
        return sum(sink.bytes for sink in self.sinks)


class Broadcast:
    """Takes each message once and lets it wait for every consumer. `whole` gives, for one that lost the thread, a line
    that stands by itself: the state as of the last message. `wake` is called, in another thread, when somebody is back
    or gone: a town that waits for something else should then call `see_to`."""

    def __init__(
        self, outs: Sequence[Outlet], report: Callable[[Diagnostic], None] | None = None, every: float = EVERY,
        patience: float = PATIENCE, pause: Callable[[float], None] | None = None, room: int | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:  # fmt: skip
        self.clock, self.timer = clock or since_now(), time.thread_time
        self.whole: Callable[[], bytes | None] = lambda: None
        self.run, self.tick, self.messages = "", 0, 0
        self.patience = patience
        self._stirred = Event()
        self.wake: Callable[[], None] = lambda: None
        around = Around(self._health, self._stir, report or _said, self.clock, every, pause)
        self.sinks = [Sink(each, Waiting() if room is None else Waiting(room), around) for each in outs]
        self._slowest: list[tuple[float, int]] = []
        self._mark = -1.0

    def open(self) -> list[Diagnostic]:
        """Call every consumer. What cannot be told at all is said now, and then nothing is begun."""
        awaited: dict[Sink, OSError] = {}
        for number, sink in enumerate(self.sinks):
            try:
                sink.outlet.open()
            except (OSError, ValueError) as error:  # ValueError: a name that no machine and no file can have.
                if isinstance(error, OSError) and error.errno == errno.ENXIO:  # A pipe that nobody reads yet.
                    awaited[sink] = error
                    continue
                for each in self.sinks[:number]:
                    each.outlet.drop()
                self.sinks = []
                return [sink.outlet.refused(error)]
        for sink in self.sinks:
            sink.start(awaited.get(sink))
        return []

    def take(self, message: Told, text: bytes, whole: bool, events: int = 0) -> None:
        """Let a message wait for every consumer; `text` is its line, `events` says how many it tells of."""
        if self._mark >= 0:
            self._timed(message.tick, self.timer() - self._mark)
        self.run, self.tick = message.run, message.tick
        self.messages += 1
        line, all_of_it = Line(text, whole, events), None
        for sink in self.sinks:
            waiting = sink.waiting
            waiting.put(line)
            if waiting.wants and not waiting.away:  # It could not use the line.
                all_of_it = all_of_it or self._everything()
                if all_of_it is not None:
                    waiting.put(Line(all_of_it, True))
        self._mark = self.timer()

    def _stir(self) -> None:
        self._stirred.set()
        self.wake()

    def _everything(self) -> bytes | None:
        """A line that stands by itself; before the first message, which is one, there is none."""
        return self.whole() if self.messages else None

    def see_to(self) -> None:
        """Tell those everything who are back since the last message; for the town's thread, while it waits."""
        for sink in self.sinks:
            self._help(sink)

    def _timed(self, tick: int, seconds: float) -> None:
        entry = seconds, tick
        if len(self._slowest) < SLOWEST:
            heappush(self._slowest, entry)
        elif entry > self._slowest[0]:
            heappushpop(self._slowest, entry)

    @property
    def figures(self) -> TelemetryFigures:
        """How the telling does."""
        slowest = tuple((tick, round(seconds, 6)) for seconds, tick in sorted(self._slowest.copy(), reverse=True))
        return TelemetryFigures(self.messages, tuple(sink.health for sink in self.sinks), slowest)

    def _health(self) -> bytes:
        found = self.figures
        health = Health(schema=SCHEMA, run=self.run, tick=self.tick, sinks=found.sinks, slowest=found.slowest)
        return _encode(health) + b"\n"

    # The end.

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close, also when the run failed; somebody who wants it to end does not wait as long."""
        if kind is not None and not issubclass(kind, Exception):
            self.close(INTERRUPTED, hurry=True)
            return
        try:
            self.close(self.patience)
        except KeyboardInterrupt:  # The run is over: all that is broken off is the waiting.
            self.close(INTERRUPTED, hurry=True)

    def close(self, patience: float, hurry: bool = False) -> None:
        """Let every consumer take what is left, for as long as it takes anything; one that takes nothing for so many
        seconds is given up. In a `hurry` it is so many in all."""
        for sink in self.sinks:
            sink.finish()
        endings = [Ending(sink, patience, hurry, self.clock()) for sink in self.sinks]
        while True:
            self._stirred.clear()  # Before looking, so that nothing goes unseen that happens meanwhile.
            endings = [each for each in endings if each.sink.alive]
            times = [each.left(self.clock()) if self._help(each.sink) else 0.0 for each in endings]
            for each, seconds in zip(endings, times, strict=True):
                if seconds <= 0:
                    each.cut()
            endings = [each for each in endings if not each.sink.is_cut]
            if not endings:
                break
            self._stirred.wait(min(LOOK, *(seconds for seconds in times if seconds > 0)))
        for sink in self.sinks:
            sink.join(AWAY)

    def _help(self, sink: Sink) -> bool:
        """Whoever lost the thread gets the state as it was last told; False if there is none."""
        if sink.waiting.wants and not sink.waiting.away:
            found = self._everything()
            if found is None:
                return False
            sink.waiting.put(Line(found, True))
        return True

    @property
    def troubles(self) -> Iterator[Diagnostic]:
        """Who did not get everything, and why; but for a reader of standard output that has seen enough."""
        for sink in self.sinks:
            if not sink.complete and sink is not self._left:
                yield sink.outlet.short(sink.error or sink.reason or OSError(errno.EIO, "it never began"))

    @property
    def left(self) -> bool:
        """Whether somebody read standard output and went away."""
        return self._left is not None

    @property
    def _left(self) -> Sink | None:
        standard = (sink for sink in self.sinks if sink.outlet.standard)
        return next((sink for sink in standard if isinstance(sink.error, BrokenPipeError)), None)


def _said(diagnostic: Diagnostic) -> None:
    to_stderr([diagnostic], {})


def broadcast_of(wanted: Wanted) -> Broadcast | Diagnostic:
    """The sinks for what is wanted, not open yet."""
    found: list[Outlet] = [outlets.of_stdout()] if wanted.stdout else []
    if wanted.consumers:
        from runner.telemetry.network import NetworkOutlet, address_of  # The network is heavy.
        from runner.telemetry.trust import context_of

        context = None if wanted.plaintext else context_of(wanted.ca)
        if isinstance(context, Diagnostic):
            return context
        addresses = (address_of(each) for each in wanted.consumers)
        found += [NetworkOutlet(each, context) for each in addresses if each is not None]
    return Broadcast([*found, *(outlets.of_path(Path(path)) for path in wanted.paths)])
