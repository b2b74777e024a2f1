"""What ships tells the same story as its golden, word for word and event for event.

`make golden` writes them anew. What is looked for stands beside this file's own tree, so a copy of the tree
is compared with the copy's goldens.
"""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from runner.keeping import golden_seed, kept
from runner.recording.file import Recording
from runner.rehearsal.records import record_of, recorded
from tests.golden.extension import Events, Record, Transcript, scenarios
from tests.runner.support import ready

FOLDER = scenarios(Path(__file__))

TRANSCRIPTS = (
    "a-day-in-riverside", "a-wet-afternoon", "a-word-in-the-park", "an-ordinary-day", "closed-until-further-notice",
    "coffee-too-dear", "dry-taps", "lend-a-hand", "lights-out", "one-shower",
)  # fmt: skip
"""The scenarios with a golden transcript: all that ship."""
EVENTS = ("coffee-too-dear",)
"""Those with golden events: every one of them is a line, so a long story has too many to be read."""


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_transcript(name: str, snapshot: SnapshotAssertion) -> None:
    found = ready(FOLDER / f"{name}.town")
    told = kept(found.schedule, found.town, golden_seed(found.schedule))
    assert told.text == snapshot.use_extension(Transcript)


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_record(name: str, snapshot: SnapshotAssertion) -> None:
    """What lies beside a golden, to explain its drift, is of the run that was approved."""
    found = ready(FOLDER / f"{name}.town")
    _, record = recorded(found)
    assert record.decode() == snapshot.use_extension(Record)
    approved = (FOLDER / f"{name}.transcript").read_text("utf-8")
    assert isinstance(record_of(FOLDER / f"{name}.town", approved), Recording)


@pytest.mark.parametrize("name", EVENTS)
def test_events(name: str, snapshot: SnapshotAssertion) -> None:
    found = ready(FOLDER / f"{name}.town")
    told = kept(found.schedule, found.town, golden_seed(found.schedule))
    assert told.stream == snapshot.use_extension(Events)


@pytest.mark.parametrize(
    ("ending", "names"), [("transcript", TRANSCRIPTS), ("townrun", TRANSCRIPTS), ("events", EVENTS)]
)
def test_goldens_and_scenarios_belong_together(ending: str, names: tuple[str, ...]) -> None:
    assert sorted(path.stem for path in FOLDER.glob(f"*.{ending}")) == sorted(names)
