"""Recordings made in memory, and what joins a recorder to a run."""

from collections.abc import Iterator

from runner.attending import Attendant
from runner.continuing import identity_of
from runner.performing import performed, with_length
from runner.recording.again import Piece, again
from runner.recording.file import Recording
from runner.recording.names import head
from runner.recording.reading import decoded
from runner.recording.recorder import Recorder
from runner.workshop import Ready
from townlet.script.inputs import Input
from townlet.town import Town


def attendants(town: Town, recorder: Recorder) -> Iterator[Attendant]:
    """Who must attend a run for it to be recorded."""
    from runner.telemetry.telling import Telemetry

    recorder.attend(town)
    yield Hearing(town, recorder)
    yield Telemetry(town, lambda message, line: recorder.take(message.tick, line))


class Hearing(Attendant):
    """Records what operators say."""

    def __init__(self, town: Town, recorder: Recorder) -> None:
        self.town, self.recorder = town, recorder

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`: it need not look."""
        return None

    def heard(self, said: Input) -> None:
        """See `Attendant`; what has joined last is the cue of it."""
        self.recorder.heard(self.town.performance.inputs[-1])


def recorded(ready: Ready, target: str, seed: int | None = None, length: int | None = None) -> bytes:
    """A schedule performed and recorded; `target` is its name on the command line."""
    schedule = with_length(ready.schedule, length)
    chosen = schedule.seed if seed is None else seed
    pieces: list[bytes] = []
    recorder = Recorder(head(ready, identity_of(ready, target, chosen, schedule.length)), pieces.append)
    recorder.finish(performed(schedule, ready.town, chosen, attend=lambda town: attendants(town, recorder)))
    return b"".join(pieces)


def recorded_again(piece: Piece, until: int) -> Recording:
    """A recorded run performed again and recorded again, up to the end of a tick."""
    pieces: list[bytes] = []
    recorder = Recorder(piece.recording.head, pieces.append)
    run = again(piece, lambda town: attendants(town, recorder), until=until + 1)  # It is told of as the next begins.
    if run is not None:
        recorder.finish(run)
    found = decoded(b"".join(pieces), "")
    assert isinstance(found, Recording), found.message
    return found
