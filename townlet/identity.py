"""Whose state a snapshot holds: by which engine, of which script and town, with which seed and values.

A state is of use only to the very schedule and the very town it was taken from. Both are known by two marks: a
hash of what is performed, which a comment leaves alone, and hashes of the texts, which stay the same when a later
engine makes a schedule of another shape from them. Either is enough.
"""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

import msgspec

from townlet.schedule import Rehearse, Schedule
from townlet.townfile import TownFile

_encode: Final = msgspec.json.Encoder().encode


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot is of. What is empty is not known; `lines` and `day` say how far the transcript has come."""

    engine: str  # The version of Townlet.
    scenario: str  # As it was named on the command line.
    title: str
    town: str
    seed: int
    tick: int
    length: int  # Ticks of the run, which may be other than the script's.
    values: dict[str, str]  # Of the parameters.
    schedule: str  # A hash of what is performed,
    ground: str  # and of the town file.
    sources: dict[str, str]  # The texts: file name to a hash.
    lines: int = 0
    day: int = -1  # The day that the last line is of, from 0; -1 is not known.


def identify(
    schedule: Schedule, file: TownFile, texts: Mapping[str, str], *, engine: str, scenario: str, seed: int,
    length: int, tick: int = 0,
) -> Identity:  # fmt: skip
    """The identity of a run of `schedule` (in its own length) that was given this seed and length."""
    return Identity(
        engine=engine, scenario=scenario, title=schedule.title, town=schedule.town, seed=seed, tick=tick,
        length=length, values=schedule.parameters, schedule=_schedule(schedule), ground=_hash(_encode(file)),
        sources=schedule.sources | {name: mark(text) for name, text in texts.items()},
    )  # fmt: skip


def run_id(schedule: Schedule, file: TownFile, seed: int) -> str:
    """A short name for a run, 12 hexadecimal digits: the same for whoever performs this script here with this seed."""
    return _hash(f"{_schedule(schedule)} {_hash(_encode(file))} {seed}".encode())[:12]


def known(identity: Identity) -> bool:
    """Whether a snapshot says what it is of; those of version 1 do not."""
    return bool(identity.schedule and identity.ground)


def same_script(one: Identity, other: Identity) -> bool:
    """Whether two runs are of the same script, with the same values."""
    if one.schedule == other.schedule:
        return True
    return one.values == other.values and bool(_scripts(one)) and _scripts(one) == _scripts(other)


def same_town(one: Identity, other: Identity) -> bool:
    """Whether two runs are in the same town."""
    return one.ground == other.ground or (bool(_towns(one)) and _towns(one) == _towns(other))


def edited(one: Identity, other: Identity) -> list[str]:
    """The files that both runs have read, and that changed in between."""
    both = one.sources.keys() & other.sources.keys()
    return sorted(name for name in both if one.sources[name] != other.sources[name])


def mark(text: str) -> str:
    """A hash of a text, 32 hexadecimal digits: the same as in `Schedule.sources`."""
    return _hash(text.encode())


def _schedule(schedule: Schedule) -> str:
    """What is performed: without its places in the file, and without what is for rehearsals and readers."""
    bare = msgspec.structs.replace(
        schedule, places={}, sources={}, rehearse=Rehearse(), about="", tags=(), seed=0
    )
    return _hash(_encode(bare))


def _scripts(identity: Identity) -> list[str]:
    return sorted(mark for name, mark in identity.sources.items() if not name.endswith(".yaml"))


def _towns(identity: Identity) -> list[str]:
    return sorted(mark for name, mark in identity.sources.items() if name.endswith(".yaml"))


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
