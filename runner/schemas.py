"""`make schema`: the JSON Schemas that we publish, made from the types and written to `docs/schema`.

Others have written programs by them. What would break those is refused as long as the number stays the same: not only
what differs from the file that is there, but also from the form in which it was first published, so that many small
steps break no more than one.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from dsl import schedule_schema, townfile
from dsl.publishing import Schema, breaking, text_of, tidy
from runner import event_kinds
from runner.recording.file import LINES
from townlet.schedule import Schedule
from townlet.telemetry.sampled import Sample
from townlet.telemetry.wire import Message

FOLDER: Final = Path(__file__).parents[1] / "docs" / "schema"
FIRST: Final = FOLDER / "first"
"""Each schema of `KEPT` as it was first published, without the words for people; never written anew."""


def telemetry_text() -> str:
    """The messages of a stream, health included."""
    return text_of(tidy(msgspec.json.schema(Message)))


def samples_text() -> str:
    """The samples of `--sampled`; their state is that of telemetry, with numbers for courses."""
    return text_of(tidy(msgspec.json.schema(Sample)))


def recording_text() -> str:
    """The lines of a recording that are none of the telemetry. A cue is one of the published schedule."""
    lines, definitions = msgspec.json.schema_components(LINES)
    known = msgspec.json.schema(Schedule)["$defs"].keys()
    own = {name: definition for name, definition in definitions.items() if name not in known}
    return text_of(tidy(_elsewhere({"anyOf": lines, "$defs": own}, known)))


def _elsewhere(node: Any, names: Any) -> Any:
    """Definitions of these names are those of the schedule's schema."""
    if isinstance(node, dict):
        path, _, name = str(node.get("$ref", "")).rpartition("/")
        if name in names:
            return {"$ref": f"{SCHEDULE}{path}/{name}"}
        return {key: _elsewhere(value, names) for key, value in node.items()}
    return [_elsewhere(each, names) for each in node] if isinstance(node, list | tuple) else node


SCHEDULE: Final = "schedule-1.schema.json"

PUBLISHED: Final[dict[str, Callable[[], str]]] = {
    SCHEDULE: schedule_schema.schema_text,
    "town-1.schema.json": townfile.schema_text,
    "telemetry-1.schema.json": telemetry_text,
    "samples-1.schema.json": samples_text,
    "events-1.schema.json": event_kinds.schema_text,
    "recording-1.schema.json": recording_text,
}
"""By the name of its file, which has its number, how each is made."""

KEPT: Final = ("telemetry-1.schema.json", "samples-1.schema.json", "events-1.schema.json", "recording-1.schema.json")
"""Those that other programs read our data by."""


def broken(name: str, new: Schema, folder: Path = FOLDER) -> list[str]:
    """What programs that rely on a published schema would miss in the new one, a line each."""
    known = [path for path in (folder / "first" / name, folder / name) if path.exists()] if name in KEPT else []
    return list(dict.fromkeys(line for path in known for line in breaking(msgspec.json.decode(path.read_bytes()), new)))


def bare(schema: Schema) -> Schema:
    """A schema without the words for people, as it is kept in `FIRST`."""
    found: Schema = _bare(schema, named=False)
    return found


def _bare(node: Any, named: bool) -> Any:
    """`named` says that the keys are names of our fields and definitions, and not words of a schema."""
    if isinstance(node, dict):
        return {
            key: _bare(value, not named and key in ("properties", "$defs"))
            for key, value in node.items() if named or key not in ("title", "description")
        }  # fmt: skip
    return [_bare(each, named=False) for each in node] if isinstance(node, list) else node


def main(folder: Path = FOLDER) -> int:
    """Write all of them, or none if one would break its promise; a new one is kept as it is first published."""
    made = {name: make() for name, make in PUBLISHED.items()}
    wrong = {name: broken(name, msgspec.json.decode(text), folder) for name, text in made.items()}
    for name, lines in wrong.items():
        for line in lines:
            print(f"docs/schema/{name}: {line}", file=sys.stderr)
    if any(wrong.values()):
        print("Others have programs for this number. Add instead of changing, or give it a new one.", file=sys.stderr)
        return 1
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
        first = folder / "first" / name
        if name in KEPT and not first.exists():
            first.parent.mkdir(exist_ok=True)
            first.write_text(text_of(bare(msgspec.json.decode(text))), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
