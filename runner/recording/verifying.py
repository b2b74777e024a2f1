"""Whether a run performed again is the run that was recorded: each tick by its hash, details only where they part."""

import msgspec

from runner.attending import Attendant
from runner.performing import Performed
from runner.recording.again import OverError, Piece, again
from runner.recording.file import DIGITS, Proof, Recording
from runner.recording.making import recorded_again
from runner.recording.parting import Draw, Parting, Side, parted
from townlet.snapshot import digest
from townlet.town import Town


class Verified(msgspec.Struct, frozen=True):
    """What came of it: the ticks that were looked at; or the first tick that is another, and in what, if that shows.

    `ending` says what is another about the end of the run.
    """

    ticks: int
    tick: int | None = None
    parting: Parting | None = None
    ending: str = ""

    @property
    def same(self) -> bool:
        """Whether it is the run that was recorded, as far as it was looked at."""
        return self.tick is None and not self.ending


def verified(piece: Piece, until: int | None = None) -> Verified:
    """Perform a recorded run again, up to the end of tick `until`, and hold every tick against what was recorded."""
    upto = piece.last if until is None else min(until, piece.last)
    proving = Proving(piece.recording, upto)
    run = again(piece, lambda town: [proving], until=upto)
    ending = _ending(piece.recording, run) if run is not None else ""
    if proving.failed is None and not ending:
        return Verified(upto - piece.start)
    parting = _parting(piece, upto if proving.failed is None else proving.failed)
    shown = parting is not None and parting.first != "hidden"
    return Verified(upto - piece.start, parting.tick if parting and shown else proving.failed, parting, ending)


class Proving(Attendant):
    """Holds a run against the proofs of a recording: the hash of events in every tick that has one, and the digest of
    the state wherever one was taken. `failed` is the first tick that is another; the run is over with it."""

    def __init__(self, recording: Recording, upto: int) -> None:
        self.failed: int | None = None
        self._due = [each for each in _proofs(recording) if each.tick <= upto]
        self._at = 0

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return self._due[self._at].tick if self._at < len(self._due) else None

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        proof = self._due[self._at]
        if town.chain.hex()[:DIGITS] != proof.events or (proof.state and digest(town)[:DIGITS] != proof.state):
            self.failed = proof.tick
            raise OverError
        self._at += 1


def _proofs(recording: Recording) -> list[Proof]:
    """What is to be looked at, by tick. Of several proofs of one tick the last is of its end."""
    return [*{proof.tick: proof for proof in recording.proofs() if proof.events}.values()]


def _ending(recording: Recording, run: Performed) -> str:
    """What is another about the end of a run."""
    end = recording.end
    if end is None:
        return ""
    if run.chain.hex() != end.events:
        return "its last events are others"
    if run.state != end.state:
        return "the town stands otherwise at its end"
    return "its verdicts are others" if run.verdicts != end.verdicts else ""


def _parting(piece: Piece, tick: int) -> Parting | None:
    """In what the two part, no later than in a tick: performed once more, told of and recorded."""
    was, now = side(piece.recording, tick), side(recorded_again(piece, tick), tick)
    return parted(was, now)


def side(recording: Recording, until: int) -> Side:
    """A recording, up to the end of a tick, as one of two runs that are compared."""
    messages = [message for message in recording.messages() if message.tick <= until]
    draws: dict[int, list[Draw]] = {}
    for each in recording.draws():
        if each.tick <= until:
            draws.setdefault(each.tick, []).append(Draw(each.reason, each.after))
    chains = {proof.tick: proof.events for proof in recording.proofs() if proof.events and proof.tick <= until}
    return Side(messages, draws, chains=chains)
