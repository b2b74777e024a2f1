"""Who attends a run so that others are told of it: its stream, or samples."""

from runner.attending import Attendant
from runner.telemetry.broadcast import Broadcast
from runner.telemetry.sampling import Sampling
from runner.telemetry.telling import Telemetry, line
from townlet.telemetry.sampled import Sample
from townlet.telemetry.stream import Told
from townlet.telemetry.wire import Snapshot
from townlet.town import Town


def listening(town: Town, broadcast: Broadcast) -> Telemetry:
    """The one by whom a broadcast hears of each change in a run."""
    found = Telemetry(town, lambda message, text: _message(broadcast, message, text))
    broadcast.whole = lambda: line(found.snapshot())
    return found


def sampling(town: Town, broadcast: Broadcast, every: int) -> tuple[Telemetry, Attendant]:
    """Those by whom a broadcast hears how a run is, every so many ticks."""
    found = Telemetry(town, lambda message, text: None)
    samples = Sampling(town, found, every, lambda sample, text: _sample(broadcast, sample, text))
    broadcast.whole = lambda: samples.last
    return found, samples


def _message(broadcast: Broadcast, message: Told, text: bytes) -> None:
    broadcast.take(message, text, isinstance(message, Snapshot), len(message.events))


def _sample(broadcast: Broadcast, sample: Sample, text: bytes) -> None:
    broadcast.take(sample, text, True)
