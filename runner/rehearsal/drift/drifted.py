"""The front page of explaining drift: from a golden and what is performed today to why they are not the same.

Only called for what has drifted: it performs the scenario a few times over.
"""

from pathlib import Path

from dsl.diagnostic import Diagnostic
from dsl.source import Source
from runner.catalogue import called
from runner.rehearsal.drift.attributing import attributed, performable
from runner.rehearsal.drift.explained import Explained
from runner.rehearsal.drift.explaining import share
from runner.rehearsal.drift.guessing import guessed
from runner.rehearsal.drift.patching import patched
from runner.rehearsal.drift.performing import again, names_of, staged, taken
from runner.rehearsal.golden import Difference, golden_path, whole_at
from runner.rehearsal.records import beside, ends_as, of_another_run, useless
from runner.typed import typed
from runner.workshop import Ready

NO_SHAPE = "What is recorded beside the golden is of a shape that this Townlet does not know"


def drifted(script: Path, ready: Ready, seed: int, text: str, first: Difference | None) -> Explained:
    """Why a story is not the approved one. `text` is the transcript of today, `first` the first line that differs.

    The golden must be whole.
    """
    golden = whole_at(golden_path(script))
    approved = golden.text if isinstance(golden, Source) else ""
    record = beside(script)
    if record is None or isinstance(record, Diagnostic):
        return _guessed(script, ready, approved, text, first, record)
    old = taken(record, approved, names_of(ready))
    if old is None:
        return _guessed(script, ready, approved, text, first, useless(script, NO_SHAPE))
    base = again(old.staged) if performable(old.staged) else None
    patch = patched(approved, old, base, text, str(golden_path(script))) if base is not None else None
    if base is not None and patch is not None:
        causes = [cause for cause in attributed(old, again(staged(ready, seed)), again, base) if patch.concerns(cause)]
        return Explained((patch.share, *map(share, causes)), f"townlet rehearse {typed(called(script))}")
    if not ends_as(record, approved):
        return _guessed(script, ready, approved, text, first, of_another_run(script))
    causes = attributed(old, again(staged(ready, seed)), again, base)
    if not causes:
        return _guessed(script, ready, approved, text, first, None)
    return Explained(tuple(map(share, causes)), f"townlet diff {typed(called(script))}")


def _guessed(
    script: Path, ready: Ready, golden: str, text: str, first: Difference | None, trouble: Diagnostic | None
) -> Explained:
    shares = guessed(golden, text, first, ready.schedule)
    return Explained(shares, f"townlet rehearse {typed(called(script))}", trouble)
