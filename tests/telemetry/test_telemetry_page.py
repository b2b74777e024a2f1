"""docs/telemetry.md: its programs work on any stream, its tables are those of the types, its examples are true."""

import re
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from runner.performing import performed
from runner.schemas import FOLDER
from runner.telemetry.broadcast import EVERY
from runner.telemetry.telling import Telemetry
from runner.telemetry.waiting import EVENTS
from tests.pages import fences, manual, played, rows
from tests.runner.conftest import Townlet, townlet
from tests.runner.support import ready
from tests.telemetry.stories import story
from tests.telemetry.support import Plain, differences, fresh, perform, plain
from townlet.telemetry.memory import COUNTS, SHARES
from townlet.telemetry.merging import all_composed
from townlet.telemetry.sampled import at_tick
from townlet.telemetry.stream import Stream, Told, digest_of
from townlet.telemetry.wire import DIGEST_EVERY, TAIL

__all__ = ["townlet"]

PAGE = manual("telemetry")
DEFINITIONS: Plain = {
    name: definition
    for file in ("telemetry-1.schema.json", "samples-1.schema.json")
    for name, definition in msgspec.json.decode((FOLDER / file).read_bytes())["$defs"].items()
}


@pytest.fixture
def stream(townlet: Townlet) -> bytes:
    """The stream of the page's own story."""
    for fence in fences(PAGE, "yaml", "town"):
        Path(fence.said["file"]).parent.mkdir(exist_ok=True)
        Path(fence.said["file"]).write_text(fence.text, "utf-8")
    assert townlet("run", "two.town", "--telemetry-path", "two.jsonl").exit_code == 0
    return Path("two.jsonl").read_bytes()


# It is as it says.


def test_every_command_works_and_says_what_is_shown(townlet: Townlet) -> None:
    assert len([*played(PAGE, townlet)]) >= 4


class Lines(SingleFileSnapshotExtension):
    """A stream as it is sent: a JSON object a line."""

    _write_mode = WriteMode.BINARY
    file_extension = "jsonl"


def test_the_stream_of_two_people(stream: bytes, snapshot: SnapshotAssertion) -> None:
    """Whatever changes in here changes for everybody who reads telemetry."""
    assert stream == snapshot(extension_class=Lines)


def test_the_examples_are_messages_of_that_stream(stream: bytes) -> None:
    """Byte for byte, but for the blanks between."""
    examples = [(int(fence.said["message"]), fence.text) for fence in fences(PAGE, "json")]
    assert [number for number, _ in examples] == [1, 9]
    for number, text in examples:
        assert msgspec.json.format(text.encode().strip(), indent=-1) == stream.splitlines()[number - 1]


# Its programs, on streams that it does not show.


def program(name: str) -> ModuleType:
    """What a program of the page defines."""
    text = next(fence.text for fence in fences(PAGE, "python") if fence.said["file"] == name)
    found = ModuleType(name.removesuffix(".py"))
    exec(re.sub(r"^from follow import .*\n", "", text, flags=re.MULTILINE), found.__dict__)
    return found


Each = Callable[[Plain, Plain, Stream], None]


def followed(name: str, each: Each) -> None:
    """Merge a stream as the page does, and look after each message."""
    merged, state = program("follow.py").merged, {}

    def take(message: Told, stream: Stream) -> None:
        nonlocal state
        state = merged(state, plain(message))  # Which may change what it is given.
        each(plain(message), state, stream)

    schedule, where = story(name)
    perform(schedule, take, where=where)


@pytest.mark.parametrize("name", ["coffee-too-dear", "dry-taps", "work"])
def test_merged_as_shown_it_is_the_truth(name: str) -> None:
    def look(told: Plain, state: Plain, stream: Stream) -> None:
        assert differences(state, fresh(stream)) == [], told["seq"]

    followed(name, look)


@pytest.mark.parametrize("name", ["coffee-too-dear", "work"])
@pytest.mark.parametrize("size", [2, 7, 1_000])
def test_merged_as_shown_composed_diffs_come_to_the_same(name: str, size: int) -> None:
    told: list[Plain] = []
    ends: list[Plain] = []

    def keep(message: Plain, state: Plain, stream: Stream) -> None:
        told.append(message)
        ends.append(fresh(stream))

    followed(name, keep)
    merged = program("follow.py").merged
    state = merged({}, told[0])
    for start in range(1, len(told), size):
        diffs = told[start : start + size]
        state = merged(state, all_composed(diffs, 20))
        assert differences(state, ends[start + len(diffs) - 1]) == []


