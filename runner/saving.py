"""Snapshots as files, and all that can be wrong with one. `docs/snapshots.md` describes the format.

    {"townlet":"snapshot","version":2,"checksum":"5e…","bytes":31250}     what the rest must be
    {"engine":"0.1.0","scenario":"coffee-too-dear","seed":20260720,…}     whose state it is
    {"seed":20260720,"next_order":9,"world":{…},…}                        the state

A name that ends in `.gz` is compressed. Of version 1 there is only a state, with the version in it.
"""

import gzip
import zlib
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import msgspec

from dsl.diagnostic import Diagnostic
from runner.disk import read_bytes, replace_file
from runner.trouble import trouble
from runner.typed import typed
from townlet.identity import Identity
from townlet.migrations import VERSION, migrated
from townlet.snapshot import State, decoded

LARGEST: Final = 512_000_000
"""Bytes, unpacked. Ten agents have some 40,000, ten thousand have a thousand times that."""

PACKED: Final = b"\x1f\x8b"
AGAIN: Final = "Save it anew: `townlet run NAME --save-at MOMENT --snapshot FILE`"


class Head(msgspec.Struct, frozen=True):
    """The first line of a snapshot; the checksum is of the version and of all that follows."""

    townlet: str
    version: int
    checksum: str
    bytes: int


class Snapshot(msgspec.Struct, frozen=True):
    """What a file holds: whose state, and the state as JSON, in the form of today. `version` is that of the file."""

    identity: Identity
    state: bytes
    version: int


def written(identity: Identity, state: bytes) -> bytes:
    """A snapshot as a file."""
    rest = msgspec.json.encode(identity) + b"\n" + state + b"\n"
    head = Head("snapshot", VERSION, _checksum(VERSION, rest), len(rest))
    return msgspec.json.encode(head) + b"\n" + rest


def write(path: Path, identity: Identity, state: bytes) -> Diagnostic | None:
    """Write a snapshot whole or not at all; what goes wrong is given back."""
    data = written(identity, state)
    return replace_file(path, gzip.compress(data, 6, mtime=0) if path.suffix == ".gz" else data)


def read(path: Path, name: str) -> Snapshot | Diagnostic:
    """A snapshot from a file, brought to the form of today, or what is wrong with the file."""
    data = read_bytes(path, name, LARGEST)
    if isinstance(data, Diagnostic):
        return _of_a_snapshot(data)
    try:
        data = _unpacked(data)
    except EOFError:
        return _cut_short(name)
    except (OSError, zlib.error):
        return _edited(name)
    if not data:
        return trouble("TN005", name, f"`{name}` is empty", AGAIN)
    if len(data) > LARGEST:
        return trouble("TN006", name, f"`{name}` is too large for a snapshot", AGAIN)
    first, newline, rest = data.partition(b"\n")
    head = _head(first)
    if first.startswith(b'{"townlet":"recording"'):
        return _recording(name)
    if head is None:
        return _first_version(data, name)
    return _checked(head, rest, name) if newline else _cut_short(name)


def _of_a_snapshot(wrong: Diagnostic) -> Diagnostic:
    """The advice that goes with a script is of no help with a snapshot."""
    return msgspec.structs.replace(wrong, hint="Name a file that `townlet run … --snapshot FILE` wrote")


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(PACKED):
        return data
    with gzip.GzipFile(fileobj=BytesIO(data)) as file:
        return file.read(LARGEST + 1)


def _head(line: bytes) -> Head | None:
    try:
        head = msgspec.json.decode(line, type=Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return head if head.townlet == "snapshot" else None


def _checked(head: Head, rest: bytes, name: str) -> Snapshot | Diagnostic:
    if head.version > VERSION:
        return _from_the_future(name, head.version)
    if len(rest) < head.bytes:
        return _cut_short(name)
    if len(rest) != head.bytes or _checksum(head.version, rest) != head.checksum:
        return _edited(name)
    identity, _, state = rest.partition(b"\n")
    try:
        if head.version == VERSION:
            return _sound(msgspec.json.decode(identity, type=Identity), state, head.version)
        plain = {"identity": msgspec.json.decode(identity), "state": msgspec.json.decode(state)}
        return _brought_up({"version": head.version, **plain})
    except _UNFIT as error:
        return _not_one(name, error)


def _first_version(data: bytes, name: str) -> Snapshot | Diagnostic:
    """A file without a head: of version 1, or no snapshot at all."""
    try:
        plain = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        begun = data.startswith((b'{"townlet":"snapshot"', b'{"seed":'))
        return _cut_short(name) if begun else _not_one(name, None)
    if not isinstance(plain, dict) or plain.get("version") != 1 or "world" not in plain:
        return _not_one(name, None)
    try:
        return _brought_up(plain)
    except _UNFIT as error:
        return _not_one(name, error)


def _brought_up(plain: dict[str, Any]) -> Snapshot:
    found = migrated(plain)
    identity = msgspec.convert(found["identity"], Identity)
    return _sound(identity, msgspec.json.encode(found["state"]), plain["version"])


def _sound(identity: Identity, state: bytes, version: int) -> Snapshot:
    """A snapshot whose state can be read: tried before the curtain rises."""
    _: State = decoded(state)
    return Snapshot(identity, state, version)


_UNFIT: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError)


def _checksum(version: int, rest: bytes) -> str:
    return blake2b(b"%d\n" % version + rest, digest_size=16).hexdigest()


def _cut_short(name: str) -> Diagnostic:
    return trouble("TN021", name, f"`{name}` is only the beginning of a snapshot: the rest was cut off", AGAIN)


def _edited(name: str) -> Diagnostic:
    message = f"`{name}` is not as it was saved: its checksum does not fit, so it was edited or damaged"
    return trouble("TN021", name, message, f"A snapshot cannot be changed by hand. {AGAIN}")


def _from_the_future(name: str, version: int) -> Diagnostic:
    message = f"`{name}` is a snapshot of version {version}, from the future: I read versions up to {VERSION}"
    return trouble("TN022", name, message, "Go on with the Townlet that saved it, or a later one")


def _recording(name: str) -> Diagnostic:
    message = f"`{name}` is a recording, and not a snapshot"
    return trouble("TN020", name, message, f"`townlet replay {typed(name)} --from MOMENT` tells it from a moment on")


def _not_one(name: str, error: Exception | None) -> Diagnostic:
    why = f": {error}" if isinstance(error, msgspec.DecodeError) else ""
    hint = "Name a file that `townlet run … --snapshot FILE` wrote"
    return trouble("TN020", name, f"`{name}` is not a snapshot that I can read{why}", hint)
