"""Ticks by the clock on the wall: when the next is due, and what is done until then.

Each tick has its time counted from a beginning, so that no error adds up. After a pause, a change of speed, or whenever
the run has fallen behind, it counts from a new beginning: a town that could not go on never hurries to catch up.
"""

from collections.abc import Callable, Sequence
from typing import Final, Literal, Protocol

import msgspec

from runner.attending import Attendant
from runner.pacing.speeds import TICK, faster, slower
from townlet.town import Town

BEHIND: Final = 1.0
"""Seconds that a run may make up for; whoever is later than that has been away."""

Key = Literal["pause", "step", "faster", "slower", "stop", "interrupt"]
State = Literal["going", "paused", "stopping"]


class Stand(msgspec.Struct, frozen=True):
    """How far a run is, and how it goes: what a progress line shows."""

    tick: int
    speed: float
    state: State


class Room(Protocol):
    """What is around a run: a clock, somebody at the keys, statements that come in."""

    def now(self) -> float:
        """Seconds that only ever grow."""

    def wait(self, seconds: float | None) -> Sequence[Key]:
        """Wait so long (None: for as long as it takes), or until there is something to see to; the keys pressed."""


class Pace(Attendant):
    """Holds a run back until each tick is due. `meanwhile` is done whenever it wakes, `show` whenever it has news."""

    def __init__(
        self, speed: float, room: Room, meanwhile: Callable[[Town], None], show: Callable[[Stand], None]
    ) -> None:
        self.speed, self.room, self.meanwhile, self.show = speed, room, meanwhile, show
        self.paused = self.interrupted = False
        self._steps = 0
        self._town: Town | None = None
        self._since: tuple[float, int] = (0.0, -1)  # A beginning: a time, and the tick that was played then.

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return tick

    def look(self, town: Town) -> None:
        """Come back when the tick after this one is due, or when the run is to end."""
        self._town = town
        if self._since[1] < 0:
            self._begin(town.tick)
        self._tell(town)
        if town.tick >= town.schedule.length:
            return
        while not self.ends:
            self.meanwhile(town)
            left = self._left(town)
            if left is not None and left <= 0:
                break
            for key in self.room.wait(left):
                self._obey(key, town)
        if self._left_behind(town):
            self._begin(town.tick + 1)
        self._steps = max(self._steps - 1, 0)

    @property
    def lasts(self) -> float:
        """Seconds that a tick lasts now."""
        return TICK / self.speed

    @property
    def spare(self) -> float:
        """Seconds until the next tick is due; nothing when it is, or when it comes by hand."""
        left = self._left(self._town) if self._town is not None else None
        return max(left or 0.0, 0.0)

    def _left(self, town: Town) -> float | None:
        """Seconds until the next tick is due; None while paused."""
        if self._steps:
            return 0.0
        if self.paused:
            return None
        began, tick = self._since
        return began + (town.tick + 1 - tick) * self.lasts - self.room.now()

    def _left_behind(self, town: Town) -> bool:
        left = self._left(town)
        return left is not None and left < -BEHIND

    def _begin(self, tick: int) -> None:
        """Count from here, where this tick is played now."""
        self._since = self.room.now(), tick

    def _obey(self, key: Key, town: Town) -> None:
        match key:
            case "pause":
                self.paused, self._steps = not self.paused, 0
            case "step":
                self.paused, self._steps = True, self._steps + 1
            case "faster":
                self.speed = faster(self.speed)
            case "slower":
                self.speed = slower(self.speed)
            case "stop" | "interrupt":
                self.ends, self.interrupted = True, key == "interrupt"
        self._begin(town.tick)
        self._tell(town)

    def _tell(self, town: Town) -> None:
        state: State = "stopping" if self.ends else "paused" if self.paused else "going"
        self.show(Stand(town.tick, self.speed, state))