def test_merged_as_shown_a_snapshot_in_the_middle_replaces_all_that_was() -> None:
    merged, late = program("follow.py").merged, []
    state: Plain = {}

    def look(told: Plain, _: Plain, stream: Stream) -> None:
        nonlocal state
        if told["seq"] >= 10:
            first = plain(stream.snapshot()) if not late else told
            late.append(first["payload_type"])
            state = merged(state if late[1:] else {"town": "of another run"}, first)
            assert differences(state, fresh(stream)) == [], told["seq"]

    followed("coffee-too-dear", look)
    assert late[0] == "snapshot"
    assert set(late[5:]) == {"diff"}


def test_the_numbers_in_the_text_are_those_of_the_code() -> None:
    words = {12: "twelve", 50: "fiftieth", 10.0: "ten seconds"}
    for said in (f"the last {words[TAIL]} lines", f"Every {words[DIGEST_EVERY]} message", f"every {words[EVERY]}",
                 f"the last {EVENTS} are kept"):  # fmt: skip
        assert said in PAGE, said


@pytest.mark.parametrize("name", ["coffee-too-dear", "a-wet-afternoon"])
def test_courses_moods_and_ways_are_worked_out_as_shown(name: str) -> None:
    moments = program("moments.py")
    looked = set()

    def look(told: Plain, state: Plain, stream: Stream) -> None:
        for tick in (told["tick"], told["tick"] + 3):
            sample = at_tick(state, tick)
            for who, agent in state["agents"].items():
                expected = sample["agents"][who]
                assert moments.mood(agent, tick) == expected["mood"]
                assert moments.tile(agent["position"], tick) == expected["position"]["tile"]
                assert {need: moments.at(course, tick) for need, course in agent["needs"].items()} == expected["needs"]
                looked.add(bool(agent["position"]["walk"]))
                looked.add(bool(agent["mood"]["feelings"]))
            for pair, tie in state["ties"].items():
                courses = {key: course for key, course in tie.items() if key != "bond"}
                numbers = {key: moments.at(course, tick) for key, course in courses.items()}
                assert numbers.items() <= sample["ties"][pair].items()

    followed(name, look)
    assert looked == {True, False}


def test_strings_are_escaped_for_digests_as_the_page_says() -> None:
    """Every character that anybody might escape."""
    codes = [*range(0x300), 0x2028, 0x2029, 0xFEFF, 0xFFFD, 0xFFFF, 0x1F600]
    short = {8: r"\b", 9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r", 34: r"\"", 92: r"\\"}
    shown = program("prove.py").digest
    for code in codes:
        escaped = short.get(code) or (f"\\u{code:04x}" if code < 0x20 else chr(code))
        said = blake2b(f'{{"a":"{escaped}"}}'.encode(), digest_size=16).hexdigest()
        assert said == digest_of({"a": chr(code)}), hex(code)
        assert said == shown({"a": chr(code)}), hex(code)


def test_digests_are_worked_out_as_shown() -> None:
    digest, proven = program("prove.py").digest, []

    def look(told: Plain, state: Plain, stream: Stream) -> None:
        if "digest" in told:
            proven.append(told["seq"])
            assert told["digest"] == digest(state)

    followed("an-ordinary-day", look)
    assert proven[:2] == [50, 100]


# Its tables.

UNITS = {each for cell, _ in rows(PAGE, "unit") for each in [cell]}
TYPES: dict[str, list[Plain]] = {
    "integer": [{"type": "integer"}], "number": [{"type": "number"}], "boolean": [{"type": "boolean"}],
    "string": [{"type": "string"}], "anything": [{}],
    "tile": [{"type": "array", "minItems": 2, "maxItems": 2, "items": False, "prefixItems": [{"type": "integer"}] * 2}],
}  # fmt: skip
OF = {
    **dict.fromkeys(("tick", "ticks", "minute", "count", "number", "bytes", "hundredths", "thousandths"), "integer"),
    **dict.fromkeys(("millionths", "millionths a tick"), "integer"), "seconds": "number", "yes/no": "boolean",
    **dict.fromkeys(("id", "word", "text", "path"), "string"), "tile": "tile", "anything": "anything",
}  # fmt: skip
"""By unit, the type of JSON that it comes as."""
PLURAL = {"ids": "id", "paths": "path", "tiles": "tile"}


