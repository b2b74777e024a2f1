"""Recordings made in memory, and what joins a recorder to a run."""

from collections.abc import Callable, Iterator

from runner.attending import Attendant
from runner.recording.again import Piece, again
from runner.recording.file import Recording
from runner.recording.reading import decoded
from runner.recording.recorder import Recorder
from townlet.telemetry.wire import Message
from townlet.town import Town

Take = Callable[[Message, bytes], None]


def attendants(town: Town, recorder: Recorder) -> Iterator[Attendant]:
    """Who must attend a run for it to be recorded."""
    from runner.telemetry.telling import Telemetry

    recorder.attend(town)
    yield Telemetry(town, lambda message, line: recorder.take(message.tick, line))


def recorded_again(piece: Piece, until: int) -> Recording:
    """A recorded run performed again and recorded again, up to the end of a tick."""
    pieces: list[bytes] = []
    recorder = Recorder(piece.recording.head, pieces.append)
    run = again(piece, lambda town: attendants(town, recorder), until=until)
    if run is not None:
        recorder.finish(run)
    found = decoded(b"".join(pieces), "")
    assert isinstance(found, Recording), found.message
    return found
