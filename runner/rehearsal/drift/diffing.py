"""Two runs held against each other, whatever they are: where they part, and why. Behind `townlet diff`.

A side is a recording, or a script, which is performed for it. Causes are found out by performing with this engine; a
recording that another engine made is performed again for that, and where that is another run, the engine is a cause.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from dsl.diagnostic import Diagnostic
from runner.catalogue import located
from runner.keeping import golden_seed
from runner.recording.file import Recording
from runner.recording.parting import words
from runner.recording.reading import read
from runner.rehearsal.drift.attributing import Cause, in_order, of_edits, of_engine, performable
from runner.rehearsal.drift.explained import Share
from runner.rehearsal.drift.explaining import share
from runner.rehearsal.drift.performing import again, names_of, staged, taken
from runner.rehearsal.drift.take import Take, held, same
from runner.trouble import trouble
from runner.typed import typed
from runner.version import ENGINE
from runner.workshop import Looked, Ready, Workshop

NEITHER = "This Townlet makes another run of either than was recorded; why they part was tried out with its runs"
CANNOT = "Runs that this Townlet cannot perform, or cannot from their beginning, are only held against each other"


class Run(msgspec.Struct, frozen=True):
    """One of two runs: what it is called, what it is, and whether it can be performed again from what it stands on."""

    name: str
    take: Take
    engine: str
    whole: bool = True


class Head(msgspec.Struct, frozen=True):
    """What the two runs do not have in common: what it is, in the one and in the other."""

    what: str
    was: str
    now: str


class Diffed(msgspec.Struct, frozen=True):
    """Two runs, compared. `same` is whether all that happened is, and how the town stands in the end; words apart."""

    one: str
    other: str
    same: bool
    heads: tuple[Head, ...]
    shares: tuple[Share, ...]


def diffed(one: Run, other: Run) -> Diffed:
    """Hold two runs against each other."""
    is_same = same(one.take, other.take)
    heads = tuple(_heads(one, other, is_same))
    return Diffed(one.name, other.name, is_same, heads, tuple(map(share, _causes(one, other))))


def run_of(target: str, workshop: Workshop, ready: Ready | None = None) -> Run | Diagnostic | Looked:
    """A run by what it is called on the command line: a recording, or a script, which is performed.

    `ready` is the script on the other side, whose files a recording's are called like.
    """
    if target.endswith((".townrun", ".townrun.zst")):
        found = read(Path(target), target)
        return found if isinstance(found, Diagnostic) else recorded_run(target, found, ready)
    place = located(target)
    if isinstance(place, Diagnostic):
        return place
    looked = workshop.ready(target, {})
    return performed_run(target, looked) if isinstance(looked, Ready) else looked


def performed_run(target: str, ready: Ready) -> Run:
    """The golden run of a script as it stands."""
    return Run(target, again(staged(ready, golden_seed(ready.schedule))), ENGINE)


def recorded_run(name: str, recording: Recording, ready: Ready | None = None, text: str = "") -> Run | Diagnostic:
    """A recorded run. One that was cut short cannot be held against another from end to end."""
    if recording.end is None:
        message = f"`{name}` was cut short, so it cannot be held against another run"
        return trouble("TN058", name, message, f"`townlet replay {typed(name)}` shows what is there")
    take = taken(recording, text, names_of(ready) if ready is not None else {})
    if take is None:
        message = f"`{name}` was recorded by Townlet {recording.identity.engine}, in a shape that I do not know"
        return trouble("TN058", name, message, "Hold it against others with that Townlet")
    if recording.head.since is msgspec.UNSET:
        return Run(name, take, recording.identity.engine)
    return _from_its_beginning(Run(name, take, recording.identity.engine, False), recording)


def _from_its_beginning(run: Run, recording: Recording) -> Run:
    """A run that went on from a snapshot, which has what was said before, performed whole if that makes the same."""
    joined = (*recording.said_before(), *run.take.staged.joined)
    take = msgspec.structs.replace(run.take, staged=msgspec.structs.replace(run.take.staged, joined=joined))
    found = again(take.staged) if performable(take.staged) else take
    is_same = found is not take and same(found, take)
    return msgspec.structs.replace(run, take=found if is_same else take, whole=is_same)


def _heads(one: Run, other: Run, is_same: bool) -> Iterator[Head]:
    """What the runs do not have in common, as far as their heads say. Of two that are the same it is no matter what was
    a statement in the one and a cue in the other, and which files only one of them has."""
    was, now = one.take.staged, other.take.staged
    spoken = "statements while it ran"
    facts = [
        ("title", was.schedule.title, now.schedule.title),
        ("town", was.schedule.town, now.schedule.town),
        ("length", f"{was.schedule.length} ticks", f"{now.schedule.length} ticks"),
        ("seed", str(was.seed), str(now.seed)),
        *(
            (f"value of {name}", was.schedule.parameters.get(name, "none"), now.schedule.parameters.get(name, "none"))
            for name in dict.fromkeys([*was.schedule.parameters, *now.schedule.parameters])
        ),
        (spoken, str(len(was.joined)), str(len(now.joined))),
        ("Townlet", one.engine, other.engine),
    ]
    yield from (Head(*fact) for fact in facts if fact[1] != fact[2] and not (is_same and fact[0] == spoken))
    before, after = was.schedule.sources, now.schedule.sources
    both = set(before.values()) & set(after.values())  # Under whatever name.
    for name in dict.fromkeys([*before, *after]):
        only = name not in before or name not in after
        if only and (is_same or (before.get(name) or after.get(name)) in both):
            continue
        if before.get(name) != after.get(name):
            yield Head(name, before.get(name, "none")[:12], after.get(name, "none")[:12])


def _causes(one: Run, other: Run) -> list[Cause]:
    if same(one.take, other.take) and words(one.take.side) == words(other.take.side):
        return []
    if not (one.whole and other.whole and performable(one.take.staged) and performable(other.take.staged)):
        return [Cause("unknown", held(one.take, other.take).parting, (one.take, other.take), note=CANNOT)]
    base, last = again(one.take.staged), again(other.take.staged)
    edits = [*of_edits(base, last, again)]
    strange = not same(one.take, base), not same(other.take, last)
    if all(strange):
        return in_order([msgspec.structs.replace(cause, note=cause.note or NEITHER) for cause in edits])
    engine = [*of_engine(one.take, base)] if strange[0] else [*of_engine(last, other.take)] if strange[1] else []
    return in_order([*engine, *edits])
