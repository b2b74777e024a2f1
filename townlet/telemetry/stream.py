"""The stream: it hears what happens in a town, and says at the end of each tick what is different from before.

What is told comes of what was touched (`townlet.telemetry.touches`), never of comparing whole states: a tick costs
what happened in it, however large the town. Listening changes nothing of the run.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import msgspec

from townlet import events as e
from townlet.beat import Beat
from townlet.identity import run_id
from townlet.telemetry import picture
from townlet.telemetry.happened import happened
from townlet.telemetry.memory import Memory
from townlet.telemetry.touches import TOUCHES, Touch, Whose
from townlet.telemetry.wire import DIGEST_EVERY, SCHEMA, TAIL, Diff, Happened, Snapshot, State
from townlet.units import HOUR

if TYPE_CHECKING:
    from townlet.town import Town

Told = Snapshot | Diff
Take = Callable[[Told], None]
Row = tuple[tuple[tuple[Whose, int], ...], tuple[Touch, ...]]

_sorted: Final = msgspec.json.Encoder(order="sorted").encode

_NOTHING: Final = State()


class Stream:
    """Made when nothing is due any more in the present tick, or before the curtain rises; `take` gets each message.

    The first is a snapshot, as of the end of the tick that the stream began in; then comes a diff for each tick in
    which something happened. `memory` is that of a stream to go on from, when the town is a restored one.
    """

    def __init__(self, town: "Town", take: Take, memory: Memory | None = None) -> None:
        self.town, self.take = town, take
        self.memory = memory or Memory()
        self.run = run_id(town.schedule, town.file, town.seed)
        self.seq = 0  # Of the last message; the first is 1.
        self.tick = town.tick  # Of the last message.
        self._told: picture.Told | None = None
        self._touched = picture.Touched()
        self._rows = {kind: self._row(touches) for kind, touches in TOUCHES.items()}
        self._happened: list[Happened] = []
        self._sentence = ""  # Of the event that is just happening.

    def _row(self, touches: tuple[Touch, ...]) -> Row:
        """A row of the table, by what it is noted in: bits of the same people together."""
        people: dict[Whose, int] = {}
        for section, whose in touches:
            if section in picture.BITS:
                people[whose] = people.get(whose, 0) | picture.BITS[section]
        rest = [(section, whose) for section, whose in touches if section not in picture.BITS]
        return tuple(people.items()), tuple(rest)

    # Hearing.

    def hear(self, event: e.Event) -> None:
        """Hear of an event that has been applied, and told of on the page if it is."""
        kind = type(event)
        people, rest = self._rows[kind]
        if people:
            touched = self._touched.people
            for whose, bits in people:
                who = whose(event)
                touched[who] = touched.get(who, 0) | bits
        for section, whose in rest:
            self._touched.matters[section, whose(event)] = None
        self._happened.append(happened(event, self._sentence))
        self._sentence = ""
        self.memory.kpis.take(self.town, event)
        if isinstance(event, e.Argued):
            self.memory.quarrelled(event)

    def told(self, beat: Beat) -> None:
        """Hear of a line, as it is written: before the event that it tells of is heard."""
        self._touched.matters["narration", self.memory.wrote(beat)] = None
        if beat.event:
            self._sentence = beat.text

    def moved(self, section: str, whose: str) -> None:
        """Something changed that no event tells of."""
        self._touched.mark(section, whose)

    # Telling.

    def turning(self) -> None:
        """The tick is over: tell of it, if anything was touched."""
        town = self.town
        if self._told is None:
            self._begin()
            return
        if town.tick // HOUR != self.memory.hour:
            self._figures()
        changes, removed = self._changes()
        if self._happened or removed or changes != _NOTHING:
            self._send(changes, removed)

    def close(self) -> None:
        """The run is over, and what is left of it is settled: the last message, with every verdict."""
        if self._told is None:
            self._begin(last=True)
            return
        self._figures()
        self._send(*self._changes(), last=True)

    def snapshot(self) -> Snapshot:
        """All that was told so far, for whoever comes late: as of the last message, whose number it has."""
        if self._told is None:
            self._begin()
        assert self._told is not None
        return Snapshot(
            schema=SCHEMA, run=self.run, seq=self.seq, tick=self.tick, state=picture.state(self._told),
        )  # fmt: skip

    def _begin(self, last: bool = False) -> None:
        town, memory = self.town, self.memory
        memory.forget()
        if memory.hour != town.tick // HOUR:
            memory.read(town)
        self._told = picture.looked(town, memory)
        self._touched.clear()
        self.seq, self.tick = 1, town.tick
        state = picture.state(self._told)
        events, self._happened = tuple(self._happened), []
        self.take(
            Snapshot(
                schema=SCHEMA, run=self.run, seq=1, tick=town.tick, state=state, events=events,
                digest=digest_of(state) if last else "",
            )
        )  # fmt: skip

    def _figures(self) -> None:
        self.memory.read(self.town)
        self._touched.mark("kpis", "")

    def _changes(self) -> tuple[State, list[str]]:
        """What is different, the lines that are among the last no more included."""
        assert self._told is not None
        memory, touched, verdicts = self.memory, self._touched, self.town.performance.verdicts
        if len(memory.tail) > TAIL:
            touched.matters |= {("narration", number): None for number in memory.forget()}
        known = len(self._told.matters["verdicts"])
        if len(verdicts) > known:
            touched.matters |= {("verdicts", str(number)): None for number in range(known, len(verdicts))}
        removed: list[str] = []
        return picture.changes(self.town, memory, self._told, touched, removed), removed

    def _send(self, changes: State, removed: list[str], last: bool = False) -> None:
        assert self._told is not None
        base = self.seq
        self.seq, self.tick = base + 1, self.town.tick
        events, self._happened = tuple(self._happened), []
        digest = digest_of(picture.state(self._told)) if last or not self.seq % DIGEST_EVERY else ""
        self.take(
            Diff(
                schema=SCHEMA, run=self.run, seq=self.seq, base=base, tick=self.tick, changes=changes,
                removed=tuple(removed), events=events, digest=digest,
            )
        )  # fmt: skip


def digest_of(state: State | picture.Tree) -> str:
    """A digest of a state as it is told, 32 hexadecimal digits: what a consumer can prove its merge by.

    It is BLAKE2b (16 bytes) of the state as JSON without spaces, in UTF-8, every object's keys in the order of their
    code points.
    """
    return blake2b(_sorted(state), digest_size=16).hexdigest()
