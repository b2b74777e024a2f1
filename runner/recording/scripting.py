"""A script that does what a recorded run did, with a cue for everything that its operator said."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from dsl.compiler import compile
from dsl.diagnostic import Diagnostic, in_order
from dsl.layout import STEP
from dsl.library import FoundTown, Said
from dsl.parse import Parser, parse
from dsl.source import Source
from dsl.statement import written
from runner.performing import with_length
from runner.recording.again import Piece
from runner.recording.verifying import verified
from runner.rehearsal.pinning import block_of, indentation, settled
from runner.shelf import SHIPPED_NAME
from runner.transcript import moment
from runner.trouble import trouble, whole
from runner.workshop import Ready, Workshop
from townlet.identity import identify
from townlet.script.inputs import Joined
from townlet.townfile import TownFile


class Scripted(msgspec.Struct, frozen=True):
    """The script, how many statements are in it, and what is to be said of it."""

    text: str
    statements: int
    said: Said = ()
    ended: int | None = None
    """The tick in which the run was ended, or its recording was cut, where that is before its time."""

    def in_words(self) -> str:
        """What is in it."""
        goes_on = f"; it goes on after tick {self.ended}, where the recording ends" if self.ended is not None else ""
        if not self.statements:
            return f"nothing was said while it was recorded, so it is the script as it was performed{goes_on}"
        count = "1 statement as a cue" if self.statements == 1 else f"{self.statements} statements as cues"
        return f"with {count}{goes_on}"


def scripted(piece: Piece, name: str, parser: Parser) -> Scripted | Diagnostic:
    """The script that a recorded run was of, with its seed, its values, its length and its inputs written into it.

    What was said before the snapshot that it went on from is in that. It is performed and held against the recording
    before it is given away.
    """
    source = _script(piece)
    if source is None:
        return _without_script(piece, name)
    piece = msgspec.structs.replace(piece, joined=(*piece.recording.said_before(), *piece.joined))
    text = _text(piece, source, parser, piece.schedule.length)
    wrong = _another(piece, Source(source.name, text), parser, None)
    if wrong and piece.recording.schedule_as_written().length != piece.schedule.length:
        text = _noted(_text(piece, source, parser, None), piece)  # Its `end` is another moment than the run's.
        wrong = _another(piece, Source(source.name, text), parser, piece.schedule.length)
    said = (_not_the_same(name, wrong),) if wrong else ()
    return Scripted(text, len(piece.joined), said, piece.last if 0 < piece.last < piece.schedule.length else None)


def _script(piece: Piece) -> Source | None:
    named = piece.recording.identity.scenario
    text = piece.recording.head.texts.get(named)
    return Source(named, text) if text is not None and named.endswith(".town") else None


def _text(piece: Piece, source: Source, parser: Parser, length: int | None) -> str:
    """The script as it was performed; what it says already is left as it stands."""
    own, kept = piece.recording.schedule_as_written(), piece.recording.identity
    scenario = parse(source, parser)[0].scenarios[0]
    seed = kept.seed if kept.seed != own.seed else None
    lines = settled(source, scenario, seed, kept.values, length if length != own.length else None)
    first = next(number for number, line in enumerate(lines) if line.startswith("scenario"))
    at = block_of(lines, first).stop
    cues = [line for joined in piece.joined for line in _cue(joined, _step(lines, first))]
    return "\n".join([*lines[:at], *cues, *lines[at:]]).rstrip("\n") + "\n"


def _step(lines: Sequence[str], first: int) -> int:
    """By how much the lines of the scenario are indented."""
    return next((indentation(line) for line in lines[first + 1 :] if line.strip()), STEP)


def _cue(joined: Joined, step: int) -> list[str]:
    """The lines of a cue, indented as the others are."""
    found = joined.input
    lines = written(found.text, found.number, found.tick).rstrip("\n").split("\n")
    return [" " * step + line[STEP:] if line.strip() else "" for line in lines]


def _noted(text: str, piece: Piece) -> str:
    """With a comment that says how to perform it for as long as it was."""
    length = piece.schedule.length
    return f"# Recorded with another length than it has: perform it with `townlet run … --ticks {length}`.\n{text}"


def _another(piece: Piece, source: Source, parser: Parser, length: int | None) -> str:
    """In what a script is another than the recorded run; nothing if it is the same."""
    kept = Kept(piece.recording.head.texts, piece.town)
    found = compile(source, parser, kept, kept)
    if found.schedule is None:
        return f"it does not compile: {in_order(found.diagnostics)[0].message}"
    schedule = with_length(found.schedule, length)
    if (schedule.seed, schedule.length) != (piece.seed, piece.schedule.length):
        return "its seed or its length cannot be written down"
    result = verified(Piece(piece.recording, schedule, piece.town))
    if result.same:
        return ""
    tick = result.tick if result.tick is not None else piece.last
    return f"it is another story from tick {tick} ({moment(tick, schedule)}) on"


class Kept:
    """The files that a recording holds, as a library and as towns."""

    def __init__(self, texts: Mapping[str, str], town: TownFile) -> None:
        self.texts, self.town = texts, town

    def read(self, path: str, beside: str) -> Source | None:
        """See `dsl.library.Library`."""
        near = os.path.normpath(os.path.join(os.path.dirname(beside), path))
        name = next((each for each in (near, f"{SHIPPED_NAME}/{path}") if each in self.texts), None)
        return Source(name, self.texts[name]) if name is not None else None

    def find(self, name: str, beside: str) -> FoundTown | None:
        """See `dsl.library.Towns`: there is one, which was read when the run was recorded."""
        file = next((each for each in self.texts if os.path.basename(each) == f"{name}.yaml"), f"{name}.yaml")
        return FoundTown(self.town, Source(file, self.texts.get(file, "")))

    def names(self, beside: str) -> Sequence[str]:
        """See `dsl.library.Library` and `dsl.library.Towns`: nothing has to be guessed."""
        return ()


def _without_script(piece: Piece, name: str) -> Diagnostic:
    message = f"`{name}` is of a compiled schedule, `{piece.recording.identity.scenario}`, and holds no script"
    return trouble("TN078", name, message, "Record a run of the script that it was compiled from")


def _not_the_same(name: str, why: str) -> Diagnostic:
    message = f"The script from `{name}` is not the run that was recorded: {why}"
    hint = f"Whether this Townlet performs the recording itself as it was, `townlet replay {name} --verify` says"
    return Diagnostic("TN078", message, whole(name), severity="warning", hint=hint)


def around(piece: Piece, output: Path, workshop: Workshop) -> Said:
    """What a script finds where it is written that is other than when its run was recorded."""
    found = workshop.ready(str(output), {})
    if not isinstance(found, Ready):
        return in_order(found.diagnostics)[:1]
    kept = piece.recording.identity
    own = identify(found.schedule, found.town, {}, engine="", scenario="", seed=0, length=0)
    if own.ground != kept.ground:
        message = f"The town that `{output}` finds is not as it was when the run was recorded"
        return (Diagnostic("TN078", message, whole(str(output)), severity="warning", hint=_PUT_BACK),)
    libraries = {os.path.basename(name): mark for name, mark in kept.sources.items() if name != kept.scenario}
    changed = [
        name for name, mark in found.schedule.sources.items()
        if libraries.get(os.path.basename(name), mark) != mark and not name.endswith(".yaml")
    ]  # fmt: skip
    if not changed:
        return ()
    message = f"`{changed[0]}` is not as it was when the run was recorded"
    return (Diagnostic("TN078", message, whole(str(output)), severity="warning", hint=_PUT_BACK),)


_PUT_BACK: Final = "Put back the file as it was then: the recording holds it, under `texts` in its first line"
