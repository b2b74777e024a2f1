"""Who attends a run so that others are told of it: its stream, or samples."""

from collections.abc import Iterator

from runner.attending import Attendant
from runner.telemetry.broadcast import Broadcast
from runner.telemetry.sampling import Sampling
from runner.telemetry.telling import Telemetry, line
from townlet.telemetry.sampled import Sample
from townlet.telemetry.stream import Told
from townlet.telemetry.wire import Snapshot
from townlet.town import Town


def attendants(town: Town, broadcast: Broadcast, sampled: int = 0) -> Iterator[Attendant]:
    """Those by whom a broadcast hears of a run: of each change, or how it is every so many ticks."""
    if sampled:
        listening = Telemetry(town, lambda message, text: None)
        sampling = Sampling(town, listening, sampled, lambda sample, text: _sample(broadcast, sample, text))
        broadcast.whole = lambda: sampling.last
        yield from (listening, sampling)
    else:
        listening = Telemetry(town, lambda message, text: _message(broadcast, message, text))
        broadcast.whole = lambda: line(listening.snapshot())
        yield listening


def _message(broadcast: Broadcast, message: Told, text: bytes) -> None:
    broadcast.take(message, text, isinstance(message, Snapshot), len(message.events))


def _sample(broadcast: Broadcast, sample: Sample, text: bytes) -> None:
    broadcast.take(sample, text, True)
