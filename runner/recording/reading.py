"""Recordings from files, and all that can be wrong with one. What was cut short is read up to its last whole line."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Raw

from dsl.diagnostic import Diagnostic
from runner.disk import read_bytes
from runner.recording import damage
from runner.recording.file import (
    BEGINNING,
    END,
    UNFIT,
    VERSION,
    End,
    Head,
    Recording,
    checksum,
    end_of,
    sealed,
    tried,
)  # fmt: skip
from runner.trouble import trouble
from townlet.identity import mark

LARGEST: Final = 512_000_000
"""Bytes, unpacked. A day of ten people has half a million."""

PACKED: Final = b"\x28\xb5\x2f\xfd"
MARKERS: Final = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)


def read(path: Path, name: str) -> Recording | Diagnostic:
    """A recording from a file, or what is wrong with the file."""
    data = read_bytes(path, name, LARGEST)
    if isinstance(data, Diagnostic):
        return msgspec.structs.replace(data, hint=damage.NAME_ONE)
    found = unpacked(data, name)
    return found if isinstance(found, Diagnostic) else decoded(found, name)


def decoded(data: bytes, name: str) -> Recording | Diagnostic:
    """A recording from its bytes, unpacked; line ends and marks that a tool put in on its way do not matter."""
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if not data.strip():
        return trouble("TN005", name, f"`{name}` is empty", damage.AGAIN)
    if MARKERS.search(data):
        return damage.unmerged(name)
    first, newline, rest = data.partition(b"\n")
    found = _head(first, name)
    if isinstance(found, Diagnostic):
        return found
    *whole, last = rest.rstrip(b"\n").split(b"\n") if rest.strip() else [b""]
    end = _end(last)
    if end is None:
        return _cut_short(found, (*whole, last) if newline else (), name)
    taken = checksum([first, b"\n", *(piece for line in whole for piece in (line, b"\n"))])
    if sealed(end, taken) == end:
        return Recording(found, tuple(whole), end)
    number = _sound(whole)
    return damage.edited(name, damage.wrong_line(whole[number], number + 2) if number < len(whole) else "")


def unpacked(data: bytes, name: str) -> bytes | Diagnostic:
    """What a file holds, taken out of its compression; of one that was cut, all that can be taken out."""
    if not data.startswith(PACKED):
        return data
    import zstandard  # Most recordings are plain.

    try:
        with zstandard.ZstdDecompressor().stream_reader(BytesIO(data)) as stream:
            found = bytearray()
            while len(found) <= LARGEST and (piece := stream.read(1 << 20)):
                found += piece
    except (zstandard.ZstdError, MemoryError):
        return damage.edited(name)
    if len(found) > LARGEST:
        return trouble("TN006", name, f"`{name}` is too large for a recording", damage.AGAIN)
    return bytes(found) or damage.cut_off(name)


class _Versioned(msgspec.Struct):
    townlet: str
    version: int


def _head(line: bytes, name: str) -> Head | Diagnostic:
    try:
        version = msgspec.json.decode(line, type=_Versioned)
    except UNFIT:
        return damage.cut_off(name) if line[: len(BEGINNING)] == BEGINNING[: len(line)] else damage.not_one(line, name)
    if version.townlet != "recording" or version.version < 1:
        return damage.not_one(line, name)
    if version.version > VERSION:
        return damage.from_the_future(name, version.version, VERSION)
    try:
        head = msgspec.json.decode(line, type=Head)
    except UNFIT as error:
        return damage.unfit(name, error)
    if isinstance(head.since, Raw) and mark(bytes(head.since).decode(errors="replace")) != head.mark:
        return damage.edited(name, "the state in it that the run went on from is another")
    marks = head.identity.sources
    changed = next((file for file, text in head.texts.items() if marks.get(file, mark(text)) != mark(text)), "")
    return damage.edited(name, f"the text of `{changed}` in it is another than the one performed") if changed else head


def _end(line: bytes) -> End | None:
    """The end, if the last line is a whole one."""
    try:
        return end_of(line) if line.startswith(END) else None
    except UNFIT:
        return None


def _cut_short(head: Head, lines: tuple[bytes, ...], name: str) -> Recording | Diagnostic:
    """A recording without an end: only its last line may be less than whole, and each must be one of ours."""
    sound = _sound(lines)
    if sound < len(lines) - 1:
        return damage.edited(name, damage.wrong_line(lines[sound], sound + 2))
    found = Recording(head, lines[:sound], None)
    wrong = _out_of_step(found)
    if wrong:
        return damage.edited(name, wrong)
    last = max((message.tick for message in found.messages()), default=None)
    return msgspec.structs.replace(found, said=(damage.cut_short(name, last, found),))


def _sound(lines: Sequence[bytes]) -> int:
    """How many lines there are until the first that is none of ours."""
    return next((number for number, line in enumerate(lines) if not tried(line)), len(lines))


def _out_of_step(recording: Recording) -> str:
    """What does not follow from what comes before it: a message that is missing, a draw that was never named."""
    seq = None
    for message in recording.messages():
        if seq is not None and message.seq != seq + 1:
            return f"message {seq + 1} is missing"
        seq = message.seq
    try:
        for _ in recording.draws():
            pass
    except (IndexError, ValueError):
        return "a line about chance is missing"
    return ""
