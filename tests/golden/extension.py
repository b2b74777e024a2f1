"""Goldens beside their scripts, through syrupy: `scenarios/NAME.transcript` belongs to `test_transcript[NAME]`.

Where a golden lives follows from the name of the test, and the test's name from where a golden lives; so syrupy
can still tell which goldens belong to nothing.
"""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar

from syrupy.data import Snapshot, SnapshotCollection
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SerializableData, SerializedData, SnapshotIndex

from runner.transcript import compared

CONTEXT = 3
"""Lines shown before the first that differs."""
MOST = 40
"""Lines of a golden that are shown to differ; the rest is counted."""


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
    ) -> "object":
        found = super().discover_snapshots(test_location=test_location, ignore_extensions=ignore_extensions)
        return found

    def diff_lines(self, serialized_data: SerializedData, snapshot_data: SerializedData) -> Iterator[str]:
        return differing(str(snapshot_data), str(serialized_data))


class Transcript(Golden):
    """The story; its header is not compared."""

    file_extension = "transcript"
    test = "test_transcript"

    def matches(self, *, serialized_data: SerializableData, snapshot_data: SerializableData) -> bool:
        return compared(str(serialized_data)) == compared(str(snapshot_data))


class Events(Golden):
    """The events, one JSON object a line."""

    file_extension = "events"
    test = "test_events"


def scenarios(test_file: Path) -> Path:
    """The scenarios of the tree that a test file stands in."""
    return test_file.parents[2] / "scenarios"


def differing(golden: str, here: str) -> Iterator[str]:
    """What differs, the first line that does at the head: pytest cuts long reports, and one line says the most."""
    pairs = list(zip_longest(golden.split("\n"), here.split("\n")))
    start = next((n for n, (was, _) in enumerate(pairs) if not (was or "").startswith("# ")), 0)
    wrong = [n for n, (was, now) in enumerate(pairs) if n >= start and was != now]
    if not wrong:
        return
    first = wrong[0]
    yield f"line {first + 1} is the first that differs:"
    yield from _both(*pairs[first])
    yield ""
    yield from (f"  {was}" for was, _ in pairs[max(0, first - CONTEXT) : first])
    for n in wrong[:MOST]:
        yield from _both(*pairs[n])
    if len(wrong) > MOST:
        yield f"  ... and {len(wrong) - MOST} more lines"


def _both(was: str | None, now: str | None) -> Iterator[str]:
    if was is not None:
        yield f"- {was}"
    if now is not None:
        yield f"+ {now}"
