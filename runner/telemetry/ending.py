"""How long a consumer is waited for when the run is over: for as long as it takes anything at all."""

import math
from errno import ETIMEDOUT
from typing import Final

from runner.telemetry.outlets import OwnError
from runner.telemetry.sinks import Sink

PATIENCE: Final = 5.0
"""Seconds that a consumer may take nothing, before it is given up,"""
AWAY: Final = 1.0
"""and seconds for one that is gone to come back."""
LOOK: Final = 0.1
"""Seconds between two looks whether it got on."""


class Ending:
    """The end of one sink. Whoever reads standard output is waited for as any pipe does, without a limit. In a `hurry`
    `patience` is all the time there is, for everybody."""

    def __init__(self, sink: Sink, patience: float, hurry: bool, now: float) -> None:
        self.sink, self.patience, self.hurry = sink, patience, hurry
        self._stand, self._since = sink.stand, now

    def left(self, now: float) -> float:
        """Seconds that it still has; to be asked often, as that is how it is seen to get on."""
        stand = self.sink.stand
        if stand != self._stand and not self.hurry:
            self._stand, self._since = stand, now
        if self.sink.waiting.away:
            return self._since + min(AWAY, self.patience) - now
        if self.sink.outlet.standard and not self.hurry:
            return math.inf
        return self._since + self.patience - now

    def cut(self) -> None:
        """Its time is up."""
        if self.hurry:
            why = "it had not taken everything yet when the run was broken off"
        else:
            why = f"it took nothing more for {self.patience:g} seconds"
        self.sink.cut(OwnError(ETIMEDOUT, why))
