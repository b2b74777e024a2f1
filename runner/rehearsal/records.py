"""The record of a golden: beside `NAME.transcript` lies `NAME.townrun`, the recording of the run that was approved.

It says why a story is another today. It is never needed: a golden without one, or with one that is not of it, holds
all the same. It is written after the transcript, and whole or not at all.
"""

from pathlib import Path

from dsl.diagnostic import Diagnostic
from runner.catalogue import called
from runner.continuing import identity_of
from runner.disk import replace_file
from runner.keeping import Kept, golden_seed, kept
from runner.recording.file import Recording
from runner.recording.making import attendants
from runner.recording.names import head
from runner.recording.reading import read
from runner.recording.recorder import Recorder
from runner.rehearsal.golden import closing
from runner.trouble import whole
from runner.typed import typed
from runner.workshop import Ready


def record_path(script: Path) -> Path:
    """Where the record of a script's golden is."""
    return script.with_suffix(".townrun")


def recorded(ready: Ready, seed: int | None = None) -> tuple[Kept, bytes]:
    """Perform a script and record it, as its golden's run; the same file byte for byte whenever the run is the same."""
    chosen = golden_seed(ready.schedule) if seed is None else seed
    identity = identity_of(ready, "", chosen, ready.schedule.length)
    pieces: list[bytes] = []
    recorder = Recorder(head(ready, identity), pieces.append)
    found = kept(ready.schedule, ready.town, chosen, lambda town: attendants(town, recorder))
    recorder.finish(found.run)
    return found, b"".join(pieces)


def keep(script: Path, record: bytes) -> Diagnostic | None:
    """Write the record of a golden that was just written; what goes wrong is given back."""
    return replace_file(record_path(script), record)


def record_of(script: Path, golden: str) -> Recording | Diagnostic | None:
    """The record of a golden: None if there is none; why it is of no use, if it is not of this one.

    `golden` is the text of the transcript.
    """
    found = beside(script)
    if isinstance(found, Recording) and not ends_as(found, golden):
        return of_another_run(script)
    return found


def ends_as(record: Recording, golden: str) -> bool:
    """Whether a record ends with the digests of a golden."""
    return record.end is not None and (record.end.state, record.end.events) == closing(golden)


def of_another_run(script: Path) -> Diagnostic:
    """Why a record is of no use to its golden."""
    return useless(script, f"`{shown(script)}` is of another run than the golden beside it")


def beside(script: Path) -> Recording | Diagnostic | None:
    """What is recorded beside a golden, of whatever run; None if there is nothing; why it is no recording."""
    path = record_path(script)
    if not path.exists():
        return None
    name = shown(script)
    found = read(path, name)
    if isinstance(found, Diagnostic):
        return useless(script, found.message)
    if found.end is None:
        return useless(script, f"`{name}` was cut short")
    return found


def shown(script: Path) -> str:
    """What the record of a script is called in messages: without the way to it, for it lies beside its golden."""
    return record_path(script).name


def useless(script: Path, why: str) -> Diagnostic:
    """A record that cannot help."""
    name = shown(script)
    again = f"`townlet rehearse {typed(called(script))} --update-new`"
    hint = f"The golden holds all the same. Accepting a story writes a new one; so does {again}, while it is the same"
    return Diagnostic("TN057", why, whole(name), severity="warning", hint=hint)
