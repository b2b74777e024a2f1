"""Records a run while it goes on: its telemetry as it is sent, and what each tick must come to again."""

from collections.abc import Callable

from runner.performing import Performed
from runner.recording.file import DIGITS, STATE_EVERY, End, Head, Proof, checksum, line_of, sealed
from townlet.script.inputs import Joined
from townlet.snapshot import digest
from townlet.town import Town


class Recorder:
    """Makes the lines of a recording and hands each on, whole and with its line end, as soon as it is certain.

    `write` gets everything up to the end of a tick in one piece.
    """

    def __init__(self, head: Head, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._sum = checksum()
        self._numbers: dict[str, int] = {}
        self._asked: list[int | str] = []
        self._after: list[int] = []
        self._newest = 0
        self._proofs = 0
        self._town: Town | None = None
        self._tick = -1
        self._put(line_of(head))

    def attend(self, town: Town) -> None:
        """Listen to the chance of a town; its telemetry has to be given to `take`."""
        self._town = town
        town.drawn = self._drawn

    def heard(self, joined: Joined) -> None:
        """What an operator said, just after it has joined the run."""
        self._put(line_of(joined))

    def take(self, tick: int, line: bytes) -> None:
        """A message of the telemetry, as of the end of `tick`, with or without its line end."""
        if tick != self._tick:
            self._prove()
        self._tick = tick
        assert self._town is not None, "a recorder attends a town before it hears of it"
        self._proofs += 1
        state = digest(self._town)[:DIGITS] if self._proofs % STATE_EVERY == 0 else ""
        proof = self._proof(self._town.chain.hex()[:DIGITS], state)
        self._put(line.rstrip(b"\n") + b"\n" + line_of(proof))

    def finish(self, run: Performed) -> None:
        """The run is over; without this a recording is one that was cut short."""
        self._prove()
        lines = self._town.page.state.lines if self._town is not None else run.lines
        end = End(tick=run.tick, state=run.state, events=run.chain.hex(), lines=lines, verdicts=run.verdicts)
        self._put(line_of(sealed(end, self._sum)))

    def _drawn(self, reason: str) -> None:
        assert self._town is not None
        if self._town.tick != self._tick:
            self._prove()
            self._tick = self._town.tick
        number = self._numbers.get(reason)
        if number is None:
            self._numbers[reason] = len(self._numbers)
        self._asked.append(reason if number is None else number)
        self._after.append(self._town.last - (self._newest if self._after else 0))
        self._newest = self._town.last

    def _prove(self) -> None:
        """Tell of the draws of a tick in which nothing happened."""
        if self._asked:
            self._put(line_of(self._proof()))

    def _proof(self, events: str = "", state: str = "") -> Proof:
        asked, after = tuple(self._asked), tuple(self._after)
        self._asked, self._after = [], []
        return Proof(self._tick, events, asked, after, state)

    def _put(self, data: bytes) -> None:
        self._sum.update(data)
        self._write(data)
