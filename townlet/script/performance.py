"""The performance: where the script stands. Running frames, cues, watches and verdicts, as plain data.

How cues start and blocks run is in `townlet.script.cues`, how checks come to a verdict in `townlet.script.checks`;
all of it is saved with the town.
"""

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from townlet import events as e
from townlet.agenda import CUES
from townlet.events import Event
from townlet.script.reading import NARRATION, reads
from townlet.script.watching import Watch, touch

if TYPE_CHECKING:
    from townlet.town import Town

Outcome = Literal["met", "failed", "unknown", "untested", "blocked", "cut-short"]


class Frame(msgspec.Struct):
    """A running cue or vignette: its block, the line it stands at, and what keeps it from being complete."""

    id: str
    block: str  # The id of the cue or the play whose lines these are.
    cue: str
    parent: str  # The frame that played this one; empty for a cue's own.
    line: int = 0
    state: Literal["running", "waiting", "closing"] = "running"
    orders: list[int] = []  # Directives of this frame that are still in force.
    holds: list[str] = []
    nudges: list[int] = []
    plays: int = 0  # How many blocks were played from here and are not complete.
    wait: int = 0  # The generation of what is waited for.


class CueState(msgspec.Struct):
    """How far a cue has come."""

    fired: int = 0
    edges: int = 0  # How often its condition has come true, which a cap counts.
    running: str = ""  # Its frame.
    started: int = -1
    completed: int = -1


class Verdict(msgspec.Struct, frozen=True):
    """What became of a check (or a wait, an assumption), when, and in the script's words."""

    check: str
    severity: Literal["assume", "expect", "hope"]
    outcome: Outcome
    text: str
    tick: int
    because: str = ""
    seen: str = ""  # What was measured instead, where something was.


class Armed(msgspec.Struct):
    """A check under way: judged by its deadline, in the last phase of that tick."""

    id: str
    check: str
    deadline: int
    cut: bool = False


class Performance:
    """Everything the script has going. Saved whole, except for the index, which is made again."""

    __slots__ = (
        "armed", "cues", "frames", "lines", "news", "orders", "phase", "reading", "verdicts", "watches",
    )  # fmt: skip

    def __init__(self) -> None:
        self.frames: dict[str, Frame] = {}
        self.cues: dict[str, CueState] = {}
        self.watches: dict[str, Watch] = {}
        self.armed: dict[str, Armed] = {}
        self.orders: dict[int, str] = {}  # The frame each directive belongs to.
        self.verdicts: list[Verdict] = []
        self.news: list[Event] = []  # This tick's events that a condition asks about.
        self.lines: list[str] = []  # This tick's lines, when a condition asks about them.
        self.phase = 0
        self.reading: dict[str, list[str]] = {}  # What is read, and by which watches.

    def notice(self, town: "Town", event: Event) -> None:
        """Wake the watches that read what an event touches."""
        if isinstance(event, e.OrderEnded):
            self._order_ended(town, event.order)
        reading = self.reading
        if not reading:
            return
        kind = KINDS[type(event)]
        if kind in reading:
            self.news.append(event)
            self._wake(town, kind)
        for subject in (event.who, event.where, getattr(event, "whom", ""), getattr(event, "thing", "")):
            if subject and subject in reading:
                self._wake(town, subject)

    def _order_ended(self, town: "Town", order: int) -> None:
        """A directive is over: the frame that gave it may now be complete."""
        frame = self.frames.get(self.orders.pop(order, ""))
        if frame is not None and order in frame.orders:
            frame.orders.remove(order)
            if frame.state == "closing":
                tick = town.tick if self.phase <= CUES else town.tick + 1
                town.agenda.file(tick, CUES, "settle", frame.id, 0, town.plot.order[frame.cue])

    def overhear(self, town: "Town", text: str) -> None:
        """A line was written; whoever asks about the page may want to know."""
        if NARRATION in self.reading:
            self.lines.append(text)
            self._wake(town, NARRATION)

    def index(self, town: "Town", watch: Watch) -> None:
        """Enter a watch under everything it reads."""
        for subject in sorted(reads(town, watch.condition)):
            self.reading.setdefault(subject, []).append(watch.id)

    def joined(self, town: "Town", name: str) -> None:
        """Somebody new is in town: whoever watches everybody watches them too."""
        for watch in self.watches.values():
            if not watch.asleep and name in reads(town, watch.condition):
                self.reading.setdefault(name, []).append(watch.id)

    def unindex(self, town: "Town", watch: Watch) -> None:
        """Take a watch out again."""
        for subject in reads(town, watch.condition):
            self.reading[subject].remove(watch.id)
            if not self.reading[subject]:
                del self.reading[subject]

    def _wake(self, town: "Town", subject: str) -> None:
        for name in self.reading[subject]:
            touch(town, self.watches[name])


def _kinds() -> dict[type, str]:
    return {kind: f"event:{kind.__struct_config__.tag}" for kind in e.Event.__args__}


KINDS: Final = _kinds()
