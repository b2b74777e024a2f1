"""A small story with a library and a town file of its own, approved; and changes planted in it."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import msgspec

from runner.cache import opened
from runner.keeping import golden_seed, kept
from runner.recording.file import Recording, checksum, line_of, sealed
from runner.recording.reading import decoded
from runner.rehearsal import golden, records
from runner.rehearsal.drift.drifted import drifted
from runner.rehearsal.drift.explained import Explained
from runner.rehearsal.golden import difference
from runner.workshop import Ready, Workshop
from tests.runner.support import ROOT, workshop

STORY = """\
use "library/people.town"
use "library/own.town"

scenario "A Cup of Something" (pause = 4 ticks):
    town: riverside
    clock: 08:00
    length: 40 ticks
    seed: 1

    cast:
        Ada: gruff, at cafe, 5 coins
        Ben: sociable, at park, 5 coins

    at tick 3 as thirst:
        mark "Morning"
        direct Ada to buy coffee at cafe

    at tick 10 as way:
        direct Ben to go to cafe

    at tick 20 as talk:
        play hello(Ben, Ada)
        narrate "So it goes."

    stage:
        set Ada's trust in Ben to 40%
"""

LIBRARY = """\
vignette hello(a, b):
    direct a to greet b
    wait 2 ticks
    direct b to chat with a
"""

SCRIPT, OWN, TOWN = Path("cup.town"), Path("library/own.town"), Path("towns/riverside.yaml")


def approved() -> Path:
    """Write the story into the current folder, with its golden and its record."""
    SCRIPT.write_text(STORY, "utf-8")
    OWN.parent.mkdir()
    OWN.write_text(LIBRARY, "utf-8")
    TOWN.parent.mkdir()
    shutil.copy(ROOT / "scenarios" / TOWN, TOWN)
    told, record = records.recorded(now())
    assert golden.keep_first(SCRIPT, told.text) is None
    assert records.keep(SCRIPT, record) is None
    return SCRIPT


def edit(path: Path, was: str, now: str) -> int:
    """Replace a text in a file; the number of its line."""
    text = path.read_text("utf-8")
    assert text.count(was) == 1, f"{was!r} must be there once"
    path.write_text(text.replace(was, now), "utf-8")
    return text[: text.index(was)].count("\n") + 1


def now() -> Ready:
    """The story as it stands on the disk."""
    anew = Workshop(opened(os.environ))
    anew.parser = workshop().parser
    found = anew.ready(str(SCRIPT), {})
    assert isinstance(found, Ready), found.diagnostics
    return found


def explained() -> Explained:
    """Why the story as it stands is not the approved one."""
    ready = now()
    text = kept(ready.schedule, ready.town, golden_seed(ready.schedule)).text
    first = difference(golden.golden_path(SCRIPT).read_text("utf-8"), text, ("text",))
    return drifted(SCRIPT, ready, golden_seed(ready.schedule), text, first)


def record() -> Recording:
    found = decoded(records.record_path(SCRIPT).read_bytes(), "")
    assert isinstance(found, Recording), found
    return found


def write_record(found: Recording, lines: tuple[bytes, ...]) -> None:
    """Write the record with other lines between its head and its end, and a checksum that is right."""
    assert found.end is not None
    before = [line_of(found.head), *(line + b"\n" for line in lines)]
    end = sealed(found.end, checksum(before))
    records.record_path(SCRIPT).write_bytes(b"".join([*before, line_of(end)]))


def without_draws(line: bytes) -> bytes:
    """A line of an older recording, in which nothing was said of chance."""
    if not line.startswith(b'{"proof":'):
        return line
    data: Mapping[str, dict[str, object]] = msgspec.json.decode(line)
    kept = {name: value for name, value in data["proof"].items() if name not in ("asked", "after")}
    return msgspec.json.encode({"proof": kept})
