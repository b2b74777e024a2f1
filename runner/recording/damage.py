"""What is said of files that are no recordings, or are not as they were written."""

from typing import TYPE_CHECKING, Final

from dsl.diagnostic import Diagnostic
from runner.trouble import trouble, whole
from runner.typed import typed

if TYPE_CHECKING:
    from runner.recording.file import Recording

AGAIN: Final = "Record it anew: `townlet run NAME --record FILE.townrun`"
NAME_ONE: Final = "Name a file that `townlet run … --record FILE.townrun` wrote"


def not_one(line: bytes, name: str) -> Diagnostic:
    """A file that is something else; what it is, where that can be told."""
    for begins, what, hint in OTHERS:
        if line.startswith(begins):
            return trouble("TN070", name, f"`{name}` is {what}, and not a recording", hint.format(name=typed(name)))
    return trouble("TN070", name, f"`{name}` is not a recording", NAME_ONE)


OTHERS: Final = (
    (b'{"townlet":"snapshot"', "a snapshot", "Go on from it with `townlet run --from {name}`"),
    (b'{"payload_type":', "a stream of telemetry, without what the run stood on", NAME_ONE),
    (b'{"', "some other JSON", NAME_ONE),
    (b"# ", "a transcript, or some other text", NAME_ONE),
    (b"scenario ", "a script", "Record it: `townlet run {name} --record FILE.townrun`"),
)
"""How other files begin, what they are, and what to do instead."""


def unfit(name: str, error: Exception) -> Diagnostic:
    """A head that is JSON and not in the shape of one."""
    return trouble("TN070", name, f"`{name}` is not a recording that I can read: {error}", NAME_ONE)


def cut_off(name: str) -> Diagnostic:
    """Nothing is left but a piece of the first line."""
    message = f"`{name}` is only the beginning of a recording: it was cut off before the story begins"
    return trouble("TN071", name, message, AGAIN)


def cut_short(name: str, tick: int | None, found: "Recording") -> Diagnostic:
    """What is there can be used, up to a tick."""
    upto = "before its first tick" if tick is None else f"in tick {tick} of {found.identity.length}"
    message = f"`{name}` was cut short, or its run was interrupted: it ends {upto}"
    hint = "I use what is there, up to that tick. To have it whole, record it anew"
    return Diagnostic("TN071", message, whole(name), severity="warning", hint=hint)


def edited(name: str, why: str = "") -> Diagnostic:
    """Something was changed: what, where that can be told."""
    message = f"`{name}` is not as it was recorded: {why or 'its checksum does not fit'}, so it was edited or damaged"
    return trouble("TN072", name, message, f"A recording cannot be changed by hand. {AGAIN}")


def wrong_line(line: bytes, number: int) -> str:
    """What is wrong with a line (counted from 1) that has others after it."""
    if line.startswith(b'{"townlet":"recording"'):
        return f"another recording begins in line {number}"
    if line.startswith(b'{"end":'):
        return f"it goes on after its end, in line {number + 1}"
    return f"line {number} is none that I write"


def unmerged(name: str) -> Diagnostic:
    """Git left both sides in it."""
    message = f"`{name}` holds two versions that were not merged"
    hint = "They cannot be merged by hand: take one side with `git checkout --ours` or `--theirs`, or record it anew"
    return trouble("TN072", name, message, hint)


def from_the_future(name: str, version: int, known: int) -> Diagnostic:
    """A version that I do not know."""
    message = f"`{name}` is a recording of version {version}, from the future: I read versions up to {known}"
    return trouble("TN073", name, message, "Open it with the Townlet that recorded it, or a later one")


def unperformable(name: str, engine: str, why: str) -> Diagnostic:
    """A schedule or a town of a shape that this engine does not know."""
    message = f"What `{name}` stands on cannot be performed by this Townlet: {why}"
    hint = f"Townlet {engine} recorded it. What was recorded can be seen: `townlet inspect {typed(name)} --at TICK`"
    return trouble("TN074", name, message, hint)


def by_another(name: str, engine: str, own: str) -> Diagnostic:
    """It can be performed, and may become another story."""
    message = f"`{name}` was recorded by Townlet {engine}, and is performed again by {own}: the story may be another"
    hint = f"`townlet replay {typed(name)} --verify` says whether it is, and from when on"
    return Diagnostic("TN074", message, whole(name), severity="warning", hint=hint)
