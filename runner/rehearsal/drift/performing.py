"""Takes, made: performed by this engine, or read from a recording."""

from collections.abc import Iterator, Mapping

import msgspec

from dsl.source import Source
from runner.attending import Attendant
from runner.keeping import kept
from runner.recording.again import Ending, Feeding
from runner.recording.file import DIGITS, LUCK, UNFIT, Recording
from runner.recording.names import portable
from runner.recording.parting import Draw, Side
from runner.rehearsal.drift.take import Staged, Take
from runner.telemetry.telling import Telemetry
from runner.version import ENGINE
from runner.workshop import Ready
from townlet.schedule import Schedule, Written
from townlet.telemetry.wire import Diff, Message, Snapshot
from townlet.town import Town

_message = msgspec.json.Decoder(Snapshot | Diff).decode


def staged(ready: Ready, seed: int) -> Staged:
    """What a script stands on as it is now. Its texts stand in the order in which they were read."""
    names = [*ready.schedule.sources, *(name for name in ready.sources if name not in ready.schedule.sources)]
    texts = {name: ready.sources[name] for name in names if name in ready.sources}
    return Staged(ready.schedule, ready.town, seed, texts)


def again(staged: Staged) -> Take:
    """Perform it with this engine, from end to end."""
    lines: list[bytes] = []
    draws: dict[int, list[Draw]] = {}
    chains: dict[int, str] = {}

    def attend(town: Town) -> Iterator[Attendant]:
        if staged.joined:
            yield Feeding(staged.joined)
        town.drawn = lambda reason: draws.setdefault(town.tick, []).append(Draw(reason, town.last))

        def take(message: Message, line: bytes) -> None:
            lines.append(line)
            chains[message.tick] = town.chain.hex()[:DIGITS]

        yield Telemetry(town, take)
        if staged.until is not None:
            yield Ending(staged.until)

    found = kept(staged.schedule, staged.town, staged.seed, attend)
    messages = tuple(map(_message, lines))  # Read back, so that they are the same as those of a recording.
    run = found.run
    return Take(
        staged, Side(messages, draws, True, chains), found.text, run.state, run.chain.hex(), run.tick, LUCK, ENGINE
    )


def taken(recording: Recording, text: str, names: Mapping[str, str]) -> Take | None:
    """A run as it was recorded, with its transcript; None if it was cut short, or is of a shape that I do not know.

    `names` are what its files are called now, by what they are called in recordings.
    """
    end = recording.end
    if end is None:
        return None
    try:
        schedule, town = _called(recording.schedule(), names), recording.town()
        messages, joined, draws = tuple(recording.messages()), recording.joined(), _draws(recording)
        chains = {proof.tick: proof.events for proof in recording.proofs() if proof.events}
    except UNFIT:
        return None
    texts = {names.get(name, name): Source(names.get(name, name), text) for name, text in recording.head.texts.items()}
    order = dict.fromkeys([*(name for name in schedule.sources if name in texts), *texts])
    until = end.tick if end.tick < schedule.length else None
    stage = Staged(schedule, town, recording.identity.seed, {name: texts[name] for name in order}, joined, until)
    side = Side(messages, draws, bool(draws), chains)
    head = recording.head
    return Take(stage, side, text, end.state, end.events, end.tick, head.luck, head.identity.engine)


def _draws(recording: Recording) -> dict[int, list[Draw]]:
    draws: dict[int, list[Draw]] = {}
    for each in recording.draws():
        draws.setdefault(each.tick, []).append(Draw(each.reason, each.after))
    return draws


def names_of(ready: Ready) -> dict[str, str]:
    """What the files of a script are called, by what they are called in recordings of it."""
    return {shown: name for name, shown in portable(ready).items()}


def _called(schedule: Schedule, names: Mapping[str, str]) -> Schedule:
    """The schedule with its files called otherwise."""
    places = {
        id: Written(names.get(each.file, each.file), each.line, each.column, each.text)
        for id, each in schedule.places.items()
    }
    sources = {names.get(name, name): mark for name, mark in schedule.sources.items()}
    return msgspec.structs.replace(schedule, places=places, sources=sources)
