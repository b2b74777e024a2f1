"""Opening a store. A file that is none, or that holds runs of something else, is told of before anything begins."""

import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.shape import VERSION, OtherFormError
from runner.rehearsal.store import Store
from runner.trouble import trouble
from runner.version import ENGINE
from runner.workshop import Ready
from townlet.schedule import Rehearse


def opened(path: Path | None, plans: Sequence[Plan | Unplanned]) -> Store | Diagnostic:
    """A store in which each plan has been begun; in memory without a path."""
    try:
        store = Store(path)
    except OtherFormError as error:
        whose = "an earlier" if error.version < VERSION else "a later"
        message = f"`{path}` is a store of {whose} Townlet, which keeps runs in another form"
        return trouble("TN036", str(path), message, NEW_FILE)
    except sqlite3.Error as error:
        message = f"`{path}` is no store of a rehearsal that I can use: {error}"
        return trouble("TN036", str(path), message, "Name a new file, or one that `townlet rehearse --store` wrote")
    wrong = _begun(store, plans, path)
    if wrong is not None:
        store.close()
    return wrong or store


NEW_FILE: Final = "Name a new file; what is in the old one can be read with any tool for SQLite"


def unkept(path: Path | None, error: sqlite3.Error) -> Diagnostic:
    """A store that takes no more; what was kept before is as it was."""
    hint = "Make room, and see that nobody else is at work in it; what was kept stays, and the same command goes on"
    return trouble("TN014", str(path or "memory"), f"I cannot write to `{path or 'memory'}`: {error}", hint)


def _begun(store: Store, plans: Sequence[Plan | Unplanned], path: Path | None) -> Diagnostic | None:
    for plan in plans:
        try:
            if isinstance(plan, Plan) and not begun(store, plan):
                what = f"runs of `{plan.target.name}` from before the script, its town or Townlet changed"
                return trouble("TN036", str(path), f"`{path}` holds {what}", NEW_FILE)
        except sqlite3.Error as error:
            return unkept(path, error)
    return None


def begun(store: Store, plan: Plan) -> bool:
    """Make room for a plan in a store; False if runs of another state of it are there already."""
    identities = {values: identity(ready) for values, ready in plan.ready.items()}
    return store.begin(plan.target.name, identities, plan.cells)


def identity(ready: Ready) -> str:
    """What a run depends on besides its seed: schedule, town and engine, as a digest.

    Which seeds and values a rehearsal has is no part of it, so that there can be more of them later. What is to be
    covered is, because a run keeps what of it was come to.
    """
    bare = msgspec.structs.replace(
        ready.schedule, places={}, sources={}, about="", tags=(), seed=0,
        rehearse=Rehearse(cover=ready.schedule.rehearse.cover),
    )  # fmt: skip
    return blake2b(msgspec.json.encode([ENGINE, bare, ready.town]), digest_size=16).hexdigest()
