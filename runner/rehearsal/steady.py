"""Whether a run is a function of its script, town and seed: the same, performed twice, in two processes.

The second process is a fresh one with another seed for the hashes of strings, so that an order taken from a set shows.
Both keep the chained hash of all that has happened by the tick; the first tick at which they differ is where they part.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

import msgspec

from runner.attending import Attendant
from runner.performing import performed
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.town import Town
from townlet.townfile import TownFile

Trace = dict[int, bytes]
"""By tick, the chained hash after its last event."""

HASH_SEED: Final = "20011"  # Any but the one that this process happens to have.


class Once(msgspec.Struct, frozen=True):
    """One performance to be traced."""

    schedule: Schedule
    town: TownFile
    seed: int


class Tracing(Attendant):
    """Keeps the hash of all that has happened, by tick."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.trace: Trace = {}

    def hear(self, event: Event) -> None:
        """See `Attendant`."""
        self.trace[self.town.tick] = self.town.chain

    def next(self, town: Town, tick: int) -> None:
        """See `Attendant`: nothing to look at."""


def traced(once: Once) -> Trace:
    """Perform, and keep the hashes."""
    found: list[Tracing] = []

    def attend(town: Town) -> list[Attendant]:
        found.append(Tracing(town))
        return [*found]

    performed(once.schedule, once.town, once.seed, attend=attend)
    return found[0].trace


class Twin:
    """The other process: begins when it is made, so that it works while this one does.

    What it is asked lies in a file: through a pipe it would have to wait until somebody writes.
    """

    def __init__(self, onces: Sequence[Once]) -> None:
        surroundings = {**os.environ, "PYTHONHASHSEED": HASH_SEED}
        code = "from runner.rehearsal.steady import answer; answer()"
        path = os.pathsep.join(filter(None, sys.path))
        with tempfile.TemporaryFile() as asked:
            asked.write(msgspec.json.encode(list(onces)))
            asked.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-c", code], stdin=asked, stdout=subprocess.PIPE,
                env=surroundings | {"PYTHONPATH": path},
            )  # fmt: skip

    def traces(self) -> list[Trace]:
        """What it found; waits for it."""
        told, _ = self._process.communicate()
        if self._process.returncode != 0:
            raise RuntimeError(f"the second process ended with {self._process.returncode}")
        return msgspec.msgpack.decode(told, type=list[Trace])


def answer() -> None:
    """The other process: what to perform comes on standard input, the traces go to standard output."""
    onces = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Once])
    sys.stdout.buffer.write(msgspec.msgpack.encode([traced(once) for once in onces]))


def parting(one: Trace, other: Trace) -> int | None:
    """The first tick at which two runs differ; None if they are the same."""
    for left, right in zip_longest(sorted(one.items()), sorted(other.items())):
        if left != right:
            return min(each[0] for each in (left, right) if each is not None)
    return None
