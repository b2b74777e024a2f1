"""Whether a run is a function of its script, town and seed: the same, performed twice, in two processes.

The second process is a fresh one with another seed for the hashes of strings, so that an order taken from a set shows;
it may also be of another Python. Both keep the chained hash of all that has happened by the tick; the first tick at
which they differ is where they part, and there both are asked what happened.
"""

import json
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

import msgspec

from runner.attending import Attendant
from runner.performing import performed
from runner.rehearsal.elsewhere import Elsewhere, Interpreter, own
from runner.sink import line
from runner.transcript import moment
from runner.words import Titles, told
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.town import Town
from townlet.townfile import TownFile

Trace = dict[int, bytes]
"""By tick, the chained hash after its last event."""


class Once(msgspec.Struct, frozen=True):
    """One performance to be traced."""

    schedule: Schedule
    town: TownFile
    seed: int


class Happened(msgspec.Struct, frozen=True):
    """An event in words, and as a line of JSON."""

    words: str
    data: str


class Apart(msgspec.Struct, frozen=True):
    """Where two runs with one seed part, and what happened there in the one and in the other, if that can be told.

    `under` names the other Python; empty when a second process of the same one went another way.
    """

    tick: int
    clock: str
    under: str = ""
    either: tuple[str, str] | None = None

    @property
    def where(self) -> str:
        """`tick 4, 09:04`, and under which Python."""
        return ", ".join(filter(None, (f"tick {self.tick}", self.clock, self.under and f"under {self.under}")))


def apart(onces: Sequence[Once], others: Sequence[Interpreter] = ()) -> list[Apart | None]:
    """For each performance, where another process parts from this one: of this Python first, then of each other."""
    found: list[Apart | None] = [None] * len(onces)
    twins = [(by, Twin(onces, by)) for by in (own(), *others)] if onces else []
    ours = [traced(once) for once in onces]
    for by, twin in twins:
        for number, (once, mine, theirs) in enumerate(zip(onces, ours, twin.traces(), strict=True)):
            tick = parting(mine, theirs)
            if tick is not None and found[number] is None:
                under = by.called if by in others else ""
                found[number] = Apart(tick, moment(tick, once.schedule), under, _either(once, tick, by))
    return found


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
    """The trace of a run in this process."""
    found: list[Tracing] = []

    def attend(town: Town) -> list[Tracing]:
        found.append(Tracing(town))
        return [*found]

    performed(once.schedule, once.town, once.seed, attend=attend)
    return found[0].trace


class Twin:
    """The other process, which performs the same while this one does."""

    def __init__(self, onces: Sequence[Once], by: Interpreter | None = None) -> None:
        self._at_work = Elsewhere(f"{__name__}:answer", msgspec.json.encode(list(onces)), by or own())

    def traces(self) -> list[Trace]:
        """What it found; waits for it."""
        return msgspec.msgpack.decode(self._at_work.answer(), type=list[Trace])


def answer(asked: bytes) -> bytes:
    """The other process: from performances to their traces."""
    return msgspec.msgpack.encode([traced(once) for once in msgspec.json.decode(asked, type=list[Once])])


def parting(one: Trace, other: Trace) -> int | None:
    """The first tick at which two runs differ; None if they are the same."""
    for left, right in zip_longest(sorted(one.items()), sorted(other.items())):
        if left != right:
            return min(each[0] for each in (left, right) if each is not None)
    return None


def happened(once: Once, tick: int) -> list[Happened]:
    """What happens at a tick, in this process."""
    events: list[Event] = []
    performed(once.schedule, once.town, once.seed, on_event=lambda event: _keep(event, tick, events))
    titles = Titles(once.town)
    return [Happened(told(each, titles), line(each).decode().rstrip()) for each in events]


def _keep(event: Event, tick: int, events: list[Event]) -> None:
    if event.tick == tick:
        events.append(event)


def answer_what(asked: bytes) -> bytes:
    """The other process: from a performance and a tick to what happens then."""
    once, tick = msgspec.json.decode(asked, type=tuple[Once, int])
    return msgspec.msgpack.encode(happened(once, tick))


def _either(once: Once, tick: int, by: Interpreter) -> tuple[str, str] | None:
    """The first event of a tick that is not the same, here and there."""
    at_work = Elsewhere(f"{__name__}:answer_what", msgspec.json.encode((once, tick)), by)
    here = happened(once, tick)
    return first_different(here, msgspec.msgpack.decode(at_work.answer(), type=list[Happened]))


def first_different(here: Sequence[Happened], there: Sequence[Happened]) -> tuple[str, str] | None:
    """The first event that is not the same, as it was here and there; None if all are the same this time."""
    for left, right in zip_longest(here, there):
        if left is not None and right is not None and left != right:
            return _beside(left, right), _beside(right, left)
        if left != right:
            return (left.words if left is not None else NOTHING), (right.words if right is not None else NOTHING)
    return None


NOTHING: Final = "nothing more in this tick"


def _beside(one: Happened, other: Happened) -> str:
    """An event in words; with the fields that differ, where the words of both are the same."""
    if one.words != other.words:
        return one.words
    fields, others = json.loads(one.data), json.loads(other.data)
    apart = [f"{name} {value}" for name, value in fields.items() if others.get(name) != value]
    return f"{one.words} ({', '.join(apart)})"
