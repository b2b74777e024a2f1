"""What telemetry remembers of a run and the town does not: the last lines, who had words how often, the key figures.

Plain values, so that they can be saved beside a state: a stream that goes on from both tells what it would have told.
"""

from typing import TYPE_CHECKING, Final

import msgspec

from townlet import events as e
from townlet.beat import Beat
from townlet.kpis import Kpis, Reading
from townlet.telemetry.wire import TAIL, LinePart
from townlet.units import HOUR

if TYPE_CHECKING:
    from townlet.town import Town

Figures = dict[str, int | None]

PAIR: Final = "|"
"""Stands between two who had words, in the order of the alphabet."""

SHARES: Final = (
    "self_sufficiency", "attendance", "lateness", "chat_success", "repeated_conflicts", "tied_share", "wages_to_cost",
    "emergent_share",
)  # fmt: skip
"""What follows from the counts of `townlet.kpis`, in millionths; null where nothing was counted."""
COUNTS: Final = tuple(name for name in Reading.__struct_fields__ if name != "tick")


class Memory(msgspec.Struct):
    """All that a stream is made from, besides the town itself."""

    kpis: Kpis = msgspec.field(default_factory=Kpis)
    figures: Figures = {}  # As last read,
    hour: int = -1  # in this hour of the run.
    lines: int = 0  # How many lines there were so far.
    tail: dict[str, LinePart] = {}
    conflicts: dict[str, tuple[int, int]] = {}  # By pair: when last, and how often.

    def quarrelled(self, event: e.Argued) -> None:
        """Two had words."""
        pair = quarrel(event)
        self.conflicts[pair] = event.tick, self.conflicts.get(pair, (0, 0))[1] + 1

    def wrote(self, beat: Beat) -> str:
        """A line was written; gives its number, from 1."""
        self.lines += 1
        number = str(self.lines)
        self.tail[number] = LinePart(
            tick=beat.tick, kind=beat.kind, sign=beat.sign, text=beat.text, event=beat.event,
            root="" if beat.event else beat.root,
        )  # fmt: skip
        return number

    def forget(self) -> list[str]:
        """The numbers of the lines that are no longer among the last."""
        gone = [*self.tail][:-TAIL] if len(self.tail) > TAIL else []
        for number in gone:
            del self.tail[number]
        return gone

    def read(self, town: "Town") -> None:
        """Take the key figures as they are now; looks at every agent."""
        self.hour = town.tick // HOUR
        reading = self.kpis.read(town)
        self.figures = {name: getattr(reading, name) for name in (*COUNTS, *SHARES)}


def quarrel(event: e.Argued) -> str:
    """The id of two who had words."""
    return PAIR.join(sorted((event.who, event.whom)))