def fits(unit: str, schema: Plain) -> bool:
    """Whether what a table says of a field is what the schema says."""
    schema = {key: value for key, value in schema.items() if key not in ("default", "description", "title")}
    if unit.endswith(" or null"):
        either, value = schema.get("anyOf", []), unit.removesuffix(" or null")
        return {"type": "null"} in either and any(fits(value, each) for each in either)
    if " by " in unit:
        value, _, _ = unit.rpartition(" by ")
        return schema.get("type") == "object" and fits(value, schema.get("additionalProperties", {}))
    if unit.startswith("list of "):
        each = unit.removeprefix("list of ")
        return schema.get("type") == "array" and fits(PLURAL.get(each, each), schema["items"])
    if unit.startswith("`"):
        return schema == {"$ref": f"#/$defs/{unit.strip('`')}"}
    if unit == "anything":
        return True
    if "enum" in schema or "anyOf" in schema:
        return unit == "word"
    return schema in TYPES[OF[unit]]


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_field_is_described_with_its_unit(name: str) -> None:
    table, fields = rows(PAGE, f"`{name}`"), DEFINITIONS[name]["properties"]
    assert [cell.strip("`") for cell, _, _ in table] == [*fields]
    wrong = [(cell, unit) for cell, unit, _ in table if not fits(unit, fields[cell.strip("`")])]
    assert wrong == []
    assert all(words for _, _, words in table)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_closed_words_are_listed(name: str) -> None:
    for cell, _, words in rows(PAGE, f"`{name}`"):
        schema = DEFINITIONS[name]["properties"][cell.strip("`")]
        if cell != "`sign`":
            assert all(f"`{word}`" in words for word in schema.get("enum", ())), cell


def test_every_unit_is_explained() -> None:
    assert {*OF} == UNITS


@pytest.mark.parametrize(("unit", "schema"), [
    ("count", {"type": "string"}), ("text", {"type": "integer"}), ("count by id", {"type": "integer"}),
    ("list of ids", {"type": "array", "items": {"type": "integer"}}), ("`Course`", {"$ref": "#/$defs/Mood"}),
    ("`Walk`", {"anyOf": [{"$ref": "#/$defs/Walk"}, {"type": "null"}]}), ("text", {"enum": ["on", "off"]}),
    ("count or null", {"type": "integer"}), ("tile", {"type": "array", "items": {"type": "integer"}}),
    ("yes/no", {"type": "integer"}),
])  # fmt: skip
def test_what_does_not_fit_is_seen(unit: str, schema: Plain) -> None:
    assert not fits(unit, schema)


def test_every_key_figure_is_described() -> None:
    assert [cell.strip("`") for cell, _, _ in rows(PAGE, "`kpis`")] == [*COUNTS, *SHARES]
    assert {cell.strip("`") for cell, unit, _ in rows(PAGE, "`kpis`") if unit.endswith(" or null")} == {*SHARES}


def measured(name: str) -> list[tuple[int, int]]:
    """Of each message of a run the number of events, and the bytes."""
    found, sent = ready(name), []

    def take(told: Told, line: bytes) -> None:
        sent.append((len(told.events), len(line)))

    performed(found.schedule, found.town, attend=lambda town: [Telemetry(town, take)])
    return sent


def test_the_sizes_are_what_is_sent() -> None:
    for name, *figures in rows(PAGE, "scenario"):
        sent = measured(name.strip("`"))
        first, diffs, events, each = (int(figure.replace(",", "")) for figure in figures)
        assert (len(sent) - 1, sum(count for count, _ in sent)) == (diffs, events), name
        assert sent[0][1] == pytest.approx(first, rel=0.03), name
        assert sum(size for _, size in sent[1:]) / events == pytest.approx(each, rel=0.03), name


def test_the_kinds_of_messages_are_all_there() -> None:
    kinds: set[Any] = {each["properties"]["payload_type"]["enum"][0] for each in DEFINITIONS.values()
                       if "payload_type" in each["properties"]}  # fmt: skip
    assert kinds == {"snapshot", "diff", "health", "sample"}
