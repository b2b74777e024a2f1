"""The line under a story that goes on: the clock, the tick, the speed, and whether it goes. On a terminal alone."""

import time
from collections.abc import Callable, Iterable
from typing import Any, Final, TextIO

import msgspec
from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from runner.pacing.pace import Stand
from runner.pacing.speeds import in_words
from townlet.units import clock_text

OFTEN: Final = 0.1
"""Seconds between two changes of the line that only say how far it is."""

STYLES: Final = {"going": "green", "paused": "bold yellow", "stopping": "bold red"}


def line(stand: Stand, clock: int, length: int, keys: str = "") -> Text:
    """What is shown of where a run stands."""
    text = Text(f"{clock_text(stand.tick, clock)}  tick {stand.tick} of {length}  ", "dim")
    text.append(f"{in_words(stand.speed)}  ", "bold")
    text.append(stand.state, STYLES[stand.state])
    return text.append(f"  {keys}", "dim") if keys else text


class Progress:
    """Shows a line below all that is written to streams `above` it, and takes it away again."""

    def __init__(self, stream: TextIO, clock: int, length: int, keys: str, now: Callable[[], float] = time.monotonic):
        self._console = Console(file=stream, highlight=False, soft_wrap=True)
        self._stream, self._clock, self._length, self._keys, self._now = stream, clock, length, keys, now
        self._shown = False
        self._last: Stand | None = None
        self._at = float("-inf")

    def show(self, stand: Stand) -> None:
        """Say where a run stands, though not more often than anybody can read."""
        last, self._last = self._last, stand
        if last is not None and stand == msgspec.structs.replace(last, tick=stand.tick) and self._too_soon(stand):
            return
        self._at = self._now()
        self._draw()

    def _too_soon(self, stand: Stand) -> bool:
        """Whether a line that differs only in its tick need not be drawn: while a run goes on, the next one soon is."""
        return stand.state == "going" and stand.tick < self._length and self._now() - self._at < OFTEN

    def hide(self) -> None:
        """Take the line away, so that something else can be written there."""
        if self._shown:
            self._console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))
            self._stream.flush()
            self._shown = False

    def again(self) -> None:
        """Show it once more, below what has been written."""
        if self._last is not None and not self._shown:
            self._draw()

    def done(self) -> None:
        """The run is over: there is nothing more to show."""
        self.hide()
        self._last = None

    def _draw(self) -> None:
        assert self._last is not None
        self.hide()
        text = line(self._last, self._clock, self._length, self._keys)
        text.truncate(max(self._console.width - 1, 1), overflow="ellipsis")
        self._console.print(text, end="", no_wrap=True)
        self._stream.flush()
        self._shown = True


class Above:
    """A stream whose lines stand above the progress line, if both go to a terminal."""

    def __init__(self, stream: TextIO, progress: Progress) -> None:
        self._below, self._progress = stream, progress

    def write(self, text: str) -> int:
        """See `io.TextIOBase`."""
        self._progress.hide()
        return self._below.write(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """See `io.TextIOBase`."""
        self._progress.hide()
        self._below.writelines(lines)

    def flush(self) -> None:
        """See `io.TextIOBase`; what is written is complete, so the line can stand below it."""
        self._below.flush()
        self._progress.again()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._below, name)
