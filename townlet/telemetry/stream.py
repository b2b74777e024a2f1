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
from townlet.kpis import Kpis
from townlet.telemetry import picture
from townlet.telemetry.happened import happened
from townlet.telemetry.memory import HEARD, Memory
from townlet.telemetry.touches import TOUCHES, Touch, who, whom
from townlet.telemetry.wire import DIGEST_EVERY, SCHEMA, Diff, Happened, Snapshot, State
from townlet.units import HOUR

if TYPE_CHECKING:
    from townlet.town import Town

Told = Snapshot | Diff
Take = Callable[[Told], None]
Row = tuple[int, int, tuple[Touch, ...], bool]

_sorted: Final = msgspec.json.Encoder(order="sorted").encode

_NOTHING: Final = State()


class Stream:
    """Made when nothing is due any more in the present tick, or before the curtain rises; `take` gets each message.

    The first is a snapshot, as of the end of the tick that the stream began in; then comes a diff for each tick in
    which something happened. `memory` is that of a stream to go on from, when the town is a restored one.
    """

    def __init__(self, town: "Town", take: Take, memory: Memory | None = None) -> None:
        self.town, self.take = town, take
        self.memory = memory or Memory(kpis=Kpis.since(town))
        self.run = run_id(town.schedule, town.file, town.seed)
        self.seq = 0  # Of the last message; the first is 1.
        self.tick = town.tick  # Of the last message.
        self._told: picture.Told | None = None
        self._touched = picture.Touched()
        self._rows = {kind: _row(kind, touches) for kind, touches in TOUCHES.items()}
        self._heard: list[e.Event] = []
        self._sentences: dict[int, str] = {}  # By event.
        self._until = 0  # When the next hour begins.

    # Hearing.

    def hear(self, event: e.Event) -> None:
        """Hear of an event that has been applied, and told of on the page if it is. Kept short: there are many."""
        own, others, rest, counted = self._rows[type(event)]
        people, matters = self._touched.people, self._touched.matters
        if own:
            people[event.who] = people.get(event.who, 0) | own
        if others:
            whom: str = event.whom  # type: ignore[union-attr]
            people[whom] = people.get(whom, 0) | others
        for section, whose in rest:
            matters[section, whose(event)] = None
        self._heard.append(event)
        if counted or event.tick >= self._until:
            self.memory.hear(self.town, event)
            self._until = self.memory.kpis.until

    def told(self, beat: Beat) -> None:
        """Hear of a line, as it is written: before the event that it tells of is heard."""
        self.memory.wrote(beat)
        if beat.event:
            self._sentences[beat.event] = beat.text

    def moved(self, section: str, whose: str) -> None:
        """Something changed that no event tells of."""
        self._touched.mark(section, whose)

    # Telling.

    def turning(self) -> None:
        """The tick is over: tell of it, if anything was touched."""
        if self._told is None:
            self._begin()
        elif self._heard or self._touched or self.memory.fresh:  # Also a run that is held up goes through other ticks.
            self.memory.kpis.lines_told(self.town)
            if self.town.tick // HOUR != self.memory.hour:
                self._figures()
            changes, removed = self._changes()
            if self._heard or removed or changes != _NOTHING:
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
        memory.lately()
        if memory.hour != town.tick // HOUR:
            memory.read(town)
        self._told = picture.looked(town, memory)
        self._touched.clear()
        self.seq, self.tick = 1, town.tick
        state = picture.state(self._told)
        events = self._events()
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
        """What is different now, and what is gone."""
        assert self._told is not None
        verdicts, known = self.town.performance.verdicts, self._told.matters["verdicts"]
        for number in range(len(known), len(verdicts)):
            self._touched.mark("verdicts", str(number))
        removed: list[str] = []
        return picture.changes(self.town, self.memory, self._told, self._touched, removed), removed

    def _events(self) -> tuple[Happened, ...]:
        """What was heard since the last message."""
        sentences = self._sentences
        found = tuple([happened(event, sentences.get(event.id, "")) for event in self._heard])
        self._heard.clear()
        sentences.clear()
        return found

    def _send(self, changes: State, removed: list[str], last: bool = False) -> None:
        assert self._told is not None
        base = self.seq
        self.seq, self.tick = base + 1, self.town.tick
        events = self._events()
        digest = digest_of(picture.state(self._told)) if last or not self.seq % DIGEST_EVERY else ""
        self.take(
            Diff(
                schema=SCHEMA, run=self.run, seq=self.seq, base=base, tick=self.tick, changes=changes,
                removed=tuple(removed), events=events, digest=digest,
            )
        )  # fmt: skip


def _row(kind: type[e.Base], touches: tuple[Touch, ...]) -> Row:
    """A row of the table as it is looked up: sections of people as bits, and whether such events are remembered."""
    bits = {who: 0, whom: 0}
    for section, whose in touches:
        if section in picture.BITS:
            bits[whose] |= picture.BITS[section]
    rest = tuple((section, whose) for section, whose in touches if section not in picture.BITS)
    return bits[who], bits[whom], rest, kind in HEARD


def digest_of(state: State | picture.Tree) -> str:
    """A digest of a state as it is told, 32 hexadecimal digits: what a consumer can prove its merge by.

    It is BLAKE2b (16 bytes) of the state as JSON without spaces, in UTF-8, every object's keys in the order of their
    code points.
    """
    return blake2b(_sorted(state), digest_size=16).hexdigest()
