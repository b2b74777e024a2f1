"""What is answered to a statement: as lines of JSON to a file, a pipe or standard output, or in words to the operator.

Nobody who reads slowly holds up the town: what a pipe does not take is kept, up to a limit, and counted beyond it.
"""

import errno
import os
import select
import stat
import sys
from collections import deque
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.render import as_data, concise
from runner.disk import unwritable
from runner.report import show
from runner.workshop import Sources
from townlet.units import clock_text

Kind = Literal["accepted", "refused", "done", "cut-short"]

MOST_KEPT: Final = 10_000
"""Answers that wait for whoever reads them."""

PATIENCE: Final = 2.0
"""Seconds that a reader may take over nothing, when the run is over."""

_encode: Final = msgspec.json.Encoder().encode


class Vain(msgspec.Struct, frozen=True):
    """Why the town could not do what was asked; `event` is the number of the event that says so."""

    message: str
    who: str = ""
    event: int = 0


class Judged(msgspec.Struct, frozen=True):
    """What became of a check that was said."""

    text: str
    outcome: str


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is answered: `tick` is when it is performed (accepted), or when this became clear.

    `because` says why it is refused, by diagnostics or by the town; `said` what else there is to say of it.
    """

    id: str
    answer: Kind
    tick: int
    cue: str = ""
    because: tuple[Any, ...] = ()
    said: tuple[Any, ...] = ()
    verdicts: tuple[Judged, ...] = ()
    again: bool = False
    """Whether this was answered before, to the same id."""


class Answers(Protocol):
    """Where answers go."""

    def give(self, answer: Answer, said: tuple[Diagnostic, ...], sources: Sources) -> None:
        """Hand one on; `said` are diagnostics in it as they are, with the texts to show them in."""

    def close(self) -> Diagnostic | None:
        """There are no more; gives what went wrong with those there were."""


def with_said(answer: Answer, said: tuple[Diagnostic, ...]) -> Answer:
    """An answer with its diagnostics as data."""
    data = tuple(as_data(each) for each in said)
    if answer.answer == "refused":
        return msgspec.structs.replace(answer, because=answer.because or data)
    return msgspec.structs.replace(answer, said=data)


class InJson:
    """Answers as lines of JSON, each written out at once."""

    def __init__(self, path: Path | None, stream: TextIO) -> None:
        self.path, self.stream = path, stream
        self.lost = 0
        self._kept: deque[bytes] = deque()
        self._trouble: Diagnostic | None = None
        self._descriptor = _opened(path) if path is not None else -1
        self._sent: deque[int] = deque(maxlen=MOST_KEPT)  # Bytes of the last ones; a pipe holds fewer.

    def give(self, answer: Answer, said: tuple[Diagnostic, ...], sources: Sources) -> None:
        """See `Answers`."""
        line = _encode(with_said(answer, said)) + b"\n"
        if self.path is None:
            self.stream.write(line.decode())
            self.stream.flush()
            return
        self._write()  # There may be room again.
        if len(self._kept) < MOST_KEPT:
            self._kept.append(line)
            self._write()
        else:
            self.lost += 1

    def close(self) -> Diagnostic | None:
        """See `Answers`."""
        unread = 0
        if self.path is not None:
            if stat.S_ISFIFO(os.fstat(self._descriptor).st_mode):
                unread = self._see_off(self.path)
            self._write()
            os.close(self._descriptor)
            self.lost += len(self._kept)
        if (self.lost or unread) and self._trouble is None:
            why = f"whoever reads it was too far behind, and {self.lost:,} answers were left out"
            if unread:
                why = f"nobody reads it, and {self.lost + unread:,} answers were lost"
            self._trouble = unwritable(str(self.path), OSError(errno.EAGAIN, why))
        return self._trouble

    def _see_off(self, path: Path) -> int:
        """Wait for whoever reads the pipe, as long as they read on; gives how many answers in it nobody will read."""
        ours, self._descriptor = self._descriptor, os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        os.close(ours)  # As long as we could read it as well, there was always a reader.
        watch = select.poll()
        watch.register(self._descriptor, select.POLLOUT)
        while True:
            found = watch.poll(PATIENCE * 1_000 if self._kept else 0)
            if found and found[0][1] & select.POLLERR:
                return self._in_the_pipe()
            if not found or not self._kept:
                return 0  # What is in the pipe stays there for a reader.
            self._write()

    def _in_the_pipe(self) -> int:
        """Answers that were written and not read, the one that was begun among them."""
        left, count = _bytes_in(self._descriptor), 0
        while left > 0 and self._sent:
            left -= self._sent.pop()
            count += 1
        return count

    def _write(self) -> None:
        while self._kept:
            line = self._kept[0]
            try:
                written = os.write(self._descriptor, line)
            except BlockingIOError:
                return
            except OSError as error:  # A disk that refuses stops the answers, not the run.
                self._trouble = self._trouble or unwritable(str(self.path), error)
                self._kept.clear()
                return
            self._sent.append(written)
            if written == len(line):
                self._kept.popleft()
            else:
                self._kept[0] = line[written:]


class InWords:
    """Answers for the operator, beside the story; `form` is how diagnostics are told."""

    def __init__(self, stream: TextIO, form: str, clock: int) -> None:
        self.stream, self.form, self.clock = stream, form, clock

    def give(self, answer: Answer, said: tuple[Diagnostic, ...], sources: Sources) -> None:
        """See `Answers`."""
        self.stream.write(f"{clock_text(answer.tick, self.clock)} >  statement {answer.id}: {_in_words(answer)}\n")
        if self.form != "full":
            self.stream.writelines(f"{concise(each).replace(':0:0: ', ': ', 1)}\n" for each in said)
        elif shown := tuple(each for each in said if each.span.line):
            show(shown, sources, self.stream)
        else:
            self.stream.writelines(f"{_in_a_line(each)}\n" for each in said)
        self.stream.flush()

    def close(self) -> Diagnostic | None:
        """See `Answers`."""
        return None


def _bytes_in(pipe: int) -> int:
    """Bytes in a pipe."""
    from fcntl import ioctl  # Pipes by name are there where this is.
    from termios import FIONREAD

    return int.from_bytes(ioctl(pipe, FIONREAD, b"\0" * 4), sys.byteorder)


def _in_words(answer: Answer) -> str:
    why = "; ".join(each.message for each in answer.because if isinstance(each, Vain))
    judged = "; ".join(f"{each.outcome}: {each.text}" for each in answer.verdicts)
    said = {
        "accepted": f"accepted for tick {answer.tick}",
        "refused": "refused" + (f", because {why}" if why else ""),
        "done": "done",
        "cut-short": "the run ended first",
    }[answer.answer]
    return said + (f" ({judged})" if judged else "") + (", as before" if answer.again else "")


def _in_a_line(said: Diagnostic) -> str:
    """What has no place to show, behind the line that says which statement it is of."""
    return f"{said.severity}[{said.code}]: {said.message}" + (f" ({said.hint})" if said.hint else "")


def _opened(path: Path) -> int:
    """A file from its beginning, or a pipe whether anybody reads it yet or not."""
    if path.exists() and stat.S_ISFIFO(path.stat().st_mode):
        return os.open(path, os.O_RDWR | os.O_NONBLOCK)  # Reading as well, so that it opens without a reader.
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
