"""Schedules as files: JSON as `docs/schema/schedule-1.schema.json` describes it."""

import re
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.library import Said
from dsl.source import Source
from runner import soundness
from runner.disk import read_bytes, replace_file
from runner.trouble import trouble, whole
from townlet.schedule import VERSION, Schedule
from townlet.townfile import TownFile

MOST: Final = 10
"""So many faults of one schedule are told."""
AGAIN: Final = "Write it anew with `townlet compile`"


class _Versioned(msgspec.Struct):
    version: int


def written(schedule: Schedule) -> bytes:
    """A schedule as JSON a person can read and git can compare; ends in a newline."""
    return msgspec.json.format(msgspec.json.encode(schedule), indent=1) + b"\n"


def write(schedule: Schedule, path: Path) -> Diagnostic | None:
    """Write a schedule; what goes wrong is given back."""
    return replace_file(path, written(schedule))


def read(path: Path, name: str) -> Schedule | Diagnostic:
    """A schedule from a file, held to its version and its shape."""
    data = read_bytes(path, name)
    if isinstance(data, Diagnostic):
        return data
    try:
        version = msgspec.json.decode(data, type=_Versioned).version
        if version != VERSION:
            return _unfit(name, f"it is of version {version}, and I read version {VERSION}")
        return msgspec.json.decode(data, type=Schedule)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _unfit(name, _in_words(error))


def compared(schedule: Schedule, town: Source, name: str) -> Said:
    """A warning when the town is no longer the one that the schedule was compiled with."""
    towns = [each for file, each in schedule.sources.items() if file.endswith(".yaml")]
    if not towns or _hash(town) in towns:
        return ()
    message = f"`{town.name}` has changed since `{name}` was compiled, so the story may be another"
    return (Diagnostic("TN013", message, whole(name), severity="warning", hint=AGAIN),)


def unsound(schedule: Schedule, town: TownFile, name: str) -> Said:
    """What keeps a schedule of the right shape from being performed in its town: the first few such things."""
    found = list(islice(soundness.unsound(schedule, town), MOST))
    return tuple(_unfit(name, each) for each in dict.fromkeys(found))


def _unfit(name: str, why: str) -> Diagnostic:
    return trouble("TN010", name, f"`{name}` is no schedule that I can perform: {why}", AGAIN)


def _in_words(error: Exception) -> str:
    """What the decoder says, with the place in the file as a path of keys."""
    found = re.fullmatch(r"(.*?) - at `\$?\.?(.*)`", str(error))
    if found is None:
        is_shape = str(error).startswith(("Object", "Expected"))
        return str(error) if is_shape else "it is not JSON, or not all of it is there"
    return f"{found[1]}, at `{found[2]}`"


def _hash(source: Source) -> str:
    return blake2b(source.text.encode(), digest_size=16).hexdigest()
