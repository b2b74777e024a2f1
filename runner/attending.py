"""Those who attend a run and look at the town at certain ticks: to save it, to take its digest, to hold it to its laws.

An attendant says at which tick it wants to look next; the run pauses there, between two ticks, and goes on. That
changes nothing: a run is the same however it is cut up.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from townlet.beat import Beat
from townlet.clock import advance
from townlet.events import Event
from townlet.invariants import Constable
from townlet.script import checks
from townlet.script.inputs import Input
from townlet.script.joining import join
from townlet.snapshot import digest, restored, save
from townlet.town import Town

EVERY: Final = 50
"""Ticks between two digests."""


class Attendant:
    """Looks at a town between ticks, and may listen to what happens in between."""

    ends = False
    """Whether the run is to end where it stands, before its time."""

    def next(self, town: Town, tick: int) -> int | None:
        """The first tick from `tick` on at which to look; None when there is none any more."""
        raise NotImplementedError

    def look(self, town: Town) -> None:
        """Look at the town at a tick that was asked for, when nothing more is due in it."""
        raise NotImplementedError

    def hear(self, event: Event) -> None:
        """Hear of an event, just after it happened."""

    def told(self, beat: Beat) -> None:
        """Hear of a line, just after it was written."""

    def over(self, town: Town) -> None:
        """The run is over, and every check has its verdict."""

    def heard(self, said: Input) -> None:
        """Hear of a statement of an operator, just after it has joined the run; it is performed in a later tick."""

    def followed(self, block: str, line: int, following: int, goes_on: bool) -> None:
        """Hear of a line of the script, just after it was carried out; see `townlet.script.performance.Follow`."""


def perform(town: Town, attendants: Sequence[Attendant] = (), since: int = 0) -> None:
    """Run to the end of the schedule and settle what is left; attendants look from tick `since` on.

    A run that is blocked whole is over where it stands, and so is one that an attendant ends.
    """
    end, tick = town.tick if town.performance.blocked else town.schedule.length, since
    while True:
        wanted = {who: at for who in attendants if (at := who.next(town, tick)) is not None and at <= end}
        at = min(wanted.values(), default=end)
        advance(town, at)
        for who, wants in wanted.items():
            if wants == at:
                who.look(town)
        if at >= end or any(who.ends for who in wanted):
            break
        tick = at + 1
    checks.finish(town)
    for who in attendants:
        who.over(town)


class Saving(Attendant):
    """Saves the run at certain ticks, each in a file of its own."""

    def __init__(self, wanted: Iterable[tuple[int, Path]], save: Callable[[Town, Path], None]) -> None:
        self.wanted, self.save = sorted(wanted), save

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return next((at for at, _ in self.wanted if at >= tick), None)

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        for at, path in self.wanted:
            if at == town.tick:
                self.save(town, path)


class Digest(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a town stood, and the hash of all that had happened, at the end of a tick or where a mark was set."""

    tick: int
    state: str
    events: str
    mark: str = ""


class Digests(Attendant):
    """Takes the full digest in every so many ticks, at the end, and at each mark."""

    def __init__(self, town: Town, take: Callable[["Digest"], None], every: int = EVERY) -> None:
        self.town, self.take, self.every = town, take, every

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return min(tick + -tick % self.every, town.schedule.length)

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        self.take(Digest(town.tick, digest(town), town.chain.hex()))

    def told(self, beat: Beat) -> None:
        """The town as it is where a mark is set, in the middle of a tick."""
        if beat.kind == "mark":
            self.take(Digest(self.town.tick, digest(self.town), self.town.chain.hex(), beat.text))


class Strict(Attendant):
    """Holds the town to its laws: after every event, and in every tick in which anything is due."""

    def __init__(self, town: Town) -> None:
        self.constable = Constable(town)

    def hear(self, event: Event) -> None:
        """See `Attendant`."""
        self.constable.hear(event)

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return max(town.agenda.heap[0].tick, tick) if town.agenda.heap else town.schedule.length

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        self.constable.between()


class AstrayError(Exception):
    """A run that was saved and restored went another way: at which tick, and where the two differ."""

    def __init__(self, tick: int, where: Sequence[str]) -> None:
        super().__init__(f"at tick {tick}: {'; '.join(where)}")
        self.tick, self.where = tick, where


class Heavy(Attendant):
    """Performs the run a second time beside itself, saved and restored at every tick; both must stay the same."""

    def __init__(self) -> None:
        self.twin: Town | None = None
        self.ticks = 0

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return tick

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        own = save(town)
        if self.twin is not None:
            for joined in town.performance.inputs[len(self.twin.performance.inputs) :]:
                join(self.twin, joined)
            advance(self.twin, town.tick)
            other = save(self.twin)
            if other != own or digest(self.twin) != digest(town):
                raise AstrayError(town.tick, differences(own, other))
        self.twin = restored(own, town.setting, town.schedule)
        self.ticks += 1


def differences(one: bytes, other: bytes, most: int = 5) -> list[str]:
    """Where two states differ, as paths with both values; the first few."""
    found: list[str] = []
    _compare(msgspec.json.decode(one), msgspec.json.decode(other), "", found, most)
    return found or ["the same values in another order"]


def _compare(one: object, other: object, path: str, found: list[str], most: int) -> None:
    if len(found) >= most or one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for name in [*one, *(name for name in other if name not in one)]:
            _compare(one.get(name), other.get(name), f"{path}.{name}" if path else str(name), found, most)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            _compare(left, right, f"{path}[{number}]", found, most)
    else:
        found.append(f"{path}: {one} and {other}")
