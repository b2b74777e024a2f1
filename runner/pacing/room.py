"""What is around a run on a terminal: the clock, the keys, Ctrl-C, and what wakes it from other threads.

Keys are read one by one (`cbreak`) only while a run goes on, and only from a terminal that is ours: not in the
background, and not while stopped. Whatever ends a run, the terminal is as it was before.
"""

import os
import select
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from threading import RLock
from types import FrameType, TracebackType
from typing import Any, Final, Self, TextIO

from runner.pacing.pace import Key

try:
    import termios
    import tty
except ImportError:  # Windows has other terminals: a run goes on there, without keys.
    termios = tty = None  # type: ignore[assignment]

KEYS: Final[dict[bytes, Key]] = {
    b" ": "pause", b".": "step", b"\x1b[C": "step", b"\x1bOC": "step", b"+": "faster", b"=": "faster",
    b"-": "slower", b"_": "slower", b"q": "stop", b"Q": "stop", b"\x04": "stop",
}  # fmt: skip
IN_WORDS: Final = "space: pause and go on, .: one tick, + and -: faster and slower, q: end"


def pressed(data: bytes) -> list[Key]:
    """The keys in what a terminal sent; what is none of ours is passed over."""
    found: list[Key] = []
    while data:
        code = next((code for code in KEYS if data.startswith(code)), b"")
        if code:
            found.append(KEYS[code])
        data = data[len(code) or 1 :]
    return found


class Terminal:
    """See `runner.pacing.pace.Room`. As a context it takes the keys (of a terminal) and Ctrl-C, and gives them back."""

    def __init__(self, keys: TextIO | None) -> None:
        self._keys = _descriptor(keys)
        self._ready = self._keys is not None
        self._before: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._interrupts = 0
        self._lock, self._open = RLock(), True  # One that a signal may find taken by what it interrupts.
        self._wakes, self._wake = os.pipe()
        for end in (self._wakes, self._wake):
            os.set_blocking(end, False)

    @property
    def has_keys(self) -> bool:
        """Whether anybody can press one."""
        return self._keys is not None

    def now(self) -> float:
        """See `Room`."""
        return time.monotonic()

    def wake(self) -> None:
        """Let `wait` come back; from any thread, and as often as one likes."""
        with self._lock:
            if self._open:  # What is closed may be another file by now.
                with suppress(BlockingIOError):  # Full: it will come back anyway.
                    os.write(self._wake, b"\0")

    def wait(self, seconds: float | None) -> Sequence[Key]:
        """See `Room`."""
        watched = [self._wakes, *([self._keys] if self._keys is not None and self._ready else [])]
        there = select.select(watched, [], [], None if seconds is None else max(seconds, 0.0))[0]
        found: list[Key] = []
        if self._wakes in there:
            with suppress(BlockingIOError):
                os.read(self._wakes, 4_096)
        if self._keys in there:
            found += self._typed()
        if self._interrupts:
            found.append("interrupt")
        return found

    def _typed(self) -> list[Key]:
        assert self._keys is not None
        try:
            data = os.read(self._keys, 256)
        except OSError:
            data = b""
        if not data:  # The terminal is gone: go on without it.
            self._keys = None
        return pressed(data)

    # ── taking and giving back ───────────────────────────────────────────────────────────────────────────────

    def __enter__(self) -> Self:
        with suppress(ValueError):  # Only the main thread hears of signals.
            self._listen(signal.SIGINT, self._interrupted)
            if self._keys is not None:
                self._listen(signal.SIGTSTP, self._stopped)
                self._listen(signal.SIGCONT, self._continued)
        self._take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give_back()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        with self._lock:
            self._open = False
            for end in (self._wakes, self._wake):
                os.close(end)

    def _listen(self, number: int, handler: Any) -> None:
        if signal.getsignal(number) is not signal.SIG_IGN:  # What is ignored stays ignored.
            self._handlers[number] = signal.signal(number, handler)

    def _take(self) -> None:
        """Have keys one by one. A process in the background must not touch its terminal."""
        self._ready = self._keys is not None and _is_ours(self._keys)
        if self._keys is not None and self._ready:
            self._before = termios.tcgetattr(self._keys)
            tty.setcbreak(self._keys, termios.TCSANOW)

    def _give_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and self._keys is not None and _is_ours(self._keys):
            with suppress(termios.error):
                termios.tcsetattr(self._keys, termios.TCSANOW, before)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        """Ctrl-C ends the run at the end of its tick; a second one ends it here."""
        self._interrupts += 1
        self.wake()
        if self._interrupts > 1:
            raise KeyboardInterrupt

    def _stopped(self, number: int, frame: FrameType | None) -> None:
        """Ctrl-Z: the shell gets its terminal back, and then we stop as anybody would."""
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)

    def _continued(self, number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTSTP, self._stopped)
        self._take()
        self.wake()


def _descriptor(keys: TextIO | None) -> int | None:
    """The number of a terminal that keys can be read from."""
    if keys is None or termios is None or not keys.isatty():
        return None
    return keys.fileno()


def _is_ours(descriptor: int) -> bool:
    """Whether we are in the foreground of a terminal."""
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:
        return False


def keyboard() -> TextIO | None:
    """Where keys are pressed, if it is a terminal."""
    return sys.stdin if sys.stdin is not None and sys.stdin.isatty() else None
