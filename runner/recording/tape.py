"""A recording on its way to a disk: from its first line on there is a readable file under its name, come what may."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from dsl.diagnostic import Diagnostic
from runner.disk import discard, unwritable

if TYPE_CHECKING:
    from zstandard import ZstdCompressionObj

class Tape:
    """Writes a recording as it comes. A disk that refuses stops the file, not the run: `tell` hears of it at once, and
    `trouble` says so at the end.

    The first line is written beside an older file of that name, and takes its place when it is whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble: Diagnostic | None = None
        self.tell: Callable[[Diagnostic], None] | None = None
        self._file: BinaryIO | None = None
        self._packing = _packing() if path.suffix == ".zst" else None
        self._pending = path
        try:
            if path.is_file() or not path.exists():  # A pipe or a device is written to directly.
                self._pending = path.parent / f".{path.name}.{os.getpid()}.new"
            self._file = self._pending.open("wb", buffering=0)
        except (OSError, ValueError) as error:
            self._give_up(error)

    def write(self, piece: bytes) -> None:
        """Write whole lines; they are with the system when this returns, compressed or not."""
        if self._file is None:
            return
        try:
            self._send(piece if self._packing is None else self._packed(piece))
            if self._pending != self.path:
                self._take_its_name()
        except OSError as error:
            self._give_up(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; what was recorded until then stays, also when the run did not come to its end."""
        file, packing = self._file, self._packing
        if file is None:
            return
        try:
            if packing is not None:
                self._send(packing.flush())
            file.close()
        except OSError as trouble:
            self._give_up(trouble)
        self._file = None

    def abandon(self) -> None:
        """Leave things as they were before; only as long as nothing was written."""
        file, self._file = self._file, None
        if file is not None:
            file.close()
            if self._pending != self.path:
                discard(self._pending)

    def _take_its_name(self) -> None:
        """Now that the head is whole."""
        os.replace(self._pending, self.path)
        self._pending = self.path

    def _packed(self, piece: bytes) -> bytes:
        assert self._packing is not None
        return self._packing.compress(piece) + _flushed(self._packing)  # By piece, so that equal runs make equal files.

    def _send(self, data: bytes) -> None:
        """Write all of it: an unbuffered file may take less at a time."""
        assert self._file is not None
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]

    def _give_up(self, error: Exception) -> None:
        if self.trouble is None:
            self.trouble = unwritable(str(self.path), error)
            if self.tell is not None:
                self.tell(self.trouble)
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):  # What was written so far is readable.
                file.close()
        if self._pending != self.path:
            discard(self._pending)


def _packing() -> "ZstdCompressionObj":
    import zstandard  # Most recordings are plain.

    return zstandard.ZstdCompressor(level=9).compressobj()


def _flushed(packing: "ZstdCompressionObj") -> bytes:
    import zstandard

    return packing.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
