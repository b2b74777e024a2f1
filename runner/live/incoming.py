"""Statements on their way in: a thread of their own reads them, so that the town never waits for whoever writes.

It reads no farther ahead than a bounded queue holds; whoever writes faster than the town listens is slowed down by the
pipe. A pipe by name may be opened and closed by one writer after the other.
"""

import os
import select
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Final, TextIO

from dsl.diagnostic import Diagnostic
from runner.disk import reason
from runner.live.message import LONGEST, Message, read, too_long
from runner.trouble import trouble

AHEAD: Final = 1_000
"""Statements that are read before the town has heard of them."""

CHUNK: Final = 65_536
LAST: Final = 2.0
"""Seconds that are read on for when the run is over, at most: so long somebody may write without a break."""

MOMENT: Final = 0.05
"""Seconds between two looks whether to stop, for a thread that has nowhere to put what it has read."""


class Lines:
    """Bytes in pieces of any size, cut into lines of bounded length, each with its number: the first is one `after`."""

    def __init__(self, after: int = 0) -> None:
        self._kept, self._number, self._skips = b"", after, False

    def add(self, data: bytes) -> Iterator[Message]:
        """What is complete now."""
        *whole, self._kept = (self._kept + data).split(b"\n")
        for line in whole:
            yield from self._line(line)
        if len(self._kept) > LONGEST:
            if not self._skips:
                yield too_long(self._number + 1)
            self._kept, self._skips = b"", True

    def end(self) -> Iterator[Message]:
        """The last line, which nothing ended."""
        kept, self._kept = self._kept, b""
        if kept or self._skips:
            yield from self._line(kept)

    def _line(self, line: bytes) -> Iterator[Message]:
        self._number += 1
        if self._skips:  # The end of one that was too long.
            self._skips = False
        elif len(line) > LONGEST:
            yield too_long(self._number)
        else:
            found = read(line.rstrip(b"\r"), self._number)
            if found is not None:
                yield found


class Incoming:
    """Reads statements from a file, a pipe by name, or standard input (`-`).

    With `again`, a pipe by name is waited on for another writer when one is done. `wake` is called when there is news.
    """

    def __init__(self, source: str, again: bool, wake: Callable[[], None]) -> None:
        self.source, self.again, self.wake = source, again, wake
        self.closed = Event()
        self.trouble: Diagnostic | None = None
        """Why there was no more to read, if that was not as it should be."""
        self._queue: Queue[Message] = Queue(AHEAD)
        self._stop, self._ending, self._until = Event(), Event(), 0.0
        self._lines = Lines()
        self._thread = Thread(target=self._run, name="statements", daemon=True)

    def open(self, after: int = 0) -> None:
        """Begin to read; lines are counted from one `after` on."""
        self._lines = Lines(after)
        self._thread.start()

    def close(self) -> None:
        """Read no more. A thread that waits for a terminal or a pipe is left to itself."""
        self._stop.set()

    def taken(self) -> Message | None:
        """The next statement, if one is there."""
        try:
            return self._queue.get_nowait()
        except Empty:
            return None

    def all_of_it(self) -> Iterator[Message]:
        """Statements until whoever writes has closed."""
        while not (self.closed.is_set() and self._queue.empty()):
            with suppress(Empty):
                yield self._queue.get(timeout=MOMENT)

    def rest(self) -> Iterator[Message]:
        """The run is over: what was read, what waits in the pipe, and what is being written, until nothing comes."""
        self._until = time.monotonic() + LAST
        self._ending.set()
        for message in self.all_of_it():
            yield message
            if time.monotonic() > self._until + LAST:  # It was read in time, and answering is slow.
                break
        if not self._queue.empty() and self.trouble is None:
            self.trouble = _too_much(self.source)

    def _run(self) -> None:
        try:
            for data in self._chunks():
                for message in self._lines.add(data) if data else self._lines.end():
                    self._put(message)
        except OSError as error:
            said = f"I cannot read `{self.source}` any further: {reason(error)}"
            self.trouble = trouble("TN003", self.source, said, "What was said until then was heard")
        finally:
            for message in self._lines.end():
                self._put(message)
            self.closed.set()
            self.wake()

    def _put(self, message: Message) -> None:
        while not self._stop.is_set():
            with suppress(Full):
                self._queue.put(message, timeout=MOMENT)
                self.wake()
                return

    def _chunks(self) -> Iterator[bytes]:
        """Bytes as they come; an empty piece where a writer has closed."""
        if self.source != "-":
            yield from self._of_file()
        elif (descriptor := _descriptor(sys.stdin)) is not None:
            yield from self._until_closed(descriptor)
        elif sys.stdin is not None:  # A closed one has nothing to say.
            yield sys.stdin.buffer.read()  # One that is no file, where we are called and not run.

    def _of_file(self) -> Iterator[bytes]:
        """A pipe is opened anew before it is closed, so that no writer finds it without a reader."""
        descriptor = os.open(self.source, os.O_RDONLY | os.O_NONBLOCK)  # Waits for nobody.
        try:
            yield from self._until_closed(descriptor)
            while self.again and stat.S_ISFIFO(os.fstat(descriptor).st_mode) and not self._ends():
                yield b""
                before, descriptor = descriptor, os.open(self.source, os.O_RDONLY | os.O_NONBLOCK)
                os.close(before)
                yield from self._until_closed(descriptor)
        finally:
            os.close(descriptor)

    def _until_closed(self, descriptor: int) -> Iterator[bytes]:
        """What all writers have to say that are there at once, until the last of them has closed.

        Of one that was gone before a pipe was opened anew, what it said is seen and its going is not: Linux wakes
        nobody for it. So whoever has said something is looked after when nothing comes, where that need not wait.
        """
        said, waits = False, os.get_blocking(descriptor)
        while not self._stop.is_set():
            if not select.select([descriptor], [], [], MOMENT)[0]:
                if self._ending.is_set():
                    return
                if waits or not said:
                    continue
            if self._ending.is_set() and time.monotonic() > self._until:
                self.trouble = _too_much(self.source)
                return
            try:
                data = os.read(descriptor, CHUNK)
            except BlockingIOError:
                continue
            if not data:
                return
            said = True
            yield data

    def _ends(self) -> bool:
        return self._stop.is_set() or self._ending.is_set()


def _too_much(source: str) -> Diagnostic:
    said = f"When the run was over, more was still being said through `{source}`, and not all of it was answered"
    return trouble("TN085", source, said, "Whatever has no answer was not performed")


def _descriptor(stream: TextIO | None) -> int | None:
    try:
        return stream.fileno() if stream is not None else None
    except (OSError, ValueError):
        return None
