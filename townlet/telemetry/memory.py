"""What telemetry remembers of a run and the town does not: the last lines, who had words how often, the key figures.

Plain values, so that they can be saved beside a state: a stream that goes on from both tells what it would have told.
"""

from typing import TYPE_CHECKING, Final

import msgspec

from townlet import events as e
from townlet.beat import Beat
from townlet.kpis import COUNTED, Kpis, Reading
from townlet.telemetry.wire import MOSTLY, TAIL, LinePart
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
COUNTS: Final = tuple(name for name in Reading.__struct_fields__ if name not in ("tick", "since"))


HEARD: Final = COUNTED | {e.Argued}
"""The kinds of events that are remembered in some way."""


class Memory(msgspec.Struct):
    """All that a stream is made from, besides the town itself."""

    kpis: Kpis = msgspec.field(default_factory=Kpis)
    figures: Figures = {}  # As last read,
    hour: int = -1  # in this hour of the run.
    lines: int = 0  # How many lines there were so far.
    tail: dict[str, LinePart] = {}  # The last of them,
    fresh: dict[str, LinePart] = {}  # and those that have not been told yet.
    conflicts: dict[str, tuple[int, int]] = {}  # By pair: when last, and how often.

    def hear(self, town: "Town", event: e.Event) -> None:
        """Hear of an event that is counted, or of the first in an hour."""
        self.kpis.take(town, event)
        if isinstance(event, e.Argued):
            pair = quarrel(event)
            self.conflicts[pair] = event.tick, self.conflicts.get(pair, (0, 0))[1] + 1

    def wrote(self, beat: Beat) -> None:
        """A line was written; they are numbered from 1."""
        self.lines += 1
        self.fresh[str(self.lines)] = LinePart(
            tick=beat.tick, kind=beat.kind, sign=MOSTLY if beat.sign == MOSTLY else beat.sign, text=beat.text,
            event=beat.event, root="" if beat.event else beat.root,
        )  # fmt: skip

    def lately(self) -> tuple[dict[str, LinePart], list[str]]:
        """The lines that are to be told now, and the numbers of those told before that are no longer among the last."""
        fresh, self.fresh = self.fresh, {}
        self.tail |= fresh
        gone = [*self.tail][:-TAIL]
        for number in gone:
            del self.tail[number]
        last = {number: line for number, line in fresh.items() if number in self.tail}
        return last, [number for number in gone if number not in fresh]

    def read(self, town: "Town") -> None:
        """Take the key figures as they are now; looks at every agent."""
        self.hour = town.tick // HOUR
        self.figures = named(self.kpis.read(town))


def named(reading: Reading) -> Figures:
    """The figures by the names that they are told under."""
    return {name: getattr(reading, name) for name in (*COUNTS, *SHARES)}


def quarrel(event: e.Argued) -> str:
    """The id of two who had words."""
    return PAIR.join(sorted((event.who, event.whom)))
