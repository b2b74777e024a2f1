"""Goldens beside their scripts, through syrupy: `scenarios/NAME.transcript` belongs to `test_transcript[NAME]`.

Where a golden lives follows from the name of the test, and the test's name from where a golden lives; so syrupy
can still tell which goldens belong to nothing.
"""

from collections.abc import Iterator
from difflib import unified_diff
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar

from syrupy.data import Snapshot, SnapshotCollection, SnapshotCollections
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SerializableData, SerializedData, SnapshotIndex

from runner.recording.file import Recording
from runner.recording.reading import decoded
from runner.rehearsal.drift.performing import taken
from runner.transcript import compared

CONTEXT = 3
"""Lines shown around those that differ."""


class Golden(SingleFileSnapshotExtension):
    """One text file, beside the script it belongs to."""

    _write_mode = WriteMode.TEXT
    test: ClassVar[str]

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(scenarios(Path(test_location.filepath)))

    @classmethod
    def get_file_basename(cls, *, test_location: PyTestLocation, index: SnapshotIndex) -> str:
        return test_location.snapshot_name.removeprefix(f"{cls.test}[").removesuffix("]")

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0) -> str:
        return test_location.snapshot_name

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        return cls.get_location(test_location=test_location, index=0) == snapshot_location

    def read_snapshot_collection(self, *, snapshot_location: str) -> SnapshotCollection:
        collection = SnapshotCollection(location=snapshot_location)
        collection.add(Snapshot(name=f"{self.test}[{Path(snapshot_location).stem}]"))
        return collection

    def discover_snapshots(
        self, *, test_location: PyTestLocation, ignore_extensions: list[str] | None = None
    ) -> SnapshotCollections:
        """The goldens of this kind and nothing else: what syrupy finds and cannot place, it would delete."""
        found = SnapshotCollections()
        for path in sorted(Path(self.dirname(test_location=test_location)).glob(f"*.{self.file_extension}")):
            found.add(self.read_snapshot_collection(snapshot_location=str(path)))
        return found

    def diff_lines(self, serialized_data: SerializedData, snapshot_data: SerializedData) -> Iterator[str]:
        return differing(str(snapshot_data), str(serialized_data))


class Transcript(Golden):
    """The story; its header is not compared."""

    file_extension = "transcript"
    test = "test_transcript"

    def matches(self, *, serialized_data: SerializableData, snapshot_data: SerializableData) -> bool:
        return compared(str(serialized_data)) == compared(str(snapshot_data))


class Record(Golden):
    """The record of the story. One that is of the same run need not be the same to the byte."""

    file_extension = "townrun"
    test = "test_record"

    def matches(self, *, serialized_data: SerializableData, snapshot_data: SerializableData) -> bool:
        return _ending(str(serialized_data)) == _ending(str(snapshot_data))

    def diff_lines(self, serialized_data: SerializedData, snapshot_data: SerializedData) -> Iterator[str]:
        yield "the record is of another run than is performed today, or cannot be read: `make golden` writes it anew"


class Events(Golden):
    """The events, one JSON object a line."""

    file_extension = "events"
    test = "test_events"


def _ending(record: str) -> tuple[str, str] | None:
    """The digests of a recorded run; nothing if the record is of no use."""
    found = decoded(record.encode(), "")
    usable = isinstance(found, Recording) and taken(found, "", {}) is not None
    return (found.end.state, found.end.events) if isinstance(found, Recording) and found.end and usable else None


def scenarios(test_file: Path) -> Path:
    """The scenarios of the tree that a test file stands in."""
    return test_file.parents[2] / "scenarios"


def differing(golden: str, here: str) -> Iterator[str]:
    """What differs, the first line that does at the head: pytest cuts long reports, and one line says the most."""
    was, now = compared(golden).split("\n"), compared(here).split("\n")
    header = golden.count("\n") + 1 - len(was)
    first = next((n for n, (one, other) in enumerate(zip_longest(was, now)) if one != other), None)
    if first is None:
        return
    yield f"line {header + first + 1} is the first that differs:"
    yield from (f"- {line}" for line in was[first : first + 1])
    yield from (f"+ {line}" for line in now[first : first + 1])
    yield from unified_diff(was, now, "golden", "here", n=CONTEXT, lineterm="")
