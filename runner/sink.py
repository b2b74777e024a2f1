"""What happens in a run in a file, one JSON object a line: its events, or its digests."""

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import msgspec

from dsl.diagnostic import Diagnostic
from runner.disk import at_once, discard, unwritable
from townlet.events import Event

_encode: Final = msgspec.json.Encoder().encode


def line(event: Event) -> bytes:
    """An event as its line."""
    return _encode(event) + b"\n"


class LineFile:
    """Writes each thing as it comes; the file takes its name only when it is whole.

    A disk that refuses stops the file, not the run: `report` is told at once, and `trouble` says so at the end.
    """

    def __init__(self, path: Path, report: Callable[[Diagnostic], None] | None = None) -> None:
        self.path, self.report = path, report
        self.trouble: Diagnostic | None = None
        self._pending = path
        self._file: BinaryIO | None = None
        try:
            if path.is_dir():
                raise IsADirectoryError(21, "is a folder")
            if path.is_file() or not path.exists():  # A pipe or a device is written to directly.
                self._pending = path.parent / f".{path.name}.{os.getpid()}.new"
            self._file = self._pending.open("wb")
        except (OSError, ValueError) as error:
            self._give_up(error)

    def take(self, news: msgspec.Struct) -> None:
        """Write one line."""
        if self._file is not None:
            try:
                self._file.write(_encode(news) + b"\n")
            except OSError as error:
                self._give_up(error)
                if self.trouble is not None and self.report is not None:
                    self.report(at_once(self.trouble))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; keep what was written only if the run came to its end."""
        try:
            if self._file is not None:
                self._file.close()
                if self._pending != self.path and kind is None:
                    os.replace(self._pending, self.path)
        except OSError as trouble:
            self._give_up(trouble)
        if self._pending != self.path:
            discard(self._pending)

    def abandon(self) -> None:
        """Leave the file as it was."""
        if self._file is not None:
            self._file.close()
            self._file = None
            if self._pending != self.path:
                discard(self._pending)

    def _give_up(self, error: Exception) -> None:
        self.trouble = self.trouble or unwritable(str(self.path), error)
        file, self._file = self._file, None
        if file is not None:
            try:
                file.close()
            except OSError:
                return  # What was still to be written is lost with the rest.
