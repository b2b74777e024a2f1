"""Older snapshots made into those of today: each step takes plain data of one version and gives that of the next.

A step is never changed once a version was in use; a later change is a later step. Fields that have a default need
none. `tests/kept` holds a snapshot of every version, to be read for as long as we say we can.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

Plain = dict[str, Any]
Step = Callable[[Plain], Plain]

VERSION: Final = 2
"""The version of the snapshots that are written."""


def migrated(data: Plain, steps: "Mapping[int, Step] | None" = None) -> Plain:
    """Plain data of any version as data of `VERSION`; raises KeyError or TypeError when it is no such data."""
    table = STEPS if steps is None else steps
    while data["version"] in table:
        data = table[data["version"]](data)
    return data


def _with_identity(old: Plain) -> Plain:
    """1 → 2: the state moves into a part of its own, beside what it is of. Version 1 did not say of what."""
    state = {name: value for name, value in old.items() if name != "version"}
    identity = {
        "engine": "", "scenario": "", "title": "", "town": "", "seed": old["seed"], "tick": old["world"]["tick"],
        "length": 0, "values": {}, "schedule": "", "ground": "", "sources": {},
    }  # fmt: skip
    return {"version": 2, "identity": identity, "state": state}


STEPS: Final[Mapping[int, Step]] = {
    1: _with_identity,
}
"""By version, what makes the next of it."""
