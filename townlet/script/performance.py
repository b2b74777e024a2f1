"""The performance: where the script stands. Running frames, cues, watches and verdicts, as plain data.

How cues start and blocks run is in `townlet.script.cues`, how checks come to a verdict in `townlet.script.checks`;
all of it is saved with the town.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from townlet import events as e
from townlet.agenda import CUES
from townlet.events import Event
from townlet.script.inputs import Input, Joined
from townlet.script.reading import NARRATION, reads
from townlet.script.watching import Watch, touch

if TYPE_CHECKING:
    from townlet.town import Town

Follow = Callable[[str, int, int, bool], None]
"""A block, a line of it that was carried out, the line that is next, and whether the block goes on at once."""
Joins = Callable[[Input], None]
Outcome = Literal["met", "failed", "unknown", "untested", "blocked", "cut-short"]


class Again(msgspec.Struct):
    """What one person is to do once more: the line that says so, and how often yet."""

    line: int
    who: str
    left: int


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
    born: int = 0  # The tick it began in.
    who: str = ""  # Whom it plays for, where its cue does so for one at a time.
    names: dict[str, str] = {}  # Whom the stand-ins in its block stand for.
    again: dict[int, Again] = {}  # Directives and nudges that are to be given again when they are done.
    cues: list[str] = []  # Of a play, its own cues standing by,
    due: int = 0  # and how often one of them is certain to come yet.


class Opening(msgspec.Struct, frozen=True):
    """A check whose line was reached before the cue begins that it is judged during."""

    check: str
    names: dict[str, str] = {}


class CueState(msgspec.Struct):
    """How far a cue has come: one of the scenario, or one of a vignette in one play of it."""

    fired: int = 0
    edges: int = 0  # How often its condition has come true, which a cap counts.
    running: str = ""  # Its frame.
    started: int = -1
    completed: int = -1
    of: str = ""  # In a play: which cue of the schedule it is,
    play: str = ""  # and the frame of the play.
    until: int = -1  # The last tick of a repetition.
    each: dict[str, str] = {}  # Its frames by whom they play for, where that is one at a time.
    opens: list[Opening] = []  # Checks whose window opens with it.


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
    during: str = ""  # The cue with which its window closes, as it stands by.
    names: dict[str, str] = {}  # Whom the stand-ins in it stand for.


class Performance:
    """Everything the script has going. Saved whole, except for the index, which is made again."""

    __slots__ = (
        "armed", "blocked", "cues", "follow", "frames", "inputs", "joins", "lines", "news", "orders", "phase",
        "reading", "verdicts", "watches",
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
        self.blocked = False  # Whether what the whole run assumes did not hold.
        self.inputs: list[Joined] = []  # Cues that the script did not have, in the order in which they came.
        self.follow: Follow | None = None  # Hears of every line that is carried out; no part of the state.
        self.joins: Joins | None = None  # Hears of every input that joined, likewise.
        self.reading: dict[str, list[str]] = {}  # What is read, and by which watches.

    def notice(self, town: "Town", event: Event) -> None:
        """Wake the watches that read what an event touches."""
        if isinstance(event, e.OrderEnded):
            self._order_ended(town, event.order, event.how)
        elif isinstance(event, e.NudgeEnded):
            self._nudge_ended(town, event.nudge)
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

    def _order_ended(self, town: "Town", order: int, how: e.How) -> None:
        """A directive is over: it may be to be given again, or the frame that gave it be complete."""
        frame = self.frames.get(self.orders.pop(order, ""))
        if frame is None or order not in frame.orders:
            return
        frame.orders.remove(order)
        if how != "done":
            frame.again.pop(order, None)
        if order in frame.again:
            self._soon(town, "again", frame, order)
        elif frame.state == "closing":
            self._soon(town, "settle", frame)

    def _nudge_ended(self, town: "Town", nudge: int) -> None:
        """A leaning is over: it may be to be given again."""
        for frame in self.frames.values():
            if nudge in frame.again:
                self._soon(town, "again", frame, nudge)

    def _soon(self, town: "Town", kind: str, frame: Frame, generation: int = 0) -> None:
        """See to a frame when cues are next played."""
        tick = town.tick if self.phase <= CUES else town.tick + 1
        state = self.cues[frame.cue]
        town.agenda.file(tick, CUES, kind, frame.id, generation, town.plot.order[state.of or frame.cue])

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
