"""Where telemetry goes on this machine: files, plain or compressed, pipes, and standard output.

An outlet is used by one thread, but for `interrupt`. What goes wrong is an OSError.
"""

import errno
import os
import select
import stat
import sys
from pathlib import Path
from threading import Event
from typing import Final

from dsl.diagnostic import Diagnostic
from runner.disk import reason, unwritable
from runner.trouble import trouble

PIPE: Final = 4_096
"""A pipe that takes anything takes so many bytes at once (PIPE_BUF), and writing them does not wait."""
LOOK: Final = 0.05
"""Seconds between two looks whether to go on waiting for a pipe."""
FRAME: Final = 131_072
"""Bytes of lines that are compressed together."""


class OwnError(OSError):
    """Something that we say of a consumer, and not the system."""


class Outlet:
    """Takes whole lines."""

    lasting = False
    """Whether it can be opened anew: a consumer may come back, a full disk does not."""
    watched = False
    """Whether somebody listens at the other end, who wants to know how the telling itself does."""
    standard = False
    """Whether it is standard output, whose readers may leave when they have seen enough."""
    idle: float | None = None
    """Seconds after which what was written is flushed, whatever else comes; None where nothing is held back."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.passed = 0
        """Bytes that went out so far, over and over again if need be."""

    @property
    def held(self) -> bool:
        """Whether something is held back that was written."""
        return False

    @property
    def moved(self) -> int:
        """Something that changes for as long as the other end takes anything; for any thread."""
        return self.passed

    def open(self) -> None:
        """Begin, or begin anew. OSError when that cannot be."""

    def write(self, data: bytes) -> None:
        """Pass on whole lines; waits as long as it takes."""
        raise NotImplementedError

    def flush(self) -> None:
        """Pass on what was held back."""

    def close(self) -> None:
        """Flush and let go. OSError when not everything arrived."""

    def drop(self) -> None:
        """Let go of what is broken anyway."""

    def interrupt(self) -> None:
        """From another thread: wait no longer, whatever is left; `write` and `close` then fail."""

    def refused(self, error: Exception) -> Diagnostic:
        """What is said when it cannot be opened."""
        return unwritable(self.name, error)

    def short(self, error: Exception) -> Diagnostic:
        """What is said when it did not get everything."""
        message = f"`{self.name}` did not get all of the telemetry: {why(error)}"
        hint = "See what became of it, and perform the run again: it comes to the same"
        return trouble("TN067", self.name, message, hint)


class FileOutlet(Outlet):
    """A file, or a device. After a disk that is full it still ends with a whole line."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path
        self._file = -1
        self._good = 0  # Bytes up to the end of the last whole line.
        self._regular = False

    def open(self) -> None:
        self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        self._regular = stat.S_ISREG(os.fstat(self._file).st_mode)

    def write(self, data: bytes) -> None:
        try:
            self._put(data)
        except OSError:
            if self._regular:
                os.ftruncate(self._file, self._good)
            raise
        self._good += len(data)

    def _put(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            done = os.write(self._file, rest)
            self.passed += done
            rest = rest[done:]

    def close(self) -> None:
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)

    drop = close

    def short(self, error: Exception) -> Diagnostic:
        return unwritable(self.name, error)


class PackedOutlet(FileOutlet):
    """A file of Zstandard frames, each of whole lines and complete in itself: wherever it is cut off, all that was
    written before can be read."""

    idle = 0.5

    def __init__(self, path: Path) -> None:
        from zstandard import ZstdCompressor  # Most runs need none.

        super().__init__(path)
        self._packer = ZstdCompressor(write_checksum=True)
        self._held: list[bytes] = []
        self._size = 0

    @property
    def held(self) -> bool:
        return bool(self._held)

    def write(self, data: bytes) -> None:
        self._held.append(data)
        self._size += len(data)
        if self._size >= FRAME:
            self.flush()

    def flush(self) -> None:
        held, self._held, self._size = self._held, [], 0
        if held:
            super().write(self._packer.compress(b"".join(held)))

    def close(self) -> None:
        try:
            self.flush()
        finally:
            super().close()


class PipeOutlet(Outlet):
    """A pipe, or a terminal: whoever reads may be slow, and must not be waited for longer than we wish."""

    watched = True

    def __init__(self, name: str, file: int = -1) -> None:
        super().__init__(name)
        self.standard = file >= 0
        self._file = file
        self._enough = Event()

    def write(self, data: bytes) -> None:
        ready = select.poll()
        ready.register(self._file, select.POLLOUT)
        start = 0
        while start < len(data):
            if self._enough.is_set():
                raise TimeoutError(errno.ETIMEDOUT, "whoever reads it is too slow")
            if ready.poll(LOOK * 1000):
                try:
                    done = os.write(self._file, data[start : _at_once(data, start)])
                except BlockingIOError:  # Not so much after all.
                    self._enough.wait(LOOK)
                    continue
                self.passed += done
                start += done

    def interrupt(self) -> None:
        self._enough.set()


def _at_once(data: bytes, start: int) -> int:
    """How far to write in one go: so many whole lines as a pipe takes at once, so that whoever is given up has them
    whole; only a longer line comes in pieces."""
    return data.rfind(b"\n", start, start + PIPE) + 1 or start + PIPE


class NamedPipe(PipeOutlet):
    """A pipe with a name, which somebody may read, leave, and read again."""

    lasting = True

    def open(self) -> None:
        self._file = os.open(self.name, os.O_WRONLY | os.O_NONBLOCK)  # Fails at once when nobody reads.

    def close(self) -> None:
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)

    drop = close


class StreamOutlet(Outlet):
    """Standard output where it is a file, or what a test has put in its place."""

    watched = True
    standard = True

    def write(self, data: bytes) -> None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def of_path(path: Path) -> Outlet:
    """The outlet for a file, by what is there and by how its name ends."""
    if path.is_fifo():
        return NamedPipe(str(path))
    return PackedOutlet(path) if path.name.endswith(".zst") else FileOutlet(path)


def of_stdout() -> Outlet:
    """The outlet for standard output, which is a pipe or a terminal as a rule."""
    try:
        sys.stdout.flush()
        file = sys.stdout.fileno()
        found = os.fstat(file).st_mode
    except (OSError, ValueError):
        return StreamOutlet("standard output")
    waits = stat.S_ISFIFO(found) or stat.S_ISSOCK(found) or os.isatty(file)
    return PipeOutlet("standard output", file) if waits else StreamOutlet("standard output")


def why(error: Exception) -> str:
    """What went wrong, in the words of the system or better ones."""
    return WORDS.get(getattr(error, "errno", None) or 0) or reason(error)


WORDS: Final = {
    errno.ENXIO: "nobody reads it",
    errno.EPIPE: "whoever read it has left",
    errno.ECONNRESET: "whoever read it has left",
    errno.ENOTCONN: "whoever read it has left",
}
