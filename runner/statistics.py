"""A scenario in figures: what is written, and what becomes of it when it is performed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from dsl.outline.words import words
from dsl.outline.writing import Writing, writing
from runner.keeping import golden_seed
from runner.performing import performed, share_of
from runner.transcript import moment
from runner.workshop import Ready
from townlet.beat import Beat
from townlet.events import Event, Said
from townlet.schedule import Schedule

BEFORE: Final = "(before the first mark)"
WITHOUT: Final = "(no mark in it)"
"""What is in no scene, as a scene."""


class Character(msgspec.Struct, frozen=True):
    """Somebody of whom anything is told: in how many lines, in how many of their own accord; what they say."""

    name: str
    beats: int
    own: int
    says: int
    words: int


class Scene(msgspec.Struct, frozen=True):
    """From one mark to the next, or to the end. `begins` is a clock time; `beats` are lines of the transcript."""

    title: str
    begins: str
    ticks: int
    beats: int


class Performance(msgspec.Struct, frozen=True):
    """One run; `emergent_share` is the fraction of its lines that nobody wrote or directed."""

    seed: int
    ticks: int
    beats: int
    words: int
    emergent_share: float
    characters: tuple[Character, ...]
    scenes: tuple[Scene, ...]


class Statistics(msgspec.Struct, frozen=True):
    """All figures of a scenario."""

    title: str
    written: Writing
    performed: Performance


def statistics(ready: Ready) -> Statistics:
    """The figures of a script that can be performed, with the seed of its golden."""
    return Statistics(ready.schedule.title, writing(ready.schedule), _performance(ready))


def _performance(ready: Ready) -> Performance:
    schedule, seed = ready.schedule, golden_seed(ready.schedule)
    beats: list[Beat] = []
    events: dict[int, Event] = {}
    run = performed(schedule, ready.town, seed, beats.append, lambda event: events.update({event.id: event}))
    lines = [beat for beat in beats if beat.kind == "line"]
    return Performance(
        seed=seed,
        ticks=run.tick,
        beats=run.lines,
        words=sum(words(beat.text) for beat in lines),
        emergent_share=share_of(run),
        characters=tuple(_characters(lines, events)),
        scenes=tuple(_scenes(beats, schedule, run.tick)),
    )


def _characters(lines: Sequence[Beat], events: dict[int, Event]) -> Iterator[Character]:
    """Whoever is told of most comes first; who is told of as often, by name."""
    told, own, says, spoken = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for beat in lines:
        event = events.get(beat.event)
        if event is None or not event.who:
            continue
        told[event.who] += 1
        own[event.who] += beat.sign == "·"
        if isinstance(event, Said):
            says[event.who] += 1
            spoken[event.who] += words(event.text)
    for name in sorted(told, key=lambda name: (-told[name], name)):
        yield Character(name, told[name], own[name], says[name], spoken[name])


def _scenes(beats: Sequence[Beat], schedule: Schedule, end: int) -> Iterator[Scene]:
    starts = [(beat.tick, beat.text, at) for at, beat in enumerate(beats) if beat.kind == "mark"]
    if not starts or starts[0][0] > 0 or starts[0][2] > 0:
        starts.insert(0, (0, BEFORE if starts else WITHOUT, 0))
    ends = [(tick, at) for tick, _, at in starts[1:]] + [(end, len(beats))]
    for (tick, title, at), (until, last) in zip(starts, ends, strict=True):
        lines = sum(beat.kind == "line" for beat in beats[at:last])
        yield Scene(title, moment(tick, schedule), until - tick, lines)
