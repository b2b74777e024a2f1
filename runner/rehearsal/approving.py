"""Deciding about stories that differ: what is pending, accepting it whole or by passage, rejecting it.

Nothing is lost: a golden is replaced whole or not at all, two who accept at once are kept apart by a lock file, and
what waits goes away only after the golden has taken its place.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.source import Source
from runner.catalogue import called
from runner.disk import discard, read_bytes, replace_file, unwritable
from runner.rehearsal.golden import closing, golden_path, pending_path, script_of, too_new, whole_at
from runner.rehearsal.passages import (
    VERDICTS,
    differing,
    merged,
    of_other_runs,
    parts,
    unkept,
    untold,
    with_another,
    with_reason,
)
from runner.rehearsal.records import keep
from runner.trouble import trouble
from runner.typed import typed

LAST: Final = ".transcript.new"
UNREADABLE: Final = "TN003"
"""The code of a golden that is there and kept from us: it may be whole, and is not written over."""


class Pending(msgspec.Struct, frozen=True):
    """A story that waits for a decision: its script, and the passages that differ. `is_new`: there is no golden.

    There are no passages if it can only be decided about whole, because no golden is there to hold it against.
    """

    script: str
    passages: tuple[str, ...]
    is_new: bool


class Accepted(msgspec.Struct, frozen=True):
    """What was done, what still differs, and the verdicts among it of promises that were not kept.

    `trouble` says why the golden has no record of this run. `older` are the passages of the golden that are not of the
    run that was accepted, when nothing waits any more.
    """

    script: str
    left: tuple[str, ...]
    broken: tuple[str, ...] = ()
    trouble: Diagnostic | None = None
    older: tuple[str, ...] = ()


Record = Callable[[], tuple[str, bytes]]
"""Performs the script as it stands: its transcript, and the recording of that run."""


def pending(folders: Iterable[Path]) -> list[Pending]:
    """All that waits in some folders and below, by path; what lies in two of them is listed once."""
    found = {os.path.realpath(path): path for folder in folders for path in folder.rglob(f"*{LAST}")}
    return [_pending(path) for path in sorted(found.values())]


def _pending(path: Path) -> Pending:
    script = script_of(path.with_suffix(""))
    new, old = whole_at(path), approved(script)
    passages = differing(old, new.text) if isinstance(new, Source) and old else []
    return Pending(str(script), tuple(passages), not golden_path(script).exists())


def approved(script: Path) -> str:
    """The golden of a script; nothing if there is none, or none that is whole."""
    found = whole_at(golden_path(script))
    return found.text if isinstance(found, Source) else ""


def accepted(
    script: Path, passage: str, because: str, identity: str, record: Record
) -> Accepted | Diagnostic:
    """Put what waits in the place of the golden: all of it, or one passage.

    `identity` is the header that a run of the script as it stands would have: what waits must be of that script, and
    to the letter what that run tells. When nothing of it waits any more, the golden gets the record of that run.
    """
    with _locked(golden_path(script)) as wrong:
        return wrong or _accepted(script, passage, because, identity, record)


def _accepted(
    script: Path, passage: str, because: str, identity: str, record: Record
) -> Accepted | Diagnostic:
    waiting = _waiting(script)
    if isinstance(waiting, Diagnostic):
        return waiting
    if not waiting.text.startswith(identity):
        name = called(script)
        message = f"What waits for `{name}` was told by another script, town or seed than today's"
        return trouble("TN034", name, message, f"Rehearse it again: `townlet rehearse {typed(name)}`")
    golden = whole_at(golden_path(script))
    if isinstance(golden, Diagnostic) and golden.code == UNREADABLE:
        return golden
    later = too_new(golden) if isinstance(golden, Source) else None
    if later is not None:
        return later
    before, text = approved(script), waiting.text
    told, data = record()
    edited = untold(text, told, before)
    if edited:
        return _edited(script, edited)
    if passage:
        wrong = _undecidable(script, passage, before, text)
        if wrong is not None:
            return wrong
        text = with_another(merged(before, text, passage), passage)
    left = differing(text, waiting.text)
    if not left:
        text = waiting.text  # Its header too: this is now the run it tells of.
    wrong = replace_file(golden_path(script), with_reason(text, _as_it_is(script), because).encode())
    if wrong is not None:
        return wrong
    unrecorded = None
    if not left:
        discard(pending_path(script))
        unrecorded = keep(script, data) if closing(told) == closing(text) else None
    broken = unkept(text) if passage in ("", VERDICTS) else ()
    return Accepted(str(script), tuple(left), broken, unrecorded, of_other_runs(text) if not left else ())


def _edited(script: Path, line: int) -> Diagnostic:
    """That what waits was told by no run: only what was performed is approved."""
    name, path = called(script), pending_path(script).name
    message = f"What waits for `{name}` is not what its script tells: line {line} of `{path}` was edited by hand"
    hint = f"Say it in the script, and rehearse it again: `townlet rehearse {typed(name)}`"
    return trouble("TN034", name, message, hint)


def _as_it_is(script: Path) -> str:
    """The golden in whatever state it is; nothing if there is none."""
    data = read_bytes(golden_path(script), str(golden_path(script)))
    return "" if isinstance(data, Diagnostic) else "\n".join(Source("", data.decode("utf-8", "replace")).lines)


def rejected(script: Path, passage: str = "") -> Diagnostic | None:
    """Throw away what waits, all of it or one passage; the golden stays."""
    with _locked(golden_path(script)) as wrong:
        return wrong or _rejected(script, passage)


def _rejected(script: Path, passage: str) -> Diagnostic | None:
    waiting = _waiting(script)
    if isinstance(waiting, Diagnostic):
        return waiting
    if passage:
        golden = approved(script)
        wrong = _undecidable(script, passage, golden, waiting.text)
        left = with_another(merged(waiting.text, golden, passage), passage)
        if wrong is not None or differing(golden, left):
            return wrong or replace_file(pending_path(script), left.encode())
    discard(pending_path(script))
    return None


def _waiting(script: Path) -> Source | Diagnostic:
    path = pending_path(script)
    if not path.exists():
        name = called(script)
        again = f"`townlet rehearse {typed(name)}`"
        hint = f"{again} says whether its story has changed; `townlet pending` lists what waits"
        return trouble("TN033", name, f"Nothing waits for a decision about `{name}`", hint)
    return whole_at(path)


def _undecidable(script: Path, passage: str, golden: str, new: str) -> Diagnostic | None:
    """Why a passage cannot be decided about by itself; None if it can."""
    there, name = differing(golden, new), called(script)
    if golden and passage in there:
        return None
    hint = f"What differs is {', '.join(f'#{each}' for each in there)}" if there else "Nothing differs"
    if not golden:
        message = f"`{name}` has no golden, or none that is whole, so there is nothing to put one passage into"
        hint = f"Decide about the whole story: `{name}` without `#{passage}`"
    elif passage in parts(golden).passages:
        message = f"The passage `#{passage}` of `{name}` is the approved one already"
    else:
        message = f"The story of `{name}` has no passage `#{passage}`"
    return trouble("TN033", name, message, hint)


@contextmanager
def _locked(golden: Path) -> Iterator[Diagnostic | None]:
    """Keep others out for as long as a golden is decided about."""
    lock = golden.with_name(f".{golden.name}.lock")
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        hint = f"Try again; if nobody else is at work, remove `{lock}`"
        yield trouble("TN035", str(golden), f"Somebody else is deciding about `{golden}` at this moment", hint)
        return
    except OSError as error:
        yield unwritable(str(lock), error)
        return
    try:
        yield None
    finally:
        discard(lock)
