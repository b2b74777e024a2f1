"""Opening a store. A file that is none, or that holds runs of something else, is told of before anything begins."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from dsl.diagnostic import Diagnostic
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.rehearsing import identity
from runner.rehearsal.store import Store
from runner.trouble import trouble


def opened(path: Path | None, plans: Sequence[Plan | Unplanned]) -> Store | Diagnostic:
    """A store in which each plan has been begun; in memory without a path."""
    try:
        store = Store(path)
    except sqlite3.Error as error:
        message = f"`{path}` is no store of a rehearsal that I can use: {error}"
        return trouble("TN036", str(path), message, "Name a new file, or one that `townlet rehearse --store` wrote")
    for plan in plans:
        if isinstance(plan, Plan) and not store.begin(plan.target.name, identity(plan)):
            store.close()
            message = f"`{path}` holds runs of `{plan.target.name}` as it was, or of other seeds and values"
            hint = "Name a new file; what is in the old one can be read with any tool for SQLite"
            return trouble("TN036", str(path), message, hint)
    return store
